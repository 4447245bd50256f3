"""Themes: the same drawing in other colours."""

from dataclasses import replace
from typing import Literal, get_args

from partysurvey.render.figures.drawing import Drawing
from partysurvey.render.figures.style import grey

Theme = Literal["color", "grey"]
THEMES: tuple[Theme, ...] = get_args(Theme)


def themed(drawing: Drawing, theme: Theme) -> Drawing:
    """The drawing in the colours of a theme: grey gives every colour the grey that is as light."""
    if theme == "color":
        return drawing
    return replace(drawing, marks=tuple(replace(mark, color=grey(mark.color)) for mark in drawing.marks))
