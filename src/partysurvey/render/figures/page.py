"""What every layout needs to know: the room there is, how wide words are, and the language of the few fixed words."""

from collections.abc import Callable, Iterable, Iterator, Sequence

from msgspec import Struct

from partysurvey.render.figures.breaking import balanced, broken, unbroken
from partysurvey.render.figures.drawing import Area, Block, Mark, Stroke, Words
from partysurvey.render.figures.style import (
    AXIS,
    CENTRE,
    FAINT_INK,
    INK,
    LABEL_SIZE,
    LINE_PITCH,
    PAPER,
    SMALL_SIZE,
    VALUE_SIZE,
)
from partysurvey.survey import Language, Text

HIDDEN = Text(zh="– 人数过少，不显示", en="– too few respondents to show")
SWATCH = 8.0
STEP_INSET = 4.0  # of a name on a staircase, to the left of its line
STEP_GAP = 3.0


class Page(Struct, frozen=True):
    """The width between the margins in points, the ruler (width of a text at size 1), and the language."""

    width: float
    ruler: Callable[[str], float]
    language: Language

    @property
    def hidden(self) -> str:
        """What stands where a group is too small to be shown."""
        return HIDDEN.into(self.language)

    def extent(self, text: str, size: float) -> float:
        """The width of one line of text in points."""
        return self.ruler(text) * size

    def widest(self, texts: Iterable[str], size: float) -> float:
        """The width of the widest of the texts in points; 0 without texts."""
        return max((self.extent(text, size) for text in texts), default=0.0)

    def broken(self, text: str, size: float, limit: float) -> tuple[str, ...]:
        """The lines of a text that fit into `limit` points."""
        return broken(text, limit, lambda line: self.extent(line, size))

    def cuts(self, text: str, size: float, limit: float) -> bool:
        """Whether a word would have to be cut to fit into `limit` points."""
        return any(self.extent(word, size) > limit for word in unbroken(text))

    def paragraph(self, text: str, size: float, limit: float, color: str = INK) -> Block:
        """A text broken into lines, as a block."""
        return paragraph(self.broken(text, size, limit), size, color)

    def centred(self, text: str, centre: tuple[float, float], size: float, color: str = FAINT_INK) -> Words:
        """A line whose middle is at the point (x, y)."""
        x, y = centre
        return Words(text, x - self.extent(text, size) / 2, y + CENTRE * size, size, color)

    def grounded(self, text: str, place: tuple[float, float], size: float, color: str) -> Iterator[Mark]:
        """A line that begins at (x, y), y its middle, on a paper ground so that no grid line runs through it."""
        x, y = place
        yield Area(x - 1.0, y - size / 2, self.extent(text, size) + 2.0, size, PAPER)
        yield Words(text, x, y + CENTRE * size, size, color)


class Labels(Struct, frozen=True):
    """The labels at the left of the rows: lines of each, the width of their column (0 where all are empty)."""

    lines: tuple[tuple[str, ...], ...]
    width: float

    def block(self, row: int) -> Block:
        """The label of a row."""
        return paragraph(self.lines[row], LABEL_SIZE)


def row_labels(texts: Sequence[str], page: Page, most: float = 0.4) -> Labels:
    """The labels broken so that their column takes no more than the part `most` of the page."""
    limit = page.width * most
    lines = tuple(balanced(text, limit, lambda line: page.extent(line, LABEL_SIZE)) for text in texts)
    return Labels(lines, page.widest((line for label in lines for line in label), LABEL_SIZE))


def paragraph(lines: Sequence[str], size: float, color: str = INK) -> Block:
    """Lines beneath each other, left-aligned."""
    pitch = size * LINE_PITCH
    marks = (Words(line, 0.0, (at + 0.5) * pitch + CENTRE * size, size, color) for at, line in enumerate(lines))
    return Block(len(lines) * pitch, tuple(marks))


def staircase(names: Sequence[str], xs: Sequence[float], page: Page, *, below: bool = False) -> Block:
    """Names too long for their columns, each on a step of its own, with lines to the columns at xs.

    They run to the side where there is more room, and stand in the order in which no line crosses a name.
    """
    leftward = sum(xs) > len(xs) * page.width / 2
    rooms = [(x if leftward else page.width - x) + STEP_INSET for x in xs]
    steps = [page.broken(name, LABEL_SIZE, room) for name, room in zip(names, rooms, strict=True)]
    height = sum(map(len, steps)) * LABEL_SIZE * LINE_PITCH + STEP_GAP
    marks: list[Mark] = []
    top = STEP_GAP if below else 0.0
    for place in reversed(range(len(names))) if below != leftward else range(len(names)):
        block, x = paragraph(steps[place], LABEL_SIZE), xs[place]
        begin = x + STEP_INSET - page.widest(steps[place], LABEL_SIZE) if leftward else x - STEP_INSET
        marks += block.moved(begin, top)
        ends = (0.0, top) if below else (top + block.height, height)
        marks.append(Stroke(x, ends[0], x, ends[1], AXIS, 0.6))
        top += block.height
    return Block(height, tuple(marks))


def swatch(place: int, x: float, y: float, color: str) -> Mark:
    """The square of a colour in a legend, its left edge at x, its middle at y; all places have the same form."""
    del place
    return Area(x, y - SWATCH / 2, SWATCH, SWATCH, color)


def legend(
    entries: Sequence[tuple[str, str]], page: Page, sample: Callable[[int, float, float, str], Mark] = swatch
) -> Block:
    """The key of colours, (name, colour) in order, flowing over as many lines as it needs.

    sample: what shows the colour of the entry at a place, from x on around y.
    """
    gap, indent = 14.0, SWATCH + 4.0
    marks: list[Mark] = []
    x = top = bottom = 0.0
    for place, (name, color) in enumerate(entries):
        lines = page.broken(name, VALUE_SIZE, page.width - indent)
        text, width = paragraph(lines, VALUE_SIZE), indent + page.widest(lines, VALUE_SIZE)
        if x and x + width > page.width:
            x, top = 0.0, bottom
        middle = VALUE_SIZE * LINE_PITCH / 2
        marks.append(sample(place, x, top + middle, color))
        marks += text.moved(x + indent, top)
        bottom = max(bottom, top + text.height)
        x += width + gap
    return Block(bottom, tuple(marks))


def note(text: str, page: Page) -> Block:
    """The note under the figure."""
    return page.paragraph(text, SMALL_SIZE, page.width, FAINT_INK)
