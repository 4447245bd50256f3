"""A report as plain text, and where each of its lines stands in the file."""

import re

from msgspec import Struct

from partysurvey.audit.claim import Span
from partysurvey.survey import Language, Text

MOST_CHARACTERS = 20_000_000
SAMPLE = 100_000  # characters that tell the language
CHINESE = re.compile(r"[\u4e00-\u9fff]")
LEAST_CHINESE = 0.1  # of the letters


class Prose(Struct, frozen=True):
    """The text of a file, and for each of its lines where a person finds it ("paragraph 12"); none: line numbers."""

    text: str
    file: str
    places: tuple[Text, ...] = ()

    @property
    def language(self) -> Language:
        """Chinese where a tenth of the letters are, else English."""
        letters = sum(map(str.isalpha, self.text[:SAMPLE]))
        chinese = len(CHINESE.findall(self.text[:SAMPLE]))
        return "zh" if letters and chinese >= LEAST_CHINESE * letters else "en"

    def place(self, span: Span) -> Text:
        """Where the span begins: `3:14` in plain text, else the place of its line."""
        if 0 < span.line <= len(self.places):
            return self.places[span.line - 1]
        return Text.same(f"{span.line}:{span.column}")


def from_lines(lines: list[tuple[str, Text]], file: str) -> Prose:
    """The prose of lines, each with its place."""
    told = [(" ".join(line.split("\n")), place) for line, place in lines]
    return Prose("\n".join(line for line, _ in told), file, tuple(place for _, place in told))
