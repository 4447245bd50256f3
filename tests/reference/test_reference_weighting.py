"""Post-stratification, raking, calibration and trimming against R survey (10_calibration.json and its weight files)."""

import csv
from functools import cache
from statistics import NormalDist

import numpy as np
import pytest
from design_tallies import design_of, reference_tally
from msgspec.structs import replace
from reference_data import FOLDER, assert_close, assert_same, columns, entries

from partysurvey.estimates.calibrated import residual_scores, swept_scores, weighted_covariance, weighted_totals
from partysurvey.estimates.linear import Ratio, Total
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.student import t_quantile
from partysurvey.estimates.variance import standard_errors
from partysurvey.tally.plan import Cells, Plan
from partysurvey.weighting.distances import bounded_distance, linear_distance, logit_distance, raking_distance
from partysurvey.weighting.joint import joint_cells
from partysurvey.weighting.kish import weight_spread
from partysurvey.weighting.margins import indicators, joint_margin, margin, placed
from partysurvey.weighting.raking import replicate_ratios
from partysurvey.weighting.trimming import trimmed_weights
from partysurvey.weighting.weighting import calibrated, poststratified, raked, unadjusted

ENTRIES = {name: entry for name, entry in entries("10_calibration.json").items() if entry.get("design")}
POPULATION = entries("10_calibration.json")["open.cal.population_margins"]["result"]
WEIGHTS = FOLDER.parent / "weights"
STYPE, WIDE, AWARDS = (margin(name, POPULATION[name]) for name in ("stype", "sch.wide", "awards"))
BOTH = joint_margin(
    ("stype", "sch.wide"),
    {
        (row, col): POPULATION["stype_schwide"]["values"][r][c]
        for r, row in enumerate("EHM")
        for c, col in enumerate(("No", "Yes"))
    },
)


def rake(*margins, tolerance=1e-13, rounds=1000):
    return margins, lambda cells: raked(cells, [placed(each, cells) for each in margins], tolerance, rounds)


def poststratify(target):
    return (target,), lambda cells: poststratified(cells, placed(target, cells))


def calibrate(distance, target, *, api99=False):
    def weighting(cells):
        values, totals = indicators([placed(each, cells) for each in target])
        if api99:
            values = np.vstack((values, cells.numbers("api99")))
            totals = np.append(totals, POPULATION["api99_total"])
        return calibrated(cells, values, totals, distance)

    return target, weighting


METHODS = {
    "ps_clus1": poststratify(STYPE),
    "ps_strat": poststratify(WIDE),
    "ps2_clus1": poststratify(BOTH),
    "ps_jk1": poststratify(STYPE),
    "rake_clus1_default": rake(STYPE, WIDE, tolerance=1, rounds=10),
    "rake_clus1_tight": rake(STYPE, WIDE),
    "rake3_clus1_tight": rake(STYPE, WIDE, AWARDS),
    "rake_strat_tight": rake(STYPE, WIDE),
    "rake_jk1_tight": rake(STYPE, WIDE),
    "cal_lin_clus1": calibrate(linear_distance(), (STYPE,), api99=True),
    "cal_lin_strat": calibrate(linear_distance(), (WIDE,), api99=True),
    "cal_rak_strat": calibrate(raking_distance(), (STYPE, WIDE)),
    "cal_rak_clus1": calibrate(raking_distance(), (STYPE,), api99=True),
    "cal_rak_cat_clus1": calibrate(raking_distance(), (STYPE, WIDE)),
    "cal_bound_clus1": calibrate(bounded_distance(0.7, 1.6), (STYPE,), api99=True),
    "cal_logit_clus1": calibrate(logit_distance(0.6, 1.9), (STYPE,), api99=True),
    "cal_lin_jk1": calibrate(linear_distance(), (STYPE,), api99=True),
    "trim_strat": ((), unadjusted),
    "trim_strict_rake": rake(STYPE, WIDE),
}
NUMBERED = {"cal_lin_clus1", "cal_lin_strat", "cal_rak_clus1", "cal_lin_jk1", "cal_bound_clus1", "cal_logit_clus1"}
TRIMS = {"trim_strat": (16, 40, False), "trim_strict_rake": (25, 45, True)}


def auxiliary_variables(name):
    named = dict.fromkeys(variable for each in METHODS[name][0] for variable in each.variables)
    number = ("api99",) if name in NUMBERED else ()
    return (*named, *number, *(("pw",) if name in TRIMS else ()))


def of(*kinds):
    chosen = [entry for name, entry in ENTRIES.items() if name.split(".")[2] in kinds]
    return pytest.mark.parametrize("entry", chosen, ids=lambda entry: entry["id"])


@cache
def counted(name):
    """The tally of a design by person, with everything that an entry asks about, and its weighting."""
    entry = next(each for each in ENTRIES.values() if each["design"]["name"] == name)
    design = entry["design"]
    if design["kind"] == "replicate":
        design = {"ids": "dnum", "weights": "pw", "fpc": "fpc"}
    auxiliary = auxiliary_variables(name)
    asked = [("api00",), ("enroll",), ("stype",), ("awards",), ("api.stu", "enroll"), ("api00", "awards"), ("snum",)]
    plan = frozenset(Cells(tuple(dict.fromkeys((*each, *auxiliary))), by_unit=True) for each in asked)
    tally = reference_tally(entry["data"].removesuffix(".csv"), design_of(design), Plan(plan))
    return tally, trimmed(METHODS[name][1](joint_cells(tally, auxiliary)), name)


def trimmed(weighting, name):
    if name not in TRIMS:
        return weighting
    low, high, strict = TRIMS[name]
    cells = weighting.cells
    old = cells.numbers("pw") * weighting.ratios
    new = trimmed_weights(old, cells.n, low, high, strict=strict)
    return replace(weighting, trimming=new / old)


@cache
def replicate_weights(file):
    """(people, R) replicate weights, in the order of snum."""
    with (WEIGHTS / file).open(encoding="utf-8", newline="") as opened:
        rows = [[float(value) for value in row] for row in list(csv.reader(opened))[1:]]
    order = np.argsort([float(number) for number in columns("apiclus1")["snum"]])
    return np.array(rows)[order]


def file_weights(entry):
    """The weights that R arrived at, in the order of snum."""
    with (WEIGHTS / entry["design"]["final_weights_file"].split("/")[-1]).open(encoding="utf-8") as opened:
        weights = [float(row["weight"]) for row in csv.DictReader(opened)]
    order = np.argsort([float(number) for number in columns(entry["data"].removesuffix(".csv"))["snum"]])
    return np.array(weights)[order]


def people(name):
    """The cells of single people, in the order of snum."""
    tally, weighting = counted(name)
    return joint_cells(tally, ("snum", *auxiliary_variables(name)), by_unit=True), weighting


@of("mean")
def test_weights_agree_person_by_person(entry):
    cells, weighting = people(entry["design"]["name"])
    ours = weighted_totals(cells, weighting).first.sum(axis=1)
    for mine, reference in zip(ours, file_weights(entry), strict=True):
        assert_close(mine, reference, entry)


@of("kish")
def test_weight_spread(entry):
    cells, weighting = people(entry["design"]["name"])
    spread = weight_spread(weighted_totals(cells, weighting).first.sum(axis=1), cells.n)
    assert_spread(spread, entry["result"], entry)


def assert_spread(spread, expected, entry):
    assert spread.n == expected["n"]
    named = {
        "sum_w": spread.total,
        "n_eff": spread.effective,
        "weighting_effect": spread.effect,
        "cv_population": spread.variation,
        "cv_sample": spread.sample_variation,
        "efficiency_pct": 100 * spread.efficiency,
        "min": spread.low,
        "max": spread.high,
        "ratio_max_min": spread.largest_ratio,
        "max_over_mean": spread.largest_to_mean,
    }
    for key, ours in named.items():
        assert_close(ours, expected[key], entry)


def estimand_of(kind, cells, variable):
    """The linear estimands of a variable on the cells, by R's names of them."""
    if variable in {"stype", "awards"}:
        answers = cells.axis(variable).answers
        part = np.equal.outer(np.arange(len(answers)), cells.place(variable)).astype(float)
        names = [f"{variable}{level}" for level in answers]
    else:
        part, names = np.nan_to_num(cells.numbers(variable))[None, :], [variable]
    whole = np.tile(cells.answered(variable), (len(part), 1))
    return names, (Total(part) if kind == "total" else Ratio(part, whole))


def value_and_se(entry, cells, weighting, tally, estimand):
    """Estimates and standard errors, by Taylor or from the replicates."""
    value = estimand.value(weighted_totals(cells, weighting).first.sum(axis=1))
    if entry["design"]["kind"] == "taylor":
        residuals = swept_scores if entry["design"]["name"].startswith(("rake", "trim_strict")) else residual_scores
        covariance = weighted_covariance(estimand, cells, weighting, Sampling(tally.spine), residuals)
        return value, standard_errors(covariance)
    return value, replicate_errors(entry, cells, weighting, estimand)


def replicate_errors(entry, cells, weighting, estimand):
    """√(scale Σ (θ_r - θ̄)²), every replicate weighted by itself on the cells of the margins."""
    singles, _ = people(entry["design"]["name"])
    by_person = replicate_weights(entry["design"]["replicate_file"].split("/")[-1])
    old = summed(by_person, singles.within(weighting.cells), weighting.cells.n.size)
    method = METHODS[entry["design"]["name"]][1]

    def ratios(w):
        part = type(weighting.cells)(*(getattr(weighting.cells, key) for key in ("axes", "places", "n")), w, w)
        return method(part).ratios

    factors = replicate_ratios(old, ratios)
    person_cell = person_cells(cells)
    new = summed(by_person * factors[singles.within(weighting.cells)], person_cell, cells.n.size)
    values = estimand.value(new)
    return np.sqrt(entry["design"]["scale"] * ((values - values.mean(axis=1, keepdims=True)) ** 2).sum(axis=1))


def summed(values, groups, size):
    whole = np.zeros((size, values.shape[1]))
    np.add.at(whole, groups, values)
    return whole


def person_cells(cells):
    """The cell of each person, in the order of snum, from the data themselves."""
    data = columns("apiclus1")
    order = np.argsort([float(number) for number in data["snum"]])
    known = {tuple(place): cell for cell, place in enumerate(cells.places.T.tolist())}
    levels = [[str(level) for level in axis.levels] for axis in cells.axes]
    texts = [
        [text if text in known_levels else str(float(text)) for text in data[axis.variable]]
        for axis, known_levels in zip(cells.axes, levels, strict=True)
    ]
    places = [[line.index(text) for text in column] for line, column in zip(levels, texts, strict=True)]
    return np.array([known[tuple(column[row] for column in places)] for row in order])


def cells_for(entry, *variables):
    name = entry["design"]["name"]
    tally, weighting = counted(name)
    wanted = tuple(dict.fromkeys((*variables, *auxiliary_variables(name))))
    return tally, weighting, joint_cells(tally, wanted, by_unit=True)


# Where base weights differ, the SEs to prefer are those of calibrate(calfun = "raking"), which has the same weights.
PREFERRED = {"rake_strat_tight": "cal_rak_strat"}


def assert_se(ours, reference, value, entry):
    """SEs of what is calibrated are 0 but for rounding."""
    if reference < 1e-9 * max(abs(value), 1):
        assert ours <= 1e-9 * max(abs(value), 1)
    else:
        assert_close(ours, reference, entry)


@of("mean", "total")
def test_means_and_totals(entry):
    kind = entry["id"].split(".")[2]
    expected = entry["result"]
    for variable in ("api00", "enroll", "stype") if kind == "mean" else ("enroll", "awards"):
        tally, weighting, cells = cells_for(entry, variable)
        names, estimand = estimand_of(kind, cells, variable)
        values, se = value_and_se(entry, cells, weighting, tally, estimand)
        for name, value, error in zip(names, values, se, strict=True):
            assert_close(value, expected["estimate"][name], entry)
            assert_se(error, expected["se"][name], value, entry)
            assert_interval(entry, name, value, error, Sampling(tally.spine).degrees_of_freedom)


def assert_interval(entry, name, value, error, df):
    assert df == entry["result"]["df"]
    if entry["result"]["se"][name] < 1e-5 * abs(value):
        return
    assert_close(error / value, entry["result"]["cv"][name], entry)
    for key, quantile in (("ci95_t", t_quantile(0.975, df)), ("ci95_normal", NormalDist().inv_cdf(0.975))):
        low, high = entry["result"][key][name]
        assert_close(value - quantile * error, low, entry)
        assert_close(value + quantile * error, high, entry)


@of("ratio")
def test_ratios(entry):
    tally, weighting, cells = cells_for(entry, "api.stu", "enroll")
    both = cells.answered("api.stu") * cells.answered("enroll")
    numbers = [np.nan_to_num(cells.numbers(name)) * both for name in ("api.stu", "enroll")]
    estimand = Ratio(numbers[0][None, :], numbers[1][None, :])
    (value,), (error,) = value_and_se(entry, cells, weighting, tally, estimand)
    assert_close(value, entry["result"]["ratio"], entry)
    assert_se(error, entry["result"]["se"], value, entry)


@of("by")
def test_domain_means(entry):
    tally, weighting, cells = cells_for(entry, "api00", "awards")
    for row in entry["result"]:
        domain = cells.place("awards") == cells.axis("awards").levels.index(row["awards"])
        inside = domain * cells.answered("api00")
        estimand = Ratio((np.nan_to_num(cells.numbers("api00")) * inside)[None, :], inside[None, :])
        (value,), (error,) = value_and_se(entry, cells, weighting, tally, estimand)
        assert_close(value, row["api00"], entry)
        assert_se(error, row["se"], value, entry)


def test_population_margins():
    tally = reference_tally(
        "apipop", design_of({}), Plan(frozenset([Cells(("stype", "sch.wide")), Cells(("awards",))]))
    )
    entry = entries("10_calibration.json")["open.cal.population_margins"]
    assert_same(dict(zip("EHM", tally.counts("stype").n, strict=False)), POPULATION["stype"], entry)
    both = tally.counts("stype", "sch.wide").n[:3, :2].tolist()
    assert_same(both, POPULATION["stype_schwide"]["values"], entry)
    assert_same(dict(zip(("No", "Yes"), tally.counts("awards").n, strict=False)), POPULATION["awards"], entry)


def test_residuals_of_the_auxiliaries_are_nothing():
    _, weighting, cells = cells_for(ENTRIES["open.cal.mean.rake_strat_tight"], "stype")
    scores = estimand_of("total", cells, "stype")[1].numerator
    assert np.abs(residual_scores(scores, cells, weighting)).max() < 1e-12


@pytest.mark.parametrize(("name", "preferred"), PREFERRED.items())
def test_raking_where_base_weights_differ_has_the_standard_errors_of_calibration(name, preferred):
    """The weights of rake() with SEs from residuals weighted by the base weights: the recommended form."""
    entry = ENTRIES[f"open.cal.mean.{name}"]
    tally, weighting, cells = cells_for(entry, "api00")
    covariance = weighted_covariance(estimand_of("mean", cells, "api00")[1], cells, weighting, Sampling(tally.spine))
    reference = ENTRIES[f"open.cal.mean.{preferred}"]
    assert_close(standard_errors(covariance)[0], reference["result"]["se"]["api00"], reference)
