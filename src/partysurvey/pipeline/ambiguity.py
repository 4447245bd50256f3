"""Cells that name several options and can be cut in more than one way: told with their rows, never guessed."""

from collections.abc import Iterator

from partysurvey.report.accounting import Remark
from partysurvey.sources.recognition import Recognition
from partysurvey.sources.source import Source
from partysurvey.survey import Layout, MultipleChoice, Text
from partysurvey.survey.plain_text import trimmed
from partysurvey.tally.coding import splitters
from partysurvey.tally.tally import Tally

LISTED = 5  # places told of one question


def ambiguity_remarks(source: Source, recognition: Recognition, tally: Tally) -> Iterator[Remark]:
    """One remark for each multiple choice in which some answers are ambiguous: how many, and where."""
    columns = {column.name: column for column in source.columns}
    for question in recognition.questionnaire.questions:
        bound = recognition.binding.columns.get(question.id)
        unknown = tally.unknown.get(question.id)
        if not unknown or bound is None or bound.layout is Layout.PER_OPTION:
            continue
        if not isinstance(question, MultipleChoice) or len(bound.columns) != 1:
            continue
        cut = splitters(question, columns[bound.columns[0]].manner)
        texts = {text: n for text, n in unknown.items() if any(each.is_ambiguous(trimmed(text)) for each in cut)}
        if texts:
            yield _remark(question.text, sum(texts.values()), _places(source, bound.columns[0], texts))


def _places(source: Source, column: str, texts: dict[str, int]) -> tuple[str, ...]:
    from partysurvey.sources.row_places import places_of, rows_with  # noqa: PLC0415  # rarely needed

    return places_of(source, rows_with(source, column, texts)[:LISTED])


def _remark(question: Text, n: int, places: tuple[str, ...]) -> Remark:
    more = n > len(places)
    return Remark(
        "ambiguous_answers",
        Text(
            f"“{question.into('zh')}”有 {n} 个回答可作多种拆分，未猜测、按未知计：{'、'.join(places)}{' 等' * more}。",
            f'{n} answer{"s" * (n != 1)} to "{question.into("en")}" can be cut into options in more than one way; '
            f"not guessed, counted as unknown: {', '.join(places)}{' …' * more}.",
        ),
    )
