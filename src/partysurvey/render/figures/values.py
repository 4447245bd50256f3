"""The words that stand at values: percents and counts."""

from itertools import pairwise

from partysurvey.report.document import Chart, Series
from partysurvey.report.rounding import half_up, percent


def value_text(chart: Chart, series: Series, place: int) -> str | None:
    """The text at a value: the chart's own, else a percent with one digit or a count; None where hidden."""
    value = series.values[place]
    if value is None:
        return None
    if series.labels:
        return series.labels[place]
    return f"{percent(value, 1)}%" if chart.measure == "share" else f"{half_up(value):,}"


def count_text(series: Series, place: int) -> str:
    """The number of respondents behind a value as "(38)"; "" where it is not given or hidden."""
    count = series.counts[place] if series.counts else None
    return "" if count is None or series.values[place] is None else f"({count:,})"


def base_texts(chart: Chart) -> tuple[str, ...]:
    """The bases of the categories as "n=120"; "" where one is not given."""
    bases = chart.bases or (None,) * len(chart.categories)
    return tuple("" if base is None else f"n={base:,}" for base in bases)


def description(chart: Chart) -> str:
    """The numbers of the chart in one line of words, for readers who cannot see it."""
    names = chart.categories or tuple(f"{low:g}–{high:g}" for low, high in pairwise(chart.edges))
    return "; ".join(_spoken(chart, name, place) for place, name in enumerate(names))


def _spoken(chart: Chart, name: str, place: int) -> str:
    several = len(chart.series) > 1
    texts = ((series.name if several else "", value_text(chart, series, place) or "–") for series in chart.series)
    said = ", ".join(f"{series} {text}".strip() for series, text in texts)
    return f"{name}: {said}" if name else said
