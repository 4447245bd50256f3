"""Documents as PowerPoint files."""

from collections.abc import Mapping
from types import MappingProxyType

from partysurvey.render.look import Theme
from partysurvey.render.package import missing_library
from partysurvey.report.document import Document
from partysurvey.report.house import House


def document_pptx(
    document: Document,
    template: House | None = None,
    pictures: Mapping[str, bytes] = MappingProxyType({}),
    theme: Theme = "color",
) -> bytes:
    """The content of a PowerPoint file, the same bytes for the same document; its charts can be edited.

    `pictures` holds the PNG of charts that are not native, by file name, "NAME.png"; those without one are left to
    their tables. Without a template the house style is that of the language. RenderError where python-pptx is not
    installed.
    """
    try:
        from partysurvey.render.slides.presentation import (  # noqa: PLC0415  # an optional library
            Figures,
            presentation_content,
        )
    except ModuleNotFoundError as error:
        raise missing_library(error, "pptx") from error
    return presentation_content(document, template, Figures(pictures, theme))
