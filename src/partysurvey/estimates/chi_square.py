"""Tail probabilities of the chi-square distribution, without SciPy."""

import math

_TINY = 1e-300


def chi_square_survival(x: float, df: float) -> float:
    """The probability in [0, 1] of a value above x, to 1e-10 relative also far out; df > 0.

    Q(df/2, x/2), the regularised upper incomplete gamma function. Source: [AbramowitzStegun1964], 26.4.2,
    6.5.29 (series) and 6.5.31 (continued fraction). R: pchisq(x, df, lower.tail = FALSE).
    """
    if x <= 0:
        return 1.0
    a, half = df / 2, x / 2
    front = math.exp(a * math.log(half) - half - math.lgamma(a))
    return 1 - front * _lower_series(a, half) if half < a + 1 else front * _upper_fraction(a, half)


def _lower_series(a: float, x: float) -> float:
    term = value = 1 / a
    step = a
    while abs(term) > abs(value) * 1e-17:
        step += 1
        term *= x / step
        value += term
    return value


def _upper_fraction(a: float, x: float) -> float:
    b = x + 1 - a
    c, d = 1 / _TINY, 1 / b
    value = d
    for i in range(1, 100_000):
        numerator = -i * (i - a)
        b += 2
        d = 1 / (numerator * d + b)
        c = b + numerator / c
        value *= c * d
        if abs(c * d - 1) < 1e-16:
            break
    return value
