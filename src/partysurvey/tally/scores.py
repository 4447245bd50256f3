"""The numbers that option codes stand for."""

from collections.abc import Callable, Mapping

from partysurvey.survey import Absence, Derived, Grid, Scale, SingleChoice, Variable
from partysurvey.tally.axis import Level

NOT_A_NUMBER = float("nan")


def option_scores(variable: Variable) -> Mapping[str, float]:
    """Option code to score, of a choice of one; empty for other kinds.

    Without any score the options count 1, 2, 3 …; where some have a score, those without have none.
    A reversed scale or grid item counts from the other end: highest + lowest - score.
    """
    question = variable.question
    if not isinstance(question, SingleChoice | Scale | Grid):
        return {}
    scores = {option.code: option.score for option in question.options if option.score is not None}
    scores = scores or {option.code: float(place) for place, option in enumerate(question.options, 1)}
    turned = variable.item.reversed if variable.item else isinstance(question, Scale) and question.reversed
    ends = max(scores.values()) + min(scores.values())
    return {code: ends - score for code, score in scores.items()} if turned else scores


def number_of(variable: Variable) -> Callable[[Level], float]:
    """The function from a level of the variable to its number, NaN where it has none."""
    scores = option_scores(variable)

    def number(level: Level) -> float:
        """The score, or the number itself."""
        if isinstance(level, str):
            return scores.get(level, NOT_A_NUMBER)
        return float(level) if isinstance(level, float) else NOT_A_NUMBER

    return number


def has_numbers(variable: Variable) -> bool:
    """Whether the levels of the variable stand for numbers."""
    question = variable.question
    return isinstance(question, Derived) or question.kind in ("number", "date", "single", "scale", "grid")


def is_answer(level: Level) -> bool:
    """Whether something was answered, be it unknown or impossible."""
    return not isinstance(level, Absence) or level in (Absence.UNKNOWN, Absence.INVALID)
