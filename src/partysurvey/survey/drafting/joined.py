"""Several answers in one cell, before their options are known: which sign joins them, and where a cell is cut."""

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence

from msgspec import Struct, field

from partysurvey.survey.drafting.cells import Answers, without_other_text

SEPARATORS = ("┋", "|", "；", ";", "、", "，", ", ", ",")
COMMAS = frozenset({"、", "，", ", ", ","})  # which options have of their own
_CERTAIN = frozenset({"┋", "→"})
_OPENING, _CLOSING = "〖([{（【《<", "〗)]}）】》>"
_LONGEST_PIECE = 60
_MOST_PIECES = 60
_FEWEST_TOGETHER = 3  # people who gave two pieces, so that never apart means one option
FEWEST_TYPED = 2  # texts that one person gave each; a single one may be an option that is rarely chosen


class Pieces(Struct, frozen=True, dict=True):
    """The pieces that a sign joins: in how many distinct cells each is met, and by how many people.

    `specified` are those behind which a text was typed. `typed` says that texts of single persons stand among the
    pieces where the platform writes what was typed for "other" like an option; they are none of `cells`. `joined` are
    the distinct cells with several pieces.
    """

    cells: Mapping[str, int]
    people: Mapping[str, int]
    joined: int
    specified: frozenset[str] = field(default_factory=frozenset)
    typed: bool = False


def joining_separator(found: Answers, separators: Sequence[str] = SEPARATORS) -> str | None:
    """The sign that joins several answers in a cell; None unless the pieces recur, as options do and prose does not."""
    for separator in separators:
        if any(separator in text for text in found.counts) and _recur(
            pieces(found, separator), found, strict=separator not in _CERTAIN
        ):
            return separator
    return None


def pieces(found: Answers, sign: str) -> Pieces:
    """The pieces of the cells; those that are never met apart are one, the texts behind "other" are put together."""
    lists = {text: tuple(_cut(text, sign)) for text in found.counts}
    heads = _heads(lists, found.counts) if sign in COMMAS else frozenset()
    cells: Counter[str] = Counter()
    people: Counter[str] = Counter()
    specified: set[str] = set()
    joined = 0
    for text, n in found.counts.items():
        whole = [without_other_text(piece) for piece in _put_together(lists[text], heads, sign)]
        specified |= {label for label, typed in whole if typed}
        met = {label for label, _ in whole} - {""}
        joined += len(met) > 1
        cells.update(met)
        people.update(dict.fromkeys(met, n))
    return _without_typed(Pieces(cells, people, joined, frozenset(specified)), found)


def _without_typed(counted: Pieces, found: Answers) -> Pieces:
    """The pieces without texts of single persons, where the platform writes what was typed like an option."""
    kept = {label for label, n in counted.people.items() if n > 1}
    typed = len(counted.people) - len(kept)
    if not found.column.manner.bare_other or typed < FEWEST_TYPED or not kept:
        return counted
    cells, people = (
        {label: count[label] for label in count if label in kept} for count in (counted.cells, counted.people)
    )
    return Pieces(cells, people, counted.joined, counted.specified & kept, typed=True)


def _cut(text: str, sign: str) -> Iterator[str]:
    """The trimmed pieces between the signs, of which those in brackets cut nothing."""
    depth, start = 0, 0
    is_balanced = sum(map(text.count, _OPENING)) == sum(map(text.count, _CLOSING))
    for place, character in enumerate(text):
        depth += is_balanced * ((character in _OPENING) - (character in _CLOSING))
        if depth <= 0 and start <= place and text.startswith(sign, place):
            yield text[start:place].strip()
            start = place + len(sign)
    yield text[start:].strip()


def _heads(lists: Mapping[str, Sequence[str]], counts: Mapping[str, int]) -> frozenset[str]:
    """The pieces that never end an answer: each piece behind one of them stands nowhere else, as 理论 in 政策、理论."""
    before: dict[str, set[str]] = defaultdict(set)
    behind: dict[str, set[str]] = defaultdict(set)
    people: Counter[str] = Counter()
    for text, cut in lists.items():
        people.update(dict.fromkeys(cut, counts[text]))
        for piece, other in zip(["", *cut], [*cut, ""], strict=True):
            before[other].add(piece)
            behind[piece].add(other)
    return frozenset(
        piece
        for piece, followers in behind.items()
        if piece
        and people[piece] >= _FEWEST_TOGETHER
        and all(other and before[other] == {piece} for other in followers)
    )


def _put_together(cut: Sequence[str], heads: frozenset[str], sign: str) -> Iterator[str]:
    """The pieces, each head with what stands behind it."""
    held = ""
    for piece in cut:
        whole = f"{held}{sign}{piece}" if held else piece
        held = whole if piece in heads else ""
        if not held:
            yield whole


def _recur(counted: Pieces, found: Answers, *, strict: bool) -> bool:
    n, joined = len(counted.cells), counted.joined
    if not joined or n > _MOST_PIECES or max(map(len, counted.cells)) > _LONGEST_PIECE:
        return False
    again = sum(count > 1 for count in counted.cells.values())
    if _all_stand_alone(counted.cells, found):
        return True
    if strict and (joined < 2 or again < 0.8 * n):
        return False
    few_answers = found.answered <= 5 and joined > 1 and again > 0
    return n < len(found.counts) * 2 and (again >= 0.6 * n or few_answers)


def _all_stand_alone(counted: Mapping[str, int], found: Answers) -> bool:
    """Whether each piece of a joined cell is also the whole answer of somebody."""
    alone = {without_other_text(text)[0] for text in found.counts}
    return set(counted) <= alone
