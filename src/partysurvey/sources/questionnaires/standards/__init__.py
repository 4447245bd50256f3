"""Questionnaires in the formats of other programs: one module per format, `formats` knows them all."""
