"""Correlation of two scored questions, from the cells of their joint table."""

import math

from partysurvey.estimates.comparisons.ranks import midranks
from partysurvey.estimates.comparisons.significance import Significance, t_two_sided
from partysurvey.estimates.student import t_quantile
from partysurvey.tally.sums import FloatArray


def correlation(table: FloatArray, rows: FloatArray, columns: FloatArray) -> float | None:
    """Pearson's r in [-1, 1] of (weighted) counts whose rows and columns have scores; None without spread.

    Σ w (x - x̄)(y - ȳ)/√(Σ w (x - x̄)² Σ w (y - ȳ)²). Source: [Pearson1896]. R: cor(x, y), cov.wt(…, cor = TRUE).
    """
    share = table / table.sum()
    x = rows - float(share.sum(axis=1) @ rows)
    y = columns - float(share.sum(axis=0) @ columns)
    spread = float(share.sum(axis=1) @ x**2) * float(share.sum(axis=0) @ y**2)
    return max(-1.0, min(1.0, float(x @ share @ y) / math.sqrt(spread))) if spread > 0 else None


def pearson_correlation_test(
    table: FloatArray, rows: FloatArray, columns: FloatArray, level: float = 0.95
) -> Significance | None:
    """The t test of r = 0 with Fisher's interval tanh(artanh r ∓ z/√(n - 3)); None without spread or below 4 people.

    t = r √((n - 2)/(1 - r²)) on n - 2 degrees of freedom. Source: [Fisher1921]. R: cor.test(x, y).
    """
    r, n = correlation(table, rows, columns), float(table.sum())
    if r is None or n < 4:
        return None
    t = _t_of(r, n)
    reach = t_quantile((1 + level) / 2, math.inf) / math.sqrt(n - 3)
    middle = math.atanh(r) if abs(r) < 1 else math.copysign(math.inf, r)
    return Significance(t, (n - 2,), t_two_sided(t, n - 2), r, math.tanh(middle - reach), math.tanh(middle + reach))


def spearman_test(table: FloatArray) -> Significance | None:
    """Spearman's test of a table in the order of its scales: statistic S, estimate ρ without an interval.

    ρ is r of the mid-ranks, S = (n³ - n)(1 - ρ)/6, p from t = ρ √((n - 2)/(1 - ρ²)). None without spread or below 3
    people. Source: [Spearman1904]. R: cor.test(x, y, method = "spearman", exact = FALSE).
    """
    n = float(table.sum())
    rho = correlation(table, midranks(table.sum(axis=1)), midranks(table.sum(axis=0))) if n > 2 else None
    if rho is None:
        return None
    return Significance((n**3 - n) * (1 - rho) / 6, (n - 2,), t_two_sided(_t_of(rho, n), n - 2), rho)


def _t_of(r: float, n: float) -> float:
    return r * math.sqrt((n - 2) / (1 - r * r)) if abs(r) < 1 else math.copysign(math.inf, r)
