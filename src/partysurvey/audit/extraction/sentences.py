"""Where sentences and paragraphs begin and end."""

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator

from msgspec import Struct

_ABBREVIATIONS = (
    "no",
    "nos",
    "e.g",
    "i.e",
    "vs",
    "approx",
    "ca",
    "pp",
    "dr",
    "mr",
    "mrs",
    "ms",
    "st",
    "fig",
    "vol",
    "cf",
    "art",
    "s.d",
)
_STOP = re.compile(r"[。！？!?]+[”’」』\")]*|\.[”’\")]*(?=\s)|\n(?:[ ]*\n)*")
_LONGEST_ABBREVIATION = max(map(len, _ABBREVIATIONS))


class Place(Struct, frozen=True, eq=False):
    """The sentence that something stands in, by number, characters [start, end), and the number of its paragraph."""

    sentence: int
    start: int
    end: int
    paragraph: int


class Cuts(Struct, frozen=True):
    """The places where the sentences of a text begin, and for each the paragraph that it is in."""

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    paragraphs: tuple[int, ...]

    def at(self, place: int) -> int:
        """The number of the sentence that the place is in."""
        return bisect_right(self.starts, place) - 1

    def places(self, starts: Iterable[int]) -> Iterator[Place]:
        """The place of each of the characters, which ascend; one value for all of a sentence."""
        place: Place | None = None
        for start in starts:
            if place is None or start >= place.end:
                number = self.at(start)
                place = Place(number, self.starts[number], self.ends[number], self.paragraphs[number])
            yield place


def sentence_cuts(text: str) -> Cuts:
    """The sentences of an unwrapped text; a line break ends one, a blank line ends a paragraph."""
    starts, ends, paragraphs = [0], [], [0]
    for stop in _STOP.finditer(text):
        if stop[0][0] == "." and _is_abbreviated(text, stop):
            continue
        ends.append(stop.end())
        starts.append(stop.end())
        paragraphs.append(paragraphs[-1] + (stop[0].count("\n") > 1))
    return Cuts(tuple(starts), (*ends, len(text)), tuple(paragraphs))


def _is_abbreviated(text: str, stop: re.Match[str]) -> bool:
    before = text[max(0, stop.start() - _LONGEST_ABBREVIATION - 1) : stop.start()].lower()
    following = text[stop.end() : stop.end() + 2].strip()
    word = re.split(r"[\s(]", before)[-1]
    return word in _ABBREVIATIONS or following[:1].islower()
