"""Whatever the questionnaire, every format writes it, reads it again, and tells all that it lost."""

import yaml
from hypothesis import given, settings
from hypothesis import strategies as st
from msgspec.structs import replace

from partysurvey.sources.questionnaires.standards.differences import losses
from partysurvey.sources.questionnaires.standards.formats import FORMATS
from partysurvey.sources.questionnaires.writing import questionnaire_yaml
from partysurvey.survey import (
    Absence,
    Comparison,
    Date,
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
    Ranking,
    Scale,
    SingleChoice,
    Text,
)
from partysurvey.survey.plain_text import normalised
from partysurvey.survey.simplification import simplified

NOUNS = {"respondents Chinese", "respondents English"}
MAY_LOSE = {  # what the richest formats cannot hold
    "xlsform": NOUNS | {"personal"},
    "ddi": NOUNS | {"personal", "number", "maximum", "ranks", "option specify", "option score"},
}
WRITTEN = [each for each in FORMATS.values() if each.writer]
words = st.text("男女老少是否很较一般ABCxyz<&\"'=+|,;: 12", min_size=1, max_size=12).map(
    lambda text: f"问{' '.join(text.split())}题"
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
            case SingleChoice() | Scale():
                chosen = tuple(draw(st.lists(st.sampled_from(question.options), min_size=1, max_size=2, unique=True)))
                values = tuple(option.code for option in chosen)
                parts.append(Comparison(question.id, draw(st.sampled_from(["=", "!="])), values))
            case MultipleChoice() | Ranking():
                parts.append(Comparison(question.id, "includes", (draw(st.sampled_from(question.options)).code,)))
            case Number():
                number = str(draw(st.integers(-5, 90) | st.sampled_from([0.5, 1234567, -0.125])))
                parts.append(Comparison(question.id, draw(st.sampled_from(["<", "<=", ">", ">="])), (number,)))
            case Grid():
                parts.append(Comparison(f"{question.id}.{question.items[0].code}", "=", (question.options[0].code,)))
            case _:
                parts.append(Comparison(question.id, "answered"))
    whole = parts[0] if len(parts) == 1 else draw(st.sampled_from([Every, Either]))(tuple(parts))
    return simplified(Negation(whole) if draw(st.booleans()) else whole)


MARKS = {"-3": Absence.NOT_ASKED, "-2": Absence.BLANK, "(空)": Absence.BLANK, "99": Absence.REFUSED}
marks = st.sets(st.sampled_from(sorted(MARKS))).map(lambda found: {mark: MARKS[mark] for mark in sorted(found)})


@st.composite
def own_parts(draw, kind):
    """What only questions of this kind have."""
    if kind in {SingleChoice, MultipleChoice, Ranking, Grid, Scale}:
        found = draw(options())
        if kind is Scale:
            found = tuple(replace(each, score=float(place)) for place, each in enumerate(found, 1))
        if kind in {SingleChoice, MultipleChoice} and draw(st.booleans()):
            found = (*found[:-1], replace(found[-1], specify=True))
        own = {"options": found}
        if kind is Grid:
            own["items"] = (Item("a", Text("甲行", "row a")), Item("b", Text("乙行", "row b")))
        if kind is MultipleChoice and draw(st.booleans()):
            own["maximum"] = draw(st.integers(1, len(found)))
        if kind is Ranking and draw(st.booleans()):
            own["ranks"] = draw(st.integers(1, len(found)))
        return own
    if kind is Number and draw(st.booleans()):
        return {"minimum": draw(st.sampled_from([-5.0, 0.25])), "maximum": draw(st.sampled_from([90.0, 1234567.5]))}
    return {}


@st.composite
def questionnaires(draw):
    questions = []
    for place in range(draw(st.integers(1, 5))):
        common = {"id": f"q{place}", "text": Text(draw(words), draw(words)), "missing": draw(marks)}
        if questions and draw(st.booleans()):
            common["asked_if"] = draw(conditions(questions))
        if draw(st.booleans()):
            common |= {"number": f"{place + 1}", "personal": draw(st.booleans())}
        kind = draw(st.sampled_from([SingleChoice, MultipleChoice, Number, Grid, OpenText, Scale, Ranking, Date]))
        questions.append(kind(**common, **draw(own_parts(kind))))
    return Questionnaire("survey", Text(draw(words)), tuple(questions), missing=draw(marks))


def plain(questionnaire):
    """The questions as our file writes them, each with all the marks that hold for it."""
    data = yaml.safe_load(questionnaire_yaml(questionnaire))
    marks = {q.id: {**questionnaire.missing, **q.missing} for q in questionnaire.questions}
    return {entry["id"]: {**entry, "missing": marks[entry["id"]]} for entry in data["questions"]}


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
        if not any(isinstance(q, Ranking) for q in before.questions):  # SPSS has a number per option
            assert [q.text.zh for q in after.questions] == [" ".join(q.text.zh.split()) for q in before.questions], (
                form.name
            )
        assert {part for part in lost if not part.startswith("kind ")} <= MAY_LOSE.get(form.name, set(lost)), form.name
