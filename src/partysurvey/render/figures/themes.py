"""Themes: the same drawing in other colours."""

from typing import get_args

from msgspec.structs import replace

from partysurvey.render.figures.drawing import Drawing
from partysurvey.render.figures.style import grey
from partysurvey.render.look import Theme

THEMES: tuple[Theme, ...] = get_args(Theme)


def themed(drawing: Drawing, theme: Theme) -> Drawing:
    """The drawing in the colours of a theme: grey gives every colour the grey that is as light."""
    if theme == "color":
        return drawing
    return replace(drawing, marks=tuple(replace(mark, color=themed_color(mark.color, theme)) for mark in drawing.marks))


def themed_color(color: str, theme: Theme) -> str:
    """The colour of a theme that stands for a colour of the house."""
    return color if theme == "color" else grey(color)
