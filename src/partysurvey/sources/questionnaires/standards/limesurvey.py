"""LimeSurvey structures to questionnaires: the tab-separated .txt, and .lss (XML) of old and new versions."""

import csv
import io
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from xml.etree.ElementTree import Element  # parsed by defusedxml

from msgspec import Struct, field

from partysurvey.sources.questionnaires.standards.expressions import Grammar
from partysurvey.sources.questionnaires.standards.form import Data, Form, Reading, fit_code, text_data
from partysurvey.sources.questionnaires.standards.labels import plain, text_of
from partysurvey.sources.questionnaires.standards.text_files import file_text, words, xml_root
from partysurvey.survey.condition_text import is_number

# Names are bare words with an optional suffix; words of the grammar are no names.
GRAMMAR = Grammar(
    re.compile(r"\{?\b(?!(?:and|or|not|eq|ne|lt|le|gt|ge|is_empty|empty|strlen|count|floatval|intval)\b)"
               r"(?P<name>[A-Za-z]\w*)(?:\.(?:NAOK|value|valueNAOK|code|shown))?\b(?!\s*\()\}?")
)  # fmt: skip
_FIXED = {
    "Y": (("Y", "是", "Yes"), ("N", "否", "No")),
    "G": (("F", "女", "Female"), ("M", "男", "Male")),
    "5": tuple((str(n), str(n), str(n)) for n in range(1, 6)),
    "A": tuple((str(n), str(n), str(n)) for n in range(1, 6)),
    "B": tuple((str(n), str(n), str(n)) for n in range(1, 11)),
    "C": (("Y", "是", "Yes"), ("U", "不确定", "Uncertain"), ("N", "否", "No")),
    "E": (("I", "增加", "Increase"), ("S", "不变", "Same"), ("D", "减少", "Decrease")),
}
_GRIDS = frozenset("FABCEH")
_SINGLES = frozenset("L!OYG5")
_TEXTS = frozenset("STU")
_UNASKED = frozenset("X*I|")

Words = dict[str, str]


class Part(Struct):
    """A sub-question or an answer: its code, its words by language, its score, and the scale it belongs to."""

    code: str
    texts: Words = field(default_factory=dict)
    score: str = ""
    scale: str = "0"

    @property
    def data(self) -> Data:
        """The part as an option."""
        text = text_of({language: plain(label) for language, label in self.texts.items()})
        scored = {"score": float(self.score)} if is_number(self.score) and float(self.score) else {}
        return {"code": self.code, "label": text_data(text), **scored}


class LimeQuestion(Struct):
    """A question as LimeSurvey has it."""

    code: str
    kind: str
    rule: str = ""
    texts: Words = field(default_factory=dict)
    other: bool = False
    rows: dict[str, Part] = field(default_factory=dict)
    answers: dict[str, Part] = field(default_factory=dict)
    attributes: dict[str, str] = field(default_factory=dict)


def read_txt(path: Path) -> Reading:
    """The questionnaire of a tab-separated structure; raises QuestionnaireError where it has no questions."""
    form = Form(path)
    titles: Words = {}
    questions: dict[str, LimeQuestion] = {}
    current = LimeQuestion("", "")
    group = ""
    for row in csv.DictReader(io.StringIO(file_text(path)), delimiter="\t"):
        cells = {key: cell or "" for key, cell in row.items() if isinstance(key, str) and not isinstance(cell, list)}
        kind, name, language = cells.get("class", ""), cells.get("name", ""), cells.get("language", "")
        if kind == "S" and name == "language":
            form.language = "en" if cells["text"].startswith("en") else "zh"
        elif kind == "SL" and name == "surveyls_title":
            titles[language] = cells["text"]
        elif kind == "G":
            group = _rule(cells.get("relevance", ""))
        elif kind == "Q":
            current = questions.setdefault(name, LimeQuestion(name, cells["type/scale"], cells.get("relevance", "")))
            current.rule = _both(group, _rule(cells.get("relevance", "")))
            current.texts[language] = cells["text"]
            current.other = cells.get("other", "") == "Y"
            current.attributes |= {key: cell for key, cell in cells.items() if cell}
        elif kind in {"SQ", "A"}:
            parts = current.rows if kind == "SQ" else current.answers
            scale = cells.get("type/scale", "") or "0"
            part = parts.setdefault(f"{scale} {name}", Part(name, scale=scale, score=cells.get("assessment_value", "")))
            part.texts[language] = cells["text"]
    form.title = text_of(titles)
    return _reading(form, questions.values())


def read_lss(path: Path) -> Reading:
    """The questionnaire of an .lss file; raises QuestionnaireError where the file is none."""
    root = xml_root(path)
    form = Form(path)
    if words(root.find("LimeSurveyDocType")) != "Survey":
        form.refuse(f"the XML is {root.tag!r}, not a survey of LimeSurvey", "export the structure as .lss")
    tables = {table: [_cells(row) for row in root.iterfind(f"{table}/rows/row")] for table in _TABLES}
    settings = tables["surveys_languagesettings"]
    form.title = text_of({row.get("surveyls_language", ""): row.get("surveyls_title", "") for row in settings})
    surveys = tables["surveys"]
    form.language = "en" if surveys and surveys[0].get("language", "").startswith("en") else "zh"
    questions = _questions(tables)
    return _reading(form, questions.values())


_TABLES = (
    "surveys", "surveys_languagesettings", "groups", "questions", "question_l10ns", "subquestions", "answers",
    "answer_l10ns", "question_attributes",
)  # fmt: skip


def _cells(row: Element) -> Words:
    return {cell.tag: cell.text or "" for cell in row}


def _number(row: Words, key: str) -> int:
    return int(row[key]) if row.get(key, "").isdecimal() else 0


def _questions(tables: Mapping[str, list[Words]]) -> dict[str, LimeQuestion]:
    """The questions by their numbers (qid), in the order in which they are asked."""
    groups = {
        row.get("gid", ""): (_number(row, "group_order"), _rule(row.get("grelevance", ""))) for row in tables["groups"]
    }
    ordered = sorted(
        tables["questions"],
        key=lambda row: (groups.get(row.get("gid", ""), (0, ""))[0], _number(row, "question_order")),
    )
    found: dict[str, LimeQuestion] = {}
    for row in ordered:
        question = found.setdefault(row.get("qid", ""), LimeQuestion(row.get("title", ""), row.get("type", "")))
        question.rule = _both(groups.get(row.get("gid", ""), (0, ""))[1], _rule(row.get("relevance", "")))
        question.other = row.get("other") == "Y"
        _say(question.texts, row, "question")
    rows = {}
    for row in sorted(tables["subquestions"], key=lambda row: _number(row, "question_order")):
        if row.get("parent_qid") in found:
            part = Part(row.get("title", ""), scale=row.get("scale_id", "0"))
            part = found[row["parent_qid"]].rows.setdefault(f"{part.scale} {part.code}", part)
            rows[row.get("qid", "")] = part
            _say(part.texts, row, "question")
    for row in tables["question_l10ns"]:
        known = found.get(row.get("qid", "")) or rows.get(row.get("qid", ""))
        if known is not None:
            _say(known.texts, row, "question")
    _answers(tables, found)
    for row in tables["question_attributes"]:
        if row.get("qid") in found and row.get("value"):
            found[row["qid"]].attributes.setdefault(row.get("attribute", ""), row["value"])
    return found


def _answers(tables: Mapping[str, list[Words]], found: Mapping[str, LimeQuestion]) -> None:
    """Put the answers into their questions, with their words."""
    numbered: dict[str, Part] = {}
    for row in sorted(tables["answers"], key=lambda row: _number(row, "sortorder")):
        if row.get("qid") in found:
            part = Part(row.get("code", ""), score=row.get("assessment_value", ""), scale=row.get("scale_id", "0"))
            part = found[row["qid"]].answers.setdefault(f"{part.scale} {part.code}", part)
            _say(part.texts, row, "answer")
            numbered[row.get("aid", "")] = part
    for row in tables["answer_l10ns"]:
        if row.get("aid") in numbered:
            _say(numbered[row["aid"]].texts, row, "answer")


def _say(texts: Words, row: Words, key: str) -> None:
    if row.get(key):
        texts[row.get("language", "")] = row[key]


def _rule(text: str) -> str:
    """The rule, none where it is always true."""
    return "" if text.strip() in {"1", ""} else text.strip()


def _both(first: str, second: str) -> str:
    return f"({first}) and ({second})" if first and second else first or second


def _reading(form: Form, questions: Iterable[LimeQuestion]) -> Reading:
    for question in questions:
        _add(form, question)
    return form.reading(GRAMMAR)


def _add(form: Form, question: LimeQuestion) -> None:
    """Add one question to the form."""
    if question.kind in _UNASKED:
        form.note(question.code, f"the type {question.kind!r} is no question and is left out")
        return
    if question.kind in {"K", "Q", ";", ":", "1"}:
        _add_rows(form, question)
        return
    name = form.name(question.code or "question")
    text = text_of({language: plain(each) for language, each in question.texts.items()})
    form.add({"id": name, "text": text_data(text), **_own(form, name, question)}, question.rule)


def _add_rows(form: Form, question: LimeQuestion) -> None:
    """A question of each row, where its cells are numbers, texts or two scales."""
    form.note(question.code, f"each row of the type {question.kind!r} is taken over as a question")
    for part in question.rows.values():
        name = form.name(f"{question.code}_{part.code}")
        kind = "number" if question.kind in {"K", ":"} else "text"
        form.add({"id": name, "text": part.data["label"] or name, "kind": kind}, question.rule)


def _own(form: Form, name: str, question: LimeQuestion) -> Data:
    """The parts that depend on the type."""
    kind = question.kind
    answers = [part.data for part in question.answers.values() if part.scale == "0"]
    fixed = [{"code": code, "label": {"zh": zh, "en": en}} for code, zh, en in _FIXED.get(kind, ())]
    if kind in _GRIDS | {"M", "P"} and question.rows:
        return _with_rows(form, name, question, fixed or answers)
    if kind in _SINGLES and (fixed or answers):
        options = form.options(name, [*(fixed or answers), *_other(question)])
        scored = any("score" in option for option in options)
        return {"kind": "scale" if scored else "single", "options": options}
    ranked = answers or [part.data for part in question.rows.values()]  # sub-questions since version 6
    if kind == "R" and ranked:
        return {"kind": "ranking", "options": form.options(name, ranked), **_size(question, "ranks", len(ranked))}
    if kind == "N":
        return {"kind": "number", **_limits(question)}
    if kind not in _TEXTS and kind != "D":
        form.note(name, f"the type {kind!r} is not known and is kept as text")
    return {"kind": "date" if kind == "D" else "text"}


def _with_rows(form: Form, name: str, question: LimeQuestion, answers: list[Data]) -> Data:
    """The parts of an array or of a multiple choice, whose sub-questions have names of their own in rules."""
    grid = question.kind in _GRIDS
    parts = [{**part.data, "code": fit_code(part.code) if grid else part.code} for part in question.rows.values()]
    boxes = parts if grid else [*parts, *_other(question)]
    for part in boxes:
        form.named.setdefault(f"{question.code}_{part['code']}".casefold(), f"{name}.{part['code']}")
    if grid:
        return {"kind": "grid", "items": form.options(name, parts), "options": form.options(name, answers)}
    return {"kind": "multiple", "options": form.options(name, boxes), **_size(question, "maximum", len(boxes))}


def _limits(question: LimeQuestion) -> Data:
    limits = {"minimum": "min_num_value_n", "maximum": "max_num_value_n"}
    given = {key: question.attributes.get(word, "") for key, word in limits.items()}
    return {key: float(limit) for key, limit in given.items() if is_number(limit)}


def _other(question: LimeQuestion) -> list[Data]:
    label = question.attributes.get("other_replace_text") or {"zh": "其他", "en": "Other"}
    code = "other" if question.kind in {"M", "P"} else "-oth-"
    return [{"code": code, "label": label, "specify": True}] if question.other else []


def _size(question: LimeQuestion, key: str, most: int) -> Data:
    size = question.attributes.get("max_answers", "")
    return {key: int(size)} if size.isdecimal() and 0 < int(size) <= most else {}
