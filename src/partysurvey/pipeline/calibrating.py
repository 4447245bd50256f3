"""An analysis under weights made from targets: first the weighting is found, then tables are counted by its cells."""

from collections.abc import Callable, Iterable
from pathlib import Path

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.errors import RequestError
from partysurvey.estimates.calibrated import Calibration
from partysurvey.estimates.design import weights_follow
from partysurvey.pipeline.weighting import MOST_NUMBERS, FoundWeighting, found_weighting
from partysurvey.report.accounting import Remark
from partysurvey.sources.recognition import Recognition
from partysurvey.sources.source import Source
from partysurvey.survey import Design, Text
from partysurvey.tally.counting import Counting
from partysurvey.tally.tally import Tally
from partysurvey.weighting.reweighting import reweighted
from partysurvey.weighting.targets import Targets


class TargetWeights(Struct, frozen=True, eq=False):
    """The weighting of an analysis: what has to be counted under it, and what its weights make of the count."""

    found: FoundWeighting

    def counting(self, asked: Counting) -> Counting:
        """The counting of the same tables, each told apart by the cells of the weighting."""
        return replace(
            asked,
            questionnaire=self.found.counting.questionnaire,
            binding=self.found.counting.binding,
            plan=asked.plan.crossed_with(self.found.variables),
            limit=MOST_NUMBERS,
        )

    def applied(self, tally: Tally) -> tuple[Tally, Calibration]:
        """Such a count under the new weights, and what standard errors need to know of them."""
        weighting, whole = self.found.weighting, self.found.whole
        new = reweighted(tally, weighting, whole, self.found.spine)
        return new, Calibration(weighting, whole, tally)

    @property
    def remarks(self) -> Iterable[Remark]:
        """That the weights were made here, from what, and what they cost."""
        account, targets = self.found.account, self.found.targets
        if account.after is None:
            return
        effect, base = f"{account.after.effect:.3f}", f"{account.after.effective:.1f}"
        file = Path(targets.file).name
        names = [name for name, _ in account.margins] + [total.question for total in targets.totals]
        yield Remark(
            "weights_from_targets",
            Text(
                f"权重按 {file} 现算（{targets.method}：{'、'.join(names)}），加权效应 {effect}，有效样本量 {base}。",
                f"Weights were made from {file} ({targets.method}: {', '.join(names)}): weighting effect {effect}, "
                f"effective base {base}.",
            ),
        )


def target_weights(
    source: Source, recognition: Recognition, targets: Targets, design: Design, on_rows: Callable[[int], None] | None
) -> TargetWeights:
    """The weighting of the sample to the targets; RequestError, TargetsError where there is none."""
    if weights_follow(design):
        raise RequestError(
            "weights that follow from the fpc cannot be adjusted to targets",
            "write the weights into a column, and name it with --weight",
        )
    return TargetWeights(found_weighting(source, recognition, targets, design, on_rows))
