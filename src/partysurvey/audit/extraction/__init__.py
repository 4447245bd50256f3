"""Claims read from prose, in Chinese and English, in time that grows with the text."""

from partysurvey.audit.extraction.reading import extract

__all__ = ["extract"]
