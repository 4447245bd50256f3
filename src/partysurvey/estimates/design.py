"""The sampling design of an analysis: whether there is one, what it needs counted, and what the reader has to know."""

from typing import TYPE_CHECKING

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.estimates.designs import sampling_of
from partysurvey.estimates.fpc_weights import unit_weights, weighted_counts, weighted_moments, weighted_spine
from partysurvey.estimates.replication import Replication, gram_rank
from partysurvey.estimates.results import DesignFacts, Inference
from partysurvey.estimates.sampling import Sampling
from partysurvey.survey import Design
from partysurvey.tally.plan import Cells
from partysurvey.tally.sums import Counts, FloatArray, IntArray, MetCells, MomentSums
from partysurvey.tally.tally import Tally

if TYPE_CHECKING:
    from partysurvey.estimates.calibrated import Calibration

DEFAULT_INTERVAL = "logit"
SIMPLE_INTERVALS = frozenset({"clopper_pearson", "agresti_coull", "jeffreys", "hypergeometric"})


class UnitNeeds(Struct, frozen=True):
    """Which tables have to keep the units of the design apart: shares and moments, and the values of numbers too."""

    shares: bool = False
    values: bool = False


class SampleDesign(Struct, frozen=True, eq=False):
    """The design that standard errors rest on; `weights` (U,) are those that follow from the fpc, None if given.

    calibration: of weights made from targets; None without, and under replicate weights, which are adjusted themselves.
    """

    sampling: Sampling | Replication
    weights: FloatArray | None
    facts: DesignFacts
    calibration: "Calibration | None" = None

    def counts(self, counts: Counts) -> Counts:
        """The counts by unit under the weights of the design."""
        return counts if self.weights is None else weighted_counts(counts, self.weights)

    def met_cells(self, cells: MetCells) -> MetCells:
        """The same of cells that hold anyone."""
        if self.weights is None:
            return cells
        weights = self.weights[cells.unit]
        return replace(cells, w=cells.w * weights, w2=cells.w2 * weights**2)

    def moments(self, moments: MomentSums) -> MomentSums:
        """The moments by unit under the weights of the design."""
        return moments if self.weights is None else weighted_moments(moments, self.weights)

    @property
    def method(self) -> str:
        """What the names of its methods begin with: "taylor" or "replicate"."""
        return "replicate" if isinstance(self.sampling, Replication) else "taylor"

    def degrees_of_freedom(self, n: IntArray, grams: FloatArray | None = None) -> tuple[int, ...]:
        """PSUs minus strata among those with any of the n (G, U) members, by group; of replicate weights rank less 1.

        grams (G, R, R): Σ v vᵀ of the replicate weights v of the members; None where those of the design are given.
        R: degf(subset(d, …)).
        """
        if isinstance(self.sampling, Replication):
            whole = self.sampling.degrees_of_freedom if grams is None else 0
            return tuple([whole] * len(n) if grams is None else [gram_rank(gram) - 1 for gram in grams])
        return tuple(self.sampling.degrees_of_freedom_by_group(n).tolist())


def is_designed(design: Design, inference: Inference, *, calibrated: bool = False) -> bool:
    """Whether standard errors are to follow a sampling design: strata, PSUs, fpc or targets are known, or it is asked.

    A census has no sampling error. Weights alone keep Wilson's interval unless another one is asked for.
    """
    asked = (inference.ci is not None and not is_simple(inference)) or inference.deff is not None
    known = design.strata or design.psu or design.fpc or design.replicates or calibrated
    return not inference.census and (asked or bool(known))


def is_simple(inference: Inference) -> bool:
    """Whether the intervals asked for are those of simple samples; a census has none."""
    return inference.ci in SIMPLE_INTERVALS and not inference.census


def check_intervals(design: Design, inference: Inference) -> None:
    """Nothing; RequestError where intervals of simple samples are asked for, and the sample is not one."""
    if is_simple(inference):
        from partysurvey.estimates.exact_precision import check_simple  # noqa: PLC0415  # only where asked for

        check_simple(design, inference)


def unit_needs(design: Design, inference: Inference, *, calibrated: bool = False) -> UnitNeeds:
    """What an analysis under the design needs by unit; calibrated: under weights made from targets."""
    designed = is_designed(design, inference, calibrated=calibrated)
    residuals = calibrated and design.replicates is None
    return UnitNeeds(designed, designed and (residuals or weights_follow(design)))


def member_needs(axes: tuple[str, ...]) -> frozenset[Cells]:
    """The tables of how many people of each unit are in the sample, and in each group of a banner."""
    return frozenset([Cells((), by_unit=True), *(Cells((axis,), by_unit=True) for axis in axes)])


def sample_design(
    tally: Tally, design: Design, inference: Inference, calibration: "Calibration | None" = None
) -> SampleDesign | None:
    """The design of the tallied sample; None where there is none. The calibration is that of its weights.

    RequestError where ids repeat in several strata, or a population is smaller than its sample.
    """
    calibrated = calibration is not None
    if not is_designed(design, inference, calibrated=calibrated):
        return None
    sampling = sampling_of(design, tally.spine)
    if isinstance(sampling, Replication):
        facts = _replicate_facts(sampling, weighted=tally.weighted)
        return SampleDesign(sampling, None, replace(facts, calibrated=calibrated))
    weights = unit_weights(tally.spine) if weights_follow(design) and not calibrated else None
    if weights is not None:
        sampling = replace(sampling, spine=weighted_spine(tally.spine, weights))
    facts = _facts(sampling, design, weighted=tally.weighted or weights is not None)
    return SampleDesign(sampling, weights, replace(facts, calibrated=calibrated), calibration)


def weights_follow(design: Design) -> bool:
    """Whether weights follow from the fpc, because no others are given."""
    return bool(design.fpc) and not design.weight


def _replicate_facts(sampling: Replication, *, weighted: bool) -> DesignFacts:
    return DesignFacts(
        strata=0,
        psus=0,
        stages=0,
        fpc=bool(sampling.replicates.fpc),
        weighted=weighted,
        lonely="fail",
        df=sampling.degrees_of_freedom,
        replicates=len(sampling.replicates.columns),
    )


def _facts(sampling: Sampling, design: Design, *, weighted: bool) -> DesignFacts:
    first = sampling.stages[0]
    psus = int(sampling.spine.n.sum()) if sampling.rows_are_psus else int(first.parent.size)
    return DesignFacts(
        strata=int(np.size(first.drawn)) if design.strata else 0,
        psus=psus,
        stages=len(design.psu),
        fpc=bool(design.fpc),
        weighted=weighted,
        lonely=design.lonely,
        df=sampling.degrees_of_freedom,
    )
