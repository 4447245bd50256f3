"""Documents as Word and PowerPoint files in the house style of a template folder."""

from dataclasses import replace

from partysurvey.render.look import Look
from partysurvey.render.slides import document_pptx
from partysurvey.render.word import document_docx
from partysurvey.report.document import Chart, Document
from partysurvey.report.house import HOUSES, House


def report_docx(document: Document, look: Look) -> bytes:
    """The content of a Word file; figures have no titles of their own, which stand in the captions."""
    from partysurvey.render.figures import figure_files  # noqa: PLC0415  # brings matplotlib, imported when used

    charts = (replace(block, title="") for block in document.blocks if isinstance(block, Chart))
    house = _house(document, look)
    figures = figure_files(charts, language=document.language, formats=("png",), font=look.font)
    return document_docx(document, figures, house)


def report_pptx(document: Document, look: Look) -> bytes:
    """The content of a PowerPoint file."""
    return document_pptx(document, _house(document, look))


def _house(document: Document, look: Look) -> House:
    """The style of the folder, or that of the language."""
    if look.template is None:
        return HOUSES[document.language]
    from partysurvey.sources.house import read_house  # noqa: PLC0415  # brings the schema's checker, imported when used

    return read_house(look.template, document.language)
