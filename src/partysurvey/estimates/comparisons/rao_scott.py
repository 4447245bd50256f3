"""Tests of independence in tables of complex samples: Rao and Scott's correction of Pearson's X²."""

from collections.abc import Callable

import numpy as np
from msgspec import Struct

from partysurvey.estimates.chi_square import chi_square_survival
from partysurvey.estimates.comparisons.chi_square_tests import pearson_test
from partysurvey.estimates.comparisons.quadratic_forms import positive_chance, saddlepoint_chance
from partysurvey.estimates.comparisons.significance import Significance, f_tail
from partysurvey.tally.sums import FloatArray

_ENOUGH = 1e5  # degrees of freedom that tell p from that of infinitely many by about 1e-5 of it


class DesignedTable(Struct, frozen=True, eq=False):
    """Estimates of the cells of a table, in one of two forms, with their covariance under the design.

    cells: 2-D (r, c), either shares of the whole table or totals; covariance: (rc, rc), cells row by row; n: rows of
    the sample, also those without an answer; df: degrees of freedom of the design (PSUs - strata).
    """

    cells: FloatArray
    covariance: FloatArray
    n: float
    df: float

    def live(self) -> "DesignedTable":
        """The table without its empty rows and columns."""
        rows, columns = self.cells.sum(axis=1) > 0, self.cells.sum(axis=0) > 0
        kept = np.outer(rows, columns).ravel()
        cells = self.cells[rows][:, columns]
        return DesignedTable(cells, self.covariance[kept][:, kept], self.n, self.df)


def design_effects(shares: DesignedTable) -> FloatArray | None:
    """1-D float array ((r-1)(c-1),), the generalised design effects δ of the interaction, largest first; None if none.

    Eigenvalues of Δ = (Cᵀ D⁻¹ C/n)⁻¹ Cᵀ D⁻¹ V D⁻¹ C with D = diag(p), V the covariance of the shares p, C contrasts
    that know no row or column effect; 1/p is 0 in an empty cell. Source: [RaoScott1984]. R: survey::svychisq.
    """
    table = shares.live()
    rows, columns = table.cells.shape
    if min(rows, columns) < 2:
        return None
    p = table.cells.ravel() / table.cells.sum()
    inverse = np.divide(1.0, p, out=np.zeros_like(p), where=p > 0)
    contrasts = np.kron(_contrasts(rows), _contrasts(columns))
    weighted = contrasts * inverse[:, None]
    simple = contrasts.T @ weighted / table.n
    try:
        delta = np.linalg.solve(simple, weighted.T @ table.covariance @ weighted)
    except np.linalg.LinAlgError:
        return None
    return np.sort(np.real(np.linalg.eigvals(delta)))[::-1]


def pearson_statistic(table: DesignedTable) -> float | None:
    """Pearson's X² of the weighted table scaled to n people; None with fewer than two live rows or columns."""
    test = pearson_test(table.cells * (table.n / table.cells.sum()))
    return None if test is None else test.statistic


def rao_scott_f(shares: DesignedTable) -> Significance | None:
    """The second-order test: F = X²/Σδ on (d, d·df) degrees of freedom, d = (Σδ)²/Σδ²; None if there is none.

    Source: [RaoScott1984], [ThomasRao1987]. R: svychisq(~a + b, d, statistic = "F").
    """
    delta, statistic = design_effects(shares), pearson_statistic(shares)
    if delta is None or statistic is None or not delta.sum() > 0 or not shares.df > 0:
        return None
    whole = float(delta.sum())
    d = whole**2 / float((delta**2).sum())
    f = statistic / whole
    return Significance(f, (d, d * shares.df), f_tail(f, d, d * shares.df))


def rao_scott_chi_square(shares: DesignedTable) -> Significance | None:
    """The first-order test: p of X²/mean δ on (r-1)(c-1) degrees of freedom, statistic X²; None if there is none.

    Source: [RaoScott1981]. R: svychisq(~a + b, d, statistic = "Chisq").
    """
    delta, statistic = design_effects(shares), pearson_statistic(shares)
    if delta is None or statistic is None or not delta.sum() > 0:
        return None
    return Significance(statistic, (delta.size,), chi_square_survival(statistic / float(delta.mean()), delta.size))


def rao_scott_exact(shares: DesignedTable) -> Significance | None:
    """The test by the distribution that X² has: p that Σ δ χ²_1/(χ²_f/f) is larger; None if there is none.

    f = d df as in `rao_scott_f`; R cuts it to a whole number, and has it infinite for replicate designs.
    Source: [RaoScott1981], [Imhof1961]. R: svychisq(~a + b, d, statistic = "lincom").
    """
    return _mixture_test(shares, positive_chance)


def rao_scott_saddlepoint(shares: DesignedTable) -> Significance | None:
    """The same by the saddlepoint approximation; that of `rao_scott_f` where X² is near its mean, None if none.

    Source: [Kuonen1999]. R: svychisq(~a + b, d, statistic = "saddlepoint").
    """
    return _mixture_test(shares, saddlepoint_chance)


def _mixture_test(
    shares: DesignedTable, chance: Callable[[FloatArray, FloatArray], float | None]
) -> Significance | None:
    second_order = rao_scott_f(shares)
    delta, statistic = design_effects(shares), pearson_statistic(shares)
    if second_order is None or delta is None or statistic is None:
        return None
    df = min(second_order.df[1], _ENOUGH)
    p = chance(np.append(delta, -statistic / df), np.append(np.ones(delta.size), df))
    return Significance(statistic, (), second_order.p if p is None else p)


def _contrasts(size: int) -> FloatArray:
    """2-D float array (size, size - 1), columns that sum to 0: each option against the first."""
    return np.vstack((-np.ones((1, size - 1)), np.eye(size - 1)))
