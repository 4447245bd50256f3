"""Joint cells of the reference data under a design: totals, and covariances of what is estimated from them.

Taylor designs go through the product. For replicate and adjusted weights the covariance is written out here from the
rows (definitions: R's survey), so that the tests of independence, means and ranks stand by themselves.
"""

import csv
from dataclasses import dataclass

import numpy as np
from design_tallies import design_of, reference_tally
from reference_data import FOLDER, columns

from partysurvey.estimates.fpc_weights import unit_weights, weighted_counts, weighted_spine
from partysurvey.estimates.linear import Ratio, Total
from partysurvey.estimates.sampling import Sampling
from partysurvey.estimates.totals import cell_totals
from partysurvey.estimates.variance import estimand_covariance
from partysurvey.survey import Absence
from partysurvey.tally.plan import Cells, Plan

MARGINS = {"ps_clus1": ("stype",), "rake_clus1_tight": ("stype", "sch.wide")}


@dataclass(frozen=True)
class DesignedCells:
    """The cells of people who answered all variables: levels, totals (…), df of the design, rows, covariances."""

    levels: list
    table: np.ndarray
    df: float
    rows: int
    covariance: object  # of an estimand over the flattened cells

    def shares(self):
        """The shares of the cells as an estimand."""
        cells = self.table.size
        return Ratio(np.eye(cells), np.ones((cells, cells)))

    def totals(self):
        """The totals of the cells as an estimand."""
        return Total(np.eye(self.table.size))


def designed_cells(entry, *variables):
    """The joint cells of variables under the design of an entry."""
    design = entry["design"]
    name = entry["data"].removesuffix(".csv")
    tally = reference_tally(name, design_of(design), Plan(frozenset([Cells(variables, by_unit=True)])))
    from_fpc = str(design.get("weights", "")).startswith("from fpc")
    weights = unit_weights(tally.spine) if from_fpc else np.ones(len(tally.spine.units))
    counts = weighted_counts(tally.counts(*variables, by_unit=True), weights)
    answered = np.ix_(*([not isinstance(level, Absence) for level in axis.levels] for axis in counts.axes))
    sampling = Sampling(weighted_spine(tally.spine, weights))
    levels = [axis.answers for axis in counts.axes]
    if design["kind"] == "replicate" or "adjustment" in design:
        return _from_rows(design, name, variables, levels, sampling)
    totals = cell_totals(type(counts)(counts.axes, counts.n, counts.w[answered], counts.w2[answered], counts.units))
    table = totals.first.sum(axis=1).reshape([len(level) for level in levels])
    df, rows = sampling.degrees_of_freedom, int(tally.spine.n.sum())
    return DesignedCells(levels, table, df, rows, lambda estimand: estimand_covariance(estimand, totals, sampling))


def _from_rows(design, name, variables, levels, sampling):
    found = columns(name)
    shape = [len(level) for level in levels]
    place = {variable: [str(level) for level in axis] for variable, axis in zip(variables, levels, strict=True)}
    number = {variable: not isinstance(axis[0], str) for variable, axis in zip(variables, levels, strict=True)}

    def level(variable, text):
        return place[variable].index(str(float(text)) if number[variable] else text)

    cells = [
        np.ravel_multi_index([level(v, found[v][row]) for v in variables], shape)
        for row in range(len(found[variables[0]]))
    ]
    indicators = np.zeros((len(cells), int(np.prod(shape))))
    indicators[np.arange(len(cells)), cells] = 1
    if design["kind"] == "replicate":
        weights, covariance = _replicated(design, indicators, np.array(found["pw"], dtype=float))
    else:
        weights, covariance = _adjusted(design, indicators, found)
    table = (weights @ indicators).reshape(shape)
    df = design["n_replicates"] - 1 if design["kind"] == "replicate" else sampling.degrees_of_freedom
    return DesignedCells(levels, table, df, len(cells), covariance)


def _replicated(design, indicators, weights):
    replicates = weights_file(design["replicate_file"]).T @ indicators  # (R, m)

    def covariance(estimand):
        values = estimand.value(replicates.T)
        around = values - values.mean(axis=1, keepdims=True)
        return design["scale"] * design["rscales"] * around @ around.T

    return weights, covariance


def _adjusted(design, indicators, found):
    weights = weights_file(design["final_weights_file"])[:, 0]
    margins = np.hstack([_dummies(found[name]) for name in MARGINS[design["name"]]])
    clusters = _dummies(found["dnum"])
    drawn = clusters.shape[1]
    factor = (1 - drawn / float(found["fpc"][0])) * drawn / (drawn - 1)

    def covariance(estimand):
        z = indicators @ estimand.scores(weights @ indicators).T
        fitted = margins @ np.linalg.lstsq(margins, z, rcond=None)[0]  # the base weights are all equal
        sums = clusters.T @ (weights[:, None] * (z - fitted))
        around = sums - sums.mean(axis=0)
        return factor * around.T @ around

    return weights, covariance


def _dummies(values):
    return np.array([[value == level for level in sorted(set(values))] for value in values], dtype=float)


def weights_file(name):
    """2-D float array, the columns of a file of weights."""
    path = FOLDER.parent / "weights" / name.rsplit("/", 1)[-1]
    with path.open(encoding="utf-8", newline="") as file:
        return np.array(list(csv.reader(file))[1:], dtype=float)
