"""How much of a report is hidden to protect small groups, in words."""

from collections import Counter
from collections.abc import Iterator

from partysurvey.estimates.results import Estimates
from partysurvey.report import wording
from partysurvey.report.document import Paragraph
from partysurvey.report.setting import Setting
from partysurvey.report.suppression import suppressions


def suppression_blocks(estimates: Estimates, setting: Setting) -> Iterator[Paragraph]:
    """One paragraph; none where nothing is hidden."""
    numbers = Counter(each.reason for each in suppressions(estimates))
    if numbers:
        told = setting.words(
            wording.SUPPRESSED,
            groups=numbers["small_group_or_complement"],
            options=numbers["group_of_another_table"],
            tests=numbers["test_with_hidden_groups"],
        )
        yield Paragraph(wording.sentence([told], setting.style.language))
