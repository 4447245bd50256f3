"""The kinds of chart, and what each of them can show: for questionnaires, which may choose one."""

from collections.abc import Mapping
from typing import Literal

ChartKind = Literal[
    "bars",
    "diverging",
    "diverging_aside",
    "stacked",
    "grouped",
    "histogram",
    "ecdf",
    "dots",
    "heatmap",
    "pyramid",
    "pareto",
    "upset",
    "donut",
    "trend",
    "flow",
]

# Of questions by themselves: which kinds of question each kind of chart can show.
TOPLINE_KINDS: Mapping[ChartKind, tuple[str, ...]] = {
    "bars": ("single", "scale", "multiple", "ranking", "number"),
    "diverging": ("scale", "grid"),
    "diverging_aside": ("scale", "grid"),
    "stacked": ("grid",),
    "heatmap": ("grid",),
    "histogram": ("number",),
    "ecdf": ("number",),
    "pareto": ("multiple",),
    "upset": ("multiple",),
    "donut": ("single", "scale", "number"),
}
# The same of breakdowns.
CROSSED_KINDS: Mapping[ChartKind, tuple[str, ...]] = {
    "grouped": ("single", "scale", "multiple", "ranking", "grid", "number"),
    "stacked": ("scale", "grid"),
    "dots": ("single", "scale", "multiple", "ranking", "grid", "number"),
    "heatmap": ("single", "scale", "multiple", "ranking", "grid", "number"),
    "pyramid": ("single", "scale", "multiple", "ranking", "grid", "number"),
    "trend": ("single", "scale", "multiple", "ranking", "grid", "number"),
}


def suits(chart: str, question: str) -> bool:
    """Whether the kind of chart can show that kind of question, by itself or broken down."""
    tables = (TOPLINE_KINDS, CROSSED_KINDS)
    return any(chart == kind and question in kinds for table in tables for kind, kinds in table.items())
