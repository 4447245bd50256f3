"""A draft knows every answer of the file it was made from, and the bundled questionnaires know their own files."""

from pathlib import Path

import pytest

from partysurvey.engines.local import count
from partysurvey.sources.opening import open_source
from partysurvey.sources.questionnaires.reading import read_questionnaire
from partysurvey.survey.drafting.draft import draft
from partysurvey.survey.matching.match import best_match, bind
from partysurvey.tally.counting import Counting, countable_variables
from partysurvey.tally.plan import Cells, Plan
from partysurvey.tally.profile import profiles

ROOT = Path(__file__).parents[2]
SAMPLES = sorted((ROOT / "sample_data").glob("*.csv"))
EXPORTS = sorted((Path(__file__).parent / "drafts").glob("*.csv"))


def drafted(source):
    return draft(profiles(source.batches(), source.columns, source.info.encoding), id="drafted", title="问卷")


@pytest.mark.parametrize("path", [*SAMPLES, *EXPORTS], ids=lambda path: path.stem)
def test_no_answer_is_unknown_to_the_draft(path):
    source = open_source(path)
    made = drafted(source)
    names = countable_variables(made.questionnaire, made.binding)
    plan = Plan(frozenset(Cells((name,)) for name in names))
    encoding = source.info.encoding or "utf-8"
    counting = Counting(made.questionnaire, made.binding, plan, columns=source.columns, encoding=encoding)
    tally = count(source.batches(), counting)
    assert names
    assert not any(tally.unknown.values())


@pytest.mark.parametrize("path", SAMPLES, ids=lambda path: path.stem)
def test_each_sample_file_is_recognised_as_its_own_survey(path):
    known = [read_questionnaire(found) for found in sorted((ROOT / "questionnaires").glob("*.yaml"))]
    columns = open_source(path).columns
    found = best_match(known, columns)
    assert found is not None
    assert found.id == path.stem
    assert {*bind(found, columns).unbound} <= {"序号", "提交答卷时间", "所用时间"}


@pytest.mark.parametrize("path", EXPORTS, ids=lambda path: path.stem)
def test_other_files_are_recognised_as_none(path):
    known = [read_questionnaire(found) for found in sorted((ROOT / "questionnaires").glob("*.yaml"))]
    assert best_match(known, open_source(path).columns) is None
