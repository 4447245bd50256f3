"""One survey that has every kind of question and table, and every number that a document of it prints.

For the tests of all renderers: `every_number(document)` is what each of them has to show, text for text.
"""

from functools import cache
from pathlib import Path

from msgspec.structs import replace

from partysurvey.pipeline.analysis import Analysis, Request, run
from partysurvey.report.accounting import Style
from partysurvey.report.addresses import Addressed, addressed_texts
from partysurvey.report.document import Document

SAMPLES = Path(__file__).parents[1] / "sample_data"
STYLE = Style("en", sentences=True)
# all kinds of question: numbers with bands, grids, multiple choices, rankings, nets; groups too small to be shown
SURVEYS = {
    "organ_cadres": Request(file=SAMPLES / "organ_cadres.csv", by=("part_time", "rank"), min_group=20),
    "county_grassroots": Request(file=SAMPLES / "county_grassroots.csv", by=("gender",)),
    "community_workers": Request(file=SAMPLES / "community_workers.csv", by=("gender",)),
}


@cache
def analysis_of(survey: str = "organ_cadres") -> Analysis:
    """The analysis of a sample; it is the same value in every test."""
    return run(SURVEYS[survey])


def document_of(survey: str = "organ_cadres", language: str = "en") -> Document:
    """The report on a sample, with sentences."""
    return analysis_of(survey).document(replace(STYLE, language=language))


def every_number(document: Document) -> list[Addressed]:
    """Every number of the document, in its order: its address, and its text as people read it."""
    return list(addressed_texts(document))
