"""Where the numbers of an analysis or of weights come from."""

from partysurvey.report.accounting import Provenance
from partysurvey.sources.recognition import Recognition
from partysurvey.sources.source import Source


def provenance_of(source: Source, recognition: Recognition) -> Provenance:
    """The file that was read and the questionnaire that it was read with."""
    info = source.info
    return Provenance(info.file, recognition.questionnaire.id, recognition.origin, info.encoding, info.dialect)
