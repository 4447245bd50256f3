"""What a test finds, and the tails of the distributions that tests use."""

import math

from msgspec import Struct

from partysurvey.estimates.student import incomplete_beta, t_quantile, t_tail


class Significance(Struct, frozen=True):
    """The outcome of a test: statistic, degrees of freedom (none, one, or numerator and denominator), p in [0, 1].

    Where the test is of one quantity: its estimate, the null hypothesis being 0 or as the test says, with the limits
    of its interval; else None.
    """

    statistic: float
    df: tuple[float, ...]
    p: float
    estimate: float | None = None
    low: float | None = None
    high: float | None = None


def f_tail(statistic: float, numerator_df: float, denominator_df: float) -> float:
    """The probability in [0, 1] of a larger F. R: pf(statistic, df1, df2, lower.tail = FALSE)."""
    if statistic <= 0:
        return 1.0
    if math.isinf(statistic):
        return 0.0
    whole = denominator_df + numerator_df * statistic
    x, rest = denominator_df / whole, numerator_df * statistic / whole
    return incomplete_beta(x, rest, denominator_df / 2, numerator_df / 2)


def t_two_sided(t: float, df: float) -> float:
    """The probability in [0, 1] of a t further from 0 on either side. R: 2 * pt(-abs(t), df)."""
    return 0.0 if math.isinf(t) else 2 * t_tail(abs(t), df)


def normal_two_sided(z: float) -> float:
    """The probability in [0, 1] of a z further from 0 on either side. R: 2 * pnorm(-abs(z))."""
    return math.erfc(abs(z) / math.sqrt(2))


def t_test(estimate: float, se: float, df: float, level: float = 0.95, null: float = 0.0) -> Significance | None:
    """The t test of an estimate with its interval, estimate ∓ t(df) · se; None without spread or freedom."""
    if not se > 0 or not df > 0:
        return None
    t = (estimate - null) / se
    reach = t_quantile((1 + level) / 2, df) * se
    return Significance(t, (df,), t_two_sided(t, df), estimate, estimate - reach, estimate + reach)
