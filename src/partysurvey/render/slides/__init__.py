"""Documents as PowerPoint files."""

from partysurvey.render.package import missing_library
from partysurvey.report.document import Document
from partysurvey.report.house import House


def document_pptx(document: Document, template: House | None = None) -> bytes:
    """The content of a PowerPoint file, the same bytes for the same document; its charts can be edited.

    Without a template the house style is that of the language. RenderError where python-pptx is not installed.
    """
    try:
        from partysurvey.render.slides.presentation import presentation_content  # noqa: PLC0415  # an optional library
    except ModuleNotFoundError as error:
        raise missing_library(error, "pptx") from error
    return presentation_content(document, template)
