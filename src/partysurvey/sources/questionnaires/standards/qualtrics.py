"""Qualtrics surveys (.qsf, JSON) to questionnaires. The format has no specification; this reads what files show."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from functools import partial
from pathlib import Path
from typing import Any

from partysurvey.sources.questionnaires.standards.expressions import UntranslatableError
from partysurvey.sources.questionnaires.standards.form import Data, Form, Reading, fit_code, text_data
from partysurvey.sources.questionnaires.standards.labels import language_of, plain, text_of
from partysurvey.sources.questionnaires.standards.text_files import file_text
from partysurvey.survey import Comparison, Condition, Either, Every, Negation, Text
from partysurvey.survey.condition import Operator
from partysurvey.survey.condition_text import condition_text

_SEVERAL = frozenset({"MAVR", "MAHR", "MACOL", "MSB"})
_LOCATOR = re.compile(r"q://(?P<id>QID\d+)/(?P<what>\w+)(?:/(?P<first>\w+))?(?:/(?P<second>\w+))?")
_COMPARISONS: Mapping[str, Operator] = {
    "EqualTo": "=", "GreaterThan": ">", "GreaterThanOrEqual": ">=", "LessThan": "<", "LessThanOrEqual": "<=",
}  # fmt: skip

Json = Mapping[str, Any]


def read_qualtrics(path: Path) -> Reading:
    """The questionnaire of the survey; raises QuestionnaireError where the file is none."""
    form = Form(path)
    try:
        survey = json.loads(file_text(path))
        entry, elements = survey["SurveyEntry"], survey["SurveyElements"]
        payloads = {each["PrimaryAttribute"]: each["Payload"] for each in elements if each.get("Element") == "SQ"}
        blocks: Any = next((each["Payload"] for each in elements if each.get("Element") == "BL"), [])
        form.title = Text.same(plain(str(entry.get("SurveyName") or "")))
        form.id = str(entry.get("SurveyID") or "")
        base = str(entry.get("SurveyLanguage") or "EN")
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        form.refuse(f"this is no survey of Qualtrics ({type(error).__name__}: {error})", "export it as .qsf again")
        raise
    form.language = "zh" if language_of(base) == "zh" else "en"
    _Survey(form, payloads, base).read(_order(blocks, payloads))
    return form.reading()


def _order(blocks: Any, payloads: Json) -> Sequence[str]:  # noqa: ANN401  # JSON
    """The ids of the questions in the order of the blocks, without those thrown away."""
    listed = list(blocks.values()) if isinstance(blocks, dict) else blocks
    kept = [block for block in listed if isinstance(block, dict) and block.get("Type") != "Trash"]
    found = [each.get("QuestionID") for block in kept for each in block.get("BlockElements") or ()]
    return [name for name in dict.fromkeys(found) if name in payloads] or list(payloads)


class _Survey:
    """The questions of a survey, by their internal ids."""

    def __init__(self, form: Form, payloads: Json, base: str) -> None:
        self._form = form
        self._payloads = payloads
        self._base = base
        self._codes: dict[str, dict[str, str]] = {}  # QID → choice → our code

    def read(self, order: Sequence[str]) -> None:
        """Add every question to the form."""
        for key in order:
            payload = self._payloads[key]
            if payload.get("QuestionType") in {"DB", "Timing", "Meta", "Captcha"}:
                self._form.note(str(payload.get("DataExportTag", key)), "this is no question and is left out")
                continue
            name = self._form.name(str(payload.get("DataExportTag") or key), key)
            rule = self._rule(payload, name)
            for place, question in enumerate(self._questions(payload, key, name)):
                unique = question["id"] if place == 0 else self._form.name(question["id"])
                if rule:
                    self._form.conditions[unique] = rule
                self._form.add({**question, "id": unique})

    def _text(self, payload: Json) -> Any:  # noqa: ANN401  # a text of a questionnaire file
        return text_data(text_of(self._languages(payload, lambda each: str(each.get("QuestionText") or ""))))

    def _languages(self, payload: Json, words: Any) -> dict[str, str]:  # noqa: ANN401  # a function of a payload
        """The words in the language of the survey, and in its translations."""
        translated = payload.get("Language")
        others = translated.items() if isinstance(translated, dict) else ()
        found = {self._base: plain(words(payload))}
        return found | {name: plain(words(each)) for name, each in others if isinstance(each, dict) and words(each)}

    def _choices(self, payload: Json, key: str, kind: str = "Choice") -> list[Data]:
        """The choices (or answers) in their order, by their recode values."""
        known = _known(payload, kind)
        order = payload.get(f"{kind}Order") or list(known)
        recoded = payload.get("RecodeValues") or {}
        codes = {str(each): str(recoded.get(str(each), each)) for each in order} if isinstance(recoded, dict) else {}
        self._codes[key] = self._codes.get(key, {}) | codes
        return [
            {
                "code": codes.get(str(each), str(each)),
                "label": text_data(text_of(self._languages(payload, partial(_display, kind=kind, choice=each)))),
                **({"specify": True} if _entry(known, each).get("TextEntry") else {}),
            }
            for each in order
        ]

    def _questions(self, payload: Json, key: str, name: str) -> Iterator[Data]:
        kind, selector = payload.get("QuestionType"), payload.get("Selector")
        common: Data = {"id": name, "text": self._text(payload)}
        if kind == "MC":
            several = selector in _SEVERAL
            options = self._form.options(name, self._choices(payload, key))
            yield common | {"kind": "multiple" if several else "single", "options": options}
        elif kind == "RO":
            yield common | {"kind": "ranking", "options": self._form.options(name, self._choices(payload, key))}
        elif kind == "Matrix" and selector in {"Likert", "Bipolar", "MaxDiff"}:
            yield from self._matrix(payload, key, common)
        elif kind == "Slider":
            for part in self._choices(payload, key):
                yield {"id": f"{name}_{part['code']}", "text": part["label"] or name, "kind": "number"}
        else:
            content = ((payload.get("Validation") or {}).get("Settings") or {}).get("ContentType")
            if kind != "TE":
                self._form.note(name, f"the type {kind!r} is not known and is kept as text")
            yield common | {"kind": {"ValidNumber": "number", "ValidDate": "date"}.get(str(content), "text")}

    def _matrix(self, payload: Json, key: str, common: Data) -> Iterator[Data]:
        options = self._choices(payload, key, "Answer")
        parts = self._choices({**payload, "RecodeValues": None}, f"{key} rows")
        if payload.get("SubSelector") == "MultipleAnswer":
            self._form.note(common["id"], "each row of a matrix with several answers is taken over as a question")
            for row in parts:
                yield {
                    "id": f"{common['id']}_{row['code']}",
                    "text": row["label"],
                    "kind": "multiple",
                    "options": options,
                }
            return
        items = [{"code": fit_code(row["code"]), "label": row["label"]} for row in parts]
        name = common["id"]
        rows = self._form.options(name, items)
        yield common | {"kind": "grid", "items": rows, "options": self._form.options(name, options)}

    def _rule(self, payload: Json, name: str) -> str | None:
        """The display logic in our words; None where there is none or it cannot be said."""
        logic = payload.get("DisplayLogic")
        if not isinstance(logic, dict):
            return None
        try:
            return condition_text(self._logic(logic))
        except UntranslatableError as error:
            self._form.note(name, f"its display logic is left out: {error}")
            return None

    def _logic(self, logic: Json) -> Condition:
        """Sets of comparisons: each `Or` begins a new alternative."""
        parts: list[tuple[bool, Condition]] = []
        for _, part in sorted((key, part) for key, part in logic.items() if key.isdecimal()):
            inner = isinstance(part, dict) and "0" in part
            alternative = bool(parts) and str(_first(part).get("Conjuction")) == "Or"
            parts.append((alternative, self._logic(part) if inner else self._comparison(part)))
        if not parts:
            raise UntranslatableError("it says nothing")
        sets: list[list[Condition]] = []
        for alternative, condition in parts:
            if alternative or not sets:
                sets.append([])
            sets[-1].append(condition)
        whole = [each[0] if len(each) == 1 else Every(tuple(each)) for each in sets]
        return whole[0] if len(whole) == 1 else Either(tuple(whole))

    def _comparison(self, part: Any) -> Condition:  # noqa: ANN401  # JSON
        operand, operator = str(part.get("LeftOperand") or ""), str(part.get("Operator") or "")
        found = _LOCATOR.fullmatch(operand)
        variable = self._form.named.get(found["id"].casefold()) if found else None
        if part.get("LogicType") != "Question" or found is None or variable is None:
            raise UntranslatableError(f"{operand or part.get('LogicType')!r} is no earlier question")
        question = next((each for each in self._form.questions if each["id"] == variable), None)
        if question is None:
            raise UntranslatableError(f"{variable} is not asked before it")
        if operator in {"Selected", "NotSelected"}:
            return self._selected(found, question, chosen=operator == "Selected")
        if operator in {"Empty", "NotEmpty"}:
            answered = Comparison(variable, "answered")
            return answered if operator == "NotEmpty" else Negation(answered)
        if operator in _COMPARISONS:
            return Comparison(variable, _COMPARISONS[operator], (str(part.get("RightOperand") or ""),))
        raise UntranslatableError(f"{operator!r} is not understood")

    def _selected(self, found: re.Match[str], question: Data, *, chosen: bool) -> Condition:
        variable, value = question["id"], found["first"] or ""
        if question["kind"] == "grid":
            variable, value = f"{variable}.{fit_code(value)}", found["second"] or ""
        code = self._codes.get(found["id"], {}).get(value, value)
        operator: Operator = "includes" if question["kind"] in {"multiple", "ranking"} else "="
        condition = Comparison(variable, operator, (code,))
        return condition if chosen else Negation(condition)


def _first(part: Any) -> Json:  # noqa: ANN401  # JSON
    """The first comparison in a set, which says how the set goes on."""
    if not isinstance(part, dict):
        raise UntranslatableError("it is not understood")
    return _first(part["0"]) if "0" in part else part


def _display(payload: Json, kind: str, choice: object) -> str:
    return str(_entry(_known(payload, kind), choice).get("Display") or "")


def _known(payload: Json, kind: str) -> Any:  # noqa: ANN401  # JSON
    """The choices (or answers) by their keys; Qualtrics writes a list where the keys are 1, 2, 3 …."""
    known = payload.get(f"{kind}s") or {}
    return {str(place): each for place, each in enumerate(known, 1)} if isinstance(known, list) else known


def _entry(known: Any, choice: object) -> Json:  # noqa: ANN401  # JSON
    entry = known.get(str(choice), known.get(choice)) if isinstance(known, dict) else None
    return entry if isinstance(entry, dict) else {}
