"""Charts that Excel draws from cells, so that readers can edit them, in the colours of our own figures."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from partysurvey.render.figures.bars import bar_colors
from partysurvey.render.figures.histogram import edge_text
from partysurvey.render.figures.stacks import segment_colors
from partysurvey.render.figures.style import BAR, GRID, INK, WHISKER, ink_on
from partysurvey.render.figures.values import description
from partysurvey.render.workbook.sheet import Sheet
from partysurvey.report.document import Chart, Series

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart as NativeChart

WIDTH = 620  # pixels
FRAME, PER_BAR, PER_CATEGORY = 130, 16, 14  # heights in pixels: title, axis and legend; a bar; the room between
TALLEST = 1400
GAP = 12
LEAST_LABELLED = 0.05  # smaller segments of a stacked bar have no room for their percent
NATIVE = frozenset({"bars", "grouped", "stacked", "diverging", "histogram"})
Range = list[Any]  # sheet, first row, first column, last row, last column


@dataclass(frozen=True, slots=True)
class Cells:
    """Where the data of a chart stand: rows of values, columns of series, and of the lengths of their whiskers."""

    sheet: str
    title: int
    rows: tuple[int, int]
    series: tuple[int, ...]
    whiskers: tuple[tuple[int, int] | None, ...]

    def column(self, at: int) -> Range:
        """The values in a column."""
        return [self.sheet, self.rows[0], at, self.rows[1], at]

    def head(self, at: int) -> Range:
        """The name of the series in a column."""
        return [self.sheet, self.rows[0] - 1, at]


class ChartData:
    """The sheet that holds the numbers of all charts, exact, and the making of the charts on them."""

    def __init__(self, sheet: Sheet, workbook: "Workbook") -> None:
        """Keep the sheet to write to, and the workbook that makes charts."""
        self._sheet, self._workbook = sheet, workbook

    def put_beside(self, sheet: Sheet, charts: Sequence[Chart], place: tuple[int, int]) -> float:
        """Put the charts that Excel can draw beneath each other at (row, column); their height in pixels."""
        height = 0.0
        for chart in charts:
            if chart.kind in NATIVE and chart.series:
                native, tall = native_chart(self._workbook, chart, self._written(chart)), chart_height(chart)
                native.set_size({"width": WIDTH, "height": tall})
                options = {"description": description(chart), "object_position": 1, "y_offset": height}
                sheet.worksheet.insert_chart(*place, native, options)
                height += tall + GAP
        return height

    def _written(self, chart: Chart) -> Cells:
        """Where the data of the chart stand, after they have been written."""
        sheet = self._sheet
        title = sheet.row
        sheet.line(chart.title, "heading")
        sheet.cell(0, chart.value_label, "stub_head")
        columns = _columns(chart)
        for at, (head, _) in enumerate(columns, 1):
            sheet.cell(at, head, "head")
        sheet.end_row()
        first = sheet.row
        form = "General" if chart.measure == "count" else percent_format(chart)
        for place, name in enumerate(category_names(chart)):
            sheet.cell(0, name, "stub_option")
            for at, (_, values) in enumerate(columns, 1):
                sheet.cell(at, values[place], "value_option", form)
            sheet.end_row()
        last = sheet.row - 1
        sheet.end_row()
        return _cells(chart, sheet.name, title, (first, last))


def category_names(chart: Chart) -> tuple[str, ...]:
    """The names of the places: the categories, of a histogram the bins."""
    return chart.categories or tuple(f"{edge_text(low)}–{edge_text(high)}" for low, high in pairwise(chart.edges))


def percent_format(chart: Chart) -> str:
    """The number format with as many decimals as the labels of the chart have, one where it has none."""
    labels = [label for series in chart.series for label in series.labels if label.endswith("%")]
    digits = len(labels[0].rstrip("%").partition(".")[2]) if labels else 1
    return f"0.{'0' * digits}%" if digits else "0%"


def chart_height(chart: Chart) -> int:
    """The height in pixels that leaves room for every bar and its label."""
    if chart.kind == "histogram":
        return 320
    bars = len(chart.series) if chart.kind == "grouped" else 1
    legend = 18 * (len(chart.series) // 4)
    return min(FRAME + legend + len(chart.categories) * (bars * PER_BAR + PER_CATEGORY), TALLEST)


def native_chart(workbook: "Workbook", chart: Chart, cells: Cells) -> "NativeChart":
    """The chart of Excel on its cells: bars that lie, stacked bars, or standing bars of a histogram."""
    stacked = chart.kind in {"stacked", "diverging"}
    kind = {"type": "column" if chart.kind == "histogram" else "bar", **({"subtype": "stacked"} if stacked else {})}
    native = workbook.add_chart(kind)
    colors = _colors(chart)
    for place, series in enumerate(chart.series):
        native.add_series(_series(chart, cells, place, series, colors[place]))
    native.set_title({"name": [cells.sheet, cells.title, 0], "name_font": {"size": 11, "bold": True, "color": INK}})
    native.set_legend({"position": "bottom"} if len(chart.series) > 1 else {"none": True})
    _set_axes(native, chart, stacked=stacked)
    return native


def _set_axes(native: "NativeChart", chart: Chart, *, stacked: bool) -> None:
    share = chart.measure == "share"
    most = {"max": 1} if stacked and share else {}
    values: dict[str, Any] = {"min": 0, **most, "num_format": "0%" if share else "#,##0", "num_format_linked": False}
    values |= {"major_gridlines": {"visible": True, "line": {"color": GRID}}, "line": {"none": True}}
    if chart.kind == "histogram":
        native.set_x_axis({"name_font": {"bold": False}, "major_tick_mark": "none"})
        native.set_y_axis(values)
        return
    # Excel draws the first category at the bottom, and with it the axis; both are turned round.
    native.set_x_axis(values)
    native.set_y_axis({"reverse": True, "major_tick_mark": "none", "crossing": "min"})


def _series(chart: Chart, cells: Cells, place: int, series: Series, color: str) -> dict[str, Any]:
    """One set of bars in the words of XlsxWriter."""
    column = cells.series[place]
    even = len({round(high - low, 9) for low, high in pairwise(chart.edges)}) == 1
    stacked = chart.kind in {"stacked", "diverging"}
    made: dict[str, Any] = {
        "name": cells.head(column),
        "categories": cells.column(0),
        "values": cells.column(column),
        "fill": {"color": color},
        "border": {"color": "#FFFFFF", "width": 0.5} if stacked or chart.kind == "histogram" else {"none": True},
        "gap": (4 if even else 40) if chart.kind == "histogram" else 50,
        "overlap": 100 if stacked else 0,
        "data_labels": _labels(chart, series, color, stacked=stacked),
    }
    whisker = cells.whiskers[place]
    if whisker:
        low, high = (_formula(cells.column(at)) for at in whisker)
        line = {"color": WHISKER, "width": 0.75}
        made["y_error_bars"] = {"type": "custom", "minus_values": low, "plus_values": high, "line": line}
    return made


def _labels(chart: Chart, series: Series, color: str, *, stacked: bool) -> dict[str, Any]:
    """The values at the bars; within segments only where they have room."""
    form = percent_format(chart) if chart.measure == "share" else "#,##0"
    labels: dict[str, Any] = {"value": True, "num_format": form, "font": {"size": 8, "color": INK}}
    if stacked:
        small = [value is None or value < LEAST_LABELLED for value in series.values]
        font = {"size": 8, "color": ink_on(color)}
        return labels | {
            "position": "center",
            "font": font,
            "custom": [{"delete": each} if each else None for each in small],
        }
    return labels | {"position": "inside_base", "font": {"size": 8, "color": ink_on(color)}} if series.low else labels


def _colors(chart: Chart) -> tuple[str, ...]:
    if chart.kind in {"stacked", "diverging"}:
        return segment_colors(chart)
    return (BAR,) if chart.kind == "histogram" else bar_colors(chart)


def _columns(chart: Chart) -> list[tuple[str, Sequence[float | None]]]:
    """Heads and values of the columns of data: those of the series, then the lengths of their whiskers."""
    columns: list[tuple[str, Sequence[float | None]]] = [(series.name, series.values) for series in chart.series]
    for series in chart.series:
        if series.low:
            columns.append((f"{series.name} −", _lengths(series.values, series.low)))
            columns.append((f"{series.name} +", _lengths(series.high, series.values)))
    return columns


def _lengths(upper: Sequence[float | None], lower: Sequence[float | None]) -> list[float | None]:
    pairs = zip(upper, lower, strict=True)
    return [None if high is None or low is None else max(high - low, 0.0) for high, low in pairs]


def _cells(chart: Chart, sheet: str, title: int, rows: tuple[int, int]) -> Cells:
    count = len(chart.series)
    free = iter(range(count + 1, count + 1 + 2 * count))
    whiskers = tuple((next(free), next(free)) if series.low else None for series in chart.series)
    return Cells(sheet, title, rows, tuple(range(1, count + 1)), whiskers)


def _formula(cells: Range) -> str:
    from xlsxwriter.utility import xl_range_formula  # noqa: PLC0415  # an optional library

    return str(xl_range_formula(*cells))
