"""A drawing as a value: rectangles, lines and words with places in points, before any library draws them.

x grows to the right and y downwards; one point is 1/72 inch.
"""

from collections.abc import Iterable

from msgspec import Struct
from msgspec.structs import replace


class Words(Struct, frozen=True):
    """One line of text; x is its left end, y its baseline."""

    text: str
    x: float
    y: float
    size: float
    color: str


class Area(Struct, frozen=True):
    """A filled rectangle; x and y are its upper left corner."""

    x: float
    y: float
    width: float
    height: float
    color: str


class Stroke(Struct, frozen=True):
    """A straight line from (x, y) to (to_x, to_y)."""

    x: float
    y: float
    to_x: float
    to_y: float
    color: str
    thickness: float


class Dot(Struct, frozen=True):
    """A filled circle with a thin paper rim, so that dots side by side stay apart; (x, y) is its middle.

    With `corners` it is a regular polygon that stands on a corner (4) or on a side (3), or on a side turned over (-3).
    """

    x: float
    y: float
    radius: float
    color: str
    corners: int = 0


class Sector(Struct, frozen=True):
    """A piece of a ring around (x, y), clockwise from `begin` to `end` in parts of the circle, where 0 is the top."""

    x: float
    y: float
    radius: float
    thickness: float
    begin: float
    end: float
    color: str


Mark = Words | Area | Stroke | Dot | Sector


def moved(mark: Mark, right: float, down: float) -> Mark:
    """The same mark elsewhere."""
    ends = {"to_x": mark.to_x + right, "to_y": mark.to_y + down} if isinstance(mark, Stroke) else {}
    return replace(mark, x=mark.x + right, y=mark.y + down, **ends)


class Block(Struct, frozen=True):
    """Marks that belong together and the height they take, in points; their places count from the upper left corner."""

    height: float = 0.0
    marks: tuple[Mark, ...] = ()

    def moved(self, right: float, down: float) -> tuple[Mark, ...]:
        """The marks of the block elsewhere."""
        return tuple(moved(mark, right, down) for mark in self.marks)


class Drawing(Struct, frozen=True):
    """A whole figure: width and height in points, marks in the order of painting, and what it says in words."""

    width: float
    height: float
    marks: tuple[Mark, ...]
    title: str
    description: str

    @property
    def words(self) -> tuple[Words, ...]:
        """The lines of text, in the order of painting."""
        return tuple(mark for mark in self.marks if isinstance(mark, Words))


def stacked(blocks: Iterable[Block], gap: float = 0.0) -> Block:
    """One block with the others beneath each other, `gap` points between them; blocks without height take no gap."""
    marks: list[Mark] = []
    bottom = 0.0
    for block in blocks:
        if not block.height:
            continue
        top = bottom + gap if bottom else 0.0
        marks += block.moved(0.0, top)
        bottom = top + block.height
    return Block(bottom, tuple(marks))
