"""The accounting of an analysis: what went out and came back, what was read, left out and counted."""

from collections.abc import Iterator

from partysurvey.estimates.response_rates import response_rates
from partysurvey.pipeline.exclusion import Kept
from partysurvey.report.accounting import Accounting, GroupAccounting
from partysurvey.survey import Binding, Grid, Questionnaire, Scale, SingleChoice
from partysurvey.tally.plan import Cells, Plan
from partysurvey.tally.tally import Tally


def group_needs(questionnaire: Questionnaire, binding: Binding) -> Plan:
    """The plan that counts the groups of the fielding, where the file tells them."""
    by = questionnaire.fielding.by
    return Plan(frozenset([Cells((by,))])) if by in binding.columns and by is not None else Plan()


def accounting(tally: Tally, questionnaire: Questionnaire, kept: Kept, min_group: int) -> Accounting:
    """The accounting: rows left out before the count stand among the dropped."""
    fielding = questionnaire.fielding
    dispositions = fielding.dispositions
    excluded = {reason: n for reason, n in kept.excluded.items() if n}
    return Accounting(
        rows=tally.rows + sum(excluded.values()),
        counted=tally.counted,
        dropped={**excluded, **tally.dropped},
        distributed=fielding.distributed,
        returned=fielding.returned,
        valid=fielding.valid,
        unknown=tally.unknown,
        excluded=kept.excluded,
        groups=tuple(_groups(tally, questionnaire, min_group)),
        rates=response_rates(kept.cases, dispositions.eligibility) if dispositions and kept.cases else None,
        cases=kept.cases or {},
    )


def _groups(tally: Tally, questionnaire: Questionnaire, min_group: int) -> Iterator[GroupAccounting]:
    """The groups of the fielding with their counts in the file; None where they are too few to be shown."""
    fielding = questionnaire.fielding
    question = questionnaire.variables[fielding.by].question if fielding.by else None
    if fielding.by is None or not isinstance(question, SingleChoice | Scale | Grid):
        return
    labels = {option.code: option.label for option in question.options}
    counts = tally.counts(fielding.by) if fielding.by in tally.axes else None
    known = dict(zip(counts.axes[0].levels, counts.n.tolist(), strict=True)) if counts else {}
    for group in fielding.groups:
        n = known.get(group.option)
        counted = None if n is None or 0 < n < min_group else n
        label = labels[group.option]
        yield GroupAccounting(group.option, label, group.distributed, group.returned, group.valid, counted)
