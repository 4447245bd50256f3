"""Whatever the questionnaire, every format writes it, reads it again, and tells all that it lost."""

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st

from partysurvey.sources.questionnaires.standards.differences import losses
from partysurvey.sources.questionnaires.standards.formats import FORMATS
from partysurvey.sources.questionnaires.writing import questionnaire_yaml
from partysurvey.survey import (
    Absence,
    Comparison,
    Either,
    Every,
    Grid,
    Item,
    MultipleChoice,
    Negation,
    Number,
    OpenText,
    Option,
    Questionnaire,
    SingleChoice,
    Text,
)
from partysurvey.survey.plain_text import normalised
from partysurvey.survey.simplification import simplified

WRITTEN = [each for each in FORMATS.values() if each.writer]
words = st.text("男女老少是否很较一般ABCxyz<&\"'=+|,;: 12", min_size=1, max_size=12).map(
    lambda text: f"问{text.strip()}题"
)
codes = st.from_regex(r"[a-z][a-z0-9]{0,4}", fullmatch=True)


@st.composite
def options(draw):
    found = draw(st.lists(st.tuples(codes, words, words), min_size=2, max_size=4))
    seen: set[str] = set()
    kept = []
    for code, zh, en in found:
        spelled = {normalised(each) for each in (code, zh, en)}
        if not spelled & seen:
            kept.append(Option(code, Text(zh, en)))
            seen |= spelled
    return tuple(kept) if len(kept) > 1 else (Option("yes", Text("是", "yes")), Option("no", Text("否", "no")))


@st.composite
def conditions(draw, questions):
    """A condition on earlier questions."""
    parts = []
    for question in draw(st.lists(st.sampled_from(questions), min_size=1, max_size=3)):
        match question:
            case SingleChoice():
                chosen = tuple(draw(st.lists(st.sampled_from(question.options), min_size=1, max_size=2, unique=True)))
                values = tuple(option.code for option in chosen)
                parts.append(Comparison(question.id, draw(st.sampled_from(["=", "!="])), values))
            case MultipleChoice():
                parts.append(Comparison(question.id, "includes", (draw(st.sampled_from(question.options)).code,)))
            case Number():
                number = str(draw(st.integers(-5, 90)))
                parts.append(Comparison(question.id, draw(st.sampled_from(["<", "<=", ">", ">="])), (number,)))
            case Grid():
                parts.append(Comparison(f"{question.id}.{question.items[0].code}", "=", (question.options[0].code,)))
    if not parts:
        return None
    whole = parts[0] if len(parts) == 1 else draw(st.sampled_from([Every, Either]))(tuple(parts))
    return simplified(Negation(whole) if draw(st.booleans()) else whole)


@st.composite
def questionnaires(draw):
    questions = []
    for place in range(draw(st.integers(1, 5))):
        common = {"id": f"q{place}", "text": Text(draw(words), draw(words))}
        if questions and draw(st.booleans()):
            common["asked_if"] = draw(conditions(questions))
        kind = draw(st.sampled_from([SingleChoice, MultipleChoice, Number, Grid, OpenText]))
        own = {"options": draw(options())} if kind in {SingleChoice, MultipleChoice, Grid} else {}
        if kind is Grid:
            own["items"] = (Item("a", Text("甲行", "row a")), Item("b", Text("乙行", "row b")))
        if kind is Number and draw(st.booleans()):
            own |= {"minimum": -5.0, "maximum": 90.0}
        questions.append(kind(**common, **own))
    marks = draw(
        st.dictionaries(
            st.sampled_from(["-3", "-2", "(空)", "99"]), st.sampled_from([Absence.BLANK, Absence.NOT_ASKED])
        )
    )
    return Questionnaire("survey", Text(draw(words)), tuple(questions), missing=marks)


def plain(questionnaire):
    return {entry["id"]: entry for entry in yaml.safe_load(questionnaire_yaml(questionnaire))["questions"]}


@settings(deadline=None, max_examples=25)
@given(before=questionnaires())
def test_all_that_is_lost_is_told(tmp_path_factory, before):
    for form in WRITTEN:
        path = tmp_path_factory.getbasetemp() / f"survey{form.ending}"
        path.write_bytes(form.content(before))
        after = form.read(path).questionnaire
        lost = {loss.part: loss.questions for loss in losses(before, after)}
        told = {name for names in lost.values() for name in names}
        old, new = plain(before), plain(after)
        assert {name for name in old if old[name] != new.get(name)} <= told, form.name
        assert [q.text.zh for q in after.questions] == [" ".join(q.text.zh.split()) for q in before.questions], (
            form.name
        )
        if form.name in {"xlsform", "ddi"}:
            assert set(lost) <= {"respondents Chinese", "respondents English"}, (form.name, lost)
