"""Skip rules of other programs as conditions: XPath of XLSForm, branching logic of REDCap, expressions of LimeSurvey.

They differ in how a variable is named and in a few functions; the grammar is one.
"""

import re
from collections.abc import Callable, Iterator, Mapping
from typing import NoReturn

from msgspec import Struct

from partysurvey.survey import Comparison, Condition, Either, Every, Negation
from partysurvey.survey.boolean_parser import BooleanParser
from partysurvey.survey.condition import Operator
from partysurvey.survey.condition_text import is_number
from partysurvey.survey.plain_text import number_text
from partysurvey.survey.simplification import simplified

LONGEST = 10_000  # characters of a rule


class UntranslatableError(Exception):
    """A rule that conditions cannot say; the text says why."""


class Named(Struct, frozen=True):
    """A variable by our id: its kind, the codes of its options, and the one option where the name is that of a box."""

    variable: str
    kind: str
    codes: tuple[str, ...] = ()
    option: str | None = None


class Grammar(Struct, frozen=True):
    """How variables are written: group `name`, and `option` where one box of a multiple choice is meant."""

    reference: re.Pattern[str]
    ticked: frozenset[str] = frozenset({"1", "Y"})


class Literal(Struct, frozen=True):
    """A text or number."""

    text: str


class Count(Struct, frozen=True):
    """How many options are chosen, or how long the text is: known only as none or some."""

    named: Named


Operand = Named | Literal | Count
Lookup = Callable[[str, str | None], Named | None]

_REST = re.compile(
    r"""(?P<string>"[^"]*"|'[^']*')|(?P<number>-?(?:\d+(?:\.\d*)?|\.\d+))
    |(?P<sign><=|>=|!=|<>|==|&&|\|\||[=<>!(),])|(?P<word>[^\W\d][\w.:-]*)""",
    re.VERBOSE,
)
_SIGNS: Mapping[str, str] = {
    "==": "=", "<>": "!=", "eq": "=", "ne": "!=", "lt": "<", "le": "<=", "gt": ">", "ge": ">=",
    "&&": "and", "||": "or", "!": "not",
}  # fmt: skip
_MIRRORED: Mapping[str, Operator] = {"=": "=", "!=": "!=", "<": ">", "<=": ">=", ">": "<", ">=": "<="}
_COUNTS = frozenset({"count-selected", "string-length", "strlen", "count"})
_TRANSPARENT = frozenset({"number", "int", "string", "trim", "floatval", "intval"})
_EMPTY = frozenset({"is_empty", "empty", "isblankormissingcode", "isblank"})


class _Token(Struct, frozen=True):
    kind: str
    text: str
    option: str | None = None


def condition_of(text: str, grammar: Grammar, lookup: Lookup) -> Condition:
    """The condition that a foreign rule says; raises UntranslatableError where there is none."""
    if len(text) > LONGEST:
        raise UntranslatableError("it is too long")
    return simplified(_Parser(text, grammar, lookup).whole())


def _tokens(text: str, grammar: Grammar) -> Iterator[_Token]:
    place, end = 0, len(text.rstrip())
    while place < end:
        if text[place].isspace():
            place += 1
            continue
        reference = grammar.reference.match(text, place)
        match = reference or _REST.match(text, place)
        if match is None:
            raise UntranslatableError(f"{text[place : place + 12]!r} is not understood")
        place = match.end()
        yield _reference(match) if reference else _token(match)
    yield _Token("end", "")


def _reference(match: re.Match[str]) -> _Token:
    return _Token("reference", match["name"], match.groupdict().get("option"))


def _token(match: re.Match[str]) -> _Token:
    text = match[0]
    if match.lastgroup == "string":
        return _Token("literal", text[1:-1])
    if match.lastgroup == "number":
        return _Token("literal", text)
    plain = text.casefold()
    return _Token("sign" if match.lastgroup == "sign" else "word", _SIGNS.get(plain, plain))


class _Parser(BooleanParser):
    """Reads the tokens of one rule."""

    def __init__(self, text: str, grammar: Grammar, lookup: Lookup) -> None:
        super().__init__()
        self._tokens = list(_tokens(text, grammar))
        self._grammar = grammar
        self._lookup = lookup
        self._next = 0

    def whole(self) -> Condition:
        """The condition that the whole rule says."""
        condition = self.either()
        if self._tokens[self._next].kind != "end":
            self._refuse()
        return condition

    def leaf(self) -> Condition:
        """A function that is true or not, or a comparison."""
        if self._is_call("selected"):
            named, value = self._arguments(2)
            return _selected(named, value)
        for word in _EMPTY:
            if self._is_call(word):
                return Negation(_answered(*self._arguments(1)))
        return self._comparison()

    def took(self, text: str) -> bool:
        """Whether the next token is this word or sign, which then is taken."""
        token = self._tokens[self._next]
        found = token.kind in {"sign", "word"} and token.text == text
        self._next += found
        return found

    def refuse_open(self) -> NoReturn:
        """Raise the error of parentheses that are not closed."""
        self._refuse()

    def refuse_depth(self) -> NoReturn:
        """Raise the error of too many levels."""
        raise UntranslatableError("it has too many levels")

    def _comparison(self) -> Condition:
        left = self._operand()
        sign = self._tokens[self._next].text
        if sign not in _MIRRORED or self._tokens[self._next].kind == "literal":
            self._refuse()
        self._next += 1
        right = self._operand()
        if isinstance(left, Literal):
            return compared(right, _MIRRORED[sign], left, self._grammar)
        return compared(left, _MIRRORED[_MIRRORED[sign]], right, self._grammar)

    def _operand(self) -> Operand:
        token = self._tokens[self._next]
        for word in _COUNTS:
            if self._is_call(word):
                return Count(_variable(self._arguments(1)[0]))
        if token.kind == "word" and token.text in _TRANSPARENT and self._is_call(token.text):
            return self._arguments(1)[0]
        self._next += 1
        if token.kind == "literal":
            return Literal(token.text)
        if token.kind not in {"reference", "word"}:
            self._next -= 1
            self._refuse()
        named = self._lookup(token.text, token.option)
        if named is None and self._tokens[self._next] == _Token("sign", "("):
            raise UntranslatableError(f"the function {token.text!r} is not understood")
        if named is None:
            raise UntranslatableError(f"there is no question {token.text!r}")
        return named

    def _is_call(self, word: str) -> bool:
        """Whether the function is called here; if so, its name is taken."""
        token, after = self._tokens[self._next], self._tokens[min(self._next + 1, len(self._tokens) - 1)]
        called = token.kind == "word" and token.text == word and after == _Token("sign", "(")
        self._next += called
        return called

    def _arguments(self, count: int) -> list[Operand]:
        self._demand("(")
        given = [self._operand()]
        while self.took(","):
            given.append(self._operand())
        self._demand(")")
        if len(given) != count:
            self._refuse()
        return given

    def _demand(self, text: str) -> None:
        if not self.took(text):
            self._refuse()

    def _refuse(self) -> NoReturn:
        token = self._tokens[self._next]
        raise UntranslatableError(f"{token.text!r} is not understood" if token.kind != "end" else "it breaks off")


def compared(left: Operand, operator: Operator, right: Operand, grammar: Grammar) -> Condition:
    """The comparison of a variable with a value; raises UntranslatableError where it compares something else."""
    if not isinstance(right, Literal):
        raise UntranslatableError("it compares two variables")
    if isinstance(left, Count):
        return _counted(left.named, operator, right.text)
    named = _variable(left)
    if named.option is not None:
        return _ticked(named, operator, right.text, grammar)
    if right.text == "" and operator in {"=", "!="}:
        answered = Comparison(named.variable, "answered")
        return Negation(answered) if operator == "=" else answered
    if named.kind in {"multiple", "ranking"}:
        raise UntranslatableError(f"{named.variable} can have several answers and is compared with one")
    if operator == "=":
        return Comparison(named.variable, "=", (_code(right.text, named),))
    if operator == "!=":
        return Negation(Comparison(named.variable, "=", (_code(right.text, named),)))
    return _ordered(named, operator, right.text)


def _variable(operand: Operand) -> Named:
    if not isinstance(operand, Named):
        raise UntranslatableError("a function is not understood")
    return operand


def _answered(operand: Operand) -> Condition:
    """That there is an answer; where the name is that of a box, that it is chosen."""
    named = _variable(operand)
    if named.option is not None:
        return Comparison(named.variable, "includes", (named.option,))
    return Comparison(named.variable, "answered")


def _selected(operand: Operand, value: Operand) -> Condition:
    named = _variable(operand)
    if not isinstance(value, Literal):
        raise UntranslatableError("it compares two variables")
    operator: Operator = "includes" if named.kind in {"multiple", "ranking"} else "="
    return Comparison(named.variable, operator, (_code(value.text, named),))


def _ticked(named: Named, operator: Operator, value: str, grammar: Grammar) -> Condition:
    """`[training(6)] = '1'`: the option is chosen; compared with 0 or nothing: it is not."""
    if operator not in {"=", "!="}:
        raise UntranslatableError(f"a box of {named.variable} is compared by {operator}")
    includes = Comparison(named.variable, "includes", (named.option or "",))
    return includes if (value in grammar.ticked) == (operator == "=") else Negation(includes)


def _counted(named: Named, operator: Operator, value: str) -> Condition:
    number = number_text(value)
    answered = Comparison(named.variable, "answered")
    if (operator, number) in {(">", 0), (">=", 1), ("!=", 0)}:
        return answered
    if (operator, number) in {("=", 0), ("<", 1), ("<=", 0)}:
        return Negation(answered)
    raise UntranslatableError(f"it counts the answers of {named.variable}")


def _ordered(named: Named, operator: Operator, value: str) -> Condition:
    """An order of numbers; of numeric codes the ones that satisfy it."""
    if not is_number(value):
        raise UntranslatableError(f"{value!r} is no number")
    if named.kind == "number":
        return Comparison(named.variable, operator, (value,))
    numbers = {code: number_text(code) for code in named.codes}
    if not numbers or None in numbers.values():
        raise UntranslatableError(f"{named.variable} has no order of numbers")
    fitting = tuple(code for code, number in numbers.items() if _holds(number, operator, float(value)))
    if not fitting:
        raise UntranslatableError(f"no option of {named.variable} satisfies it")
    return Comparison(named.variable, "=", fitting)


def _holds(number: float | None, operator: Operator, limit: float) -> bool:
    if number is None:
        return False
    return {"<": number < limit, "<=": number <= limit, ">": number > limit, ">=": number >= limit}[operator]


def _code(value: str, named: Named) -> str:
    """The code that is meant: `01` where the file says 1."""
    if not named.codes or value in named.codes:
        return value
    same = [code for code in named.codes if number_text(code) is not None and number_text(code) == number_text(value)]
    return same[0] if len(same) == 1 else value


class Spelling(Struct, frozen=True):
    """How a program writes comparisons: each function gets the name of the variable there and a code or number."""

    equals: Callable[[str, str], str]
    includes: Callable[[str, str], str]
    answered: Callable[[str], str]
    ordered: Callable[[str, str, str], str]
    negation: Callable[[str], str]


def expression_of(condition: Condition, spelling: Spelling, name: Callable[[str], str]) -> str:
    """The rule as the program writes it; `name` gives its name of a variable."""
    match condition:
        case Every(parts):
            return " and ".join(_inner(part, spelling, name) for part in parts)
        case Either(parts):
            return " or ".join(_inner(part, spelling, name) for part in parts)
        case Negation(part):
            return spelling.negation(expression_of(part, spelling, name))
        case Comparison(variable):
            return _comparison_of(condition, spelling, name(variable))


def _comparison_of(comparison: Comparison, spelling: Spelling, name: str) -> str:
    match comparison.operator:
        case "answered":
            return spelling.answered(name)
        case "!=":
            equal = " or ".join(spelling.equals(name, value) for value in comparison.values)
            return f"{spelling.answered(name)} and {spelling.negation(equal)}"
        case "=":
            return " or ".join(spelling.equals(name, value) for value in comparison.values)
        case "includes":
            return " or ".join(spelling.includes(name, value) for value in comparison.values)
        case operator:
            return spelling.ordered(name, operator, comparison.values[0])


def _inner(part: Condition, spelling: Spelling, name: Callable[[str], str]) -> str:
    text = expression_of(part, spelling, name)
    many = isinstance(part, Every | Either) or (
        isinstance(part, Comparison) and (len(part.values) > 1 or part.operator == "!=")
    )
    return f"({text})" if many else text
