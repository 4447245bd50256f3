"""Documents as Word and PowerPoint files in the house style of a template folder."""

from dataclasses import replace

from partysurvey.pipeline.houses import house_of
from partysurvey.render.look import Look
from partysurvey.render.slides import document_pptx
from partysurvey.render.word import document_docx
from partysurvey.report.document import Chart, Document
from partysurvey.report.house import HOUSES


def report_docx(document: Document, look: Look) -> bytes:
    """The content of a Word file; figures have no titles of their own, which stand in the captions."""
    from partysurvey.render.figures import figure_files  # noqa: PLC0415  # brings matplotlib, imported when used

    charts = (replace(block, title="") for block in document.blocks if isinstance(block, Chart))
    house = house_of(look, HOUSES[document.language])
    figures = figure_files(charts, language=document.language, formats=("png",), font=look.font)
    return document_docx(document, figures, house)


def report_pptx(document: Document, look: Look) -> bytes:
    """The content of a PowerPoint file."""
    return document_pptx(document, house_of(look, HOUSES[document.language]))
