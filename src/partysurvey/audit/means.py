"""Whether means and standard deviations of whole numbers can be true.

GRIM: Brown & Heathers (2017), https://doi.org/10.1177/1948550616673876. GRIMMER: Anaya (2016),
https://doi.org/10.7287/peerj.preprints.2400v1, with the parity test of Allard (2018),
https://aurelienallard.netlify.app/post/anaytic-grimmer-possibility-standard-deviations/. DEBIT: Heathers &
Brown (2019), https://osf.io/5vb3u. All three are necessary: what fails them cannot be, what passes may still be wrong.
"""

from fractions import Fraction
from math import ceil, floor

from partysurvey.audit.feasibility import whole_numbers
from partysurvey.audit.rounding import Window

MOST_TOTALS = 100_000  # tried for one mean: with more answers than that give, every standard deviation fits
NOTHING, EVERYTHING = Fraction(0), Fraction(1)


def mean_is_feasible(means: Window, n: int, items: int = 1) -> bool:
    """Whether whole answers of n people to so many items, averaged, give a mean in the window (GRIM)."""
    return bool(whole_numbers(means, n * items))


def spread_is_feasible(means: Window, spreads: Window, n: int, items: int = 1) -> bool:
    """Whether whole answers give a mean and a sample standard deviation in the two windows (GRIMMER); n >= 2.

    With s the total of the answers and Q that of their squares, sd² = (Q - s²/n) / (n - 1). Q is whole, as odd as s,
    and not below that of answers that differ by at most 1.
    """
    totals = whole_numbers(means, n * items)
    squares = _variances(spreads.times(Fraction(items)))
    if squares is None:
        return False
    return len(totals) > MOST_TOTALS or any(_has_squares(total, squares, n) for total in totals)


def binary_spread_is_feasible(means: Window, spreads: Window, n: int) -> bool:
    """Whether n answers of 0 and 1 give a mean and a sample standard deviation in the windows (DEBIT); n >= 2.

    sd² = k (n - k) / (n (n - 1)) for k ones.
    """
    counts = whole_numbers(means.within(NOTHING, EVERYTHING), n)
    squares = _variances(spreads)
    if squares is None:
        return False
    return len(counts) > MOST_TOTALS or any(Fraction(k * (n - k), n * (n - 1)) in squares for k in counts)


def _variances(spreads: Window) -> Window | None:
    """The window of variances whose roots lie in the window of standard deviations; None where all are negative."""
    if spreads.high is None or spreads.high < 0:
        return None
    if spreads.low is None or spreads.low < 0:
        return Window(NOTHING, spreads.high**2, includes_high=spreads.includes_high)
    return Window(spreads.low**2, spreads.high**2, spreads.includes_low, spreads.includes_high)


def _has_squares(total: int, variances: Window, n: int) -> bool:
    """Whether a sum of squares goes with the total and a variance in the window."""
    if variances.low is None or variances.high is None:
        raise ValueError("variances have both ends")
    own = Fraction(total * total, n)
    low, high = variances.low * (n - 1) + own, variances.high * (n - 1) + own
    first = ceil(low) + (not variances.includes_low and low.denominator == 1)
    last = floor(high) - (not variances.includes_high and high.denominator == 1)
    first = max(first, _least_squares(total, n))
    first += (first - total) % 2
    return first <= last


def _least_squares(total: int, n: int) -> int:
    """The sum of squares of n whole numbers with that total that are as equal as can be."""
    each, rest = divmod(total, n)
    return (n - rest) * each**2 + rest * (each + 1) ** 2
