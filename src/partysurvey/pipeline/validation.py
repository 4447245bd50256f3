"""From a file to what is wrong with its answers, and how much it matters."""

from collections.abc import Callable, Iterator, Mapping
from pathlib import Path

import numpy as np
from msgspec import Struct, field
from msgspec.structs import replace

from partysurvey.engines.local import count
from partysurvey.estimates.impact import Move, flags_question, impact_needs, moves
from partysurvey.pipeline.reading import Reading, Responses, opened, provenance, recognised_responses
from partysurvey.pipeline.screening import ScreenedFile, screened_file
from partysurvey.report.accounting import Style
from partysurvey.report.validation import BY_CHANCE, NO_COLUMN, Finding, QuestionFinding, Validation
from partysurvey.sources.marked import FlaggedSource
from partysurvey.sources.recognition import Recognition
from partysurvey.sources.source import Source
from partysurvey.survey import Columns, Design, OpenText, Questionnaire, Text
from partysurvey.survey.quality import (
    BIT,
    CONSTANT,
    DUPLICATE_ANSWERS,
    ITEM_NONRESPONSE,
    OUT_OF_RANGE,
    QUESTION_CHECKS,
    RESPONDENT_CHECKS,
    RULES,
    TOO_MANY,
    UNKNOWN,
    Check,
    ScreeningRequest,
)
from partysurvey.tally.counting import Counting, countable_variables
from partysurvey.tally.screening import ANSWERED, IMPOSSIBLE, TOO_MANY_OPTIONS, UNKNOWN_TEXT, QuestionFacts
from partysurvey.tally.tally import Tally

FLAGS = "flags of respondents"  # the variable beside those of the questionnaire
OnRows = Callable[[int], None]


class ValidationRequest(Struct, frozen=True, kw_only=True):
    """Which file to check with which questionnaire, from where on something is flagged, and how many rows to list."""

    file: Responses
    questionnaire: str | Path | Questionnaire | None = None
    screening: ScreeningRequest = field(default_factory=ScreeningRequest)
    rows: int = 100
    sheet: str | None = None
    encoding: str | None = None
    dialect: str | None = None


class Validated(Struct, Validation, frozen=True):
    """What all checks found in a file, as a notebook shows it too."""

    def _repr_html_(self) -> str:
        """The findings as tables."""
        from partysurvey.render.html import document_fragment  # noqa: PLC0415  # only in notebooks

        return document_fragment(self.document(Style(self.questionnaire.language)))


def validate(request: ValidationRequest, on_rows: OnRows | None = None) -> Validation:
    """What the checks find; the rows are read twice. SourceError, RequestError, QuestionnaireError."""
    source = opened(request.file, Reading(request.sheet, request.encoding, request.dialect))
    recognition = recognised_responses(source, request.questionnaire)
    found = screened_file(source, recognition, request.screening, on_rows)
    tally, moved = _impact(source, recognition, found, on_rows)
    return Validated(
        provenance(source, recognition),
        recognition.questionnaire,
        request.screening.thresholds,
        found.rows,
        int(np.count_nonzero(found.flags.bits)),
        found.flags.median,
        tuple(_findings(request, recognition.questionnaire, found, tally, moved)),
        moved.get("any", ()),
    )


def _impact(
    source: Source, recognition: Recognition, found: ScreenedFile, on_rows: OnRows | None
) -> tuple[Tally, Mapping[str, tuple[Move, ...]]]:
    """The tally by flags, and by check (and "any") how the results move without its rows."""
    questionnaire, binding = recognition.questionnaire, recognition.binding
    asked = tuple(countable_variables(questionnaire, binding))
    names = {column.name for column in source.columns}
    weight = questionnaire.design.weight if questionnaire.design.weight in names else None
    counting = Counting(
        questionnaire=replace(questionnaire, questions=(*questionnaire.questions, flags_question(FLAGS))),
        binding=replace(binding, columns={**binding.columns, FLAGS: Columns((FLAGS,))}),
        plan=impact_needs(questionnaire, asked, FLAGS),
        design=Design(weight=weight),
        columns=source.columns,
        encoding=source.info.encoding or "utf-8",
    )
    marked = FlaggedSource(source, FLAGS, found.flags.bits)
    tally = count(marked.batches(counting.needed_columns), counting, on_rows)
    bits = {check.code: BIT[check.code] for check in RESPONDENT_CHECKS if found.flags.rows_of(check).any()}
    if bits:
        bits["any"] = sum(bits.values())
    return tally, moves(questionnaire, tally, asked, FLAGS, bits)


def _findings(
    request: ValidationRequest,
    questionnaire: Questionnaire,
    found: ScreenedFile,
    tally: Tally,
    moved: Mapping[str, tuple[Move, ...]],
) -> Iterator[Finding]:
    for check in RESPONDENT_CHECKS:
        if check in found.flags.unable:
            yield Finding(check, "unable", why=_why(check, found))
            continue
        n = int(np.count_nonzero(found.flags.rows_of(check)))
        yield Finding(
            check,
            "found" if n else "clear",
            n,
            n / found.rows if found.rows else None,
            found.flags.numbers_of(check, request.rows),
            tuple(_questions(check, questionnaire, found, tally)),
            moved.get(check.code, ()),
        )
    for check in QUESTION_CHECKS:
        concerned = tuple(_concerned(check, questionnaire, found, request))
        n, of = len(concerned), len(found.questions)
        yield Finding(check, "found" if n else "clear", n, n / of if of else None, questions=concerned)


def _why(check: Check, found: ScreenedFile) -> Text:
    if check is not DUPLICATE_ANSWERS:
        return NO_COLUMN
    pairs = f"{found.flags.chance_pairs:,.0f}" if found.flags.chance_pairs >= 1 else "1"
    return Text(BY_CHANCE.zh.format(pairs=pairs), BY_CHANCE.en.format(pairs=pairs))


def _questions(
    check: Check, questionnaire: Questionnaire, found: ScreenedFile, tally: Tally
) -> Iterator[QuestionFinding]:
    """The questions in which a check of answers found something."""
    count_of = _ROWS_OF.get(check)
    for name, facts in found.questions.items() if count_of else ():
        if n := count_of(facts) if count_of else 0:
            answers = tally.unknown.get(name, {}) if check is UNKNOWN else {}
            yield QuestionFinding(name, _text(questionnaire, name), n, _base(check, facts), answers)


def _base(check: Check, facts: QuestionFacts) -> int:
    """Who could have been found: those who answered, or for a broken rule those who were not to be asked."""
    return int(facts.kinds[0]) if check is RULES else int(facts.kinds[ANSWERED:].sum())


_ROWS_OF: Mapping[Check, Callable[[QuestionFacts], int]] = {
    UNKNOWN: lambda facts: int(facts.kinds[UNKNOWN_TEXT]),
    OUT_OF_RANGE: lambda facts: int(facts.kinds[IMPOSSIBLE]),
    TOO_MANY: lambda facts: int(facts.kinds[TOO_MANY_OPTIONS]),
    RULES: lambda facts: facts.violations,
}


def _concerned(
    check: Check, questionnaire: Questionnaire, found: ScreenedFile, request: ValidationRequest
) -> Iterator[QuestionFinding]:
    """The questions that a check of questions is about."""
    limit = request.screening.thresholds.nonresponse
    for name, facts in found.questions.items():
        is_text = isinstance(questionnaire.variables[name].question, OpenText)
        text = _text(questionnaire, name)
        if check is ITEM_NONRESPONSE and not is_text and facts.unanswered > limit * facts.asked:
            yield QuestionFinding(name, text, facts.unanswered, facts.asked)
        if check is CONSTANT and not is_text and facts.is_constant:
            yield QuestionFinding(name, text, facts.asked - facts.unanswered, facts.asked)


def _text(questionnaire: Questionnaire, name: str) -> Text:
    variable = questionnaire.variables[name]
    return variable.item.label if variable.item else variable.question.text
