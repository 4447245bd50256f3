"""Counts by group and dispositions in a questionnaire file: read, written, and faults told."""

from pathlib import Path

import pytest

from partysurvey.errors import QuestionnaireError
from partysurvey.sources.questionnaires.reading import read_questionnaire
from partysurvey.sources.questionnaires.writing import questionnaire_yaml
from partysurvey.survey import Fielding
from partysurvey.survey.fielding import Disposition, Dispositions, GroupFielding

HEAD = "partysurvey: questionnaire/1\nid: q\ntitle: T\n"
QUESTIONS = """questions:
  - {id: organ, kind: single, text: Organ, options: [{code: a, label: A}, {code: b, label: B}]}
  - {id: age, kind: number, text: Age}
"""
SOUND = """fielding:
  distributed: 100
  returned: 60
  by: {variable: organ, groups: [{option: a, distributed: 60, returned: 30, valid: 29}, {option: b, distributed: 40}]}
  disposition:
    column: result
    codes: {complete: ["1", 完成], refusal: ["3"], not_eligible: ["8"]}
    eligibility: 0.5
"""
FAULTY = """fielding:
  distributed: 90
  by: {variable: organ, groups: [{option: a, distributed: 60, returned: 61}, {option: c, distributed: 40}]}
  disposition: {column: result, codes: {complete: ["1"], partial: ["1"]}}
"""
NO_CHOICE = "fielding: {by: {variable: age, groups: [{option: a}]}}\n"
NO_COMPLETE = "fielding: {disposition: {column: result, codes: {refused: ['1']}, eligibility: 2}}\n"
EXPECTED = Fielding(
    100,
    60,
    by="organ",
    groups=(GroupFielding("a", 60, 30, 29), GroupFielding("b", 40)),
    dispositions=Dispositions(
        "result",
        {
            "1": Disposition.COMPLETE,
            "完成": Disposition.COMPLETE,
            "3": Disposition.REFUSAL,
            "8": Disposition.NOT_ELIGIBLE,
        },
        0.5,
    ),
)


@pytest.fixture
def read(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)

    def questionnaire(text):
        Path("q.yaml").write_text(text, "utf-8")
        return read_questionnaire(Path("q.yaml"))

    return questionnaire


def test_counts_by_group_and_dispositions_are_read(read):
    assert read(HEAD + SOUND + QUESTIONS).fielding == EXPECTED


def test_what_is_written_is_read_again(read):
    first = read(HEAD + SOUND + QUESTIONS)
    assert read(questionnaire_yaml(first)).fielding == EXPECTED


@pytest.mark.parametrize("fielding", [FAULTY, NO_CHOICE, NO_COMPLETE], ids=["counts", "no choice", "codes"])
def test_faults_are_told_with_their_place(read, fielding, snapshot):
    with pytest.raises(QuestionnaireError) as caught:
        read(HEAD + fielding + QUESTIONS)
    assert str(caught.value) == snapshot
