"""Documents as Word and PowerPoint files in the house style of a template folder."""

from partysurvey.pipeline.houses import house_of
from partysurvey.render.look import Look
from partysurvey.render.native import is_native, untitled_pictures
from partysurvey.render.slides import document_pptx
from partysurvey.render.word import document_docx
from partysurvey.report.document import Chart, Document
from partysurvey.report.house import HOUSES, House


def report_docx(document: Document, look: Look) -> bytes:
    """The content of a Word file; figures have no titles of their own, which stand in the captions."""
    from partysurvey.render.figures import document_figures  # noqa: PLC0415  # brings matplotlib, imported when used

    return document_docx(document, document_figures(document, "png", look), _house(document, look))


def report_pptx(document: Document, look: Look) -> bytes:
    """The content of a PowerPoint file; figures that PowerPoint has no chart for are pictures."""
    drawn = [block for block in document.blocks if isinstance(block, Chart) and not is_native(block)]
    return document_pptx(
        document, _house(document, look), untitled_pictures(drawn, document.language, look), look.theme
    )


def _house(document: Document, look: Look) -> House:
    return house_of(look, HOUSES[document.language])
