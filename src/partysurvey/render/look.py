"""What a report looks like, besides what it says."""

from collections.abc import Callable
from pathlib import Path
from typing import Literal

from msgspec import Struct

Theme = Literal["color", "grey"]


class Look(Struct, frozen=True):
    """The folder of a house style; of figures the font, the width in centimetres and the colours.

    None stands for what comes along. `figures` is the folder of the figure files, relative to the document, for formats
    that do not hold them; `tell` is told what could not be followed.
    """

    template: Path | None = None
    font: str | None = None
    figures: str = "figures"
    width: float | None = None
    theme: Theme = "color"
    tell: Callable[[str], None] = lambda _: None
