"""What the benchmark of scale is to show, and whether it does: always ratios inside one run of equal work."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from scale_page import exponent

Runs = Sequence[dict[str, Any]]
SCAN = "DuckDB reads and parses the used columns"
SCANS = {"csv": 2.0, "parquet": 5.0}  # times the scan that the crosstabs may take
FASTER, MEMORY, GROWTH = 3.0, 500.0, 1.02


@dataclass(frozen=True, slots=True)
class Goal:
    """What is to be shown, and the number measured; at most or at least the bound."""

    text: str
    measured: float
    bound: float
    at_most: bool = True

    @property
    def is_reached(self) -> bool:
        """Whether the number keeps to the bound."""
        return self.measured <= self.bound if self.at_most else self.measured >= self.bound

    def __str__(self) -> str:
        """A row of the table of goals."""
        sign = "≤" if self.at_most else "≥"
        said = "reached" if self.is_reached else "**not reached**"
        return f"| {self.text} | {sign} {self.bound:g} | {self.measured:.2f} | {said} |"


def goals_page(kept: Mapping[str, Runs]) -> str:
    """The table of all goals that something was measured for; empty where nothing was."""
    rows = [str(goal) for goal in (*_beside(kept), *_growing(kept.get("scale-growth", ())))]
    if not rows:
        return ""
    return "\n".join(["# Where the goals stand", "", "| goal | bound | measured | |", "|---|---|---|---|", *rows])


def _beside(kept: Mapping[str, Runs]) -> Iterator[Goal]:
    for form, bound in SCANS.items():
        if crosstabs := _by_engine(kept.get(f"scale-crosstabs-{form}", ())):
            own, peers = crosstabs["partysurvey"], _peers(crosstabs)
            yield Goal(f"crosstabs, {form}: times DuckDB's scan", own["wall"] / crosstabs[SCAN]["wall"], bound)
            yield Goal(
                f"crosstabs, {form}: times faster than {peers[0]}", peers[1] / own["wall"], FASTER, at_most=False
            )
            yield Goal(f"crosstabs, {form}: peak MB", own["peak"], MEMORY)
        if toplines := _by_engine(kept.get(f"scale-toplines-{form}", ())):
            ratio = toplines["DuckDB"]["wall"] / toplines["partysurvey"]["wall"]
            yield Goal(f"toplines, {form}: times faster than DuckDB", ratio, 1.0, at_most=False)


def _growing(runs: Runs) -> Iterator[Goal]:
    for task, form in dict.fromkeys((run["task"], run["form"]) for run in runs):
        of_series = [run for run in runs if (run["task"], run["form"]) == (task, form)]
        grown = exponent(of_series, "wall")
        if grown is not None:
            yield Goal(f"{task}, {form}: exponent of growth from 1e6 rows on", grown, GROWTH)
        largest = max(of_series, key=lambda run: run["rows"])
        yield Goal(f"{task}, {form}: peak MB of {largest['rows']:,} rows", largest["peak"], MEMORY)


def _by_engine(runs: Runs) -> dict[str, dict[str, Any]]:
    return {run["engine"]: run for run in runs}


def _peers(runs: Mapping[str, dict[str, Any]]) -> tuple[str, float]:
    """The fastest peer and its wall time."""
    others = {name: run["wall"] for name, run in runs.items() if name != "partysurvey" and not run["limit"]}
    best = min(others, key=lambda name: others[name])
    return best, others[best]
