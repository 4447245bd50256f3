"""From a text to its claims."""

from collections.abc import Iterator, Mapping, Sequence
from heapq import merge
from itertools import islice
from operator import attrgetter

from partysurvey.audit.claim import Claim
from partysurvey.audit.extraction.bases import base_candidates
from partysurvey.audit.extraction.figures import FILLED, Figure, figures
from partysurvey.audit.extraction.groups import splits, totals
from partysurvey.audit.extraction.patterns import Patterns, patterns
from partysurvey.audit.extraction.plain import Lines, half_width, unwrapped
from partysurvey.audit.extraction.sentences import Place, sentence_cuts
from partysurvey.audit.extraction.tables import table_figures
from partysurvey.errors import RequestError
from partysurvey.survey.text import Language

MOST = 200_000  # claims of one text
_AROUND = 300  # characters kept on each side of a claim; a table without full stops is one endless sentence


def extract(text: str, language: Language | None = None, most: int = MOST) -> tuple[Claim, ...]:
    """The claims of a text in its order; without a language, figures are read as both would.

    A language chooses the words (units, hedges, decoys); numerals, %, 成 and 分之 are read in any. Time grows with the
    length of the text; more than `most` claims raise RequestError. The ids are c1, c2, … in the order of the text.
    """
    narrow = half_width(text)
    tables = list(table_figures(narrow))
    plain = unwrapped(narrow)
    found = patterns(language)
    lines = Lines.of(text)
    all_figures = _all_figures(plain, tables, found, most)
    places = list(sentence_cuts(plain).places(figure.start for figure in all_figures))
    spans = [lines.span(figure.start, figure.end) for figure in all_figures]
    bases = base_candidates(plain, all_figures, found, places, spans)
    split_of, total_of = splits(all_figures, places), totals(plain, all_figures, found, places)
    sentences = _sentences(text, all_figures, places)
    return tuple(
        Claim(
            id=_id(number),
            kind=figure.kind,
            value=figure.value,
            upper=figure.upper,
            digits=figure.digits,
            hedge=figure.hedge,
            unit=figure.unit,
            span=spans[number],
            text=text[figure.start : figure.end],
            sentence=sentence,
            bases=bases[number],
            split=_split(split_of, number),
            part_of=_id(total_of[number]) if number in total_of else None,
        )
        for number, (figure, sentence) in enumerate(zip(all_figures, sentences, strict=True))
    )


def _all_figures(plain: str, tables: Sequence[Figure], found: Patterns, most: int) -> list[Figure]:
    """The figures of words and tables in the order of the text; raises RequestError if there are more than `most`."""
    words = figures(_without(plain, tables), found)
    all_figures = list(islice(merge(words, tables, key=attrgetter("start")), most + 1))
    if len(all_figures) > most:
        raise RequestError(f"the text has more than {most:,} figures", "audit a part of it")
    return all_figures


def _without(text: str, tables: Sequence[Figure]) -> str:
    """The text with the figures of tables filled in, so that none is read twice."""
    pieces, end = [], 0
    for figure in tables:
        pieces += [text[end : figure.start], FILLED * (figure.end - figure.start)]
        end = figure.end
    return "".join([*pieces, text[end:]])


def _id(number: int) -> str:
    return f"c{number + 1}"


def _split(split_of: Mapping[int, int], number: int) -> str | None:
    return f"s{split_of[number] + 1}" if number in split_of else None


def _sentences(text: str, all_figures: Sequence[Figure], places: Sequence[Place]) -> Iterator[str]:
    """The sentence around each figure, or as much of a long one as is near it; the same string while it is the same."""
    cut, sentence = (0, 0), ""
    for figure, place in zip(all_figures, places, strict=True):
        around = max(place.start, figure.start - _AROUND), min(place.end, figure.end + _AROUND)
        if around != cut:
            cut, sentence = around, " ".join(text[slice(*around)].split())
        yield sentence
