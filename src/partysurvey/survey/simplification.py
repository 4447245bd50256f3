"""Conditions that say the same, brought to one form, whatever the program that wrote them."""

from collections.abc import Iterable, Iterator

from msgspec.structs import replace

from partysurvey.survey.condition import Comparison, Condition, Either, Every, Negation


def simplified(condition: Condition) -> Condition:
    """A condition that is true of the same people: without nesting, repetition and `answered` that is implied."""
    match condition:
        case Every(parts):
            return _every(_flat(map(simplified, parts), Every))
        case Either(parts):
            return _either(_flat(map(simplified, parts), Either))
        case Negation(part):
            inner = simplified(part)
            return inner.part if isinstance(inner, Negation) else Negation(inner)
        case Comparison(_, _, values):
            return replace(condition, values=tuple(dict.fromkeys(values)))


def _flat(parts: Iterable[Condition], kind: type[Every | Either]) -> Iterator[Condition]:
    for part in parts:
        if isinstance(part, Every | Either) and isinstance(part, kind):
            yield from part.parts
        else:
            yield part


def _either(parts: Iterable[Condition]) -> Condition:
    """`v = a or v = b` as `v = a, b`; the same of `includes`."""
    joined = _joined(parts, "=", "includes")
    return joined[0] if len(joined) == 1 else Either(joined)


def _every(parts: Iterable[Condition]) -> Condition:
    """`answered v and not v = a` as `v != a`; `answered v and v = a` as `v = a`."""
    given = tuple(parts)
    answered = {part.variable for part in given if isinstance(part, Comparison) and part.operator == "answered"}
    named = (_unequal(part, answered) for part in given)
    joined = _joined(named, "!=")
    implied = {part.variable for part in joined if isinstance(part, Comparison) and part.operator != "answered"}
    kept = tuple(
        part
        for part in joined
        if not (isinstance(part, Comparison) and part.operator == "answered" and part.variable in implied)
    )
    return kept[0] if len(kept) == 1 else Every(kept)


def _unequal(part: Condition, answered: set[str]) -> Condition:
    match part:
        case Negation(Comparison(variable, "=", values)) if variable in answered:
            return Comparison(variable, "!=", values)
        case _:
            return part


def _joined(parts: Iterable[Condition], *operators: str) -> tuple[Condition, ...]:
    """The parts, each once, comparisons of one variable by one of the operators joined where the first stands."""
    kept: dict[object, Condition] = {}
    for part in parts:
        joins = isinstance(part, Comparison) and part.operator in operators
        key = (part.variable, part.operator) if isinstance(part, Comparison) and joins else part
        known = kept.get(key)
        if isinstance(known, Comparison) and isinstance(part, Comparison) and joins:
            kept[key] = replace(known, values=tuple(dict.fromkeys((*known.values, *part.values))))
        else:
            kept[key] = part
    return tuple(kept.values())
