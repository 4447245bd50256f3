"""From a text to its claims."""

from collections.abc import Mapping

from partysurvey.audit.claim import BaseCandidate, Claim
from partysurvey.audit.extraction.bases import base_candidates
from partysurvey.audit.extraction.figures import Figure, figures
from partysurvey.audit.extraction.groups import splits, totals
from partysurvey.audit.extraction.patterns import patterns
from partysurvey.audit.extraction.plain import Lines, half_width, unwrapped
from partysurvey.audit.extraction.sentences import Cuts, sentence_cuts
from partysurvey.survey.text import Language

_LONGEST_SENTENCE = 600  # characters kept with a claim; a table without full stops is one endless sentence


def extract(text: str, language: Language | None = None) -> tuple[Claim, ...]:
    """The claims of a text in its order; without a language, figures are read as both would.

    A language chooses the words (units, hedges, decoys); numerals, %, 成 and 分之 are read in any. Time grows with the
    length of the text. The ids are c1, c2, … in the order of the text.
    """
    plain = unwrapped(half_width(text))
    found = patterns(language)
    cuts, lines = sentence_cuts(plain), Lines.of(text)
    all_figures = list(figures(plain, found))
    bases = base_candidates(plain, all_figures, found, cuts, lines)
    split_of, total_of = splits(all_figures, cuts), totals(plain, all_figures, found, cuts)
    return tuple(
        _claim(number, figure, (text, cuts, lines), bases[number], _links(number, split_of, total_of))
        for number, figure in enumerate(all_figures)
    )


def _claim(
    number: int,
    figure: Figure,
    place: tuple[str, Cuts, Lines],
    bases: tuple[BaseCandidate, ...],
    links: tuple[str | None, str | None],
) -> Claim:
    text, cuts, lines = place
    return Claim(
        id=_id(number),
        kind=figure.kind,
        value=figure.value,
        upper=figure.upper,
        digits=figure.digits,
        hedge=figure.hedge,
        unit=figure.unit,
        span=lines.span(figure.start, figure.end),
        text=text[figure.start : figure.end],
        sentence=_sentence(text, figure, cuts),
        bases=bases,
        split=links[0],
        part_of=links[1],
    )


def _links(number: int, split_of: Mapping[int, int], total_of: Mapping[int, int]) -> tuple[str | None, str | None]:
    split, total = split_of.get(number), total_of.get(number)
    return (None if split is None else f"s{split + 1}"), (None if total is None else _id(total))


def _id(number: int) -> str:
    return f"c{number + 1}"


def _sentence(text: str, figure: Figure, cuts: Cuts) -> str:
    """The sentence around the figure, or as much of a long one as is near it."""
    place = cuts.at(figure.start)
    start = max(cuts.starts[place], figure.start - _LONGEST_SENTENCE // 2)
    end = min(cuts.ends[place], figure.end + _LONGEST_SENTENCE // 2)
    return " ".join(text[start:end].split())
