"""Questionnaire files known to be without fault."""

from pathlib import Path

from partysurvey.sources.questionnaires.building import built_questionnaire
from partysurvey.sources.questionnaires.data import plain_data
from partysurvey.sources.questionnaires.nodes import composed
from partysurvey.sources.questionnaires.schema import schema
from partysurvey.survey import Questionnaire


def sound_questionnaire(path: Path) -> Questionnaire:
    """The questionnaire in a bundled file, which is not searched for faults at every start: the tests do that.

    See docs/decisions/start-up.md.
    """
    node, _ = composed(path.read_text("utf-8"), str(path))
    assert node is not None  # noqa: S101  # a file with questions has a top node
    return built_questionnaire(plain_data(node, schema()))
