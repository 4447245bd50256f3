"""Texts on a slide, in letters as large as there is room for."""

from collections.abc import Iterable, Sequence

from pptx.dml.color import RGBColor
from pptx.enum.text import MSO_ANCHOR, PP_ALIGN
from pptx.oxml import parse_xml
from pptx.oxml.ns import nsdecls
from pptx.shapes.base import BaseShape
from pptx.slide import Slide
from pptx.util import Pt

from partysurvey.render.package import plain_text
from partysurvey.render.slides.places import Box

INK = "#222222"


def add_words(
    slide: Slide,
    box: Box,
    texts: Sequence[str],
    sizes: Iterable[float],
    color: str = INK,
    into: BaseShape | None = None,
) -> None:
    """Write paragraphs into the box, or into a placeholder that stands there; nothing without texts."""
    if not texts:
        return
    shape = into or slide.shapes.add_textbox(*box.lengths)
    frame = shape.text_frame
    frame.word_wrap = True
    frame.vertical_anchor = MSO_ANCHOR.BOTTOM if into else MSO_ANCHOR.TOP
    size = box.size_for(texts, sizes)
    for place, text in enumerate(texts):
        paragraph = frame.add_paragraph() if place else frame.paragraphs[0]
        paragraph.alignment = PP_ALIGN.LEFT
        run = paragraph.add_run()
        run.text = plain_text(text)
        run.font.size = Pt(size)
        run.font.color.rgb = RGBColor.from_string(color[1:].upper())


def write_number(slide: Slide, box: Box, number: int, color: str) -> None:
    """Write the number of the slide as a field, so that it stays right when slides are moved."""
    frame = slide.shapes.add_textbox(*box.lengths).text_frame
    field = parse_xml(
        f'<a:fld {nsdecls("a")} id="{{5B1A6F0C-3D9E-4C53-9A43-0B8C9C1B7E10}}" type="slidenum">'
        f'<a:rPr sz="1000"><a:solidFill><a:srgbClr val="{color[1:].upper()}"/></a:solidFill></a:rPr>'
        f"<a:t>{number}</a:t></a:fld>"
    )
    frame.paragraphs[0]._p.append(field)  # noqa: SLF001  # python-pptx knows no fields
