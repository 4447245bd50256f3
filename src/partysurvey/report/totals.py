"""Whether the total of a number is shown, and with how many decimals; those of values found in the data."""

from collections.abc import Iterable

from partysurvey.estimates.results import Result
from partysurvey.report.formats import Count
from partysurvey.report.formats import Number as Decimals
from partysurvey.survey import AnyQuestion, Derived, Number


def shows_total(question: AnyQuestion | Derived) -> bool:
    """Whether the questionnaire says that the total over all respondents means something."""
    return isinstance(question, Number | Derived) and question.total


def observed_format(values: Iterable[float | None], otherwise: Decimals) -> Decimals:
    """Values that stand in the data as they are, the least or the one in the middle: whole ones without decimals."""
    return Decimals(0) if all(value is None or float(value).is_integer() for value in values) else otherwise


def total_format(results: Iterable[Result], otherwise: Decimals) -> Count | Decimals:
    """Totals that are all whole as counts, without decimals; others as the other statistics."""
    totals = [result.statistics.total for result in results if result.statistics]
    return Count() if all(total is None or total.is_integer() for total in totals) else otherwise
