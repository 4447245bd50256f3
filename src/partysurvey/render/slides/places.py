"""Where things stand on a slide of 33.87 × 19.05 cm (16:9), and how large letters may be there."""

import math
from collections.abc import Iterable

from msgspec import Struct
from pptx.util import Cm, Length
from rich.cells import cell_len

POINTS_PER_CENTIMETRE = 72 / 2.54
CELL = 0.54  # of a size: a Latin letter of a wide font, half a Chinese character with some room
INSET = 0.25  # centimetres between the border of a box and its letters
PITCH = 1.2  # of a line, against the size of its letters


class Box(Struct, frozen=True):
    """A rectangle on a slide in centimetres."""

    left: float
    top: float
    width: float
    height: float

    @property
    def lengths(self) -> tuple[Length, Length, Length, Length]:
        """Left, top, width and height as the library wants them."""
        return Cm(self.left), Cm(self.top), Cm(self.width), Cm(self.height)

    def size_for(self, texts: Iterable[str], sizes: Iterable[float]) -> float:
        """The first of the sizes (falling, in points) at which the paragraphs fit; the last where none does."""
        texts, sizes = tuple(texts), tuple(sizes)
        return next((size for size in sizes if self.holds(texts, size)), sizes[-1])

    def holds(self, texts: Iterable[str], size: float) -> bool:
        """Whether the paragraphs fit in letters of that size; a Chinese character takes two cells."""
        line = (self.width - 2 * INSET) * POINTS_PER_CENTIMETRE / (size * CELL)
        lines = sum(max(math.ceil(cell_len(text) / line), 1) for text in texts)
        return lines * size * PITCH <= self.height * POINTS_PER_CENTIMETRE


WIDTH, HEIGHT = 33.867, 19.05
LEFT, ROOM = 1.4, WIDTH - 2.8
HEADLINE = Box(LEFT, 0.7, ROOM, 2.5)
TITLE = Box(LEFT, 3.2, ROOM, 0.9)
CONTENT = Box(LEFT, 4.2, ROOM, 12.2)
NOTES = Box(LEFT, 16.6, ROOM - 2.0, 1.9)
NUMBER = Box(WIDTH - 3.0, 17.7, 1.6, 0.8)
COVER_TITLE = Box(3.0, 5.2, WIDTH - 6.0, 4.4)
COVER_LINES = Box(3.0, 10.2, WIDTH - 6.0, 4.6)
LOGO_TOP, LOGO_HEIGHT = 1.2, 2.0
