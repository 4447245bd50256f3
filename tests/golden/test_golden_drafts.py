"""Exports written by hand after what platforms are known to export; the drafts beside them were checked by eye.

`python tests/golden/test_golden_drafts.py` writes them anew after a wanted change; the difference is to be reviewed.
"""

import csv
from pathlib import Path

import pyarrow as pa
import pytest

from partysurvey.sources.questionnaires.reading import read_questionnaire
from partysurvey.sources.questionnaires.writing import questionnaire_yaml
from partysurvey.survey import Column, Grid
from partysurvey.survey.drafting.draft import draft
from partysurvey.survey.matching.match import bind
from partysurvey.tally.profile import profiles

FOLDER = Path(__file__).parent / "drafts"
NAMES = sorted(path.stem for path in FOLDER.glob("*.csv"))


def drafted(name):
    header, *rows = csv.reader((FOLDER / f"{name}.csv").read_text("utf-8").splitlines())
    answers = [pa.array(cells).dictionary_encode() for cells in zip(*rows, strict=True)]
    batch = pa.record_batch(answers, names=header)
    return draft(profiles([batch], [Column(column) for column in header], None), id=name, title=name)


@pytest.mark.parametrize("name", NAMES)
def test_the_draft_is_the_reviewed_one(name):
    made = drafted(name)
    assert questionnaire_yaml(made.questionnaire, made.notes) == (FOLDER / f"{name}.yaml").read_text("utf-8")


@pytest.mark.parametrize("name", NAMES)
def test_the_draft_is_a_sound_file(name):
    assert read_questionnaire(FOLDER / f"{name}.yaml") == drafted(name).questionnaire


@pytest.mark.parametrize("name", NAMES)
def test_the_draft_binds_the_columns_it_was_made_from(name):
    made = drafted(name)
    header = next(csv.reader((FOLDER / f"{name}.csv").read_text("utf-8").splitlines()))
    assert bind(made.questionnaire, [Column(column) for column in header]) == made.binding


def test_every_question_of_a_draft_is_bound():
    for name in NAMES:
        made = drafted(name)
        for question in made.questionnaire.questions:
            rows = (
                [f"{question.id}.{item.code}" for item in question.items]
                if isinstance(question, Grid)
                else [question.id]
            )
            assert all(row in made.binding.columns for row in rows)


def test_no_personal_answer_is_in_a_draft():
    for name in NAMES:
        text = (FOLDER / f"{name}.yaml").read_text("utf-8")
        for personal in ("1380000", "192.0.2", "张三", "R_1a2b", "心理辅导", "I like my team"):
            assert personal not in text


if __name__ == "__main__":
    for each in NAMES:
        new = drafted(each)
        (FOLDER / f"{each}.yaml").write_text(questionnaire_yaml(new.questionnaire, new.notes), "utf-8")
