"""Sentences that a questionnaire gives for a question: words with places for numbers, as `{share:very_familiar}`."""

from collections.abc import Mapping
from string import Formatter

from msgspec import Struct

from partysurvey.errors import Fault
from partysurvey.survey.suggestion import did_you_mean, listing

EVERYWHERE = ("people", "base")
OF_OPTIONS = ("option", "share", "count")  # of the option with that code; without one, of the commonest
OF_NUMBERS = ("mean", "sd", "median", "min", "max", "unit")
OF_ITEMS = ("item", "mean")  # always with the code of an item
PLACES: Mapping[str, tuple[str, ...]] = {
    "single": (*EVERYWHERE, *OF_OPTIONS),
    "scale": (*EVERYWHERE, *OF_OPTIONS, "mean"),
    "multiple": (*EVERYWHERE, *OF_OPTIONS),
    "ranking": (*EVERYWHERE, *OF_OPTIONS),
    "grid": ("people", *OF_OPTIONS, *OF_ITEMS),
    "number": (*EVERYWHERE, *OF_NUMBERS, *OF_OPTIONS),
}


class Place(Struct, frozen=True):
    """What stands in a place: a name, and the code of the option, net, band or item that it is of ("" for none)."""

    name: str
    code: str = ""

    def __str__(self) -> str:
        """The place as it is written."""
        return f"{{{self.name}:{self.code}}}" if self.code else f"{{{self.name}}}"


Parts = tuple[str | Place, ...]


def sentence_parts(template: str) -> Parts:
    """The words and places of a sentence, in order; ValueError where braces do not match."""
    parts: list[str | Place] = []
    for words, name, code, _ in Formatter().parse(template):
        parts += [words] * bool(words)
        parts += [] if name is None else [Place(name, code or "")]
    return tuple(parts)


def sentence_fault(template: str, kind: str, options: tuple[str, ...], items: tuple[str, ...] = ()) -> Fault | None:
    """The first thing that is wrong with a sentence for a question of that kind with these codes; None if nothing.

    Of a grid, options are named with their item: `{share:respected.agree}`.
    """
    try:
        parts = sentence_parts(template)
    except ValueError:
        return Fault(f"the sentence {template!r} has braces that do not match", "write {{ for a brace itself")
    faults = (_place_fault(part, kind, options, items) for part in parts if isinstance(part, Place))
    return next((fault for fault in faults if fault), None)


def _place_fault(place: Place, kind: str, options: tuple[str, ...], items: tuple[str, ...]) -> Fault | None:
    names = PLACES[kind] if options else tuple(name for name in PLACES[kind] if name not in OF_OPTIONS)
    if place.name not in names:
        return Fault(f"the sentence has the place {place}", did_you_mean(place.name, names))
    codes = _codes(place.name, kind, options, items)
    if not codes and place.code:
        return Fault(f"the sentence has the place {place}, which takes no code", f"write {{{place.name}}}")
    needs_code = kind in {"grid", "number"} and codes
    if codes and place.code not in codes and (place.code or needs_code):
        what = "no such code" if place.code else "no code in it"
        remedy = f"write {{{place.name}:CODE}} with one of {listing(codes)}"
        return Fault(f"the sentence has the place {place}, and there is {what}", remedy)
    return None


def _codes(name: str, kind: str, options: tuple[str, ...], items: tuple[str, ...]) -> tuple[str, ...]:
    """The codes that a place of the name can have."""
    if kind == "grid" and name in OF_ITEMS:
        return items
    if name not in OF_OPTIONS:
        return ()
    return tuple(f"{item}.{option}" for item in items for option in options) if kind == "grid" else options
