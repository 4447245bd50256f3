"""Documents as Word files."""

from collections.abc import Mapping

from partysurvey.render.package import missing_library
from partysurvey.report.document import Document
from partysurvey.report.house import House


def document_docx(document: Document, figures: Mapping[str, bytes], template: House | None = None) -> bytes:
    """The content of a Word file, the same bytes for the same document.

    `figures` holds the PNG of each chart by its file name, "NAME.png"; charts without one are left out. Without a
    template the house style is that of the language. RenderError where python-docx is not installed.
    """
    try:
        from partysurvey.render.word.document import word_content  # noqa: PLC0415  # an optional library
    except ModuleNotFoundError as error:
        raise missing_library(error, "docx") from error
    return word_content(document, figures, template)
