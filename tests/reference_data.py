"""Access to the reference values of R and the data they were made from; see reference/data/README.md.

Every comparison goes through `assert_close` or `assert_same`, which keep account of it by entry in `compared`:
docs/reference_table.py makes the table at the end of docs/statistics.md from that.
"""

import csv
import json
from collections import defaultdict
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from pathlib import Path

from hand_counts import hand_tally

from partysurvey.estimates.analysis import estimate
from partysurvey.estimates.needs import needs
from partysurvey.estimates.results import Inference
from partysurvey.survey import Absence, MultipleChoice, Net, Number, Option, Questionnaire, Scale, SingleChoice, Text

FOLDER = Path(__file__).parent / "reference" / "data"


@dataclass
class Compared:
    """The comparisons with one entry: how many, the largest relative deviation, the widest relative tolerance."""

    numbers: int = 0
    deviation: float = 0.0
    tolerance: float = 0.0


compared = defaultdict(Compared)  # by the id of the entry

# Entries whose numbers the product does not give as they stand, by patterns of their ids, with the reason; the tests put
# R's convention in, and show that nothing else is different.
DISAGREEING = {
    "open.fisher.2x2 open.fisher.2x2.greater": "R ends its search for the odds ratio and its limits at a step of eps^(1/4); "
    "ours has all digits (SciPy gives the same to 1e-10). The p-value agrees.",
    "open.ciprop.awards.dclus2.likelihood open.ciprop.awards.dpaired.likelihood open.ciprop.stypeH.dclus2.likelihood": "R "
    "reads the ends off a spline through a dozen points of the profile; ours are the roots. With R's spline through our "
    "profile they agree.",
    "open.quantile.dstrat.hf[4-9]": "R's interpolated quantiles depend on the order of rows with equal values and unequal "
    "weights, which a tally does not keep; ours differ by less than a standard error. From rows in the order of the file "
    "they agree.",
    "open.quantile.dclus1.hf4": "Below the first respondent's place R goes on beneath the least value; ours stays there.",
    "open.ranktest.*.dstrat.[!m]* open.ranktest.*.dclus2.[!m]*": "R's ranks of people with equal values and unequal weights "
    "depend on the order of the rows; ours are the mean over all orders, and the statistic differs by at most 3 %. With "
    "R's ranks they agree.",
    "open.chisq.*.lincom open.chisq.*.saddlepoint": "R cuts the denominator's degrees of freedom to a whole number, and has "
    "infinite ones for replicate weights. With R's put in, p agrees.",
    "open.cal.*.rake_strat_tight": "R's `rake` takes unweighted means of the margins for its standard errors, which is "
    "another number where base weights differ; with those they agree. The product has the residuals of `calibrate`, which "
    "agree with `open.cal.*.cal_rak_strat`.",
    "open.splithalf.agree": "psych tries only the first half of the splits of an odd number of items; ours tries all. With "
    "psych's they agree.",
    "open.polychor.ml.A1_A2": "R's search stopped before the maximum: its deviance is 188.094, ours 187.423. At R's "
    "estimates ours is R's deviance.",
}


def entries(file, *starts):
    """The entries of a reference file whose ids begin in one of the ways, by id."""
    found = json.loads((FOLDER / file).read_text(encoding="utf-8"))["entries"]
    return {entry["id"]: entry for entry in found if not starts or entry["id"].startswith(starts)}


def entries_by_id():
    """Every entry of every reference file, by id."""
    return {name: entry for file in sorted(FOLDER.glob("[0-9]*.json")) for name, entry in entries(file.name).items()}


def disagreement(entry_id):
    """The reason why the product does not give the entry's numbers as they stand; None where it does."""
    fitting = (
        why for patterns, why in DISAGREEING.items() if any(fnmatchcase(entry_id, one) for one in patterns.split())
    )
    return next(fitting, None)


@cache
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
    """The two numbers are the same within the entry's tolerance."""
    assert ours is not None
    deviation = abs(ours - reference)
    note(entry, deviation / max(abs(reference), 1e-6))
    assert deviation <= entry["rel_tol"] * abs(reference) + 1e-9, (entry["id"], ours, reference)


def assert_same(ours, reference, entry):
    """The two numbers (or lists of them, or refusals) are the same exactly."""
    note(entry, 0.0)
    assert ours == reference, entry["id"]


def note(entry, deviation):
    """Keep account of a comparison; what follows a blank in the id says which number of the entry it was."""
    account = compared[entry["id"].partition(" ")[0]]
    account.numbers += 1
    account.deviation = max(account.deviation, float(deviation))
    account.tolerance = max(account.tolerance, entry.get("rel_tol", 0.0))
