"""A document as PDF for print and screen readers: set by Typst, offline, with the font of the figures.

The layout stands in `report.typ`; the document reaches it as JSON, so that no text can be taken for a command.
"""

import json
from collections.abc import Iterator, Mapping, Sequence
from importlib.resources import files
from itertools import groupby
from typing import TYPE_CHECKING, Any

from partysurvey.errors import RenderError, RequestError
from partysurvey.render.layout import Panel, table_panels
from partysurvey.render.look import Look
from partysurvey.render.pdf.fonts import PdfFonts, house_fonts, pdf_fonts
from partysurvey.render.pdf.house import LOGO, house_data, logo_svg
from partysurvey.render.wrapping import printable
from partysurvey.report.document import Block, Chart, Column, Document, Heading, Table
from partysurvey.report.house import PRINTED, House
from partysurvey.survey import Text

if TYPE_CHECKING:
    from types import ModuleType

CELLS = 5.5  # (half of a Chinese character) that a centimetre of a table's line holds
UNTITLED = Text("调查报告", "Survey report")
CONTENTS = Text("目录", "Contents")
TABLE, FIGURE = Text("表", "Table"), Text("图", "Figure")
STANDARD = "ua-1"  # PDF/UA: with the structure that screen readers need


MISSING = "house.yaml: no font {names} is installed or in the folder; the PDF has the one that comes along"


def report_pdf(document: Document, look: Look, house: House | None = None) -> bytes:
    """The PDF with its figures; a `report.typ` in the folder of the look takes the place of the layout."""
    from partysurvey.render.figures import document_figures  # noqa: PLC0415  # brings matplotlib, imported when used

    return document_pdf(document, document_figures(document, "svg", look), look, house)


def document_pdf(
    document: Document,
    figures: Mapping[str, bytes] | None = None,
    look: Look = Look(),  # noqa: B008  # frozen
    house: House | None = None,
) -> bytes:
    """The PDF; `figures` are SVG files by name ("familiarity.svg"), charts without one are left out.

    RequestError where Typst is not installed, RenderError where it cannot set the document.
    """
    typst, style = _typst(), house or PRINTED[document.language]
    layout = _layout(look)
    fonts, ranks = _fonts(typst, look, style)
    places, contents = _numbered(document, figures or {})
    landscape = _is_wide_table(document, style)
    width = round((style.page.height if landscape else style.page.width) * CELLS)
    blocks = [made for block in document.blocks for made in _blocks(block, places, width)]
    report = _head(document) | {
        "landscape": landscape,
        "fonts": fonts.families,
        "house": house_data(style, ranks, document),
        "blocks": blocks,
    }
    sources = {
        "main": layout or (files("partysurvey.render.pdf") / "report.typ").read_bytes(),
        "document.json": json.dumps(report, ensure_ascii=False).encode(),
        **contents,
        **({LOGO: logo_svg(style.logo)} if style.logo else {}),
    }
    try:
        pdf: bytes = typst.compile(
            sources,
            format="pdf",
            font_paths=list(fonts.folders),
            ignore_system_fonts=not fonts.of_system,
            pdf_standards=STANDARD,
        )
    except typst.TypstError as error:
        raise RenderError(f"the PDF could not be set: {error}", _remedy(layout, style)) from error
    return pdf


def _is_wide_table(document: Document, house: House) -> bool:
    """Whether there are only tables in the document, of which one is too wide for an upright page."""
    width = round(house.page.width * CELLS)
    return len(document.tables) == len(document.blocks) and any(
        len(table_panels(table, width)) > 1 for table in document.tables
    )


def _remedy(layout: bytes | None, house: House) -> str:
    if layout:
        return "correct the report.typ of the template"
    sound = ", or a logo that is sound in house.yaml" if house.logo else ""
    return f"name a font that has the signs with --font{sound}"


def _layout(look: Look) -> bytes | None:
    """The layout of the template folder, None where it has none."""
    own = look.template / "report.typ" if look.template else None
    return own.read_bytes() if own is not None and own.is_file() else None


def _fonts(typst: "ModuleType", look: Look, house: House) -> tuple[PdfFonts, Mapping[str, str]]:
    """The fonts of everything, and those of the house by rank; what the house names and is not there is told."""
    fonts = pdf_fonts(typst, look.font)
    if look.template is None or house.fonts == PRINTED["en"].fonts:
        return fonts, {}
    own = house_fonts(typst, house.fonts, look.template)
    if own.missing:
        look.tell(MISSING.format(names=" or ".join(own.missing)))
    return fonts.with_house(look.template), own.found


def _numbered(document: Document, figures: Mapping[str, bytes]) -> tuple[dict[str, str], dict[str, bytes]]:
    """The file of every chart that has a figure, by the chart's name, and the contents of these files.

    They are numbered, so that no name of a chart can be that of another file of the document.
    """
    names = [block.name for block in document.blocks if isinstance(block, Chart) and f"{block.name}.svg" in figures]
    places = {name: f"figure{place}.svg" for place, name in enumerate(names, 1)}
    return places, {place: figures[f"{name}.svg"] for name, place in places.items()}


def _typst() -> "ModuleType":
    try:
        import typst  # noqa: PLC0415  # an extra, imported when used
    except ImportError as error:
        raise RequestError("PDF needs typst", "pip install 'partysurvey[report]'") from error
    return typst


def _head(document: Document) -> dict[str, Any]:
    """The language, the title and the few fixed words; whether there is anything for a table of contents."""
    titles = (block.text for block in document.blocks if isinstance(block, Heading) and block.level == 1)
    language = document.language
    words = {"contents": CONTENTS, "table": TABLE, "figure": FIGURE}
    return {
        "language": language,
        "title": printable(next(titles, UNTITLED.into(language))),
        **{name: text.into(language) for name, text in words.items()},
        "headed": any(isinstance(block, Heading) for block in document.blocks),
    }


def _blocks(block: Block, places: Mapping[str, str], width: int) -> Iterator[dict[str, Any]]:
    """What the layout knows of a block: its kind and its texts."""
    if isinstance(block, Heading):
        # The title stands in the head of the document.
        if block.level > 1:
            yield {"kind": "heading", "level": block.level - 1, "text": printable(block.text)}
    elif isinstance(block, Table):
        yield _table(block, width)
    elif isinstance(block, Chart):
        if block.name in places:
            title = printable(block.title)
            yield {"kind": "figure", "file": places[block.name], "title": title, "text": _spoken(block)}
    else:
        yield {"kind": "text", "text": printable(block.text)}


def _spoken(chart: Chart) -> str:
    """What the figure shows, for those who do not see it."""
    values = (
        f"{series.name}: {', '.join(filter(None, series.labels))}" for series in chart.series if any(series.labels)
    )
    return printable("; ".join((chart.title, *values)))


def _table(table: Table, width: int) -> dict[str, Any]:
    return {
        "kind": "table",
        "title": printable(table.title),
        "notes": [printable(note) for note in table.notes],
        "stub": printable(table.stub_head),
        "stubs": [{"text": printable(row.stub), "role": row.role} for row in table.rows],
        "panels": [_panel(panel) for panel in table_panels(table, width)],
    }


def _panel(panel: Panel) -> dict[str, Any]:
    return {
        "widths": list(panel.widths),
        "sides": [column.align for column in panel.columns],
        "heads": [printable(column.head) for column in panel.columns],
        "spanners": _spanners(panel.columns),
        "texts": [[printable(text) for text in row] for row in panel.texts],
    }


def _spanners(columns: Sequence[Column]) -> list[dict[str, Any]]:
    """The heads above several columns with how many they are; none where the panel has none."""
    if not any(column.spanner for column in columns):
        return []
    groups = groupby(enumerate(columns), key=lambda each: each[1].spanner or each[0])
    return [
        {"text": printable(key) if isinstance(key, str) else "", "width": len(tuple(group))} for key, group in groups
    ]
