"""The declared design of a survey as variance estimators take it."""

from typing import get_args

from partysurvey.errors import RequestError
from partysurvey.estimates.replication import Replication
from partysurvey.estimates.sampling import LonelyPsu, Sampling, nested
from partysurvey.survey import Design
from partysurvey.tally.sums import Spine


def sampling_of(design: Design, spine: Spine) -> Sampling | Replication:
    """The replicate weights if the design has them, else its strata, PSUs and fpc; either stands for the other.

    RequestError where ids of PSUs repeat in several strata and the design does not say so.
    """
    if design.replicates is not None:
        return Replication(design.replicates, spine)
    if design.lonely not in get_args(LonelyPsu):
        raise RequestError(
            f"there is no treatment {design.lonely!r} of strata with a single PSU",
            f"choose one of {', '.join(get_args(LonelyPsu))}",
        )
    return nested(Sampling(spine, design.lonely), nest=design.nest)  # type: ignore[arg-type]  # checked above
