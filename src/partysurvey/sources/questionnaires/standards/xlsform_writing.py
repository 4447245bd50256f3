"""Questionnaires as XLSForm."""

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence

from partysurvey.sources.questionnaires.standards.expressions import Spelling, UntranslatableError, expression_of
from partysurvey.sources.questionnaires.standards.form import grid_variable
from partysurvey.sources.workbook_writing import Cell, workbook_bytes
from partysurvey.survey import (
    Absence,
    AnyQuestion,
    Date,
    Grid,
    MultipleChoice,
    Number,
    OpenText,
    Option,
    Questionnaire,
    Ranking,
    Scale,
    Text,
)

ZH, EN = "Chinese (zh)", "English (en)"
_SURVEY = ("type", "name", f"label::{ZH}", f"label::{EN}", "appearance", "relevant", "constraint", "number", "missing")
_CHOICES = ("list_name", "name", f"label::{ZH}", f"label::{EN}", "score")
_SETTINGS = ("form_title", "form_id", "default_language", "missing")

Row = dict[str, Cell]


def xlsform(questionnaire: Questionnaire) -> bytes:
    """The workbook with the sheets survey, choices and settings."""
    survey = [row for question in questionnaire.questions for row in _rows(question, questionnaire)]
    lists = (question for question in questionnaire.questions if not isinstance(question, Number | OpenText | Date))
    choices = [_choice(question.id, option) for question in lists for option in question.options]
    settings: Row = {
        "form_title": questionnaire.title.into(questionnaire.language),
        "form_id": questionnaire.id,
        "default_language": ZH if questionnaire.language == "zh" else EN,
        "missing": _marks(questionnaire.missing),
    }
    tables = {
        "survey": _table(_SURVEY, survey),
        "choices": _table(_CHOICES, choices),
        "settings": _table(_SETTINGS, [settings]),
    }
    return workbook_bytes(tables)


def _table(columns: Sequence[str], rows: Iterable[Row]) -> Iterator[Sequence[Cell]]:
    yield columns
    yield from ([row.get(column) for column in columns] for row in rows)


def _rows(question: AnyQuestion, questionnaire: Questionnaire) -> Iterator[Row]:
    """The rows of the sheet survey for one question."""
    common: Row = {
        **_labels(question.text),
        "relevant": _rule(question, questionnaire),
        "number": question.number,
        "missing": _marks(question.missing),
    }
    if isinstance(question, Grid):
        yield {"type": "begin_group", "name": question.id, "appearance": "table-list", **common}
        for item in question.items:
            name = f"{question.id}_{item.code}"
            yield {"type": f"select_one {question.id}", "name": name, **_labels(item.label)}
        yield {"type": "end_group"}
        return
    yield {"type": _type(question), "name": question.id, **common, **_own(question)}
    for option in getattr(question, "options", ()):
        if option.specify and not isinstance(question, Ranking):
            yield _specify(question, option)


def _type(question: AnyQuestion) -> str:
    match question:
        case Number():
            return "decimal"
        case Date():
            return "date"
        case OpenText():
            return "text"
        case Ranking():
            return f"rank {question.id}"
        case MultipleChoice():
            return f"select_multiple {question.id}"
        case _:
            return f"select_one {question.id}"


def _own(question: AnyQuestion) -> Row:
    """The cells that only a kind has."""
    match question:
        case Scale():
            return {"appearance": "likert"}
        case MultipleChoice(maximum=int() as most) | Ranking(ranks=int() as most):
            return {"constraint": f"count-selected(.) <= {most}"}
        case Number(minimum=low, maximum=high):
            limits = [f". >= {_plain(low)}"] if low is not None else []
            limits += [f". <= {_plain(high)}"] if high is not None else []
            return {"constraint": " and ".join(limits)}
        case _:
            return {}


def _specify(question: AnyQuestion, option: Option) -> Row:
    """The text that is asked of those who chose an option with `please specify`."""
    name, code = question.id, _name(option.code)
    chosen = f"selected(${{{name}}}, {_quoted(code)})" if isinstance(question, MultipleChoice) else None
    return {
        "type": "text",
        "name": f"{name}_{code}_other" if code != "other" else f"{name}_other",
        **_labels(option.label),
        "relevant": chosen or f"${{{name}}} = {_quoted(code)}",
    }


def _choice(list_name: str, option: Option) -> Row:
    return {"list_name": list_name, "name": _name(option.code), **_labels(option.label), "score": option.score}


def _name(code: str) -> str:
    """The code without blanks, which separate the answers of a multiple choice."""
    return "_".join(code.split())


def _labels(text: Text) -> Row:
    return {f"label::{ZH}": text.into("zh"), f"label::{EN}": text.into("en")}


def _marks(missing: Mapping[str, Absence]) -> str | None:
    """The marks by kind as JSON; None where there are none."""
    kinds: dict[str, list[str]] = {}
    for mark, kind in missing.items():
        kinds.setdefault(kind.value, []).append(mark)
    return json.dumps(kinds, ensure_ascii=False) if kinds else None


def _rule(question: AnyQuestion, questionnaire: Questionnaire) -> str | None:
    """The rule in XPath; None where there is none or XPath cannot say it."""
    if question.asked_if is None:
        return None

    def reference(variable: str) -> str:
        """`${name}` of a variable; a row of a matrix is `${grid_row}`."""
        name, item = grid_variable(questionnaire, variable)
        return f"${{{name}_{item}}}" if item else f"${{{name}}}"

    numbers = {name for name, known in questionnaire.variables.items() if isinstance(known.question, Number)}
    by_reference = {reference(name) for name in numbers}
    spelling = Spelling(
        equals=lambda name, value: f"{name} = {value if name in by_reference else _quoted(_name(value))}",
        includes=lambda name, value: f"selected({name}, {_quoted(_name(value))})",
        answered=lambda name: f"{name} != ''",
        ordered=lambda name, sign, number: f"{name} {sign} {number}",
        negation=lambda rule: f"not({rule})",
    )
    try:
        return expression_of(question.asked_if, spelling, reference)
    except UntranslatableError:
        return None


def _quoted(text: str) -> str:
    """A text of XPath, which knows no escape; raises UntranslatableError for one with both kinds of quotes."""
    if "'" not in text:
        return f"'{text}'"
    if '"' in text:
        raise UntranslatableError("a code has both kinds of quotes")
    return f'"{text}"'


def _plain(number: float) -> str:
    return str(int(number)) if float(number).is_integer() else repr(number)
