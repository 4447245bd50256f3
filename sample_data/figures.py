"""The published figures of a report as values, and what an analysis says of each.

A file in `published/` holds one report: it is a claims file, which `partysurvey audit` checks. A figure has

* `text` (zh, en), `printed` (as in print), `status`: published, masked, impossible, not from the survey;
* `question`, for a grid `item`, and `option`: the code of an option, a net or a band;
* `statistic`: share (of the option), n (respondents of the option), base, mean, median, max, total, or least_fall (the
  least fall in n from one option to the next);
* `where` (a condition, as for `partysurvey analyze --where`), `base` (how many the figure is out of, where known);
* `value`, `digits` after the point, `unit`, `hedge` (exact, more_than, at_least); `nearest`, the
  feasible value beside an impossible one; `split`, the parts that make up all; `part_of`, their total; `note` (zh, en).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import ROUND_HALF_UP, Decimal
from itertools import pairwise
from pathlib import Path
from typing import Any

import yaml

FOLDER = Path(__file__).parent
REPORTS = (
    "organ_cadres",
    "community_workers",
    "county_grassroots",
    "enterprise_branches",
    "soe_party_workers",
    "grassroots_teams",
)
Entry = Mapping[str, Any]  # one of "results" in the JSON of `partysurvey analyze`


@dataclass(frozen=True, slots=True)
class Figure:
    """One published figure; see the module for its fields."""

    id: str
    text: Mapping[str, str]
    printed: str
    status: str = "published"
    question: str | None = None
    item: str | None = None
    option: str | None = None
    statistic: str = "share"
    where: str | None = None
    value: float | None = None
    hedge: str = "exact"
    unit: str = ""
    digits: int = 0
    base: int | None = None
    nearest: float | None = None
    split: str | None = None
    part_of: str | None = None
    note: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_computable(self) -> bool:
        """Whether there is a question behind it."""
        return self.question is not None

    @property
    def is_checked(self) -> bool:
        """Whether the data must reproduce it: it is computable and was printed as a number or in words."""
        return self.is_computable and self.status in {"published", "impossible"}


@dataclass(frozen=True, slots=True)
class Named:
    """What a report names without a figure: options, nets, bands or grid items of a question, with a condition."""

    question: str
    options: tuple[str, ...]
    where: str | None = None


@dataclass(frozen=True, slots=True)
class Report:
    """The figures of one report, in the order of print, and the data and questionnaire they come from."""

    id: str
    title: Mapping[str, str]
    data: Path
    questionnaire: str
    figures: tuple[Figure, ...]
    named: tuple[Named, ...]


def published_report(name: str) -> Report:
    """The report of that name, out of `published/`."""
    content = yaml.safe_load((FOLDER / "published" / f"{name}.yaml").read_text(encoding="utf-8"))
    return Report(
        id=content["report"],
        title=content["title"],
        data=(FOLDER / "published" / content["data"]).resolve(),
        questionnaire=content["questionnaire"],
        figures=tuple(Figure(**figure) for figure in content["claims"]),
        named=tuple(
            Named(entry["question"], tuple(entry["options"]), entry.get("where")) for entry in content["named"]
        ),
    )


def computed(figure: Figure, results: Sequence[Entry]) -> float:
    """What the results say: a share in [0, 1], a count, or a number in its unit.

    `results` are those of the analysis with the figure's `where`; raises LookupError if they lack the figure.
    """
    entry = _entry(figure, results)
    statistics = entry.get("statistics") or {}
    match figure.statistic:
        case "base":
            return float(entry["base"]["n"])
        case "median":
            quantiles = {float(probability): value for probability, value in statistics["quantiles"].items()}
            return float(quantiles[0.5])
        case "mean" | "max" | "total" as name:
            return float(statistics[name])
        case "least_fall":
            counts = [option["n"] for option in entry["options"]]
            return float(min(before - after for before, after in pairwise(counts)))
        case name:
            return float(_option(figure, entry)[name])


def computed_base(figure: Figure, results: Sequence[Entry]) -> int:
    """How many respondents the computed figure is out of."""
    return int(_entry(figure, results)["base"]["n"])


def as_printed(figure: Figure, value: float) -> Decimal:
    """The computed value in the unit of print (percent for shares), rounded half up to the printed digits."""
    number = Decimal(repr(value)).scaleb(2 if figure.statistic == "share" else 0)
    return number.quantize(Decimal(1).scaleb(-figure.digits), ROUND_HALF_UP)


def agrees(figure: Figure, value: float) -> bool:
    """Whether the computed value reproduces what was printed (of an impossible figure: the nearest feasible one)."""
    goal = figure.nearest if figure.status == "impossible" else figure.value
    if goal is None:
        return True
    ours, theirs = as_printed(figure, value), Decimal(str(goal))
    return {"exact": ours == theirs, "more_than": ours > theirs, "at_least": ours >= theirs}[figure.hedge]


def _entry(figure: Figure, results: Sequence[Entry]) -> Entry:
    for entry in results:
        if (entry["question"], entry["item"], entry["by"]) == (figure.question, figure.item, None):
            return entry
    raise LookupError(f"no result for {figure.question} {figure.item or ''}")


def _option(figure: Figure, entry: Entry) -> Entry:
    for option in (*entry["options"], *entry.get("nets", ())):
        if option["option"] == figure.option:
            return dict(option)
    raise LookupError(f"no option {figure.option} in the result for {figure.question}")
