"""The kinds of absence: why a question has no answer. They are counted apart, never mixed."""

from enum import Enum


class Absence(Enum):
    """Why there is no answer; the order is the order in every table and tally."""

    NOT_ASKED = "not_asked"  # the rule `asked_if` says so, or the platform does: "(跳过)", -3
    BLANK = "blank"  # asked, left empty: "", "(空)", -2
    REFUSED = "refused"
    DONT_KNOW = "dont_know"  # only where the questionnaire declares it missing; else it is an answer
    INVALID = "invalid"  # an answer that cannot be: a number out of range, two answers to a single choice
    UNKNOWN = "unknown"  # a text that the questionnaire does not know
    USER_MISSING = "user_missing"  # declared missing in the file, without a kind (SPSS, Stata)
    SYSTEM = "system"  # the file itself has nothing (SPSS system missing, a null)


ASKED = tuple(kind for kind in Absence if kind is not Absence.NOT_ASKED)
