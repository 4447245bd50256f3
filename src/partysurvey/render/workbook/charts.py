"""Charts that Excel draws from cells, so that readers can edit them, in the colours of our own figures."""

from collections.abc import Sequence
from io import BytesIO
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from msgspec import Struct

from partysurvey.render.figures.bars import bar_colors
from partysurvey.render.figures.donut import COLORS as PARTS
from partysurvey.render.figures.histogram import edge_text
from partysurvey.render.figures.page import HIDDEN
from partysurvey.render.figures.stacks import segment_colors
from partysurvey.render.figures.style import BAR, GRID, INK, PAPER, ink_on
from partysurvey.render.figures.themes import themed_color
from partysurvey.render.figures.values import description
from partysurvey.render.look import Look
from partysurvey.render.native import STACKED, is_native, untitled_pictures
from partysurvey.render.workbook.sheet import Sheet
from partysurvey.report.document import Chart, Series
from partysurvey.survey import Language

if TYPE_CHECKING:
    from xlsxwriter import Workbook
    from xlsxwriter.chart import Chart as NativeChart

WIDTH = 620  # pixels
FRAME, PER_BAR, PER_CATEGORY = 130, 16, 14  # heights in pixels: title, axis and legend; a bar; the room between
TALLEST = 1400
GAP = 12
PIXELS_PER_INCH = 200  # of the pictures
LEAST_LABELLED = 0.05  # smaller segments of a stacked bar have no room for their percent
LYING = STACKED | {"bars", "grouped"}
TYPES = {"histogram": "column", "donut": "doughnut", "trend": "line"}
Range = list[Any]  # sheet, first row, first column, last row, last column


class Cells(Struct, frozen=True):
    """Where the data of a chart stand: the row of its title, the first and last row of values."""

    sheet: str
    title: int
    rows: tuple[int, int]

    def column(self, at: int) -> Range:
        """The values in a column: 0 has the names of the categories, 1 the values of the first series."""
        return [self.sheet, self.rows[0], at, self.rows[1], at]

    def head(self, at: int) -> Range:
        """The name of the series in a column."""
        return [self.sheet, self.rows[0] - 1, at]


class ChartData:
    """The sheet that holds the numbers of all charts, exact, and the making of the charts on them."""

    def __init__(self, sheet: Sheet, workbook: "Workbook", language: Language, look: Look) -> None:
        """Keep the sheet to write to, the workbook that makes charts, and what figures look like."""
        self._sheet, self._workbook, self._language, self._look = sheet, workbook, language, look

    def put_beside(self, sheet: Sheet, charts: Sequence[Chart], place: tuple[int, int]) -> float:
        """Put the charts, or pictures of them, beneath each other at (row, column); their height in pixels."""
        pictures = untitled_pictures((chart for chart in charts if not is_native(chart)), self._language, self._look)
        height = 0.0
        for chart in charts:
            options = {"description": description(chart), "object_position": 1, "y_offset": height}
            if is_native(chart):
                native, tall = (
                    native_chart(self._workbook, chart, self._written(chart), self._look),
                    chart_height(chart),
                )
                native.set_size({"width": WIDTH, "height": tall})
                sheet.worksheet.insert_chart(*place, native, options)
            else:
                name = f"{chart.name}.png"
                tall, scale = _picture_size(pictures[name])
                options |= {"image_data": BytesIO(pictures[name]), "x_scale": scale, "y_scale": scale}
                sheet.worksheet.insert_image(*place, name, options)
            height += tall + GAP
        return height

    def _written(self, chart: Chart) -> Cells:
        """Where the data of the chart stand, after they have been written."""
        sheet = self._sheet
        title = sheet.row
        sheet.line(chart.title, "heading")
        sheet.cell(0, chart.value_label, "stub_head")
        for at, series in enumerate(chart.series, 1):
            sheet.cell(at, series.name, "head")
        sheet.end_row()
        first, form = sheet.row, "#,##0" if chart.measure == "count" else percent_format(chart)
        for place, name in enumerate(category_names(chart, self._language)):
            sheet.cell(0, name, "stub_option")
            for at, series in enumerate(chart.series, 1):
                sheet.cell(at, series.values[place], "value_option", form)
            sheet.end_row()
        last = sheet.row - 1
        sheet.end_row()
        return Cells(sheet.name, title, (first, last))


def _picture_size(content: bytes) -> tuple[int, float]:
    """The height in pixels of a picture that is as wide as a chart, and its scale: Excel shows 96 pixels per inch."""
    wide, high = (int.from_bytes(content[at : at + 4]) for at in (16, 20))  # where PNG files tell them
    return round(high * WIDTH / wide), WIDTH / (wide * 96 / PIXELS_PER_INCH)


def category_names(chart: Chart, language: Language) -> list[str]:
    """The names of the places: categories (those without values say so), of a histogram the bins."""
    if chart.edges:
        return [f"{edge_text(low)}–{edge_text(high)}" for low, high in pairwise(chart.edges)]
    hidden = [all(series.values[place] is None for series in chart.series) for place in range(len(chart.categories))]
    pairs = zip(chart.categories, hidden, strict=True)
    return [f"{name} {HIDDEN.into(language)}" if is_hidden else name for name, is_hidden in pairs]


def percent_format(chart: Chart) -> str:
    """The number format with as many decimals as the labels of the chart have, one where it has none."""
    labels = [label for series in chart.series for label in series.labels if label.endswith("%")]
    digits = len(labels[0].rstrip("%").partition(".")[2]) if labels else 1
    return f"0.{'0' * digits}%" if digits else "0%"


def chart_height(chart: Chart) -> int:
    """The height in pixels that leaves room for every bar and its label."""
    if chart.kind not in LYING:
        return 320
    bars = len(chart.series) if chart.kind == "grouped" else 1
    legend = 18 * (len(chart.series) // 4)
    return min(FRAME + legend + len(chart.categories) * (bars * PER_BAR + PER_CATEGORY), TALLEST)


def native_chart(workbook: "Workbook", chart: Chart, cells: Cells, look: Look) -> "NativeChart":
    """The chart of Excel on its cells: bars that lie, stacked bars, standing bars of a histogram, lines, or a ring."""
    subtype = {"subtype": "stacked"} if chart.kind in STACKED else {}
    native = workbook.add_chart({"type": TYPES.get(chart.kind, "bar"), **subtype})
    colors = [themed_color(color, look.theme) for color in _colors(chart)]
    for place, series in enumerate(chart.series):
        native.add_series(_series(chart, cells, place, series, colors))
    native.set_title({"name": [cells.sheet, cells.title, 0], "name_font": {"size": 11, "bold": True, "color": INK}})
    native.set_legend({"position": "bottom"} if len(chart.series) > 1 or chart.kind == "donut" else {"none": True})
    if chart.kind != "donut":
        _set_axes(native, chart)
    return native


def _set_axes(native: "NativeChart", chart: Chart) -> None:
    share = chart.measure == "share"
    most = {"max": 1} if share and chart.kind in STACKED else {}
    values: dict[str, Any] = {"min": 0, **most, "num_format": "0%" if share else "#,##0", "num_format_linked": False}
    values |= {"major_gridlines": {"visible": True, "line": {"color": GRID}}, "line": {"none": True}}
    if chart.kind not in LYING:
        native.set_x_axis({"name_font": {"bold": False}, "major_tick_mark": "none"})
        native.set_y_axis(values)
        return
    # Excel puts the first category at the bottom: turned round, with the axis of values at the bottom still.
    native.set_x_axis(values)
    native.set_y_axis({"reverse": True, "major_tick_mark": "none", "crossing": "max"})


def _series(chart: Chart, cells: Cells, place: int, series: Series, colors: Sequence[str]) -> dict[str, Any]:
    """One set of bars, one line or the ring in the words of XlsxWriter."""
    data = {"name": cells.head(place + 1), "categories": cells.column(0), "values": cells.column(place + 1)}
    if chart.kind == "donut":
        fills = [{"fill": {"color": color}} for color in colors]
        return {**data, "points": fills, "data_labels": _labels(chart, series, PAPER)}
    if chart.kind == "trend":
        paint = {"color": colors[place]}
        return {**data, "line": paint, "marker": {"type": "circle", "size": 6, "fill": paint, "border": paint}}
    return {**data, **_bars(chart, series, colors[place])}


def _bars(chart: Chart, series: Series, color: str) -> dict[str, Any]:
    """What bars look like, in the words of XlsxWriter."""
    stacked = chart.kind in STACKED
    return {
        "fill": {"color": color},
        "border": {"none": True} if chart.kind in {"bars", "grouped"} else {"color": PAPER, "width": 0.5},
        "gap": _gap(chart),
        "overlap": 100 if stacked else 0,
        "data_labels": _labels(chart, series, color),
    }


def _gap(chart: Chart) -> int:
    """The room between bars in percent of their width; bins touch where they are of one width."""
    even = len({round(high - low, 9) for low, high in pairwise(chart.edges)}) == 1
    return 4 if even else 50


def _labels(chart: Chart, series: Series, color: str) -> dict[str, Any]:
    """The values at the bars; within segments only where they have room."""
    form = percent_format(chart) if chart.measure == "share" else "#,##0"
    labels: dict[str, Any] = {"value": True, "num_format": form, "font": {"size": 8, "color": INK}}
    if chart.kind == "donut":
        return labels
    if chart.kind not in STACKED:
        return labels | {"position": "outside_end"}
    small = [value is None or value < LEAST_LABELLED for value in series.values]
    font = {"size": 8, "color": ink_on(color)}
    return labels | {
        "position": "center",
        "font": font,
        "custom": [{"delete": True} if each else None for each in small],
    }


def _colors(chart: Chart) -> tuple[str, ...]:
    if chart.kind in STACKED:
        return segment_colors(chart)
    if chart.kind == "donut":
        return PARTS
    return (BAR,) if chart.kind == "histogram" else bar_colors(chart)
