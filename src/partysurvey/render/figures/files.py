"""Charts to the contents of figure files."""

from collections.abc import Iterable, Mapping
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Literal

from partysurvey.errors import RequestError
from partysurvey.render.figures.layout import drawing_of, figure_texts
from partysurvey.render.figures.page import Page
from partysurvey.render.figures.style import MARGIN
from partysurvey.render.figures.themes import themed
from partysurvey.render.look import Look, Theme
from partysurvey.report.document import Chart, Document
from partysurvey.survey import Language

if TYPE_CHECKING:
    from partysurvey.render.figures.drawing import Drawing
    from partysurvey.render.figures.fonts import Fonts

Format = Literal["svg", "png", "pdf"]
WIDTH = 16.0  # centimetres: the text width of an A4 page
PAGE_WIDTH = 12.0  # in a page: words of 9 points on paper, and large enough on a phone
LEAST_WIDTH = 8.0
_POINTS_PER_CENTIMETRE = 72 / 2.54


def figure_files(
    charts: Iterable[Chart],
    *,
    language: Language,
    formats: Iterable[Format] = ("svg", "png"),
    font: Path | str | None = None,
    width: float | None = None,
    theme: Theme = "color",
    titled: bool = True,
) -> dict[str, bytes]:
    """The contents of figure files by file name, chart by chart, in the order of the formats.

    `font` is a font file or a family name, `width` in centimetres (16 by default); heights follow from the content.
    Without `titled` the title is only for screen readers. RenderError where one of them cannot be drawn.
    """
    formats = tuple(formats)
    contents: dict[str, bytes] = {}
    for chart in charts:
        drawing, fonts = _drawn(chart, language, font, width, titled=titled)
        drawn = themed(drawing, theme), fonts
        contents |= {f"{chart.name}.{format_}": _content(drawn, format_) for format_ in formats}
    return contents


@lru_cache(maxsize=2)  # a report in several formats draws its figures once
def document_figures(document: Document, format_: Format, look: Look = Look()) -> Mapping[str, bytes]:  # noqa: B008  # frozen
    """The contents of the figure files of all charts of a document, by file name, as its pages show them.

    12 cm wide, and without titles, which stand beside them as text.
    """
    charts = (block for block in document.blocks if isinstance(block, Chart))
    width = PAGE_WIDTH if look.width is None else look.width
    return figure_files(
        charts,
        language=document.language,
        formats=(format_,),
        font=look.font,
        width=width,
        theme=look.theme,
        titled=False,
    )


def figure_bytes(
    chart: Chart,
    format_: Format,
    *,
    language: Language = "zh",
    font: Path | str | None = None,
    width: float | None = None,
    theme: Theme = "color",
) -> bytes:
    """The content of a figure file: UTF-8 text of an SVG, a PNG with 200 pixels per inch, or a PDF of one page."""
    drawing, fonts = _drawn(chart, language, font, width)
    return _content((themed(drawing, theme), fonts), format_)


@lru_cache(maxsize=1024)  # in each of several formats
def _drawn(
    chart: Chart, language: Language, font: Path | str | None, width: float | None, *, titled: bool = True
) -> "tuple[Drawing, Fonts]":
    from partysurvey.render.figures.fonts import chosen_fonts  # noqa: PLC0415  # matplotlib is heavy, imported when used

    room = _points(WIDTH if width is None else width) - 2 * MARGIN
    fonts = chosen_fonts(figure_texts(chart, language), font, chart.name)
    return drawing_of(chart, Page(room, fonts.width, language), titled=titled), fonts


def _content(drawn: "tuple[Drawing, Fonts]", format_: Format) -> bytes:
    from partysurvey.render.figures.canvas import pdf_bytes, png_bytes, svg_bytes  # noqa: PLC0415  # the same

    painters = {"svg": svg_bytes, "png": png_bytes, "pdf": pdf_bytes}
    return painters[format_](*drawn)


def _points(width: float) -> float:
    if not width >= LEAST_WIDTH:
        raise RequestError(f"a figure cannot be {width:g} cm wide", f"take {LEAST_WIDTH:g} cm or more")
    return width * _POINTS_PER_CENTIMETRE
