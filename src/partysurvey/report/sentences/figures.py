"""Numbers in sentences, each printed as everywhere else and with the address of its cell."""

from partysurvey.estimates.results import Result
from partysurvey.report.document import Address, Figure, Format
from partysurvey.report.formats import Count, Percent
from partysurvey.report.setting import Setting


def share_figure(result: Result, option: str, share: float, setting: Setting) -> Figure:
    """The percent of an option as it is printed everywhere, with its cell."""
    text = Percent(setting.style.digits)([share])[0]
    return Figure(text, share, Address(result.question, result.item, result.by, result.by_option, option))


def count_figure(result: Result, option: str, n: int) -> Figure:
    """How many people chose an option, with its cell."""
    address = Address(result.question, result.item, result.by, result.by_option, option, "n")
    return Figure(Count()([n])[0], n, address)


def statistic_figure(result: Result, stat: str, value: float, form: Format) -> Figure:
    """A statistic of a number (or its n) as it is printed everywhere, with its cell."""
    return Figure(
        form([value])[0], value, Address(result.question, result.item, result.by, result.by_option, None, stat)
    )


def base_figure(result: Result) -> Figure:
    """How many people the result is of, with its cell."""
    return statistic_figure(result, "base", result.base.n or 0, Count())
