"""triple-s (.sss, .xml; versions 1.1 to 3.0) to questionnaires and back: the exchange standard of market research."""

from collections.abc import Iterator, Mapping
from itertools import groupby
from pathlib import Path
from xml.etree.ElementTree import Element, SubElement  # parsed by defusedxml

from partysurvey.sources.cells import number_text
from partysurvey.sources.questionnaires.standards.form import Data, Form, Reading, fit_code, text_data
from partysurvey.sources.questionnaires.standards.labels import language_in, text_of
from partysurvey.sources.questionnaires.standards.spss_writing import numbered_options
from partysurvey.sources.questionnaires.standards.text_files import by_language, words, xml_bytes, xml_root
from partysurvey.survey import (
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
from partysurvey.survey.condition_text import is_number

_WIDTHS = {"quantity": 12, "character": 255, "date": 8}
_DIRECT = {"character": "text", "date": "date", "time": "text"}


def read_triples(path: Path) -> Reading:
    """The questionnaire that the variables describe; raises QuestionnaireError where the file is none."""
    root = xml_root(path)
    form = Form(path, language="en" if "en" in (root.get("languages") or "").split()[:1] else "zh")
    survey = root.find("survey")
    if root.tag != "sss" or survey is None:
        form.refuse(f"the XML is {root.tag!r}, not a survey of triple-s", "export it as triple-s again")
        raise AssertionError  # refuse has raised
    form.title = _text(survey.find("title"))
    form.id = words(survey.find("name"))
    form.language = language_in(words(each) for each in survey.iter("label"))
    variables = [each for each in survey.iterfind("record/variable") if each.get("use") != "serial"]
    for _, group in groupby(variables, key=_grid_key):
        _add_group(form, list(group))
    return form.reading()


def _grid_key(variable: Element) -> object:
    """What the rows of one grid share: the name before the dot, and their values; of others their identity."""
    stem, dot, _ = words(variable.find("name")).partition(".")
    if not dot or variable.get("type") != "single":
        return id(variable)
    return stem, tuple((each.get("code"), words(each)) for each in variable.iterfind("values/value"))


def _add_group(form: Form, variables: list[Element]) -> None:
    if len(variables) == 1:
        _add(form, variables[0])
        return
    names = [words(each.find("name")) for each in variables]
    labels = [words(each.find("label")) for each in variables]
    unique = form.name(names[0].partition(".")[0])
    items = [
        {"code": fit_code(name.partition(".")[2]), "label": label.rpartition(": ")[2]}
        for name, label in zip(names, labels, strict=True)
    ]
    options = form.options(unique, _values(variables[0]))
    rows = form.options(unique, items)
    text = labels[0].rpartition(": ")[0] or unique
    form.add({"id": unique, "kind": "grid", "text": text, "items": rows, "options": options})


def _add(form: Form, variable: Element) -> None:
    unique = form.name(words(variable.find("name")) or variable.get("ident") or "variable")
    if variable.get("filter"):
        form.note(unique, f"the filter {variable.get('filter')!r} names a variable, not a condition, and is left out")
    if variable.get("use") == "weight":
        form.note(unique, "this is the weight: name it with --weight")
    own = _own(form, unique, variable)
    form.add({"id": unique, "text": text_data(_text(variable.find("label"))), **own})


def _own(form: Form, name: str, variable: Element) -> Data:
    kind = variable.get("type") or ""
    options = form.options(name, _values(variable)) if kind in {"single", "multiple"} else []
    if options:
        scored = kind == "single" and any("score" in option for option in options)
        return {"kind": "multiple" if kind == "multiple" else "scale" if scored else "single", "options": options}
    if kind == "logical":
        return {"kind": "single", "options": [{"code": "1", "label": "Yes"}, {"code": "0", "label": "No"}]}
    if kind == "quantity":
        limits = variable.find("values/range")
        found = {} if limits is None else {"minimum": limits.get("from", ""), "maximum": limits.get("to", "")}
        return {"kind": "number", **{key: float(limit) for key, limit in found.items() if is_number(limit)}}
    if kind not in _DIRECT:
        form.note(name, f"the type {kind!r} is not known and is kept as text")
    return {"kind": _DIRECT.get(kind, "text")}


def _values(variable: Element) -> Iterator[Data]:
    for value in variable.iterfind("values/value"):
        score = value.get("score", "")
        scored = {"score": float(score)} if is_number(score) else {}
        yield {"code": value.get("code", ""), "label": text_data(_text(value)), **scored}


def _text(element: Element | None) -> Text:
    """The text of a label, or of its `text` elements for each language."""
    if element is None:
        return Text()
    texts = element.findall("text")
    return text_of(by_language(texts)) if texts else Text.same(words(element))


def triples(questionnaire: Questionnaire) -> bytes:
    """The survey in version 2.0, with the places that its answers would have in a file of fixed width."""
    root = Element("sss", {"version": "2.0"})
    SubElement(root, "origin").text = "partysurvey"
    survey = SubElement(root, "survey")
    SubElement(survey, "name").text = questionnaire.id
    SubElement(survey, "title").text = questionnaire.title.into(questionnaire.language)
    record = SubElement(survey, "record", {"ident": "A"})
    place = 1
    for question in questionnaire.questions:
        for name, label in _variables(question, questionnaire):
            place = _write(record, question, (name, label), place, questionnaire)
    return xml_bytes(root)


def _variables(question: AnyQuestion, questionnaire: Questionnaire) -> Iterator[tuple[str, str]]:
    """Name and label of the variables of a question: one, or one per row of a grid."""
    language = questionnaire.language
    text = question.text.into(language)
    if isinstance(question, Grid):
        for name, item in question.variables.items():
            yield name, f"{text}: {item.label.into(language)}"
    else:
        yield question.id, text


def _write(
    record: Element, question: AnyQuestion, named: tuple[str, str], place: int, questionnaire: Questionnaire
) -> int:
    """Add the variable; the place behind it."""
    kind = _type(question)
    ident = str(len(record) + 1)
    variable = SubElement(record, "variable", {"ident": ident, "type": kind})
    SubElement(variable, "name").text, SubElement(variable, "label").text = named
    numbered = numbered_options(getattr(question, "options", ()))
    width = _WIDTHS.get(kind, 0) or (
        len(numbered) if kind == "multiple" else len(str(int(max(n for n, _ in numbered))))
    )
    SubElement(variable, "position", {"start": str(place), "finish": str(place + width - 1)})
    if kind == "character":
        SubElement(variable, "size").text = str(width)
    elif kind == "quantity":
        limits = {"from": _limit(question, "minimum", "-99999999"), "to": _limit(question, "maximum", "99999999")}
        SubElement(SubElement(variable, "values"), "range", limits)
    elif numbered:
        _write_values(variable, numbered, questionnaire, scored=isinstance(question, Scale | Grid))
    return place + width


def _type(question: AnyQuestion) -> str:
    match question:
        case MultipleChoice() | Ranking():
            return "multiple"
        case Number():
            return "quantity"
        case Date():
            return "date"
        case OpenText():
            return "character"
        case _:
            return "single"


def _limit(question: AnyQuestion, side: str, otherwise: str) -> str:
    limit = getattr(question, side)
    return otherwise if limit is None else number_text(limit)


def _write_values(
    variable: Element, numbered: list[tuple[float, Option]], questionnaire: Questionnaire, *, scored: bool
) -> None:
    values = SubElement(variable, "values")
    for number, option in numbered:
        score: Mapping[str, str] = {"score": number_text(option.score)} if scored and option.score is not None else {}
        value = SubElement(values, "value", {"code": str(int(number)), **score})
        value.text = option.label.into(questionnaire.language)
