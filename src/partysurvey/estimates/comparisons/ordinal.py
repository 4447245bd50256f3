"""Association of two ordered questions: concordant and discordant pairs."""

import math

import numpy as np
from msgspec import Struct

from partysurvey.estimates.comparisons.significance import Significance, normal_two_sided
from partysurvey.tally.sums import FloatArray


class Measure(Struct, frozen=True):
    """A measure in [-1, 1] and its asymptotic standard error under multinomial sampling."""

    value: float
    se: float


class Pairs(Struct, frozen=True):
    """How many pairs of people are ordered alike by both questions, and how many contrarily."""

    concordant: float
    discordant: float


class OrderedTable(Struct, frozen=True, eq=False):
    """A two-way table whose rows and columns are in order, with what its measures share.

    A (and D): 2-D float arrays, per cell the people in cells on the same (contrary) side of it in both ways.
    P = Σ n A and Q = Σ n D count each pair twice.
    """

    n: FloatArray
    same: FloatArray
    contrary: FloatArray

    @property
    def total(self) -> float:
        """The number of people."""
        return float(self.n.sum())

    @property
    def pairs(self) -> Pairs:
        """The concordant and discordant pairs, each counted once."""
        return Pairs(float((self.n * self.same).sum()) / 2, float((self.n * self.contrary).sum()) / 2)

    @property
    def surplus(self) -> float:
        """P - Q."""
        return float((self.n * (self.same - self.contrary)).sum())

    @property
    def untied_rows(self) -> float:
        """n² - Σ row sum²: twice the pairs that differ in the row."""
        return self.total**2 - float((self.n.sum(axis=1) ** 2).sum())

    @property
    def untied_columns(self) -> float:
        """n² - Σ column sum²: twice the pairs that differ in the column."""
        return self.total**2 - float((self.n.sum(axis=0) ** 2).sum())


def ordered_table(table: FloatArray) -> OrderedTable:
    """The table with its concordances; cells in the order of the scales."""
    n = np.asarray(table, dtype=np.float64)
    below = np.zeros((n.shape[0] + 1, n.shape[1] + 1))
    below[1:, 1:] = n.cumsum(axis=0).cumsum(axis=1)
    rows, columns, total = below[:, -1:], below[-1:, :], below[-1, -1]
    after = total - rows - columns + below
    same = below[:-1, :-1] + after[1:, 1:]
    contrary = (rows - below)[:-1, 1:] + (columns - below)[1:, :-1]
    return OrderedTable(n, same, contrary)


def gamma(table: OrderedTable) -> Measure | None:
    """Goodman and Kruskal's γ = (P - Q)/(P + Q); None if all pairs are tied.

    se = 4/(P + Q)² √(Σ n (Q A - P D)²). Source: [GoodmanKruskal1963]. R: vcdExtra::GKgamma(t).
    """
    p, q = 2 * table.pairs.concordant, 2 * table.pairs.discordant
    if p + q == 0:
        return None
    return _measure(table, (p - q) / (p + q), 4 * (q * table.same - p * table.contrary) / (p + q) ** 2)


def tau_b(table: OrderedTable) -> Measure | None:
    """Kendall's τ_b = (P - Q)/√(w_r w_c), w = n² - Σ margin²; None if a margin has a single option.

    se: the delta method. Source: [Kendall1945], [BrownBenedetti1977]. R: DescTools::KendallTauB(t).
    """
    rows, columns = table.untied_rows, table.untied_columns
    whole = math.sqrt(rows * columns)
    if whole == 0:
        return None
    return _quotient(table, whole, (columns * _row_slope(table) + rows * _column_slope(table)) / (2 * whole))


def tau_c(table: OrderedTable) -> Measure | None:
    """Stuart's τ_c = (P - Q) q/(n² (q - 1)), q the fewer of rows and columns; None if q is 1.

    se: the delta method. Source: [Stuart1953], [BrownBenedetti1977]. R: DescTools::StuartTauC(t).
    """
    fewest, n = min(table.n.shape), table.total
    if fewest < 2:
        return None
    scale = (fewest - 1) / fewest
    return _quotient(table, scale * n**2, np.full(table.n.shape, 2 * scale * n))


def somers_d_of_rows(table: OrderedTable) -> Measure | None:
    """Somers' d of the row given the column, (P - Q)/w_c; None if the column has a single option.

    Of the column given the row: give the transposed table. se: the delta method. Source: [Somers1962].
    R: DescTools::SomersDelta(t, direction = "row").
    """
    return _quotient(table, table.untied_columns, _column_slope(table)) if table.untied_columns > 0 else None


def somers_d(table: OrderedTable) -> Measure | None:
    """The symmetric d, (P - Q)/((w_r + w_c)/2); None if row and column have a single option each.

    se: the delta method. Source: [Somers1962].
    """
    mean = (table.untied_rows + table.untied_columns) / 2
    return _quotient(table, mean, (_row_slope(table) + _column_slope(table)) / 2) if mean > 0 else None


def kendall_test(table: OrderedTable) -> Significance | None:
    """The normal test of τ_b = 0, corrected for ties, estimate τ_b without an interval; None if all are tied.

    z = S/√Var S, S concordant minus discordant pairs. Source: [Kendall1970]. R: cor.test(x, y, method = "kendall").
    """
    tau = tau_b(table)
    n, rows, columns = table.total, table.n.sum(axis=1), table.n.sum(axis=0)
    if tau is None or n < 3:
        return None
    first = (float(_ties(np.array(n))) - float(_ties(rows).sum()) - float(_ties(columns).sum())) / 18
    second = float((rows * (rows - 1)).sum() * (columns * (columns - 1)).sum()) / (2 * n * (n - 1))
    third = float((rows * (rows - 1) * (rows - 2)).sum() * (columns * (columns - 1) * (columns - 2)).sum())
    z = table.surplus / 2 / math.sqrt(first + second + third / (9 * n * (n - 1) * (n - 2)))
    return Significance(z, (), normal_two_sided(z), tau.value)


def _quotient(table: OrderedTable, whole: float, slope: FloatArray) -> Measure:
    """(P - Q)/whole with its se; slope: 2-D, the derivative of `whole` by the count of each cell."""
    value = table.surplus / whole
    return _measure(table, value, (2 * (table.same - table.contrary) - value * slope) / whole)


def _measure(table: OrderedTable, value: float, slope: FloatArray) -> Measure:
    """se² = Σ n g², g the derivative by the count of each cell; Σ n g = 0 for measures that know no n."""
    return Measure(value, math.sqrt(float((table.n * slope**2).sum())))


def _row_slope(table: OrderedTable) -> FloatArray:
    return np.asarray(2 * (table.total - table.n.sum(axis=1, keepdims=True)))


def _column_slope(table: OrderedTable) -> FloatArray:
    return np.asarray(2 * (table.total - table.n.sum(axis=0, keepdims=True)))


def _ties(size: FloatArray) -> FloatArray:
    return np.asarray(size * (size - 1) * (2 * size + 5))
