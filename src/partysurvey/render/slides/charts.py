"""Charts of a document as native charts of PowerPoint, in the colours of the figures."""

from collections.abc import Mapping, Sequence
from io import BytesIO

from msgspec import Struct
from msgspec.structs import replace
from pptx.chart.chart import Chart as NativeChart
from pptx.chart.data import CategoryChartData
from pptx.chart.plot import _BasePlot as Plot
from pptx.chart.series import _BaseCategorySeries as NativeSeries
from pptx.dml.color import RGBColor
from pptx.enum.chart import (
    XL_CHART_TYPE,
    XL_LABEL_POSITION,
    XL_LEGEND_POSITION,
    XL_MARKER_STYLE,
    XL_TICK_LABEL_POSITION,
    XL_TICK_MARK,
)
from pptx.oxml.xmlchemy import OxmlElement
from pptx.slide import Slide
from pptx.util import Cm, Emu, Pt

from partysurvey.render.figures.axis import count_axis, share_axis
from partysurvey.render.figures.bars import bar_colors
from partysurvey.render.figures.donut import COLORS as PARTS
from partysurvey.render.figures.stacks import segment_colors
from partysurvey.render.figures.style import AXIS, INK, ink_on
from partysurvey.render.figures.themes import themed_color
from partysurvey.render.figures.values import description
from partysurvey.render.look import Theme
from partysurvey.render.native import STACKED, is_native
from partysurvey.render.package import plain_text
from partysurvey.render.slides.places import Box
from partysurvey.render.slides.values import categories_of, number_format, printed_values, workbook_of
from partysurvey.report.document import Chart

TYPES = {
    "bars": XL_CHART_TYPE.BAR_CLUSTERED,
    "grouped": XL_CHART_TYPE.BAR_CLUSTERED,
    "stacked": XL_CHART_TYPE.BAR_STACKED,
    "diverging": XL_CHART_TYPE.BAR_STACKED,
    "diverging_aside": XL_CHART_TYPE.BAR_STACKED,
    "histogram": XL_CHART_TYPE.COLUMN_CLUSTERED,
    "donut": XL_CHART_TYPE.DOUGHNUT,
    "trend": XL_CHART_TYPE.LINE_MARKERS,
}
LYING = STACKED | {"bars", "grouped"}
LEAST_LABELLED = 0.035  # of the whole: a narrower segment has no room for its label
MANY_BARS, MANY_BINS = 24, 16
PER_CATEGORY, PER_BAR, PER_LEGEND = 0.8, 1.1, 1.6  # centimetres of height
LARGE, SMALL = Pt(12), Pt(9)


class Figures(Struct, frozen=True):
    """PNG files by name of the charts that PowerPoint cannot draw, and the colours of all."""

    pictures: Mapping[str, bytes]
    theme: Theme


def add_figure(slide: Slide, chart: Chart, box: Box, figures: Figures) -> None:
    """Put the chart into the box on the slide, as a picture if it has to be; one without picture is left out."""
    picture = figures.pictures.get(f"{chart.name}.png")
    if is_native(chart):
        _add_chart(slide, chart, box, figures.theme)
    elif picture:
        _add_picture(slide, chart, box, picture)


def _add_picture(slide: Slide, chart: Chart, box: Box, content: bytes) -> None:
    """The picture as large as the box allows, in the middle of it."""
    picture = slide.shapes.add_picture(BytesIO(content), Cm(box.left), Cm(box.top))
    scale = min(Cm(box.width) / picture.width, Cm(box.height) / picture.height)
    picture.width, picture.height = Emu(round(picture.width * scale)), Emu(round(picture.height * scale))
    picture.left = Emu(Cm(box.left) + (Cm(box.width) - picture.width) // 2)
    picture.name = chart.name
    picture._element.nvPicPr.cNvPr.set("descr", _spoken(chart))  # noqa: SLF001  # no door to alternative texts


def _spoken(chart: Chart) -> str:
    """What the chart shows, for readers who cannot see it."""
    return plain_text("\n".join(filter(None, (chart.title, description(chart), chart.note))))


def _add_chart(slide: Slide, chart: Chart, box: Box, theme: Theme) -> None:
    """A chart that can be edited, as high as its bars need."""
    data = CategoryChartData(number_format=number_format(chart))
    data.categories = categories_of(chart)
    for series in chart.series:
        data.add_series(plain_text(series.name), printed_values(chart, series))
    frame = slide.shapes.add_chart(TYPES[chart.kind], *_fitted(chart, box).lengths, data)
    frame.name = chart.name
    frame._element.nvGraphicFramePr.cNvPr.set("descr", _spoken(chart))  # noqa: SLF001  # no door to alternative texts
    frame.chart.part.chart_workbook.update_from_xlsx_blob(workbook_of(chart))
    _dress(frame.chart, chart, theme)


def _fitted(chart: Chart, box: Box) -> Box:
    """The part of the box that is used: lying bars are not thicker than they have to be."""
    if chart.kind not in LYING:
        return box
    rows = len(chart.categories) * PER_CATEGORY + _bars(chart) * PER_BAR + PER_LEGEND
    return replace(box, height=min(box.height, rows))


def _dress(native: NativeChart, chart: Chart, theme: Theme) -> None:
    native.has_title = False
    native.font.size = _letters(chart)
    native.font.color.rgb = _rgb(INK)
    native.has_legend = len(chart.series) > 1 or chart.kind == "donut"
    if native.has_legend:
        native.legend.position = XL_LEGEND_POSITION.TOP
        native.legend.include_in_layout = False
    if chart.kind == "donut":
        _set_parts(native.plots[0], chart, theme)
        return
    _set_axes(native, chart)
    _set_series(native.plots[0], chart, theme)


def _letters(chart: Chart) -> Pt:
    return SMALL if _bars(chart) > MANY_BARS else LARGE


def _bars(chart: Chart) -> int:
    return len(categories_of(chart)) * (1 if chart.kind in STACKED else len(chart.series))


def _set_axes(native: NativeChart, chart: Chart) -> None:
    """Categories from top to bottom; values have labels at the bars, so their axis is not shown."""
    names, values = native.category_axis, native.value_axis
    names.reverse_order = chart.kind in LYING
    names.major_tick_mark = XL_TICK_MARK.NONE
    names.tick_label_position = XL_TICK_LABEL_POSITION.LOW
    names.format.line.color.rgb = _rgb(AXIS)
    names.has_major_gridlines = values.has_major_gridlines = False
    values.minimum_scale, values.maximum_scale = 0.0, _maximum(chart)
    values.visible = chart.kind == "trend"
    values.tick_labels.number_format, values.tick_labels.number_format_is_linked = "0%", False


def _set_parts(plot: Plot, chart: Chart, theme: Theme) -> None:
    """The parts of a donut in their colours, with their values."""
    for place, color in enumerate(PARTS):
        fill = plot.series[0].points[place].format.fill
        fill.solid()
        fill.fore_color.rgb = _rgb(themed_color(color, theme))
    labels = plot.data_labels
    labels.show_value, labels.show_percentage = True, False
    labels.number_format, labels.number_format_is_linked = number_format(chart), False


def _maximum(chart: Chart) -> float:
    """The end of the axis of values, which begins at 0."""
    largest = max((value or 0.0 for series in chart.series for value in series.values), default=0.0)
    if chart.measure == "count":
        places = range(len(chart.categories))
        sums = (sum(series.values[place] or 0.0 for series in chart.series) for place in places)
        return count_axis(max(sums, default=0.0) if chart.kind in STACKED else largest).maximum
    return 1.0 if chart.kind in STACKED else share_axis(largest).maximum


def _set_series(plot: Plot, chart: Chart, theme: Theme) -> None:
    if chart.kind == "trend":
        _set_lines(plot, [themed_color(color, theme) for color in bar_colors(chart)])
        return
    stacked = chart.kind in STACKED
    plot.gap_width = 5 if chart.kind == "histogram" else 45
    plot.overlap = 100 if stacked else 0
    house = segment_colors(chart) if stacked else bar_colors(chart)
    colors = [themed_color(color, theme) for color in house]
    for place, (native, color) in enumerate(zip(plot.series, colors, strict=True)):
        native.format.fill.solid()
        native.format.fill.fore_color.rgb = _rgb(color)
        native.invert_if_negative = False
        if chart.kind != "histogram" or len(chart.edges) - 1 <= MANY_BINS:
            _set_labels(native, chart, place, ink_on(color) if stacked else INK)


def _set_lines(plot: Plot, colors: Sequence[str]) -> None:
    """Straight lines with a dot at every wave; their values are read from the axis."""
    for native, color in zip(plot.series, colors, strict=True):
        native.smooth = False
        native.format.line.color.rgb = _rgb(color)
        native.marker.style = XL_MARKER_STYLE.CIRCLE
        native.marker.format.fill.solid()
        native.marker.format.fill.fore_color.rgb = _rgb(color)
        native.marker.format.line.color.rgb = _rgb(color)


def _set_labels(native: NativeSeries, chart: Chart, place: int, color: str) -> None:
    """Labels in the middle of segments that have room for them, else at the ends of bars."""
    labels = native.data_labels
    labels.show_value = True
    labels.number_format, labels.number_format_is_linked = number_format(chart), False
    labels.font.size, labels.font.color.rgb = _letters(chart), _rgb(color)
    is_stacked = chart.kind in STACKED
    labels._element.get_or_add_txPr().bodyPr.set("wrap", "none")  # noqa: SLF001  # else LibreOffice breaks before "%"
    labels.position = XL_LABEL_POSITION.CENTER if is_stacked else XL_LABEL_POSITION.OUTSIDE_END
    if is_stacked:
        least = LEAST_LABELLED * _maximum(chart)
        for at, value in enumerate(chart.series[place].values):
            if (value or 0.0) < least:
                _leave_out(native, at)


def _leave_out(native: NativeSeries, place: int) -> None:
    """Take the label of one point away."""
    label = native.data_labels._element._insert_dLbl_in_sequence(place)  # noqa: SLF001  # python-pptx cannot delete a label
    for child in tuple(label)[1:]:
        label.remove(child)
    delete = OxmlElement("c:delete")
    delete.set("val", "1")
    label.append(delete)


def _rgb(color: str) -> RGBColor:
    return RGBColor.from_string(color[1:].upper())
