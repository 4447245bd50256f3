"""Fisher's exact test of tables of any size."""

import math
from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from partysurvey.errors import RequestError
from partysurvey.estimates.comparisons.chi_square_tests import live_table
from partysurvey.tally.sums import FloatArray

_AS_LIKELY = 1e-7  # R's relative allowance for rounding
_MOST = 200_000  # steps of one column, a second or two


def fisher_table(table: FloatArray) -> float | None:
    """The p in [0, 1] of Fisher's test: all tables with these margins that are no likelier than this one together.

    None with fewer than two live rows or columns; RequestError where there are too many tables. Columns are filled one
    after the other; partial tables with the same rest of row sums and the same probability are counted together.
    Source: [FreemanHalton1951], [MehtaPatel1983]. R: fisher.test(t).
    """
    live = np.rint(live_table(table)).astype(np.int64)
    if min(live.shape) < 2:
        return None
    if live.shape[0] > live.shape[1]:
        live = live.T
    rows, columns = tuple(int(n) for n in live.sum(axis=1)), sorted((int(n) for n in live.sum(axis=0)), reverse=True)
    limit = -sum(math.lgamma(int(cell) + 1) for cell in live.flat)
    return min(1.0, _likely_sum(rows, columns, limit + _AS_LIKELY))


Partials = dict[tuple[int, ...], dict[float, float]]


def _likely_sum(rows: tuple[int, ...], columns: list[int], limit: float) -> float:
    """The sum of probabilities of tables whose -Σ ln cell! is at most `limit`."""
    margins = sum(math.lgamma(size + 1) for size in (*rows, *columns)) - math.lgamma(sum(rows) + 1)
    partials: Partials = {rows: {0.0: 1.0}}
    for size in columns[:-1]:
        partials = _filled(partials, size)
    total = 0.0
    for rest, found in partials.items():
        last = -sum(math.lgamma(left + 1) for left in rest)
        total += sum(times * math.exp(log + last + margins) for log, times in found.items() if log + last <= limit)
    return total


def _filled(partials: Partials, size: int) -> Partials:
    """The partial tables with one more column of that size."""
    following: Partials = defaultdict(lambda: defaultdict(float))
    steps = 0
    for rest, found in partials.items():
        for column in _columns(rest, size):
            log = -sum(math.lgamma(cell + 1) for cell in column)
            target = following[tuple(left - cell for left, cell in zip(rest, column, strict=True))]
            for before, times in found.items():
                target[round(before + log, 9)] += times
            steps += 1 + len(found)
            if steps > _MOST:
                raise RequestError("the table is too large for Fisher's exact test", "use the chi-square test")
    return following


def _columns(rest: tuple[int, ...], size: int) -> Iterator[tuple[int, ...]]:
    """Every way to spread `size` people over rows that hold at most `rest`."""
    if len(rest) == 1:
        if size <= rest[0]:
            yield (size,)
        return
    for cell in range(max(0, size - sum(rest[1:])), min(rest[0], size) + 1):
        for others in _columns(rest[1:], size - cell):
            yield (cell, *others)
