"""How conditions are put together, whoever wrote them: `or` of `and` of `not`, and parentheses."""

from abc import ABC, abstractmethod
from typing import NoReturn

from partysurvey.survey.condition import Condition, Either, Every, Negation

DEEPEST = 50  # levels of parentheses and `not`


class BooleanParser(ABC):
    """Recursive descent down to what stands between `and`, `or`, `not` and parentheses."""

    def __init__(self) -> None:
        """A parser at the first token."""
        self._depth = 0

    @abstractmethod
    def took(self, text: str) -> bool:
        """Whether the next token is this word or sign, which then is taken."""

    @abstractmethod
    def leaf(self) -> Condition:
        """The condition that begins here and has none of these words."""

    @abstractmethod
    def refuse_open(self) -> NoReturn:
        """Raise the error of parentheses that are not closed."""

    @abstractmethod
    def refuse_depth(self) -> NoReturn:
        """Raise the error of too many levels."""

    def either(self) -> Condition:
        """The condition that begins here."""
        parts = [self._every()]
        while self.took("or"):
            parts.append(self._every())
        return parts[0] if len(parts) == 1 else Either(tuple(parts))

    def _every(self) -> Condition:
        parts = [self._single()]
        while self.took("and"):
            parts.append(self._single())
        return parts[0] if len(parts) == 1 else Every(tuple(parts))

    def _single(self) -> Condition:
        self._depth += 1
        if self._depth > DEEPEST:
            self.refuse_depth()
        condition = self._negation_or_group()
        self._depth -= 1
        return condition

    def _negation_or_group(self) -> Condition:
        if self.took("not"):
            return Negation(self._single())
        if self.took("("):
            condition = self.either()
            if not self.took(")"):
                self.refuse_open()
            return condition
        return self.leaf()
