"""The numbers of a native chart: as they are printed, so that labels and tables agree to the last digit."""

from collections.abc import Iterator
from decimal import Decimal, InvalidOperation
from io import BytesIO
from itertools import pairwise

from xlsxwriter import Workbook

from partysurvey.render.figures.histogram import edge_text
from partysurvey.render.figures.values import base_texts, value_text
from partysurvey.render.package import EPOCH, plain_text, repeatable
from partysurvey.report.document import Chart, Series


def categories_of(chart: Chart) -> tuple[str, ...]:
    """The names on the axis: categories with their bases, or the ranges of bins."""
    if chart.kind == "histogram":
        return tuple(f"{edge_text(low)}–{edge_text(high)}" for low, high in pairwise(chart.edges))
    names = (f"{name} {base}".strip() for name, base in zip(chart.categories, base_texts(chart), strict=True))
    return tuple(map(plain_text, names))


def printed_values(chart: Chart, series: Series) -> tuple[float | None, ...]:
    """The values rounded as they are printed, shares in [0, 1]; None where nothing is shown."""
    return tuple(_printed(chart, series, place) for place in range(len(series.values)))


def number_format(chart: Chart) -> str:
    """The format of the labels with as many decimals as are printed: "0.0%" or "#,##0"."""
    if chart.measure == "count":
        return "#,##0"
    texts = (value_text(chart, series, place) for series in chart.series for place in range(len(series.values)))
    digits = max((len(text.rstrip("%").partition(".")[2]) for text in texts if text), default=0)
    return f"0.{'0' * digits}%" if digits else "0%"


def workbook_of(chart: Chart) -> bytes:
    """The workbook behind the chart; its texts are never formulas or links, its bytes always the same."""
    stream = BytesIO()
    plain = {f"strings_to_{kind}": False for kind in ("formulas", "urls", "numbers")}
    with Workbook(stream, {"in_memory": True, **plain}) as book:
        book.set_properties({"created": EPOCH})
        sheet, form = book.add_worksheet("Sheet1"), book.add_format({"num_format": number_format(chart)})
        sheet.write_column(1, 0, categories_of(chart))
        for column, series in enumerate(chart.series, 1):
            sheet.write_string(0, column, plain_text(series.name))
            for row, value in _numbers(chart, series):
                sheet.write_number(row, column, value, form)
    return repeatable(stream.getvalue())


def _numbers(chart: Chart, series: Series) -> Iterator[tuple[int, float]]:
    for row, value in enumerate(printed_values(chart, series), 1):
        if value is not None:
            yield row, value


def _printed(chart: Chart, series: Series, place: int) -> float | None:
    text = value_text(chart, series, place)
    if text is None:
        return None
    try:
        number = Decimal(text.rstrip("%").replace(",", ""))
    except InvalidOperation:
        return series.values[place]
    return float(number / 100 if chart.measure == "share" else number)
