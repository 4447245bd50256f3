"""What the chart that a question wants can get wrong although its structure is sound."""

from collections.abc import Iterator

from partysurvey.sources.questionnaires.draft import Data
from partysurvey.sources.questionnaires.finding import DataPath, Finding
from partysurvey.survey.chart_kind import CROSSED_KINDS, TOPLINE_KINDS, suits
from partysurvey.survey.suggestion import did_you_mean, listing

KNOWN = tuple(dict.fromkeys((*TOPLINE_KINDS, *CROSSED_KINDS)))


def chart_faults(data: Data) -> Iterator[Finding]:
    """Words that are no kind of chart, and kinds that cannot show the question."""
    kind = data.get("kind", "number")
    for path, chart in _wished(data.get("chart", [])):
        if chart not in KNOWN:
            yield Finding(path, f"{chart!r} is no kind of chart", did_you_mean(chart, KNOWN))
        elif not suits(chart, kind):
            able = [each for each in KNOWN if suits(each, kind)]
            what = f"a question of kind {kind} cannot be drawn as {chart}"
            yield Finding(path, what, f"choose {listing(able)}" if able else "delete it")


def _wished(written: str | list[str]) -> list[tuple[DataPath, str]]:
    if isinstance(written, str):
        return [(("chart",), written)]
    return [(("chart", place), chart) for place, chart in enumerate(written)]
