"""Conditions on answers: who is asked a question (`asked_if`), who is counted (`--where`)."""

from dataclasses import dataclass
from typing import Literal

Operator = Literal["=", "!=", "<", "<=", ">", ">=", "includes", "answered"]


@dataclass(frozen=True, slots=True)
class Comparison:
    """One comparison of a variable's answer; absent answers satisfy none but `!=`… which they fail too.

    `=` and `!=` take one or more option codes or numbers (any of them); `<` `<=` `>` `>=` one number;
    `includes` option codes of a multiple choice (any of them); `answered` none.
    """

    variable: str
    operator: Operator
    values: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Every:
    """All parts hold."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Either:
    """At least one part holds."""

    parts: tuple["Condition", ...]


@dataclass(frozen=True, slots=True)
class Negation:
    """The part does not hold."""

    part: "Condition"


Condition = Comparison | Every | Either | Negation
