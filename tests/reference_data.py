"""Access to the reference values of R and the data they were made from; see reference/data/README.md."""

import csv
import json
from pathlib import Path
from types import SimpleNamespace

from hand_counts import hand_tally

from partysurvey.estimates.analysis import estimate
from partysurvey.estimates.needs import needs
from partysurvey.estimates.results import Inference
from partysurvey.survey import Absence, MultipleChoice, Net, Number, Option, Questionnaire, Scale, SingleChoice, Text

FOLDER = Path(__file__).parent / "reference" / "data"
largest = SimpleNamespace(deviation=0.0, of="")


def entries(file, *starts):
    """The entries of a reference file whose ids begin in one of the ways, by id."""
    found = json.loads((FOLDER / file).read_text(encoding="utf-8"))["entries"]
    return {entry["id"]: entry for entry in found if not starts or entry["id"].startswith(starts)}


def columns(name):
    """The columns of a data set, as texts; an empty field is None."""
    with (FOLDER / f"{name}.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    return {key: [row[key] or None for row in rows] for key in rows[0]}


def codes(values):
    """The levels of a choice question."""
    return [Absence.SYSTEM if value is None else value for value in values]


def numbers(values):
    """The levels of a number question."""
    return [Absence.SYSTEM if value is None else float(value) for value in values]


def single(name, levels):
    return SingleChoice(id=name, text=Text.same(name), options=_options(levels))


def scale(name, levels, nets=()):
    options = tuple(Option(level, Text.same(level), score=float(level)) for level in levels)
    named = tuple(Net(code, Text.same(code), members) for code, members in nets)
    return Scale(id=name, text=Text.same(name), options=options, nets=named)


def multiple(name, levels):
    return MultipleChoice(id=name, text=Text.same(name), options=_options(levels))


def number(name):
    return Number(id=name, text=Text.same(name))


def _options(levels):
    return tuple(Option(level, Text.same(level)) for level in levels)


def estimates(questions, answers, *, banners=(), weights=None, inference=None):
    """What partysurvey makes of the answers, through its public functions; the counting is done by hand."""
    questionnaire = Questionnaire(id="reference", title=Text.same("reference"), questions=tuple(questions))
    plan = needs(questionnaire, None, banners)
    tally = hand_tally(questionnaire, plan, answers, weights)
    return estimate(questionnaire, tally, None, banners, inference or Inference())


def assert_close(ours, reference, entry):
    """The two numbers are the same within the entry's tolerance; keeps the largest relative deviation seen."""
    assert ours is not None
    deviation = abs(ours - reference)
    relative = deviation / max(abs(reference), 1e-6)
    if relative > largest.deviation:
        largest.deviation, largest.of = relative, entry["id"]
    assert deviation <= entry["rel_tol"] * abs(reference) + 1e-9, (entry["id"], ours, reference)
