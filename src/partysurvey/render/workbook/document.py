"""A document as a workbook: contents with links, a sheet of toplines, one per banner, and the data of the charts."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from typing import TYPE_CHECKING

from partysurvey.errors import RenderError
from partysurvey.render.look import Look
from partysurvey.render.workbook.cells import column_widths
from partysurvey.render.workbook.charts import ChartData
from partysurvey.render.workbook.naming import sheet_names
from partysurvey.render.workbook.sections import Contents, Section, contents_of, drawn
from partysurvey.render.workbook.sheet import Sheet
from partysurvey.render.workbook.styles import Styles, font_of
from partysurvey.report.document import Document
from partysurvey.survey import Language, Text

if TYPE_CHECKING:
    from xlsxwriter import Workbook

CONTENTS = Text("目录", "Contents")
TOPLINES = Text("各题结果", "Toplines")
CHART_DATA = Text("图表数据", "Chart data")
BACK = Text("← 目录", "← Contents")
SHEET = Text("工作表", "Sheet")
TABLE = Text("表", "Table")
MADE = datetime(2000, 1, 1, tzinfo=UTC)  # always the same, so that the same document has the same bytes
A4 = 9  # as Excel numbers paper
FRONT_WIDTHS = (90, 36)
OPTIONS = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
Link = tuple[str, str, int]  # what it leads to, the sheet, the row there


def document_xlsx(document: Document, look: Look = Look()) -> bytes:  # noqa: B008  # frozen
    """The workbook, the same bytes for the same document. Raises RenderError where XlsxWriter is missing.

    A font family of the look becomes that of the cells; a font file cannot, as workbooks hold no fonts.
    """
    try:
        from xlsxwriter import Workbook  # noqa: PLC0415  # an optional library
    except ImportError as error:
        raise RenderError(
            "writing .xlsx needs the library XlsxWriter", "install it with `pip install 'partysurvey[xlsx]'`"
        ) from error
    stream = BytesIO()
    with Workbook(stream, OPTIONS) as workbook:
        styles = Styles(workbook, font_of(look, document.language))
        _fill(workbook, contents_of(document), styles, document.language, look)
    return stream.getvalue()


def _fill(workbook: "Workbook", contents: Contents, styles: Styles, language: Language, look: Look) -> None:
    workbook.set_properties({"title": contents.title, "created": MADE})
    banners = contents.banners
    titles = [title or TOPLINES.into(language) for title in banners]
    front, data_name, *names = sheet_names([CONTENTS.into(language), CHART_DATA.into(language), *titles])
    first = _sheet(workbook, front, styles, FRONT_WIDTHS)
    sheets = [
        _sheet(
            workbook, name, styles, column_widths([section.table for section in sections if section.table], language)
        )
        for name, sections in zip(names, banners.values(), strict=True)
    ]
    data = (
        ChartData(_sheet(workbook, data_name, styles, [40]), workbook, language, look)
        if drawn(contents.sections)
        else None
    )
    links: list[Link] = []
    for sheet, title, sections in zip(sheets, titles, banners.values(), strict=True):
        _begin(sheet, title, front, language)
        for section in sections:
            links.append((section.title, sheet.name, sheet.row))
            _section(sheet, section, data, language)
    _front(first, contents, links, language)


def _sheet(workbook: "Workbook", name: str, styles: Styles, widths: Sequence[int]) -> Sheet:
    """A new sheet, set up for print: A4 across, all columns on a page, page numbers."""
    worksheet = workbook.add_worksheet(name)
    worksheet.hide_gridlines(2)
    worksheet.set_paper(A4)
    worksheet.set_landscape()
    worksheet.fit_to_pages(1, 0)
    worksheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.7)
    worksheet.set_footer("&C&P / &N")
    return Sheet(worksheet, styles, widths)


def _begin(sheet: Sheet, title: str, front: str, language: Language) -> None:
    """The head of a sheet, which stays in sight with the stubs: the way back to the contents, the title."""
    sheet.cell(1, title, "heading")
    sheet.line(BACK.into(language), "link", link=f"internal:'{_quoted(front)}'!A1")
    sheet.worksheet.freeze_panes(1, 1)
    sheet.worksheet.repeat_rows(0)
    sheet.end_row()


def _section(sheet: Sheet, section: Section, data: ChartData | None, language: Language) -> None:
    """The title, texts and table of a section, its charts at the right of the table, and an empty row."""
    top, begun = sheet.bottom, sheet.row
    sheet.line(section.title, "heading")
    sheet.texts(section.texts, "text")
    if section.table:
        sheet.table(section.table, language)
    if data:
        column = (len(sheet.widths) if section.table else 1) + 1
        sheet.fill_to(top + data.put_beside(sheet, section.charts, (begun, column)))
    sheet.end_row()


def _front(sheet: Sheet, contents: Contents, links: Sequence[Link], language: Language) -> None:
    """The title, the texts that precede the first question, a link to every section."""
    sheet.line(contents.title, "title")
    sheet.texts(contents.preface, "text")
    sheet.end_row()
    sheet.cell(1, SHEET.into(language), "stub_head")
    sheet.line(TABLE.into(language), "stub_head")
    for title, name, row in links:
        sheet.cell(1, name, "plain")
        sheet.line(title, "link", link=f"internal:'{_quoted(name)}'!A{row + 1}")


def _quoted(name: str) -> str:
    return name.replace("'", "''")
