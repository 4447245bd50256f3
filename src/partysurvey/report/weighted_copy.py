"""A copy of a response file with weights, as a value that the terminal and JSON can show."""

from msgspec import Struct

from partysurvey.report.accounting import Provenance
from partysurvey.survey import Language
from partysurvey.weighting.account import WeightingAccount
from partysurvey.weighting.targets import Targets


class WeightedCopy(Struct, frozen=True, kw_only=True):
    """What was written, and what the weights do.

    columns: those added, of the weight and then of replicate weights; base_weight: the column of the old weights, None
    where all were 1; rows: of the file; language: of the questionnaire.
    """

    account: WeightingAccount
    provenance: Provenance
    targets: Targets
    base_weight: str | None
    file: str
    columns: tuple[str, ...]
    rows: int
    language: Language
