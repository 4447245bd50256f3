"""Multiple choices: shares of cases come from `shares`; here are shares of responses, and what is chosen together."""

from collections.abc import Sequence

from msgspec.structs import replace

from partysurvey.estimates.distribution import Distribution
from partysurvey.estimates.results import Base, Combination, Share
from partysurvey.estimates.shares import share_of

MOST_COMBINATIONS = 24


def with_shares_of_responses(shares: Sequence[Share]) -> tuple[Share, ...]:
    """The shares of cases with `share_of_responses` beside: w_o / Σ_o w_o, None where nobody chose anything.

    R: colSums(w * chosen) / sum(w * chosen).
    """
    responses = sum(share.weighted or 0.0 for share in shares)
    return tuple(replace(share, share_of_responses=share_of(share.weighted or 0.0, responses)) for share in shares)


def frequent_combinations(people: Distribution, base: Base) -> tuple[Combination, ...]:
    """The sets of options that people chose, the most frequent first; those beyond the first 24 are left out.

    w_pattern / Σ w over those with an answer. R: sort(prop.table(table(apply(chosen, 1, paste, collapse = " "))),
    decreasing = TRUE).
    """
    patterns = zip(people.levels, people.n, people.w, strict=True)
    met = sorted((-w, level, n) for level, n, w in patterns if n and isinstance(level, tuple))
    shares = ((level, int(n), share_of(-float(w), base.weighted)) for w, level, n in met[:MOST_COMBINATIONS])
    return tuple(Combination(level, n, share) for level, n, share in shares if share is not None)
