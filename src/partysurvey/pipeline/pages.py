"""Documents as web page, PDF and LaTeX in the house style of a template folder."""

from partysurvey.pipeline.houses import house_of
from partysurvey.render import html, latex, pdf
from partysurvey.render.look import Look
from partysurvey.report.document import Document
from partysurvey.report.house import PRINTED, House


def report_html(document: Document, look: Look) -> bytes:
    """The content of a web page that needs no other file."""
    return html.report_html(document, look, _house(document, look))


def report_pdf(document: Document, look: Look) -> bytes:
    """The content of a PDF file."""
    return pdf.report_pdf(document, look, _house(document, look))


def report_tex(document: Document, look: Look) -> bytes:
    """The source in LaTeX; figures and logo are files beside it."""
    return latex.document_tex(document, look.figures, house=_house(document, look))


def logo(document: Document, look: Look) -> dict[str, bytes]:
    """The picture that the source in LaTeX asks for, by its name; empty without one."""
    picture = _house(document, look).logo
    return {} if picture is None else {latex.logo_name(picture): picture}


def _house(document: Document, look: Look) -> House:
    return house_of(look, PRINTED[document.language])
