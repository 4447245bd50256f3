"""Scales of several items: what a questionnaire declares to measure one thing."""

from msgspec import Struct

from partysurvey.survey.question import Grid
from partysurvey.survey.questionnaire import Questionnaire, Variable
from partysurvey.survey.text import Text


class ItemScale(Struct, frozen=True):
    """Several items that are to measure one thing; reversed ones are turned as their questions say."""

    id: str
    text: Text
    items: tuple[Variable, ...]


def item_scales(questionnaire: Questionnaire) -> tuple[ItemScale, ...]:
    """The declared scales, then each grid of two items or more that is not declared as one, in questionnaire order."""
    declared = tuple(
        ItemScale(scale.id, scale.text, scale_items(questionnaire, scale.items)) for scale in questionnaire.scales
    )
    known = [scale.items for scale in declared]
    grids = (
        ItemScale(question.id, question.text, scale_items(questionnaire, (question.id,)))
        for question in questionnaire.questions
        if isinstance(question, Grid) and len(question.items) > 1 and not question.personal
    )
    return (*declared, *(grid for grid in grids if grid.items not in known))


def scale_items(questionnaire: Questionnaire, names: tuple[str, ...]) -> tuple[Variable, ...]:
    """The variables of that id, each once; the id of a grid stands for its items. KeyError for an unknown name."""
    grids = {question.id: question for question in questionnaire.questions if isinstance(question, Grid)}
    ids = (part for name in names for part in (grids[name].variables if name in grids else (name,)))
    return tuple(questionnaire.variables[name] for name in dict.fromkeys(ids))
