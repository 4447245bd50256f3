"""Conditions as people write them: `part_time = yes and not age < 30`."""

import re
from collections.abc import Iterator
from typing import Literal, NoReturn

from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.survey.boolean_parser import DEEPEST, BooleanParser
from partysurvey.survey.condition import Comparison, Condition, Either, Every, Negation, Operator

KEYWORDS = frozenset({"and", "or", "not", "includes", "answered"})
_SHOWN = 60  # characters of a faulty condition before and after the fault

# Other signs that mean the same operator: those of a Chinese keyboard, and what programmers type.
_OPERATORS: dict[str, Operator] = {
    "=": "=", "==": "=", "＝": "=", "!=": "!=", "<>": "!=", "≠": "!=", "<": "<", "＜": "<",
    "<=": "<=", "≤": "<=", ">": ">", "＞": ">", ">=": ">=", "≥": ">=",
}  # fmt: skip
_ORDER: frozenset[Operator] = frozenset({"<", "<=", ">", ">="})
_TOKEN = re.compile(
    r"""\s*(?:
      (?P<quoted>"(?:[^"\\]|\\.)*"|'(?:[^'\\]|\\.)*'|“[^”]*”)
    | (?P<operator>==|<=|>=|!=|<>|[=＝<＜>＞≤≥≠])
    | (?P<bracket>[()])
    | (?P<comma>[,，])
    | (?P<word>[^\s"'“()=＝<＜>＞≤≥≠!,，][^\s"“()=＝<＜>＞≤≥≠!,，]*)
    )""",
    re.VERBOSE,
)

TokenKind = Literal["quoted", "operator", "bracket", "comma", "word", "keyword", "end"]


class Token(Struct, frozen=True):
    """One piece of a condition: its kind, its text without quotes, and where it begins (from 0)."""

    kind: TokenKind
    text: str
    start: int


def parse_condition(text: str) -> Condition:
    """The condition that the text says; raises RequestError with the place marked where it says none."""
    return _Parser(text).whole()


def condition_text(condition: Condition) -> str:
    """The text that `parse_condition` reads back as the same condition."""
    match condition:
        case Every(parts):
            return " and ".join(map(_part_text, parts))
        case Either(parts):
            return " or ".join(map(_part_text, parts))
        case Negation(part):
            return f"not {_part_text(part)}"
        case Comparison(variable, "answered"):
            return f"answered {quoted_where_needed(variable)}"
        case Comparison(variable, operator, values):
            return f"{quoted_where_needed(variable)} {operator} {', '.join(map(quoted_where_needed, values))}"


def quoted_where_needed(word: str) -> str:
    """The word itself where it can stand in a condition as it is, else within double quotes."""
    match = _TOKEN.fullmatch(word)
    if match and match["word"] == word and word.casefold() not in KEYWORDS:
        return word
    return '"' + word.replace("\\", r"\\").replace('"', r"\"") + '"'


def _part_text(condition: Condition) -> str:
    whole = condition_text(condition)
    return f"({whole})" if isinstance(condition, Every | Either) else whole


def _tokens(text: str) -> Iterator[Token]:
    position, end = 0, len(text.rstrip())
    while position < end:
        match = _TOKEN.match(text, position)
        if match is None:
            start = position + len(text[position:]) - len(text[position:].lstrip())
            _refuse(text, start, "a name, a value, an operator or a parenthesis")
        yield _token(match)
        position = match.end()
    yield Token("end", "", end)


def _token(match: re.Match[str]) -> Token:
    kind: TokenKind = match.lastgroup  # type: ignore[assignment]  # the names of the groups
    text, start = match[kind], match.start(kind)
    if kind == "quoted":
        return Token(kind, re.sub(r"\\(.)", r"\1", text[1:-1], flags=re.DOTALL), start)
    if kind == "word" and text.casefold() in KEYWORDS:
        return Token("keyword", text.casefold(), start)
    return Token(kind, text, start)


def _refuse(text: str, position: int, expected: str) -> NoReturn:
    before, after = text[:position], text[position:]
    shown = f"{'…' * (len(before) > _SHOWN)}{before[-_SHOWN:]}▶{after[:_SHOWN]}{'…' * (len(after) > _SHOWN)}"
    marked = re.sub(r"\s", " ", shown)
    raise RequestError(
        f"the condition cannot be read at character {position + 1} (▶): {marked}",
        f"expected {expected}",
    )


class _Parser(BooleanParser):
    """Reads the tokens of one condition."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text
        self._tokens = list(_tokens(text))
        self._next = 0

    def whole(self) -> Condition:
        """The condition that the whole text says."""
        condition = self.either()
        if self._token.kind != "end":
            self._refuse("`and`, `or` or the end; a value of several words stands in quotes")
        return condition

    def leaf(self) -> Condition:
        """A comparison, or whether a question is answered."""
        if self.took("answered"):
            return Comparison(self._name(), "answered")
        return self._comparison()

    def took(self, text: str) -> bool:
        """Whether the next token is this keyword or sign, which then is taken; words in quotes are none."""
        found = self._token.kind in {"keyword", "bracket", "comma"} and self._token.text == text
        self._next += found
        return found

    def refuse_open(self) -> NoReturn:
        """Raise the error of parentheses that are not closed."""
        self._refuse("`and`, `or` or the closing parenthesis")

    def refuse_depth(self) -> NoReturn:
        """Raise the error of too many levels."""
        self._refuse(f"at most {DEEPEST} levels of parentheses and `not`")

    def _comparison(self) -> Comparison:
        variable = self._name()
        operator = self._operator()
        if operator in _ORDER:
            return Comparison(variable, operator, (self._number(),))
        values = [self._value()]
        while self.took(",") or self.took("，"):
            values.append(self._value())
        return Comparison(variable, operator, tuple(values))

    def _name(self) -> str:
        return self._word_or_quoted("the name of a question")

    def _value(self) -> str:
        return self._word_or_quoted("a value; one that is a keyword or has blanks stands in quotes")

    def _number(self) -> str:
        token = self._token
        value = self._word_or_quoted("a number")
        if not is_number(value):
            _refuse(self._text, token.start, "a number")
        return value

    def _operator(self) -> Operator:
        if self.took("includes"):
            return "includes"
        if self._token.kind != "operator":
            self._refuse("one of =, !=, <, <=, >, >=, includes")
        return _OPERATORS[self._taken().text]

    def _word_or_quoted(self, expected: str) -> str:
        if self._token.kind not in {"word", "quoted"}:
            self._refuse(expected)
        return self._taken().text

    def _taken(self) -> Token:
        self._next += 1
        return self._tokens[self._next - 1]

    @property
    def _token(self) -> Token:
        return self._tokens[self._next]

    def _refuse(self, expected: str) -> NoReturn:
        _refuse(self._text, self._token.start, expected)


def is_number(text: str) -> bool:
    """Whether the text is a plain decimal number: `-3`, `0.5`, `1e3`."""
    return re.fullmatch(r"[+-]?(\d+(\.\d*)?|\.\d+)([eE][+-]?\d{1,3})?", text, flags=re.ASCII) is not None
