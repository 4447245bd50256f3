"""DDI-Codebook 2.5 (.xml) to questionnaires: variables, their categories, and groups of variables."""

from collections.abc import Iterator
from pathlib import Path
from xml.etree.ElementTree import Element  # parsed by defusedxml

from partysurvey.sources.questionnaires.standards.form import Data, Form, Reading, fit_code, text_data
from partysurvey.sources.questionnaires.standards.labels import text_of
from partysurvey.sources.questionnaires.standards.text_files import by_language, words, xml_root
from partysurvey.survey import Absence, Text
from partysurvey.survey.absence_names import kind_named
from partysurvey.survey.condition_text import is_number

_KINDS = {kind.value for kind in Absence}


def read_ddi(path: Path) -> Reading:
    """The questionnaire of the codebook; raises QuestionnaireError where the file is none."""
    root = xml_root(path)
    title = root.find("stdyDscr/citation/titlStmt")
    form = Form(path, language="en" if root.get("{http://www.w3.org/XML/1998/namespace}lang") == "en" else "zh")
    if root.tag != "codeBook":
        form.refuse(f"the XML is {root.tag!r}, not a codeBook", "export it as DDI-Codebook 2.5")
    if title is not None:
        form.title = text_of(by_language([*title.findall("titl"), *title.findall("parTitl")]))
        form.id = words(title.find("IDNo"))
    _Codebook(form, root).read()
    return form.reading()


class _Codebook:
    """The variables of a codebook, those of one group at the place of the first."""

    def __init__(self, form: Form, root: Element) -> None:
        self._form = form
        self._variables = {_key(each): each for each in root.iterfind("dataDscr/var")}
        self._groups: dict[str, Element] = {}
        for group in root.iterfind("dataDscr/varGrp"):
            members = self._members(group)
            if members and (group.get("type") in {"multipleResp", "grid"} or group.get("otherType") == "ranking"):
                self._groups |= dict.fromkeys(members, group)
        self._added: set[int] = set()

    def read(self) -> None:
        """Add every question to the form."""
        for key, variable in self._variables.items():
            group = self._groups.get(key)
            if group is None:
                self._add(variable)
            elif id(group) not in self._added:
                self._added.add(id(group))
                self._add_group(group)
        self._form.lift_common_marks()

    def _members(self, group: Element) -> list[str]:
        return [name for name in group.get("var", "").split() if name in self._variables]

    def _add(self, variable: Element) -> None:
        name = self._form.name(variable.get("name", "") or "variable")
        question: Data = {"id": name, "text": text_data(_text(variable)), **_marks(variable)}
        self._ask(question | self._own(variable, name), variable)

    def _own(self, variable: Element, name: str) -> Data:
        options = self._options(variable, name)
        form = variable.find("varFormat")
        if options:
            return {"kind": "scale" if variable.get("nature") == "ordinal" else "single", "options": options}
        if form is not None and form.get("category") in {"date", "time"}:
            return {"kind": "date"}
        numeric = form is None or form.get("type") == "numeric"
        if variable.get("intrvl") == "contin" or (numeric and form is not None):
            return {"kind": "number", **_range(variable)}
        return {"kind": "text"}

    def _options(self, variable: Element, name: str) -> list[Data]:
        entries = (
            {"code": words(each.find("catValu")), "label": text_data(text_of(by_language(each.findall("labl"))))}
            for each in variable.iterfind("catgry")
            if each.get("missing") != "Y"
        )
        return self._form.options(name, entries)

    def _add_group(self, group: Element) -> None:
        members = [self._variables[name] for name in self._members(group)]
        stem = group.get("name") or group.get("ID") or "group"
        name = self._form.name(stem)
        parts = []
        for member in members:
            code = member.get("name", "").removeprefix(f"{stem}_")
            parts.append({"code": code, "label": text_data(text_of(by_language(member.findall("labl"))))})
        text = text_of(by_language(group.findall("labl")))
        question: Data = {"id": name, "text": text_data(text), **_marks(members[0])}
        if group.get("type") == "grid":
            parts = [{**part, "code": fit_code(part["code"])} for part in parts]
            rows = self._form.options(name, parts)
            own: Data = {"kind": "grid", "items": rows, "options": self._options(members[0], name)}
        else:
            kind = "ranking" if group.get("otherType") == "ranking" else "multiple"
            own = {"kind": kind, "options": self._form.options(name, parts)}
        self._ask(question | own, members[0])

    def _ask(self, question: Data, variable: Element) -> None:
        """Add the question, with its universe where that is a condition."""
        universe = words(variable.find("universe"))
        if universe:
            self._form.conditions[question["id"]] = universe
        self._form.add(question)


def _key(variable: Element) -> str:
    return variable.get("ID") or variable.get("name") or ""


def _text(variable: Element) -> Text:
    """The question as it was asked, else the label."""
    asked = by_language(variable.findall("qstn/qstnLit"))
    return text_of(asked) if any(asked.values()) else text_of(by_language(variable.findall("labl")))


def _range(variable: Element) -> Data:
    limits = variable.find("valrng/range")
    found = {} if limits is None else {"minimum": limits.get("min", ""), "maximum": limits.get("max", "")}
    return {key: float(limit) for key, limit in found.items() if is_number(limit)}


def _marks(variable: Element) -> Data:
    """The marks of absence: categories said to be missing, and the values of `invalrng`."""
    kinds: dict[str, list[str]] = {}
    for kind, mark in _each_mark(variable):
        if all(mark not in marks for marks in kinds.values()):
            kinds.setdefault(kind, []).append(mark)
    return {"missing": kinds} if kinds else {}


def _each_mark(variable: Element) -> Iterator[tuple[str, str]]:
    for category in variable.iterfind("catgry"):
        if category.get("missing") == "Y":
            label = words(category.find("labl"))
            kind = category.get("missType") or ""
            named = kind_named(label) or Absence.USER_MISSING
            value = words(category.find("catValu"))
            yield kind if kind in _KINDS else named.value, value
    for item in variable.iterfind("invalrng/item"):
        yield Absence.USER_MISSING.value, item.get("VALUE", "")
