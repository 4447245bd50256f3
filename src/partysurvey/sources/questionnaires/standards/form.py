"""A questionnaire as a foreign file tells it, on its way to being one of ours: names made fit, doubles put right."""

import re
from collections.abc import Iterable, Iterator, Mapping
from pathlib import Path
from typing import Any

from msgspec import Struct, field
from msgspec.structs import replace

from partysurvey.errors import Fault, Place, QuestionnaireError, RequestError
from partysurvey.sources.questionnaires.building import built_questionnaire
from partysurvey.sources.questionnaires.checks import check_findings
from partysurvey.sources.questionnaires.draft import draft
from partysurvey.sources.questionnaires.finding import DataPath, Finding
from partysurvey.sources.questionnaires.standards.expressions import (
    Grammar,
    Named,
    UntranslatableError,
    condition_of,
)
from partysurvey.sources.questionnaires.structure import structure_findings
from partysurvey.survey import Condition, Grid, Questionnaire, Text
from partysurvey.survey.condition import variables_of
from partysurvey.survey.condition_text import KEYWORDS, parse_condition
from partysurvey.survey.plain_text import normalised, trimmed
from partysurvey.survey.resolution import resolved
from partysurvey.survey.simplification import simplified

Data = dict[str, Any]
MOST_QUESTIONS = 20_000
_UNFIT = re.compile(r"\W+")
_BLANKS = re.compile(r"\s+")


class Reading(Struct, frozen=True):
    """The questionnaire of a foreign file, and what of the file could not be taken over."""

    questionnaire: Questionnaire
    notes: tuple[str, ...] = ()


class Form(Struct):
    """The data of a questionnaire file while a foreign file is read.

    `rules` are skip rules as the file writes them, `conditions` those it writes in our own words, both by the id of
    their question. `named` finds variables by their foreign names, in lower case.
    """

    file: Path
    id: str = ""
    title: Text = field(default_factory=Text)
    language: str = "zh"
    missing: Mapping[str, list[str]] = field(default_factory=dict)
    questions: list[Data] = field(default_factory=list)
    rules: dict[str, str] = field(default_factory=dict)
    conditions: dict[str, str] = field(default_factory=dict)
    named: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)

    def note(self, about: str, what: str) -> None:
        """Remember what could not be taken over; the same thing once."""
        sentence = f"{about}: {what}" if about else what
        if sentence not in self.notes:
            self.notes.append(sentence)

    def name(self, foreign: str, *others: str) -> str:
        """An id of ours for a foreign name, which no other question has; `others` also stand for it in rules."""
        if len(self.questions) >= MOST_QUESTIONS:
            self.refuse(f"the file has more than {MOST_QUESTIONS:,} questions", "check the file")
        fit = fit_name(foreign)
        known = set(self.named.values())
        unique = next(name for name in _numbered(fit) if name not in known)
        if unique != foreign:
            self.note(foreign, f"the name is taken over as {unique!r}")
        for each in (foreign, unique, *others):
            self.named.setdefault(each.casefold(), unique)
        return unique

    def add(self, question: Data, rule: str = "") -> None:
        """Add a question; its id comes from `name`."""
        if not question.get("text"):
            question["text"] = question["id"]
        self.questions.append(question)
        if rule.strip():
            self.rules[question["id"]] = rule.strip()

    def options(self, about: str, entries: Iterable[Data]) -> list[Data]:
        """The options (or items) with fit codes and labels, of which no two are alike."""
        kept: list[Data] = []
        taken: dict[str, str] = {}
        for entry in entries:
            code = _BLANKS.sub(" ", str(entry["code"])).strip()
            if not code or code in {each["code"] for each in kept}:
                self.note(about, f"the option {entry['code']!r} stands twice or has no code; the first one is kept")
                continue
            kept.append({**entry, "code": code, "label": self._label(about, entry.get("label"), code, taken)})
        return kept

    def _label(self, about: str, label: object, code: str, taken: dict[str, str]) -> object:
        """The label, the code where there is none; with its code where another option reads the same."""
        words = text_data(label) or code
        spelled = words.values() if isinstance(words, dict) else (words,)
        clash = any(taken.get(normalised(each), code) != code for each in (*spelled, code))
        if clash:
            self.note(about, f"another option reads the same as {code!r}: the code was added to its label")
            words = (
                {key: f"{each} ({code})" for key, each in words.items()}
                if isinstance(words, dict)
                else f"{words} ({code})"
            )
            spelled = words.values() if isinstance(words, dict) else (words,)
        for each in (*spelled, code):
            taken.setdefault(normalised(each), code)
        return words

    def lift_common_marks(self, without: frozenset[str] = frozenset()) -> None:
        """Make marks of absence that every question has (but of these kinds) marks of the questionnaire."""
        asked = [question for question in self.questions if question["kind"] not in without]
        marks = [{(kind, mark) for kind, found in q.get("missing", {}).items() for mark in found} for q in asked]
        common = set.intersection(*marks) if marks else set()
        first = asked[0].get("missing", {}) if asked else {}
        self.missing = marks_data((kind, mark) for kind in first for mark in first[kind] if (kind, mark) in common)
        for question in self.questions:
            own = question.pop("missing", {})
            rest = marks_data((kind, mark) for kind in own for mark in own[kind] if (kind, mark) not in common)
            if rest:
                question["missing"] = rest

    def refuse(self, what: str, remedy: str) -> None:
        """Raise QuestionnaireError about the file."""
        raise QuestionnaireError(what, remedy, self.file)

    def reading(self, grammar: Grammar | None = None) -> Reading:
        """The questionnaire with its rules translated; raises QuestionnaireError where it would be faulty."""
        if not self.questions:
            self.refuse("the file has no questions", "check that it is the form, not its answers")
        data = {
            "partysurvey": "questionnaire/1",
            "id": fit_name(self.id or self.file.name.split(".")[0]),
            "title": text_data(self.title) or self.id or self.file.stem,
            "language": self.language,
            "questions": self.questions,
            **({"missing": dict(self.missing)} if self.missing else {}),
        }
        questionnaire = built_questionnaire(self._sound(data))
        return Reading(self._ruled(questionnaire, grammar), tuple(self.notes))

    def _sound(self, data: Data) -> Data:
        structure = structure_findings(data)
        findings = (*structure, *check_findings(draft(data, structure)))
        if findings:
            raise QuestionnaireError.from_faults(self._fault(finding, data) for finding in findings)
        return data

    def _fault(self, finding: Finding, data: Data) -> Fault:
        return Fault(f"{_about(finding.path, data)}{finding.what}", finding.remedy, Place(str(self.file)))

    def _ruled(self, questionnaire: Questionnaire, grammar: Grammar | None) -> Questionnaire:
        """The questionnaire with the rules that could be translated."""
        asked = (self._condition(question.id, questionnaire, grammar) for question in questionnaire.questions)
        pairs = zip(questionnaire.questions, asked, strict=True)
        ruled = tuple(replace(question, asked_if=rule) for question, rule in pairs)
        return replace(questionnaire, questions=ruled)

    def _condition(self, name: str, questionnaire: Questionnaire, grammar: Grammar | None) -> Condition | None:
        rule, own = self.rules.get(name), self.conditions.get(name)
        try:
            if own is not None:
                found = parse_condition(own)
            elif rule is not None and grammar is not None:
                found = condition_of(rule, grammar, _Lookup(questionnaire, self.named))
            else:
                return None
            condition = resolved(found, questionnaire)
            _check_order(condition, name, questionnaire)
        except (UntranslatableError, RequestError) as error:
            reason = error.faults[0].what if isinstance(error, RequestError) else str(error)
            said = own or rule or ""
            shown = said if len(said) <= 80 else f"{said[:80]}…"
            self.note(name, f"the rule {shown!r} is left out: {reason}")
            return None
        return simplified(condition)


class _Lookup(Struct, frozen=True):
    """Variables by their foreign names."""

    questionnaire: Questionnaire
    named: Mapping[str, str]

    def __call__(self, foreign: str, option: str | None) -> Named | None:
        """The variable of that name, `question_option` included; None where there is none."""
        variable = self.named.get(foreign.casefold(), foreign)
        known = self.questionnaire.variables.get(variable)
        if known is None:
            return self._box(variable)
        codes = tuple(each.code for each in getattr(known.question, "options", ()))
        if option is not None and option not in codes:
            return None
        return Named(variable, getattr(known.question, "kind", "derived"), codes, option)

    def _box(self, name: str) -> Named | None:
        """The box of a multiple choice that has a name of its own: `question.option` among the known names."""
        question, _, option = name.partition(".")
        known = self.questionnaire.variables.get(question)
        codes = {each.code for each in getattr(known.question, "options", ())} if known else set()
        return Named(question, "multiple", tuple(codes), option) if option in codes else None


def _check_order(condition: Condition, name: str, questionnaire: Questionnaire) -> None:
    """Raise UntranslatableError where a variable of the condition is not asked before the question."""
    order = {question.id: place for place, question in enumerate(questionnaire.questions)}
    for variable in sorted(variables_of(condition)):
        if order.get(variable.partition(".")[0], -1) >= order[name]:
            raise UntranslatableError(f"it names {variable}, which is not asked before it")


def _about(path: DataPath, data: Data) -> str:
    """The question that a path of the data is in: `question 'sex': `."""
    match path:
        case ("questions", int() as place, *_):
            return f"question {data['questions'][place].get('id')!r}: "
        case _:
            return ""


def fit_name(foreign: str) -> str:
    """The foreign name as an id: letters, digits and _, not beginning with a digit, no word of conditions."""
    words = _UNFIT.sub("_", foreign).strip("_") or "q"
    return f"q{words}" if words[0].isdigit() else f"{words}_" if words.casefold() in KEYWORDS else words


def fit_code(foreign: str) -> str:
    """The foreign name as the code of a row of a grid: letters, digits and _."""
    return _UNFIT.sub("_", foreign).strip("_") or "row"


def text_data(text: object) -> Any:  # noqa: ANN401  # a text of a questionnaire file: one string, or one per language
    """The words as a questionnaire file has them: one string, or one for each language; "" for none."""
    if isinstance(text, Text):
        if text.zh == text.en:
            return trimmed(text.zh)
        both = {"zh": trimmed(text.zh), "en": trimmed(text.en)}
        return {language: words for language, words in both.items() if words}
    return trimmed(str(text)) if text is not None and not isinstance(text, dict) else text


def marks_data(marks: Iterable[tuple[str, str]]) -> dict[str, list[str]]:
    """Marks of absence by kind, from pairs of kind and mark; each mark once."""
    kinds: dict[str, list[str]] = {}
    seen: set[str] = set()
    for kind, mark in marks:
        if trimmed(mark) not in seen:
            seen.add(trimmed(mark))
            kinds.setdefault(kind, []).append(mark)
    return kinds


def grid_variable(questionnaire: Questionnaire, variable: str) -> tuple[str, str | None]:
    """The question of a variable, and the code of the item where it is one of a grid."""
    known = questionnaire.variables[variable]
    if isinstance(known.question, Grid) and known.item:
        return known.question.id, known.item.code
    return variable, None


def _numbered(name: str) -> Iterator[str]:
    yield name
    number = 2
    while True:
        yield f"{name}_{number}"
        number += 1
