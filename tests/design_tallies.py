"""Tallies of the reference data under the designs that R was given, through the product's own reader and counting."""

import json
import math
from functools import cache
from pathlib import Path

import numpy as np
from reference_data import assert_close

from partysurvey.engines.local import count
from partysurvey.estimates.sample import fpc_weighted, sample_needs, sample_of
from partysurvey.estimates.sampling import Sampling, nested
from partysurvey.sources.opening import open_source
from partysurvey.survey import Binding, Columns, Design, Number, Option, Questionnaire, SingleChoice, Text
from partysurvey.survey.condition_text import parse_condition
from partysurvey.tally.counting import Counting
from partysurvey.tally.plan import Plan

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


@cache
def reference_tally(name, design, plan, where=None, file=None):
    """The tally of a data set (or of another file with the same columns) under a design."""
    questionnaire = reference_questionnaire(name)
    source = open_source(file or FOLDER / f"{name}.csv")
    binding = Binding({question.id: Columns((question.id,)) for question in questionnaire.questions})
    counting = Counting(questionnaire, binding, plan, design=design, where=where, columns=source.columns)
    return count(source.batches(counting.needed_columns), counting)


def reference_sample(entry, *variables, where="", name=None, file=None, **options):
    """The sample of an entry's data under its design, with the joint answers to the variables."""
    name = name or entry["data"].removesuffix(".csv")
    condition = parse_condition(where) if where else None
    plan = Plan(frozenset([sample_needs(*variables)]))
    tally = reference_tally(name, design_of(entry["design"]), plan, condition, file)
    sampling = nested(Sampling(tally.spine, **options), nest=entry["design"].get("nest", False))
    if str(entry["design"].get("weights", "")).startswith("from fpc"):
        sampling = fpc_weighted(sampling)
    return sample_of(tally, sampling, *variables)


def assert_estimates(estimate, entry, expected=None, names=None, *, replaced=False):
    """Every part of R's answer that the entry has: estimate, se, deff (of sampling with replacement), cv, ends, df."""
    expected = entry["result"] if expected is None else expected
    deff = estimate.deff_replace if replaced or "deffreplace" in entry["id"] else estimate.deff
    ours = {
        "estimate": estimate.values,
        "se": estimate.se,
        "cv": estimate.cv,
        "deff": deff,
        "ci95_normal": estimate.interval(df=math.inf),
        "ci95_t": estimate.interval(),
    }
    assert estimate.df == expected.get("df", estimate.df)
    for place, name in enumerate(names or estimate.names):
        known = abs(expected["estimate"][name] or 1)
        exact = expected["se"][name] < 1e-8 * known  # in theory 0
        for part, values in ours.items():
            if part not in expected:
                continue
            if exact and part in {"se", "cv", "deff"}:
                assert abs(values[place]) < 1e-6 * known, (part, name)
            else:
                for mine, reference in zip(np.ravel(values[place]), np.ravel(expected[part][name]), strict=True):
                    assert_number(mine, reference, entry)


def assert_number(mine, reference, entry):
    """The same number within the entry's tolerance; "Inf" is infinite."""
    if reference in {"Inf", "-Inf"}:
        assert mine == float(reference.replace("Inf", "inf"))
    else:
        assert_close(float(mine), reference, entry)
