"""XLSForm (.xlsx), the form of ODK, KoBo and SurveyCTO, to questionnaires: see xlsform.org.

Beyond the standard, which tools pass over: columns `number` and `missing` on the sheet `survey`, `score` on `choices`,
`missing` on `settings`.
"""

import json
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from partysurvey.sources.questionnaires.standards.expressions import Grammar
from partysurvey.sources.questionnaires.standards.form import Data, Form, Reading, fit_code, text_data
from partysurvey.sources.questionnaires.standards.labels import other_languages, text_of
from partysurvey.sources.questionnaires.standards.sheets import Table, workbook_tables
from partysurvey.survey import Text
from partysurvey.survey.condition_text import is_number

GRAMMAR = Grammar(re.compile(r"\$\{(?P<name>[^{}]+)\}"))
OTHER = Text("其他", "Other")
_HEADINGS = {
    "value": "name", "caption": "label", "relevance": "relevant", "bind:relevant": "relevant", "list name": "list_name",
    "bind::relevant": "relevant", "read_only": "readonly",
}  # fmt: skip
_NUMBERS = frozenset({"integer", "int", "decimal", "range"})
_DATES = frozenset({"date", "datetime", "today"})
_TEXTS = frozenset({"text", "string", "time", "email", "phonenumber"})
_UNASKED = frozenset(
    {"start", "end", "today", "deviceid", "device id", "subscriberid", "simserial", "phonenumber", "username", "email",
     "audit", "start-geopoint", "background-audio", "note", "calculate", "hidden", "xml-external", "csv-external"}
)  # fmt: skip
_SELECT = re.compile(r"(select_one|select_multiple|select one(?: from)?|select1|select all that apply(?: from)?|"
                     r"select multiple(?: from)?|rank)\s+(?P<list>\S.*)", re.IGNORECASE)  # fmt: skip
_MATRIX = re.compile(r"\btable-list\b|\bmatrix\b|kobomatrix", re.IGNORECASE)
_OTHER_NAME = re.compile(r"_(other|specify|oth|other_text)$", re.IGNORECASE)
_LEAST = re.compile(r"\.\s*>=\s*(-?\d+(?:\.\d+)?)")
_MOST = re.compile(r"(?:^|[^.)\d]\s*|and\s+|\(\s*)\.\s*<=\s*(-?\d+(?:\.\d+)?)")
_COMPARED = re.compile(r"[<>!=]=?")
_MOST_CHOSEN = re.compile(r"count-selected\(\s*\.\s*\)\s*<=\s*(\d+)")


class _Group(Struct):
    """A group that is open: its name, its rule with those around it, and its rows where it is a matrix."""

    name: str
    rule: str
    data: Data = field(default_factory=dict)
    matrix: bool = False
    rows: list[Data] = field(default_factory=list)


def read_xlsform(path: Path) -> Reading:
    """The questionnaire of the form; raises QuestionnaireError where the workbook is none."""
    sheets = workbook_tables(path)
    form = Form(path)
    if "survey" not in sheets:
        form.refuse(
            f"the workbook has no sheet 'survey', but {', '.join(map(repr, sheets)) or 'none at all'}",
            "an XLSForm has the sheets survey, choices and settings",
        )
    survey = [_plain_row(row) for row in sheets["survey"]]
    _note_languages(form, survey)
    _settings(form, sheets.get("settings", []))
    lists = _lists(form, [_plain_row(row) for row in sheets.get("choices", [])])
    _Survey(form, lists).read(survey)
    return form.reading(GRAMMAR)


def is_xlsform(names: Iterable[str]) -> bool:
    """Whether a workbook with these sheets is a form."""
    return "survey" in {name.strip().casefold() for name in names}


def _plain_row(row: Mapping[str, str]) -> dict[str, str]:
    """The row by the current names of its columns, those of languages as `label::…`."""
    renamed: dict[str, str] = {}
    for heading, cell in row.items():
        name, sign, language = heading.partition("::" if "::" in heading else ":")
        known = _HEADINGS.get(heading.casefold()) or _HEADINGS.get(name.strip().casefold(), name.strip().casefold())
        renamed.setdefault(f"{known}::{language.strip()}" if sign and language and known == "label" else known, cell)
    return renamed


def _label(row: Mapping[str, str]) -> Text:
    """The label in the languages of the row."""
    return text_of({key.partition("::")[2]: cell for key, cell in row.items() if key.partition("::")[0] == "label"})


def _common(form: Form, row: Mapping[str, str]) -> Data:
    """The parts that questions of every type have."""
    number, marks = row.get("number"), _marks(form, row.get("name", ""), row.get("missing", ""))
    return (
        {"text": text_data(_label(row))}
        | ({"number": number} if number else {})
        | ({"missing": marks} if marks else {})
    )


def _note_languages(form: Form, survey: Table) -> None:
    names = dict.fromkeys(key.partition("::")[2] for row in survey for key in row if key.startswith("label"))
    for name in other_languages(dict.fromkeys(names, "")):
        form.note("", f"labels in the language {name!r} are left out: there is Chinese and English")


def _settings(form: Form, rows: Table) -> None:
    settings = {key.casefold(): cell for row in rows[:1] for key, cell in row.items()}
    titles = {key.partition("::")[2]: cell for key, cell in settings.items() if key.partition("::")[0] == "form_title"}
    form.title = text_of(titles) or Text.same(settings.get("title", ""))
    form.id = settings.get("form_id") or settings.get("id_string") or ""
    form.language = "en" if "en" in settings.get("default_language", "").casefold() else "zh"
    form.missing = _marks(form, "settings", settings.get("missing", ""))


def _marks(form: Form, about: str, text: str) -> Any:  # noqa: ANN401  # marks by kind, as a questionnaire file has them
    """The marks of absence in a cell (JSON), none where it holds something else."""
    try:
        marks = json.loads(text) if text else {}
    except ValueError:
        marks = None
    if isinstance(marks, dict) and all(isinstance(each, list) for each in marks.values()):
        return marks
    form.note(about, f"the missing marks {text!r} are not understood")
    return {}


def _lists(form: Form, rows: Table) -> dict[str, list[Data]]:
    """The options of each list, as data."""
    found: dict[str, list[Data]] = {}
    for row in rows:
        score = row.get("score", "")
        option: Data = {"code": row.get("name", ""), "label": text_data(_label(row))}
        if is_number(score):
            option["score"] = float(score)
        found.setdefault(row.get("list_name", ""), []).append(option)
    return {name: form.options(f"list {name!r}", entries) for name, entries in found.items()}


class _Survey:
    """The sheet `survey`, row by row."""

    def __init__(self, form: Form, lists: Mapping[str, list[Data]]) -> None:
        self._form = form
        self._lists = lists
        self._groups: list[_Group] = []

    def read(self, rows: Table) -> None:
        """Add every question of the sheet to the form."""
        for row in rows:
            kind = row.get("type", "").strip()
            plain = " ".join(kind.casefold().replace("_", " ").split())
            if plain.startswith("begin"):
                self._begin(row, plain)
            elif plain.startswith("end ") or plain == "end group":
                self._end()
            elif kind and row.get("disabled", "").casefold() not in {"yes", "true"}:
                self._question(kind, row)
        while self._groups:
            self._form.note(self._groups[-1].name, "the group is not closed")
            self._end()

    def _begin(self, row: Mapping[str, str], kind: str) -> None:
        if "repeat" in kind:
            self._form.note(row.get("name", ""), "the group repeats; its questions are taken over once")
        rule = _both(self._groups[-1].rule if self._groups else "", row.get("relevant", ""))
        matrix = bool(_MATRIX.search(row.get("appearance", "")) or "matrix" in kind)
        self._groups.append(_Group(row.get("name", "group"), rule, _common(self._form, row), matrix))

    def _end(self) -> None:
        if not self._groups:
            return
        group = self._groups.pop()
        if group.rows:
            self._form.add(_grid(self._form, group, self._lists[group.rows[0]["list"]]), group.rule)

    def _question(self, kind: str, row: Mapping[str, str]) -> None:
        name, rule = row.get("name", ""), row.get("relevant", "")
        parts = _SELECT.fullmatch(kind)
        if not parts and kind.casefold() in _UNASKED:
            if kind.casefold() in {"note", "calculate"}:
                self._form.note(name, f"{kind} is no question and is left out")
            return
        group = self._groups[-1] if self._groups else None
        if group and group.matrix and (parts or kind.casefold() in _NUMBERS) and self._is_row(group, kind, rule):
            group.rows.append({"name": name, "label": text_data(_label(row)), "list": parts["list"] if parts else ""})
            return
        whole = _both(group.rule if group else "", rule)
        if parts is None and self._specifies(kind, name, rule):
            return
        unique = self._form.name(name or "question")
        self._form.add({"id": unique, **_common(self._form, row), **self._own(kind, row, unique)}, whole)

    def _is_row(self, group: _Group, kind: str, rule: str) -> bool:
        """Whether the question is a row of the matrix: a single choice from its list, asked of everybody in it."""
        parts = _SELECT.fullmatch(kind)
        if parts is None or not parts[1].casefold().startswith(("select_one", "select1", "select one")) or rule:
            group.matrix = bool(group.rows)
            return False
        return all(row["list"] == parts["list"] for row in group.rows) and parts["list"] in self._lists

    def _specifies(self, kind: str, name: str, rule: str) -> bool:
        """Whether this is the text behind `other, please specify`; if so the option is marked."""
        before = self._form.questions[-1] if self._form.questions else {}
        if kind.casefold() not in _TEXTS or not _OTHER_NAME.search(name) or "options" not in before:
            return False
        asked = re.fullmatch(
            r"\s*(?:selected\(\s*\$\{(?P<a>[^}]+)\}\s*,\s*(['\"])(?P<x>.*?)\2\s*\)"
            r"|\$\{(?P<b>[^}]+)\}\s*=\s*(['\"])(?P<y>.*?)\5)\s*",
            rule,
        )
        if not asked or self._form.named.get((asked["a"] or asked["b"]).casefold()) != before["id"]:
            return False
        code = asked["x"] or asked["y"]
        if all(option["code"] != code for option in before["options"]):
            return False
        before["options"] = [
            {**option, "specify": True} if option["code"] == code else option for option in before["options"]
        ]
        return True

    def _own(self, kind: str, row: Mapping[str, str], name: str) -> Data:
        """The parts of a question that depend on its type."""
        constraint = row.get("constraint", "")
        parts = _SELECT.fullmatch(kind)
        if parts:
            return self._choice(parts[1].casefold(), parts["list"], row, name)
        plain = kind.casefold()
        if plain in _NUMBERS:
            given = _limits(constraint, row.get("parameters", ""))
            if len(_COMPARED.findall(constraint)) > len(given):
                self._form.note(name, f"of the constraint {constraint!r} only plain limits are taken over")
            return {"kind": "number", **given}
        if plain in _DATES:
            return {"kind": "date"}
        if plain in {"acknowledge", "trigger"}:
            return {"kind": "single", "options": [{"code": "OK", "label": "OK"}]}
        if plain not in _TEXTS:
            self._form.note(name, f"the type {kind!r} is not known and is kept as text")
        return {"kind": "text"}

    def _choice(self, kind: str, list_name: str, row: Mapping[str, str], name: str) -> Data:
        bare, _, tail = list_name.partition(" ")
        options = self._lists.get(list_name) or self._lists.get(bare)
        if not options:
            self._form.note(name, f"there is no list {list_name!r}: it is kept as text")
            return {"kind": "text"}
        if row.get("choice_filter"):
            self._form.note(name, "all options are taken over, also those that earlier answers hide (choice_filter)")
        if "or_other" in tail or "or specify other" in list_name:
            options = self._form.options(name, [*options, {"code": "other", "label": text_data(OTHER)}])
            options[-1]["specify"] = True
        if kind == "rank":
            ranks = _MOST_CHOSEN.search(row.get("constraint", ""))
            return {"kind": "ranking", "options": options, **({"ranks": int(ranks[1])} if ranks else {})}
        if kind.startswith(("select_multiple", "select all", "select multiple")):
            most = _MOST_CHOSEN.search(row.get("constraint", ""))
            return {"kind": "multiple", "options": options, **({"maximum": int(most[1])} if most else {})}
        scale = "likert" in row.get("appearance", "").casefold()
        return {"kind": "scale" if scale else "single", "options": options}


def _grid(form: Form, group: _Group, options: list[Data]) -> Data:
    """The matrix as a grid; its rows are named without the name of the group before them."""
    name = form.name(group.name)
    items = []
    for row in group.rows:
        code = fit_code(row["name"].removeprefix(f"{group.name}_"))
        items.append({"code": code, "label": row["label"]})
        form.named.setdefault(row["name"].casefold(), f"{name}.{code}")
    rows = form.options(name, items)
    return {"id": name, "kind": "grid", **group.data, "items": rows, "options": options}


def _both(first: str, second: str) -> str:
    """The rule that demands two rules."""
    if first.strip() and second.strip():
        return f"({first}) and ({second})"
    return first.strip() or second.strip()


def _limits(constraint: str, parameters: str) -> Data:
    """`minimum` and `maximum` that a constraint (or the parameters of a range) sets by plain numbers."""
    found = {"minimum": _LEAST.search(constraint), "maximum": _MOST.search(constraint)}
    given = {key: float(match[1]) for key, match in found.items() if match and " or " not in constraint}
    for key, word in (("minimum", "start"), ("maximum", "end")):
        if match := re.search(rf"\b{word}=(-?\d+(?:\.\d+)?)", parameters):
            given.setdefault(key, float(match[1]))
    return given
