"""Scales of several items: their items must exist, be ordinal, and be answered on the same options."""

from collections.abc import Iterator, Sequence

from partysurvey.sources.questionnaires.draft import Data, Draft
from partysurvey.sources.questionnaires.finding import DataPath, Finding
from partysurvey.sources.questionnaires.reference_checks import References
from partysurvey.survey import Grid, Questionnaire, Scale, Variable
from partysurvey.survey.item_scale import scale_items
from partysurvey.survey.suggestion import did_you_mean


def scale_faults(survey: Draft) -> Iterator[Finding]:
    """Scales of the same name, and items that no scale can have."""
    references = References(survey)
    seen: set[str] = set()
    for path, part in survey.entries("scales", "id"):
        if part["id"] in seen:
            what = f"the id {part['id']!r} is already that of another scale"
            yield Finding((*path, "id"), what, "give every scale an id of its own")
        seen.add(part["id"])
    for path, part in survey.entries("scales", "items"):
        yield from _item_faults(part, path, references)


def _item_faults(part: Data, path: DataPath, references: References) -> Iterator[Finding]:
    questionnaire = references.questionnaire
    known = _ordinal_names(questionnaire)
    items: list[Variable] = []
    for place, name in enumerate(part["items"]):
        at = (*path, "items", place)
        if references.is_unreadable(name):
            return
        if name in known:
            items += scale_items(questionnaire, (name,))
        elif name in questionnaire.variables or name in references.derived:
            yield Finding(at, f"{name!r} is no item of a scale", "name questions of kind scale, grids or their items")
        else:
            yield Finding(at, f"there is no question {name!r}", did_you_mean(name, known))
    yield from _list_faults(part, path, items)


def _list_faults(part: Data, path: DataPath, items: Sequence[Variable]) -> Iterator[Finding]:
    """Items that stand twice, a single item, and items with other options than the first."""
    ids = [item.id for item in items]
    twice = sorted({name for name in ids if ids.count(name) > 1})
    if twice:
        yield Finding((*path, "items"), f"the item {twice[0]!r} is named twice", "name every item once")
    elif len(items) == 1 and len(part["items"]) == 1:
        yield Finding((*path, "items"), f"the scale has one item, {ids[0]!r}", "add others, or delete the scale")
    odd = [item for item in items if _scores(item) != _scores(items[0])]
    if odd:
        what = f"the items {ids[0]!r} and {odd[0].id!r} have different options or scores"
        yield Finding((*path, "items"), what, "leave one out, or give both the same options and scores")


def _ordinal_names(questionnaire: Questionnaire) -> list[str]:
    """The names that an item of a scale can have."""
    variables = (name for name, each in questionnaire.variables.items() if isinstance(each.question, Scale | Grid))
    return [*variables, *(question.id for question in questionnaire.questions if isinstance(question, Grid))]


def _scores(item: Variable) -> list[tuple[str, float | None]]:
    question = item.question
    return [(option.code, option.score) for option in question.options] if isinstance(question, Scale | Grid) else []
