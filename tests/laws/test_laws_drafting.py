"""Laws of drafting and binding, whatever stands in a file."""

from collections import Counter

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from partysurvey.sources.questionnaires.reading import read_questionnaire
from partysurvey.sources.questionnaires.writing import questionnaire_yaml
from partysurvey.survey import Column, Profile
from partysurvey.survey.drafting.draft import draft
from partysurvey.survey.drafting.scale_families import family, ordered
from partysurvey.survey.matching.match import bind

ANSWERS = st.sampled_from(
    ["男", "女", "很满意", "满意", "一般", "不满意", "1", "2", "5", "-3", "-2", "(跳过)", "（空）", "yes", "no", "NA", "甲┋乙", "乙┋丙",
     "丙", "甲→乙", "乙→甲", "其他〖写了字〗", "其他", "A.好", "B.差", "18岁", "30岁以下", "31-40岁", "2024-01-02", "√", "1.5", "null", "~",
     "Strongly agree", "Agree", "Disagree", "x, y", "y, z", "答 案", "答案", " 1", "0", "#", "- a", "a: b", "true", "C;D", "and"]
)  # fmt: skip
HEADINGS = st.sampled_from(
    ["1、您的性别", "2.年龄", "8、评价—工资", "8、食堂", "8、同事", "9. 培训(理论)", "9(写作)", "9(其他：)", "第6题(运动)", "第6题(阅读)", "q1_1", "q1_2",
     "q1_3", "Gender", "How often [mail]", "How often [phone]", "5.目的:旅游", "5.目的:工作", "序号", "姓名", "weight", "意见", "yes", "and",
     "年 龄", "答\n案", "Q7", "7", "x", "X ", "🙂", "!", "q1", "q_1", "题 [甲]", "题 [乙]", "a.b", "a.c"]
)  # fmt: skip
CELLS = st.lists(st.one_of(ANSWERS, ANSWERS, st.text(max_size=6)), min_size=0, max_size=14)


def profile(name, cells, repeat):
    counts = Counter(cell for cell in cells * repeat if cell.strip())
    empty = sum(not cell.strip() for cell in cells * repeat)
    return Profile(Column(name), len(cells) * repeat, empty, dict(counts), len(counts))


@st.composite
def tables(draw):
    names = draw(st.lists(st.one_of(HEADINGS, HEADINGS, st.text(max_size=8)), min_size=1, max_size=8, unique=True))
    repeat = draw(st.integers(1, 4))
    shared = draw(CELLS)
    return [profile(name, shared if draw(st.booleans()) else draw(CELLS), repeat) for name in names]


@given(tables())
@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_a_draft_is_a_sound_file_that_reads_back_equal(tmp_path_factory, table):
    made = draft(table, id="drafted", title="问卷")
    if not made.questionnaire.questions:
        return
    path = tmp_path_factory.mktemp("draft") / "drafted.yaml"
    path.write_text(questionnaire_yaml(made.questionnaire, made.notes), "utf-8", newline="")
    assert read_questionnaire(path) == made.questionnaire


@given(tables())
@settings(max_examples=60, deadline=None)
def test_every_column_is_bound_once_or_said_to_be_unbound(table):
    made = draft(table, id="drafted", title="问卷")
    bound = [name for columns in made.binding.columns.values() for name in columns.columns]
    assert sorted([*bound, *made.binding.unbound]) == sorted(profile.column.name for profile in table)
    assert set(made.binding.columns) == set(made.questionnaire.variables)


@given(tables(), st.randoms(use_true_random=False))
@settings(max_examples=60, deadline=None)
def test_binding_does_not_depend_on_the_order_of_columns(table, random):
    columns = [profile.column for profile in table]
    questionnaire = draft(table, id="drafted", title="问卷").questionnaire
    first = bind(questionnaire, columns)
    random.shuffle(columns)
    second = bind(questionnaire, columns)
    assert first.columns == second.columns
    assert set(first.unbound) == set(second.unbound)


@given(tables())
@settings(max_examples=60, deadline=None)
def test_what_is_bound_is_bound_as_the_draft_says(table):
    """A name that can be read in two ways is left unbound; it is never bound to another question."""
    made = draft(table, id="drafted", title="问卷")
    found = bind(made.questionnaire, [profile.column for profile in table])
    for name, columns in found.columns.items():
        assert set(columns.columns) <= set(made.binding.columns[name].columns) | set(made.binding.unbound)


@given(st.lists(ANSWERS, unique=True, max_size=7), st.randoms(use_true_random=False))
@settings(max_examples=150)
def test_the_order_of_answers_does_not_depend_on_how_they_come(labels, random):
    order = ordered(labels)
    shuffled = list(labels)
    random.shuffle(shuffled)
    assert ordered(shuffled) == order
    assert order is None or sorted(order) == sorted(labels)
    found = family(labels)
    assert found is None or list(found.scores.values()) == sorted(found.scores.values(), reverse=True)
