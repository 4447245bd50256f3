"""Exact tests of 2 × 2 tables, and the exact binomial test."""

import math
from collections.abc import Callable

import numpy as np
from msgspec import Struct

from partysurvey.tally.sums import FloatArray

_AS_LIKELY = 1 + 1e-7  # R's allowance for rounding: tables that are as likely as the observed one count as well


class FisherTest(Struct, frozen=True):
    """Fisher's test of a 2 × 2 table: p in [0, 1], conditional odds ratio in [0, inf] and its interval."""

    p: float
    odds_ratio: float
    low: float
    high: float


class _Conditional(Struct, frozen=True, eq=False):
    """The distribution of the first cell given the margins; logs: ln of its probabilities for odds ratio 1."""

    support: FloatArray
    logs: FloatArray

    def at(self, log_odds: float) -> FloatArray:
        """1-D float array, the probabilities of the support under an odds ratio."""
        logs = self.logs + log_odds * self.support
        weights = np.exp(logs - logs.max())
        return np.asarray(weights / weights.sum())

    def mean(self, log_odds: float) -> float:
        """The expected first cell under an odds ratio."""
        return float(self.at(log_odds) @ self.support)


def fisher_2x2(table: FloatArray, alternative: str = "two-sided", level: float = 0.95) -> FisherTest:
    """Fisher's exact test; alternative "two-sided", "less" or "greater" of the odds ratio against 1.

    The odds ratio is the conditional maximum likelihood estimate: the one under which the first cell has its observed
    value in the mean. Source: [Fisher1935]. R: fisher.test(t, alternative = …).
    """
    cell = round(float(table[0, 0]))
    given = _conditional(table)
    tail = (1 - level) / (2 if alternative == "two-sided" else 1)
    return FisherTest(
        _p_value(given, cell, alternative),
        _odds_ratio(given, cell),
        0.0 if alternative == "less" else _limit(given, cell, tail, upper=False),
        math.inf if alternative == "greater" else _limit(given, cell, tail, upper=True),
    )


def binomial_two_sided(successes: int, trials: int) -> float:
    """The probability in [0, 1], under even chances, of a result as unlikely as this or more so.

    2 P(at most the fewer of both). R: binom.test(successes, trials)$p.value.
    """
    fewer = min(successes, trials - successes)
    if 2 * fewer == trials:
        return 1.0
    logs = [_log_choose(trials, k) - trials * math.log(2) for k in range(fewer + 1)]
    return min(1.0, 2 * math.fsum(map(math.exp, logs)))


def _conditional(table: FloatArray) -> _Conditional:
    first, second, drawn = (round(float(v)) for v in (table[:, 0].sum(), table[:, 1].sum(), table[0].sum()))
    support = range(max(0, drawn - second), min(drawn, first) + 1)
    logs = np.array([_log_choose(first, k) + _log_choose(second, drawn - k) for k in support])
    return _Conditional(np.array(support, dtype=np.float64), logs)


def _p_value(given: _Conditional, cell: int, alternative: str) -> float:
    chances = given.at(0.0)
    place = cell - round(float(given.support[0]))
    if alternative == "less":
        return min(1.0, float(chances[: place + 1].sum()))
    if alternative == "greater":
        return min(1.0, float(chances[place:].sum()))
    return min(1.0, float(chances[chances <= chances[place] * _AS_LIKELY].sum()))


def _odds_ratio(given: _Conditional, cell: int) -> float:
    if cell == given.support[0]:
        return 0.0
    if cell == given.support[-1]:
        return math.inf
    return math.exp(_root(lambda log_odds: given.mean(log_odds) - cell))


def _limit(given: _Conditional, cell: int, tail: float, *, upper: bool) -> float:
    """The odds ratio under which a first cell as far out as this has probability `tail`."""
    place = cell - round(float(given.support[0]))
    if upper:
        if cell == given.support[-1]:
            return math.inf
        return math.exp(_root(lambda log_odds: tail - float(given.at(log_odds)[: place + 1].sum())))
    if cell == given.support[0]:
        return 0.0
    return math.exp(_root(lambda log_odds: float(given.at(log_odds)[place:].sum()) - tail))


def _root(rising: Callable[[float], float]) -> float:
    """Where a rising function is 0, by bisection to the last digit."""
    low, high = -1.0, 1.0
    while rising(low) > 0:
        low *= 2
    while rising(high) < 0:
        high *= 2
    for _ in range(200):
        middle = (low + high) / 2
        if middle in {low, high}:
            break
        low, high = (middle, high) if rising(middle) < 0 else (low, middle)
    return (low + high) / 2


def _log_choose(n: int, k: int) -> float:
    return math.lgamma(n + 1) - math.lgamma(k + 1) - math.lgamma(n - k + 1)
