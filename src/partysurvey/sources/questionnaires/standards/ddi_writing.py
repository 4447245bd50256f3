"""Questionnaires as DDI-Codebook 2.5."""

from collections.abc import Mapping
from xml.etree.ElementTree import Element, SubElement  # only written

from partysurvey.sources.cells import number_text
from partysurvey.sources.questionnaires.standards.text_files import XML_LANGUAGE, xml_bytes
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
    SingleChoice,
    Text,
)
from partysurvey.survey.condition_text import condition_text

NAMESPACE = "ddi:codebook:2_5"
_YES = Option("1", Text("选", "chosen"))


def ddi(questionnaire: Questionnaire) -> bytes:
    """The codebook: the title of the study, groups of variables, and variables in the order of the schema."""
    root = Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5", XML_LANGUAGE: questionnaire.language})
    statement = SubElement(SubElement(SubElement(root, "stdyDscr"), "citation"), "titlStmt")
    _texts(statement, "titl", Text.same(questionnaire.title.into(questionnaire.language)))
    if questionnaire.title.zh and questionnaire.title.en and questionnaire.title.zh != questionnaire.title.en:
        other = "en" if questionnaire.language == "zh" else "zh"
        statement[0].set(XML_LANGUAGE, questionnaire.language)
        _add(statement, "parTitl", questionnaire.title.into("en" if other == "en" else "zh"), {XML_LANGUAGE: other})
    _add(statement, "IDNo", questionnaire.id)
    data = SubElement(root, "dataDscr")
    for question in questionnaire.questions:
        if isinstance(question, Grid | MultipleChoice | Ranking):
            _group(data, question)
    for question in questionnaire.questions:
        _variables(data, question, questionnaire)
    return xml_bytes(root)


def _group(data: Element, question: Grid | MultipleChoice | Ranking) -> None:
    """The group of the variables of one question."""
    names = " ".join(_ids(question))
    kind = {"grid": "grid", "multiple": "multipleResp"}.get(question.kind, "other")
    attributes = {"ID": f"G_{question.id}", "name": question.id, "type": kind, "var": names}
    group = SubElement(data, "varGrp", attributes | ({"otherType": question.kind} if kind == "other" else {}))
    _texts(group, "labl", question.text)


def _ids(question: Grid | MultipleChoice | Ranking) -> list[str]:
    """The XML ids of the variables of a question."""
    parts = question.items if isinstance(question, Grid) else question.options
    return [f"V_{question.id}_{place}" for place, _ in enumerate(parts, 1)]


def _variables(data: Element, question: AnyQuestion, questionnaire: Questionnaire) -> None:
    match question:
        case Grid():
            for key, item in zip(_ids(question), question.items, strict=True):
                variable = _variable(data, key, f"{question.id}_{item.code}", question, item.label)
                _close(variable, question, questionnaire, question.options)
        case MultipleChoice() | Ranking():
            for key, option in zip(_ids(question), question.options, strict=True):
                variable = _variable(data, key, f"{question.id}_{option.code}", question, option.label)
                _close(variable, question, questionnaire, (_YES,) if isinstance(question, MultipleChoice) else ())
        case _:
            variable = _variable(data, f"V_{question.id}", question.id, question, question.text)
            options = question.options if isinstance(question, SingleChoice | Scale) else ()
            _close(variable, question, questionnaire, options)


def _variable(data: Element, key: str, name: str, question: AnyQuestion, label: Text) -> Element:
    """A variable with its label and the words of its question."""
    nature = {"scale": "ordinal", "number": "ratio"}.get(question.kind, "nominal")
    contin = "contin" if isinstance(question, Number) else "discrete"
    variable = SubElement(data, "var", {"ID": key, "name": name, "intrvl": contin, "nature": nature})
    _texts(variable, "labl", label)
    asked = SubElement(variable, "qstn")
    _texts(asked, "qstnLit", question.text)
    return variable


def _close(variable: Element, question: AnyQuestion, questionnaire: Questionnaire, options: tuple[Option, ...]) -> None:
    """The parts that follow the question: range, universe, categories, format."""
    if isinstance(question, Number) and (question.minimum is not None or question.maximum is not None):
        limits = {"min": question.minimum, "max": question.maximum}
        texts = {key: number_text(limit) for key, limit in limits.items() if limit is not None}
        SubElement(SubElement(variable, "valrng"), "range", texts)
    if question.asked_if is not None:
        _add(variable, "universe", condition_text(question.asked_if), {"clusion": "I"})
    for option in options:
        category = SubElement(variable, "catgry")
        _add(category, "catValu", option.code)
        _texts(category, "labl", option.label)
    _missing(variable, {**questionnaire.missing, **question.missing})
    character = isinstance(question, OpenText | Date)
    form = {"type": "character" if character else "numeric", "schema": "other"}
    SubElement(variable, "varFormat", form | ({"category": "date"} if isinstance(question, Date) else {}))


def _missing(variable: Element, marks: Mapping[str, Absence]) -> None:
    for mark, kind in marks.items():
        category = SubElement(variable, "catgry", {"missing": "Y", "missType": kind.value})
        _add(category, "catValu", mark)
        _add(category, "labl", kind.value.replace("_", " "))


def _texts(parent: Element, tag: str, text: Text) -> None:
    """The text once, or in each of its languages."""
    if text.zh == text.en or not (text.zh and text.en):
        _add(parent, tag, text.into("zh"))
        return
    for language, each in (("zh", text.zh), ("en", text.en)):
        _add(parent, tag, each, {XML_LANGUAGE: language})


def _add(parent: Element, tag: str, content: str, attributes: Mapping[str, str] | None = None) -> None:
    element = SubElement(parent, tag, dict(attributes or {}))
    element.text = content
