"""A questionnaire as lines of plain text, to be read through before data are bound to it."""

from collections.abc import Iterable, Iterator, Mapping

from partysurvey.survey import (
    Absence,
    AnyQuestion,
    Band,
    Copy,
    CountOf,
    Date,
    Derived,
    Difference,
    Formula,
    Grid,
    Item,
    Language,
    Mean,
    MultipleChoice,
    Net,
    Number,
    Option,
    Questionnaire,
    Ranking,
    Ratio,
    Scale,
    SingleChoice,
    Sum,
    Text,
)
from partysurvey.survey.condition_text import condition_text

_WORDS: Mapping[str, Text] = {
    "respondents": Text("受访者", "respondents"),
    "distributed": Text("发放", "distributed"),
    "returned": Text("回收", "returned"),
    "valid": Text("有效", "valid"),
    "missing": Text("缺失标记", "missing"),
    "design": Text("抽样设计", "design"),
    "census": Text("普查", "census"),
    "asked if": Text("作答条件", "asked if"),
    "columns": Text("列名也作", "also in columns"),
    "also": Text("也作", "also"),
    "specify": Text("请注明", "please specify"),
    "reversed": Text("反向计分", "reversed"),
    "net": Text("合并项", "net"),
    "band": Text("分组", "band"),
    "range": Text("范围", "range"),
    "total": Text("报告合计", "with total"),
    "at most": Text("至多选", "at most"),
    "ranks": Text("排序前", "ranks"),
    "formats": Text("日期格式", "formats"),
    "personal": Text("个人信息,不统计", "personal, read by no statistic"),
    "derived": Text("计算得出", "derived"),
    "scale": Text("量表", "scale"),
}
_INDENT = "    "


def questionnaire_listing(questionnaire: Questionnaire, language: Language | None = None) -> tuple[str, ...]:
    """The lines that list a questionnaire: its head, each question with its options, the derived variables.

    `language` is that of the questionnaire if None.
    """
    return tuple(_Listing(questionnaire, language or questionnaire.language).lines())


def formula_text(formula: Formula) -> str:
    """A derived variable's rule as arithmetic: `100 × a / b`, `mean(a, b; at least 1)`."""
    match formula:
        case Sum(variables):
            return " + ".join(variables)
        case Mean(variables, at_least):
            return f"mean({', '.join(variables)}; at least {at_least})"
        case Ratio(numerator, denominator, factor):
            times = "" if factor == 1 else f"{factor:g} × "
            return f"{times}{numerator} / {denominator}"
        case Difference(first, second):
            return f"{first} - {second}"
        case CountOf(variables, options):
            return f"count({', '.join(variables)} = {', '.join(options)})"
        case Copy(variable):
            return variable


class _Listing:
    """Lines in one language."""

    def __init__(self, questionnaire: Questionnaire, language: Language) -> None:
        self._questionnaire = questionnaire
        self._language = language

    def lines(self) -> Iterator[str]:
        """Every line, from the head to the last derived variable."""
        yield from self._head()
        for question in self._questionnaire.questions:
            yield ""
            yield from self._question(question)
        for derived in self._questionnaire.derived:
            yield ""
            yield from self._derived(derived)
        for scale in self._questionnaire.scales:
            yield from ("", scale.text.into(self._language))
            yield f"{_INDENT}{scale.id} · {self._word('scale')}: {', '.join(scale.items)}"

    def _word(self, key: str) -> str:
        return _WORDS[key].into(self._language)

    def _labelled(self, key: str, words: Iterable[str]) -> Iterator[str]:
        """`key: a, b`; nothing where there are no words."""
        shown = ", ".join(words)
        if shown:
            yield f"{_INDENT}{self._word(key)}: {shown}"

    def _head(self) -> Iterator[str]:
        survey, fielding, design = self._questionnaire, self._questionnaire.fielding, self._questionnaire.design
        yield f"{survey.id} · {survey.title.into(self._language)}"
        yield from self._labelled("respondents", [survey.respondents.into(self._language)])
        for key, count in (
            ("distributed", fielding.distributed),
            ("returned", fielding.returned),
            ("valid", fielding.valid),
        ):
            yield from self._labelled(key, [] if count is None else [f"{count}"])
        if fielding.note:
            yield _INDENT + fielding.note.into(self._language)
        yield from self._labelled("missing", _marks(survey.missing))
        yield from self._labelled("design", [*design.columns, *([self._word("census")] if design.census else [])])

    def _question(self, question: AnyQuestion) -> Iterator[str]:
        number = f"{question.number}. " if question.number else ""
        yield f"{number}{question.text.into(self._language)}"
        yield f"{_INDENT}{question.id} · {question.kind}{self._remarks(question)}"
        yield from self._labelled("columns", question.aliases)
        if question.asked_if:
            yield from self._labelled("asked if", [condition_text(question.asked_if)])
        yield from self._labelled("missing", _marks(question.missing))
        yield from self._parts(question)

    def _remarks(self, question: AnyQuestion) -> str:
        """What is to be known about the answers, after the kind."""
        remarks = [self._word("personal")] if question.personal else []
        match question:
            case Scale(reversed=True):
                remarks.append(self._word("reversed"))
            case MultipleChoice(maximum=int(most)):
                remarks.append(f"{self._word('at most')} {most}")
            case Ranking(ranks=int(places)):
                remarks.append(f"{self._word('ranks')} {places}")
            case Number():
                remarks += [question.unit.into(self._language)] if question.unit else []
                if (question.minimum, question.maximum) != (None, None):
                    remarks.append(f"{self._word('range')} {_range(question.minimum, question.maximum)}")
                remarks += [self._word("total")] if question.total else []
            case Date():
                remarks.append(f"{self._word('formats')} {' '.join(question.formats)}")
        return "".join(f" · {remark}" for remark in remarks)

    def _parts(self, question: AnyQuestion) -> Iterator[str]:
        if isinstance(question, Grid):
            yield from _aligned((item.code, self._item(item)) for item in question.items)
            yield f"{_INDENT}--"
        if isinstance(question, SingleChoice | Scale | MultipleChoice | Grid | Ranking):
            yield from _aligned((option.code, self._option(option)) for option in question.options)
        if isinstance(question, SingleChoice | Scale | MultipleChoice | Grid):
            yield from (self._net(net) for net in question.nets)
        if isinstance(question, Number):
            yield from (self._band(band) for band in question.bands)

    def _item(self, item: Item) -> str:
        remark = f" · {self._word('reversed')}" if item.reversed else ""
        return item.label.into(self._language) + remark + self._also(item.aliases)

    def _option(self, option: Option) -> str:
        score = "" if option.score is None else f" [{option.score:g}]"
        specify = f" · {self._word('specify')}" if option.specify else ""
        return option.label.into(self._language) + score + specify + self._also(option.aliases)

    def _also(self, aliases: Iterable[str]) -> str:
        shown = ", ".join(aliases)
        return f" · {self._word('also')} {shown}" if shown else ""

    def _net(self, net: Net) -> str:
        return f"{_INDENT}{self._word('net')} {net.code}  {net.label.into(self._language)} = {' + '.join(net.options)}"

    def _band(self, band: Band) -> str:
        limits = _range(band.low, band.high, "[" if band.includes_low else "(", "]" if band.includes_high else ")")
        return f"{_INDENT}{self._word('band')} {band.code}  {band.label.into(self._language)}  {limits}"

    def _derived(self, derived: Derived) -> Iterator[str]:
        unit = f" · {derived.unit.into(self._language)}" if derived.unit else ""
        yield derived.text.into(self._language)
        total = f" · {self._word('total')}" if derived.total else ""
        yield f"{_INDENT}{derived.id} · {self._word('derived')}{unit} · {formula_text(derived.formula)}{total}"
        yield from (self._band(band) for band in derived.bands)


def _aligned(rows: Iterable[tuple[str, str]]) -> Iterator[str]:
    """Code and description, the descriptions one beneath the other."""
    pairs = tuple(rows)
    width = max((len(code) for code, _ in pairs), default=0)
    return (f"{_INDENT}{code:<{width}}  {description}" for code, description in pairs)


def _marks(missing: Mapping[str, Absence]) -> Iterator[str]:
    """Each mark with its kind."""
    return (f"{mark} = {kind.value}" for mark, kind in missing.items())


def _range(low: float | None, high: float | None, start: str = "[", end: str = "]") -> str:
    """An interval: `[16, 80]`, `[36, …)`."""
    return f"{'(…' if low is None else f'{start}{low:g}'}, {'…)' if high is None else f'{high:g}{end}'}"
