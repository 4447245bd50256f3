"""Tallies of the reference data under the designs that R was given, through the product's own reader and counting."""

import json
from pathlib import Path

from partysurvey.engines.local import count
from partysurvey.sources.opening import open_source
from partysurvey.survey import Binding, Columns, Design, Number, Option, Questionnaire, SingleChoice, Text
from partysurvey.tally.counting import Counting

FOLDER = Path(__file__).parent / "reference" / "data"


def listed(value):
    return () if value is None else (value,) if isinstance(value, str) else tuple(value)


def design_of(entry_design):
    """The design of a reference entry: columns as partysurvey names them. Weights made from fpc are left to the tally."""
    weights = entry_design.get("weights")
    return Design(
        weight=None if weights is None or weights.startswith("from fpc") else weights,
        strata=entry_design.get("strata"),
        psu=listed(entry_design.get("ids")),
        fpc=listed(entry_design.get("fpc")),
        nest=entry_design.get("nest", False),
    )


def reference_questionnaire(name):
    """The columns of a data set as questions: factors as single choices in R's level order, the rest as numbers."""
    book = json.loads((FOLDER / f"{name}.json").read_text(encoding="utf-8"))
    return Questionnaire(id=name, title=Text.same(name), questions=tuple(map(_question, book["columns"])))


def _question(column):
    text = Text.same(column["name"])
    if column["type"] in {"factor", "ordered"}:
        options = tuple(Option(level, Text.same(level)) for level in column["levels"])
        return SingleChoice(id=column["name"], text=text, options=options)
    return Number(id=column["name"], text=text)


def reference_tally(name, design, plan):
    """The tally of a data set under a design."""
    questionnaire = reference_questionnaire(name)
    source = open_source(FOLDER / f"{name}.csv")
    binding = Binding({question.id: Columns((question.id,)) for question in questionnaire.questions})
    counting = Counting(questionnaire, binding, plan, design=design, columns=source.columns)
    return count(source.batches(counting.needed_columns), counting)
