"""Multiple choices: shares of cases come from `shares`; here are the shares of responses."""

from collections.abc import Sequence
from dataclasses import replace

from partysurvey.estimates.results import Share
from partysurvey.estimates.shares import share_of


def with_shares_of_responses(shares: Sequence[Share]) -> tuple[Share, ...]:
    """The shares of cases with `share_of_responses` beside: w_o / Σ_o w_o, None where nobody chose anything.

    R: colSums(w * chosen) / sum(w * chosen).
    """
    responses = sum(share.weighted or 0.0 for share in shares)
    return tuple(replace(share, share_of_responses=share_of(share.weighted or 0.0, responses)) for share in shares)
