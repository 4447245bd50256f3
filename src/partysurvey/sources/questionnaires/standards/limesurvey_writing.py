"""Questionnaires as the tab-separated structure of LimeSurvey.

Its codes have letters and digits only: 20 for questions, 5 for answers. What does not fit gets another code.
"""

import csv
import io
from collections.abc import Iterable, Iterator, Mapping

from partysurvey.sources.cells import number_text
from partysurvey.sources.questionnaires.standards.expressions import Spelling, UntranslatableError, expression_of
from partysurvey.sources.questionnaires.standards.form import grid_variable
from partysurvey.survey import (
    AnyQuestion,
    Date,
    Grid,
    Item,
    Language,
    MultipleChoice,
    Number,
    OpenText,
    Option,
    Questionnaire,
    Ranking,
)

_COLUMNS = (
    "id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation",
    "mandatory", "other", "default", "same_default", "assessment_value",
)  # fmt: skip
ATTRIBUTES = ("max_answers", "min_num_value_n", "max_num_value_n")
_TAGS: Mapping[Language, str] = {"zh": "zh-Hans", "en": "en"}
_LONGEST_QUESTION, _LONGEST_ANSWER = 20, 5

Row = dict[str, str]


def limesurvey(questionnaire: Questionnaire) -> bytes:
    """The structure in UTF-8 with a mark, every row once for each language."""
    text = io.StringIO(newline="")
    writer = csv.DictWriter(text, (*_COLUMNS, *ATTRIBUTES), restval="", delimiter="\t", lineterminator="\n")
    writer.writeheader()
    writer.writerows(structure_rows(questionnaire))
    return "\N{ZERO WIDTH NO-BREAK SPACE}".encode() + text.getvalue().encode()


def structure_rows(questionnaire: Questionnaire) -> Iterator[Row]:
    """The rows of the structure: settings, titles, and in each language one group with all questions."""
    return _Structure(questionnaire).rows()


class _Structure:
    """The rows of a survey, with the codes that LimeSurvey allows."""

    def __init__(self, questionnaire: Questionnaire) -> None:
        self._survey = questionnaire
        ids = [question.id for question in questionnaire.questions]
        self._names = dict(zip(ids, _fit(ids, _LONGEST_QUESTION, "Q"), strict=True))
        other: Language = "en" if questionnaire.language == "zh" else "zh"
        self._languages: tuple[Language, ...] = (questionnaire.language, other)

    def rows(self) -> Iterator[Row]:
        """Settings, titles, then one group with all questions, in each language."""
        base, other = (_TAGS[language] for language in self._languages)
        yield {"class": "S", "name": "language", "text": base}
        yield {"class": "S", "name": "additional_languages", "text": other}
        for language in self._languages:
            title = self._survey.title.into(language)
            yield {"class": "SL", "name": "surveyls_title", "text": title, "language": _TAGS[language]}
        for language in self._languages:
            title = self._survey.title.into(language)
            yield {"id": "1", "class": "G", "name": title, "relevance": "1", "language": _TAGS[language]}
            for number, question in enumerate(self._survey.questions, 2):
                for row in self._question(question, language, str(number)):
                    yield {**row, "language": _TAGS[language]}

    def _question(self, question: AnyQuestion, language: Language, number: str) -> Iterator[Row]:
        yield {
            "id": number,
            "class": "Q",
            "type/scale": _type(question),
            "name": self._names[question.id],
            "relevance": self._rule(question),
            "text": question.text.into(language),
            **_attributes(question),
        }
        if isinstance(question, Grid | MultipleChoice):
            parts = question.items if isinstance(question, Grid) else question.options
            yield from self._parts("SQ", parts, language)
        if not isinstance(question, MultipleChoice | Number | Date | OpenText):
            yield from self._parts("A", question.options, language)

    def _parts(self, kind: str, parts: Iterable[Option | Item], language: Language) -> Iterator[Row]:
        known = tuple(parts)
        for part, code in zip(known, _codes(known), strict=True):
            score = part.score if isinstance(part, Option) else None
            scored = {"assessment_value": number_text(score)} if score is not None and kind == "A" else {}
            yield {"class": kind, "type/scale": "0", "name": code, "text": part.label.into(language), **scored}

    def _rule(self, question: AnyQuestion) -> str:
        """The rule as an expression; 1 where everybody is asked or no expression can say it."""
        if question.asked_if is None:
            return "1"
        try:
            return expression_of(question.asked_if, self._spelling(), lambda variable: variable)
        except UntranslatableError:
            return "1"

    def _spelling(self) -> Spelling:
        return Spelling(
            equals=lambda variable, value: f'{self._reference(variable)} == "{self._code(variable, value)}"',
            includes=lambda variable, value: f'{self._names[variable]}_{self._code(variable, value)}.NAOK == "Y"',
            answered=self._answered,
            ordered=lambda variable, sign, number: (
                f"!is_empty({self._reference(variable)}) and {self._reference(variable)} {sign} {number}"
            ),
            negation=lambda rule: f"!({rule})",
        )

    def _reference(self, variable: str) -> str:
        name, item = grid_variable(self._survey, variable)
        question = self._survey.variables[variable].question
        if isinstance(question, Grid) and item:
            codes = dict(zip((each.code for each in question.items), _codes(question.items), strict=True))
            return f"{self._names[name]}_{codes[item]}.NAOK"
        return f"{self._names[name]}.NAOK"

    def _answered(self, variable: str) -> str:
        """Of a multiple choice any box."""
        question = self._survey.variables[variable].question
        if isinstance(question, MultipleChoice):
            boxes = (f'{self._names[variable]}_{code}.NAOK == "Y"' for code in _codes(question.options))
            return f"({' or '.join(boxes)})"
        return f"!is_empty({self._reference(variable)})"

    def _code(self, variable: str, value: str) -> str:
        options: tuple[Option, ...] = getattr(self._survey.variables[variable].question, "options", ())
        return dict(zip((option.code for option in options), _codes(options), strict=True)).get(value, value)


def _type(question: AnyQuestion) -> str:
    """The letter of the type."""
    letters = {"grid": "F", "multiple": "M", "ranking": "R", "number": "N", "date": "D", "text": "T"}
    return letters.get(question.kind, "L")


def _attributes(question: AnyQuestion) -> Row:
    match question:
        case MultipleChoice(maximum=int() as most) | Ranking(ranks=int() as most):
            return {"max_answers": str(most)}
        case Number():
            limits = {"min_num_value_n": question.minimum, "max_num_value_n": question.maximum}
            return {key: number_text(limit) for key, limit in limits.items() if limit is not None}
        case _:
            return {}


def _codes(parts: Iterable[Option | Item]) -> list[str]:
    return _fit([part.code for part in parts], _LONGEST_ANSWER, "A")


def _fit(codes: list[str], longest: int, letter: str) -> list[str]:
    """The codes with letters and digits only, each once; one that does not fit becomes its place, as in A3."""
    kept = ["".join(sign for sign in code if sign.isascii() and sign.isalnum()) for code in codes]
    fit: list[str] = []
    for place, code in enumerate(kept, 1):
        whole = letter == "Q" and code[:1].isalpha()
        fits = 0 < len(code) <= longest and (whole or code == codes[place - 1])
        fit.append(code if fits and kept.count(code) == 1 else f"{letter}{place:02d}")
    return fit
