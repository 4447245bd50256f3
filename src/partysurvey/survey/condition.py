"""Conditions on answers: who is asked a question (`asked_if`), who is counted (`--where`)."""

from typing import Literal

from msgspec import Struct

Operator = Literal["=", "!=", "<", "<=", ">", ">=", "includes", "answered"]


class Comparison(Struct, frozen=True):
    """One comparison of a variable's answer; an absent answer satisfies no comparison, not even `!=`.

    `=` takes one or more option codes or numbers, of which one is the answer; `!=` the same, of which none is;
    `<` `<=` `>` `>=` one number; `includes` option codes of a multiple choice or ranking, of which one
    is chosen; `answered` none. A negation holds where its part does not: also where the answer is absent.
    """

    variable: str
    operator: Operator
    values: tuple[str, ...] = ()


class Every(Struct, frozen=True):
    """All parts hold."""

    parts: tuple["Condition", ...]


class Either(Struct, frozen=True):
    """At least one part holds."""

    parts: tuple["Condition", ...]


class Negation(Struct, frozen=True):
    """The part does not hold."""

    part: "Condition"


Condition = Comparison | Every | Either | Negation


def variables_of(condition: Condition) -> frozenset[str]:
    """The ids of the variables that the condition compares."""
    match condition:
        case Every(parts) | Either(parts):
            return frozenset().union(*map(variables_of, parts))
        case Negation(part):
            return variables_of(part)
        case Comparison(variable):
            return frozenset({variable})
