"""The deck before its first slide: size, fonts and colours after the house style, and the two layouts that are used."""

import re
from xml.sax.saxutils import quoteattr

from pptx.opc.constants import RELATIONSHIP_TYPE
from pptx.presentation import Presentation
from pptx.util import Cm

from partysurvey.render.figures.style import QUALITIES
from partysurvey.render.slides import places
from partysurvey.report.house import House

USED = {"Title Slide": (places.COVER_TITLE, places.COVER_LINES), "Title Only": (places.HEADLINE,)}
ACCENTS = 6


def apply_house(deck: Presentation, house: House) -> None:
    """Set the size of the slides, and the theme and layouts of the only master."""
    deck.slide_width, deck.slide_height = Cm(places.WIDTH), Cm(places.HEIGHT)
    for layout in tuple(deck.slide_layouts):
        if layout.name not in USED:
            deck.slide_layouts.remove(layout)
            continue
        for shape, box in zip(tuple(layout.placeholders), USED[layout.name], strict=False):
            shape.left, shape.top, shape.width, shape.height = box.lengths
        for shape in tuple(layout.placeholders)[len(USED[layout.name]) :]:
            shape._element.getparent().remove(shape._element)  # noqa: SLF001  # date, footer, number: we write our own
    theme = deck.slide_master.part.part_related_by(RELATIONSHIP_TYPE.THEME)
    theme._blob = _themed(theme.blob.decode(), house).encode()  # noqa: SLF001  # python-pptx has no door to themes


def _themed(theme: str, house: House) -> str:
    """The theme with the fonts of the house and the colours of the figures."""
    name = quoteattr(house.fonts.slides)
    fonts = f"<a:latin typeface={name}/><a:ea typeface={name}/>"
    for rank in ("major", "minor"):
        theme = re.sub(
            rf"(<a:{rank}Font>)\s*<a:latin [^>]*/>\s*<a:ea [^>]*/>", lambda found: found[1] + fonts, theme, count=1
        )
    for number, color in enumerate(QUALITIES[:ACCENTS], 1):
        accent = f'<a:accent{number}><a:srgbClr val="{color[1:].upper()}"/></a:accent{number}>'
        theme = re.sub(rf"<a:accent{number}>.*?</a:accent{number}>", accent, theme, count=1, flags=re.DOTALL)
    return theme
