"""From a text to its claims."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from partysurvey.audit.claim import Claim
from partysurvey.audit.extraction.bases import base_candidates
from partysurvey.audit.extraction.figures import Figure, figures
from partysurvey.audit.extraction.groups import splits, totals
from partysurvey.audit.extraction.patterns import patterns
from partysurvey.audit.extraction.plain import Lines, half_width, unwrapped
from partysurvey.audit.extraction.sentences import Place, sentence_cuts
from partysurvey.survey.text import Language

_AROUND = 300  # characters kept on each side of a claim; a table without full stops is one endless sentence


def extract(text: str, language: Language | None = None, most: int | None = None) -> tuple[Claim, ...]:
    """The claims of a text in its order, the first `most`; without a language, figures are read as both would.

    A language chooses the words (units, hedges, decoys); numerals, %, 成 and 分之 are read in any. Time grows with the
    length of the text. The ids are c1, c2, … in the order of the text.
    """
    plain = unwrapped(half_width(text))
    found = patterns(language)
    lines = Lines.of(text)
    all_figures = list(islice(figures(plain, found), most))
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
