"""How many equally weighted respondents a weighted or finite sample is worth."""

import math


def effective_base(w: float, w2: float) -> float:
    """Kish's effective base, 0 where nobody has weight; equal to n where all weights are equal.

    (Σw)² / Σw². Source: [Kish1965], §11.7. R: sum(w)^2 / sum(w^2).
    """
    return w * w / w2 if w2 > 0 else 0.0


def finite_population_base(effective: float, n: int, population: float | None) -> float:
    """The base that gives a simple sample of infinite populations the same standard error; inf for a full count.

    n_eff (N - 1) / (N - n), with n respondents of N people. Source: [Cochran1977], §3.2 (the correction for a
    share, with the population variance). R: n * (N - 1) / (N - n).
    """
    if population is None:
        return effective
    if n >= population:
        return math.inf if n else 0.0
    return effective * (population - 1) / (population - n)


def sampling_correction(n: int, population: float | None) -> float:
    """The factor in [0, 1] on the variance of a mean of n people out of `population`: 1 - n/N, 1 if N is None.

    Source: [Cochran1977], §2.6. R: the factor that svydesign(fpc = ~N) puts on svymean's variance.
    """
    return 1.0 if population is None else max(0.0, 1 - n / population)
