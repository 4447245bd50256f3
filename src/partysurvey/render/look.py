"""What a report looks like, besides what it says."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True, slots=True)
class Look:
    """The folder of a house style and the font of figures, None for those that come along.

    `figures` is the folder of the figure files, relative to the document, for formats that do not hold them; `tell` is
    told what could not be followed.
    """

    template: Path | None = None
    font: str | None = None
    figures: str = "figures"
    tell: Callable[[str], None] = lambda _: None
