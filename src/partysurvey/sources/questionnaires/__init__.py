"""Questionnaire files (YAML) to questionnaires: `reading` reads and checks one, `bundled` finds those of ours."""
