"""Tallies of the items of `bfi` as scales, read and counted by the product itself."""

from itertools import combinations
from pathlib import Path

from msgspec.structs import replace
from reference_data import scale

from partysurvey.engines.local import count
from partysurvey.sources.opening import open_source
from partysurvey.survey import Binding, Columns, Comparison, Design, Every, Number, Questionnaire, Text
from partysurvey.tally.counting import Counting
from partysurvey.tally.plan import Cells, Plan

FOLDER = Path(__file__).parent / "reference" / "data"
SCALES = {
    name: tuple(f"{name[0].upper()}{place}" for place in range(1, 6))
    for name in ("agree", "conscientious", "extraversion", "neuroticism", "openness")
}
ITEMS = tuple(item for items in SCALES.values() for item in items)
REVERSED = frozenset(("A1", "C4", "C5", "E1", "E2", "O2", "O5"))


def bfi_questionnaire(reverse=REVERSED):
    """The 25 items of bfi, scored 1 … 6, those named reversed."""
    questions = tuple(replace(scale(item, "123456"), reversed=item in reverse) for item in ITEMS)
    return Questionnaire(id="bfi", title=Text.same("bfi"), questions=questions)


def tally_of(questionnaire, name, plan, *, where=None, design=None, file=None):
    """The tally of a data set of the reference, or of a file with its columns."""
    source = open_source(file or FOLDER / f"{name}.csv")
    binding = Binding({variable: Columns((variable,)) for variable in questionnaire.variables})
    design = design or Design()
    counting = Counting(questionnaire, binding, plan, design=design, where=where, columns=source.columns)
    return count(source.batches(counting.needed_columns), counting)


def bfi_tally(*items, reverse=REVERSED, file=None):
    """The joint table of some items of bfi, and the items."""
    questionnaire = bfi_questionnaire(reverse)
    tally = tally_of(questionnaire, "bfi", Plan(frozenset({Cells(items)})), file=file)
    return tally, [questionnaire.variables[item] for item in items]


def bfi_pairs(*items, reverse=REVERSED, complete=False):
    """The tables of the pairs of some items of bfi, of everybody or of those who answered all; and the items."""
    questionnaire = bfi_questionnaire(reverse)
    needs = frozenset(Cells(pair) for pair in combinations(items, 2))
    where = Every(tuple(Comparison(item, "answered") for item in items)) if complete else None
    tally = tally_of(questionnaire, "bfi", Plan(needs), where=where)
    return tally, [questionnaire.variables[item] for item in items]


def number_tally(name, items, design):
    """The joint table of some numbers of a data set, and the numbers."""
    questions = tuple(Number(id=item, text=Text.same(item)) for item in items)
    questionnaire = Questionnaire(id=name, title=Text.same(name), questions=questions)
    tally = tally_of(questionnaire, name, Plan(frozenset({Cells(tuple(items))})), design=design)
    return tally, list(questionnaire.variables.values())
