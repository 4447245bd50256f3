"""The declared design of a survey as variance estimators take it."""

from partysurvey.estimates.replication import Replication
from partysurvey.estimates.sampling import LonelyPsu, Sampling, nested
from partysurvey.survey import Design
from partysurvey.tally.sums import Spine


def sampling_of(design: Design, spine: Spine, lonely: LonelyPsu = "fail") -> Sampling | Replication:
    """The replicate weights if the design has them, else its strata, PSUs and fpc; either stands for the other.

    RequestError where ids of PSUs repeat in several strata and the design does not say so.
    """
    if design.replicates is not None:
        return Replication(design.replicates, spine)
    return nested(Sampling(spine, lonely), nest=design.nest)
