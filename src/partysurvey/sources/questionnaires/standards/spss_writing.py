"""Questionnaires as the dictionary of an SPSS file without cases."""

import tempfile
from collections.abc import Iterator, Mapping
from io import BytesIO
from pathlib import Path
from typing import Any

from msgspec import Struct, field

from partysurvey.sources.response_sets import ResponseSet, copy_with_sets
from partysurvey.survey import (
    Absence,
    AnyQuestion,
    Date,
    Grid,
    Language,
    MultipleChoice,
    Number,
    OpenText,
    Option,
    Questionnaire,
    Ranking,
    Scale,
    SingleChoice,
)
from partysurvey.survey.plain_text import number_text

_KINDS = {
    Absence.NOT_ASKED: "跳过 (not asked)",
    Absence.BLANK: "blank",
    Absence.REFUSED: "拒答 (refused)",
    Absence.DONT_KNOW: "不知道",
    Absence.INVALID: "invalid",
}
_MOST_MISSING = 3
_LONGEST_LABEL, _LONGEST_VALUE, _LONGEST_TITLE, _LONGEST_NAME = 255, 120, 64, 64  # bytes


class SpssVariable(Struct, frozen=True):
    """One variable of an SPSS file. `labels` are those of its values, `missing` the numbers declared missing."""

    name: str
    label: str
    measure: str
    format: str
    labels: Mapping[float, str] = field(default_factory=dict)
    missing: tuple[float, ...] = ()


def spss_dictionary(questionnaire: Questionnaire) -> bytes:
    """A .sav without cases, whose variables are those of the questionnaire."""
    import pandas as pd  # noqa: PLC0415  # heavy, imported when used
    import pyreadstat  # noqa: PLC0415  # heavy, imported when used

    variables = [each for question in questionnaire.questions for each in spss_variables(question, questionnaire)]
    frame = pd.DataFrame(
        {each.name: pd.Series([], dtype=object if each.format.startswith("A") else float) for each in variables}
    )
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "dictionary.sav"
        title = cut(questionnaire.title.into(questionnaire.language), _LONGEST_TITLE)
        pyreadstat.write_sav(frame, str(path), file_label=title, **spss_metadata(variables))
        content = BytesIO()
        with path.open("rb") as plain:
            copy_with_sets(plain, content, response_sets(questionnaire))
    return content.getvalue()


def spss_metadata(variables: list[SpssVariable]) -> dict[str, Any]:
    """The arguments of pyreadstat that say all this of the variables."""
    return {
        "column_labels": {each.name: cut(each.label, _LONGEST_LABEL) for each in variables},
        "variable_value_labels": {
            each.name: {value: cut(label, _LONGEST_VALUE) for value, label in each.labels.items()}
            for each in variables
            if each.labels
        },
        "missing_ranges": {each.name: list(each.missing) for each in variables if each.missing},
        "variable_measure": {each.name: each.measure for each in variables},
        "variable_format": {each.name: each.format for each in variables},
    }


def spss_variables(question: AnyQuestion, questionnaire: Questionnaire) -> Iterator[SpssVariable]:
    """The variables of a question: one, one per row of a grid, one per option of a multiple choice or ranking."""
    language = questionnaire.language
    text = question.text.into(language)
    missing = {**questionnaire.missing, **question.missing}
    marks = {value: kind for mark, kind in missing.items() if (value := number_text(mark)) is not None}
    declared = dict(list(marks.items())[:_MOST_MISSING])
    labels = {value: _KINDS[kind] for value, kind in declared.items() if kind in _KINDS}
    match question:
        case SingleChoice() | Scale():
            values = {number: option.label.into(language) for number, option in numbered_options(question.options)}
            measure = "ordinal" if isinstance(question, Scale) else "nominal"
            yield SpssVariable(question.id, text, measure, "F8.0", {**values, **labels}, tuple(declared))
        case Grid():
            values = {number: option.label.into(language) for number, option in numbered_options(question.options)}
            measure = "ordinal" if any(option.score is not None for option in question.options) else "nominal"
            for variable, item in question.variables.items():
                label = f"{text}: {item.label.into(language)}"
                yield SpssVariable(variable, label, measure, "F8.0", {**values, **labels}, tuple(declared))
        case MultipleChoice() | Ranking():
            yield from _per_option(question, language, labels, tuple(declared))
        case Number():
            yield SpssVariable(question.id, text, "scale", "F12.2", labels, tuple(declared))
        case Date():
            yield SpssVariable(question.id, text, "scale", "SDATE10")
        case OpenText():
            yield SpssVariable(question.id, text, "nominal", "A255")


def _per_option(
    question: MultipleChoice | Ranking, language: Language, labels: Mapping[float, str], missing: tuple[float, ...]
) -> Iterator[SpssVariable]:
    """A tick (1 or 0) per option of a multiple choice; the place per option of a ranking."""
    ticks = {0.0: "未选 / no", 1.0: "选 / yes"} if isinstance(question, MultipleChoice) else {}
    for option in question.options:
        name = option_variable(question, option)
        yield SpssVariable(name, option.label.into(language), "nominal", "F8.0", {**ticks, **labels}, missing)


def option_variable(question: MultipleChoice | Ranking, option: Option) -> str:
    """The name of the variable of an option: `question_code`, or `question_3` where the code cannot be in a name."""
    name = f"{question.id}_{option.code}"
    fits = option.code.replace("_", "a").isalnum() and len(name.encode()) <= _LONGEST_NAME
    return name if fits else f"{question.id}_{question.options.index(option) + 1}"


def response_sets(questionnaire: Questionnaire) -> list[ResponseSet]:
    """The multiple choices as sets of variables."""
    return [
        ResponseSet(
            question.id,
            question.text.into(questionnaire.language),
            tuple(option_variable(question, option) for option in question.options),
        )
        for question in questionnaire.questions
        if isinstance(question, MultipleChoice)
    ]


def numbered_options(options: tuple[Option, ...]) -> list[tuple[float, Option]]:
    """Each option with its number in the file: its code where all are whole numbers, else its score, else its place."""
    codes = [number_text(option.code) for option in options]
    scores = [option.score for option in options]
    for numbers in (codes, scores):
        whole = [float(number) for number in numbers if number is not None and float(number).is_integer()]
        if len(set(whole)) == len(options):
            return list(zip(whole, options, strict=True))
    return [(float(place), option) for place, option in enumerate(options, 1)]


def cut(text: str, most: int) -> str:
    """The text, shortened to so many bytes of UTF-8."""
    return text.encode()[:most].decode("utf-8", "ignore")
