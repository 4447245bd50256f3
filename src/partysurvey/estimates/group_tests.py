"""Tests that the groups of a banner are alike: in all shares, in the ranks of scores, in the mean of a number."""

import numpy as np
from msgspec import Struct

from partysurvey.estimates.association import pearson
from partysurvey.estimates.column_letters import number_groups
from partysurvey.estimates.comparisons.designed_means import many_means_test, two_means_test
from partysurvey.estimates.comparisons.mean_tests import welch_anova, welch_t
from partysurvey.estimates.comparisons.of_samples import rank_test
from partysurvey.estimates.comparisons.ranks import kruskal_wallis
from partysurvey.estimates.comparisons.rao_scott import DesignedTable, rao_scott_f
from partysurvey.estimates.comparisons.significance import Significance
from partysurvey.estimates.crossing import CrossedCells, CrossedNumbers
from partysurvey.estimates.linear import Ratio
from partysurvey.estimates.results import TestName
from partysurvey.estimates.variance import estimand_covariance
from partysurvey.tally.sums import FloatArray

MOST_GROUPS = 50  # of a design-based test of shares or ranks: beyond, the covariance of all cells grows out of hand


class Finding(Struct, frozen=True):
    """The outcome of a test of groups: what was tested, by which method, on how many people."""

    name: TestName
    method: str
    test: Significance
    n: int
    cramers_v: float | None = None
    least_expected: float | None = None


def independence(cells: CrossedCells, options: FloatArray, *, designed: bool, everybody: bool) -> Finding | None:
    """Whether shares of options (o, L) depend on the group; None with fewer than two live options or groups.

    Pearson's test, or under a design Rao and Scott's F; `everybody`: all groups of the banner are there, else the
    design is that of the domain of those that are. Cramér's V is of the weighted table either way.
    R: chisq.test(t, correct = FALSE); svychisq(~a + b, d, statistic = "F").
    """
    n = int((options @ cells.n @ cells.groups.T).sum())
    plain = pearson(options @ cells.w @ cells.groups.T, n)
    if plain is None:
        return None
    measures = plain.cramers_v, plain.least_expected
    if not designed:
        return Finding("independence", "pearson", Significance(plain.statistic, (plain.df,), plain.p), n, *measures)
    if len(cells.groups) > MOST_GROUPS:
        return None
    test = rao_scott_f(_shares(cells, options[(options @ cells.w).sum(axis=1) > 0], everybody=everybody))
    return None if test is None else Finding("independence", "rao_scott_f", test, n, *measures)


def _shares(cells: CrossedCells, options: FloatArray, *, everybody: bool) -> DesignedTable:
    """The shares of the cells of the table among all people in it."""
    sample, totals = cells.sample, cells.cell_totals(options)
    size = len(totals.first)
    shares = Ratio(np.eye(size), np.ones((size, size)))
    values = shares.value(totals.first.sum(axis=1)).reshape(len(options), -1)
    domain = None if everybody else np.asarray(cells.members(cells.groups).any(axis=0))
    n = float(sample.cells.n.sum() if domain is None else sample.cells.n @ domain)
    covariance = estimand_covariance(shares, totals, sample.sampling)
    return DesignedTable(values, covariance, n, sample.degrees_of_freedom(domain))


def ranks(cells: CrossedCells, scores: FloatArray, *, designed: bool) -> Finding | None:
    """Whether the ranks of scores (L,), NaN where there is none, depend on the group; None below two live groups.

    R: kruskal.test(x, g); svyranktest(x ~ g, d).
    """
    scored = (cells.base > 0) & ~np.isnan(scores)
    people = cells.n[scored] @ cells.groups.T
    live = cells.groups[people.sum(axis=0) > 0]
    if len(live) < 2 or (designed and len(live) > MOST_GROUPS):
        return None
    if designed:
        own = cells.at(scores)
        parts = list((cells.members(live) > 0) & ~np.isnan(own) & (cells.at(cells.base) > 0))
        test = rank_test(cells.sample, own, parts)
        method = "designed_rank_t" if len(parts) == 2 else "designed_rank_f"
    else:
        values, place = np.unique(scores[scored], return_inverse=True)
        table = np.zeros((values.size, len(cells.groups)))
        np.add.at(table, place, people)
        test = kruskal_wallis(table[:, table.any(axis=0)])
        method = "kruskal_wallis"
    return None if test is None else Finding("ranks", method, test, int(people.sum()))


def means(numbers: CrossedNumbers, *, designed: bool) -> Finding | None:
    """Whether the mean of a number depends on the group; None without spread or below two groups.

    R: t.test(x ~ g) of two groups, oneway.test(x ~ g) of more; svyttest(x ~ g, d), and a Wald test of the groups.
    """
    live = numbers.groups[numbers.people(numbers.groups) > 0]
    if len(live) < 2:
        return None
    made = _designed_means(numbers, live) if designed else _plain_means(numbers, live)
    kind = "designed" if designed else "welch"
    method = f"{kind}_t" if len(live) == 2 else f"{kind}_f"
    return None if made is None else Finding("means", method, made, int(numbers.people(live).sum()))


def _plain_means(numbers: CrossedNumbers, groups: FloatArray) -> Significance | None:
    parts = number_groups(numbers, groups)
    return welch_t(parts) if len(groups) == 2 else welch_anova(parts)


def _designed_means(numbers: CrossedNumbers, groups: FloatArray) -> Significance | None:
    values, covariance = numbers.means(groups)
    test = two_means_test if len(groups) == 2 else many_means_test
    return test(values, covariance, numbers.degrees_of_freedom(groups))
