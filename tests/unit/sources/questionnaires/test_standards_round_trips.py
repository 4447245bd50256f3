"""Our questionnaires written in every format and read again: what is lost is told, all of it."""

from pathlib import Path

import pyreadstat
import pytest
import yaml
from defusedxml.ElementTree import fromstring
from pyxform.xls2xform import convert

from partysurvey.sources.questionnaires.bundled import bundled_paths
from partysurvey.sources.questionnaires.reading import read_questionnaire
from partysurvey.sources.questionnaires.standards.differences import loss_sentences, losses
from partysurvey.sources.questionnaires.standards.formats import FORMATS
from partysurvey.sources.questionnaires.writing import questionnaire_yaml

WRITTEN = [each for each in FORMATS.values() if each.writer]
OURS = [*bundled_paths(), Path(__file__).parent / "assets" / "every_feature.yaml"]
ALL = pytest.mark.parametrize("form", WRITTEN, ids=lambda form: form.name)
EACH = pytest.mark.parametrize("path", OURS, ids=lambda path: path.stem)


def again(form, questionnaire, folder):
    path = folder / f"{questionnaire.id}{form.ending}"
    path.write_bytes(form.content(questionnaire))
    reading = form.read(path)
    assert reading.notes == ()  # what we write is understood
    return reading.questionnaire


def labels(question, language):
    return [option.label.into(language) for option in getattr(question, "options", ())]


@ALL
@EACH
def test_what_every_format_keeps(form, path, tmp_path):
    before = read_questionnaire(path)
    after = again(form, before, tmp_path)
    language = before.language
    kept = {q.text.into(language): q for q in after.questions}
    for question in before.questions:
        if question.kind == "ranking" and question.text.into(language) not in kept:
            continue  # SPSS has a number per option
        found = kept[question.text.into(language)]
        assert labels(found, language) == labels(question, language)
        assert [i.label.into(language) for i in getattr(found, "items", ())] == [
            i.label.into(language) for i in getattr(question, "items", ())
        ]
        if not form.name.startswith("limesurvey"):
            assert found.id == question.id


@EACH
@pytest.mark.parametrize("name", ["xlsform", "redcap", "ddi", "limesurvey", "limesurvey_lss"])
def test_rules_survive_where_the_format_has_rules(name, path, tmp_path):
    before = read_questionnaire(path)
    lost = {loss.part: loss.questions for loss in losses(before, again(FORMATS[name], before, tmp_path))}
    assert "asked_if (who is asked)" not in lost


@EACH
@pytest.mark.parametrize("name", ["xlsform", "ddi"])
def test_missing_marks_survive_where_the_format_has_them(name, path, tmp_path):
    before = read_questionnaire(path)
    after = again(FORMATS[name], before, tmp_path)
    assert after.missing == before.missing
    assert [q.missing for q in after.questions] == [q.missing for q in before.questions]


def plain(questionnaire):
    """The questionnaire as our file writes it, which shares no code with the search for losses."""
    data = yaml.safe_load(questionnaire_yaml(questionnaire))
    data.pop("missing", None)  # whether a mark is declared for all questions or for each makes no difference
    marks = {q.id: {**questionnaire.missing, **q.missing} for q in questionnaire.questions}
    return {entry["id"]: {**entry, "missing": marks[entry["id"]]} for entry in data.pop("questions")}, data


@ALL
@EACH
def test_the_report_is_complete(form, path, tmp_path):
    before = read_questionnaire(path)
    after = again(form, before, tmp_path)
    lost = losses(before, after)
    told = {name for loss in lost for name in loss.questions}
    (old, old_head), (new, new_head) = plain(before), plain(after)
    changed = {name for name in old if old[name] != new.get(name)}
    assert changed <= told
    assert set(new) - set(old) <= told or "id" in {loss.part for loss in lost}
    if {key: each for key, each in old_head.items() if each} != {key: each for key, each in new_head.items() if each}:
        assert any(not loss.questions for loss in lost)


@ALL
def test_nothing_is_lost_twice(form, tmp_path):
    """What a format keeps, it keeps for ever: the second round trip loses nothing."""
    first = again(form, read_questionnaire(OURS[-1]), tmp_path)
    assert loss_sentences(losses(first, again(form, first, tmp_path))) == ()


@ALL
def test_what_each_format_loses_of_every_feature(form, tmp_path, snapshot):
    before = read_questionnaire(OURS[-1])
    assert "\n".join(loss_sentences(losses(before, again(form, before, tmp_path)))) == snapshot


@EACH
def test_pyxform_accepts_the_form(path, tmp_path):
    questionnaire = read_questionnaire(path)
    (tmp_path / "form.xlsx").write_bytes(FORMATS["xlsform"].content(questionnaire))
    warnings = []
    converted = convert(str(tmp_path / "form.xlsx"), warnings=warnings, validate=False)
    assert warnings == []
    assert all(f'/{q.id}"' in converted.xform for q in questionnaire.questions if q.kind == "number")


def test_pyreadstat_reads_labels_missing_values_and_sets(tmp_path):
    questionnaire = read_questionnaire(OURS[-1])
    (tmp_path / "q.sav").write_bytes(FORMATS["spss"].content(questionnaire))
    _, about = pyreadstat.read_sav(str(tmp_path / "q.sav"), user_missing=True)
    several = [question for question in questionnaire.questions if question.kind == "multiple"]
    assert {name: found["label"] for name, found in about.mr_sets.items()} == {
        q.id: q.text.zh or q.text.en for q in several
    }
    for question in several:
        found = about.mr_sets[question.id]
        assert found["counted_value"] == 1
        assert found["is_dichotomy"]
        assert [about.column_names_to_labels[name] for name in found["variable_list"]] == [
            o.label.zh or o.label.en for o in question.options
        ]


def test_the_same_questionnaire_gives_the_same_bytes():
    questionnaire = read_questionnaire(OURS[0])
    for form in WRITTEN:
        assert form.content(questionnaire) == form.content(questionnaire), form.name


DDI_VAR = [
    "location",
    "labl",
    "qstn",
    "valrng",
    "invalrng",
    "universe",
    "sumStat",
    "catgry",
    "varFormat",
]  # the order of the 2.5 schema


def test_the_codebook_has_the_order_of_the_schema():
    root = fromstring(FORMATS["ddi"].content(read_questionnaire(OURS[0])))
    space = "{ddi:codebook:2_5}"
    assert root.tag == f"{space}codeBook"
    assert [child.tag.removeprefix(space) for child in root] == ["stdyDscr", "dataDscr"]
    names = {variable.get("ID") for variable in root.iter(f"{space}var")}
    for group in root.iter(f"{space}varGrp"):
        assert set(group.get("var").split()) <= names  # IDREFS
    for variable in root.iter(f"{space}var"):
        places = [DDI_VAR.index(child.tag.removeprefix(space)) for child in variable]
        assert places == sorted(places)
        assert [child.tag.removeprefix(space) for child in variable.find(f"{space}catgry") or ()][:1] in (
            [],
            ["catValu"],
        )


def test_triple_s_has_the_structure_of_its_dtd():
    root = fromstring(FORMATS["triples"].content(read_questionnaire(OURS[0])))
    variables = root.findall("survey/record/variable")
    assert len({variable.get("ident") for variable in variables}) == len(variables)
    end = 0
    for variable in variables:
        assert [child.tag for child in variable][:3] == ["name", "label", "position"]
        position = variable.find("position")
        assert int(position.get("start")) == end + 1  # each begins where the one before ends
        end = int(position.get("finish"))
        assert all(value.get("code").isdecimal() for value in variable.iterfind("values/value"))


def test_the_survey_of_limesurvey_has_the_tables_of_its_import():
    root = fromstring(FORMATS["limesurvey_lss"].content(read_questionnaire(OURS[-1])))
    assert [child.tag for child in root] == [
        "LimeSurveyDocType", "DBVersion", "languages", "answers", "groups", "questions", "subquestions",
        "question_attributes", "surveys", "surveys_languagesettings",
    ]  # fmt: skip
    for table in root.iterfind("*[rows]"):
        columns = [field.text for field in table.iterfind("fields/fieldname")]
        assert all([cell.tag for cell in row] == columns for row in table.iterfind("rows/row")), table.tag
    languages = [language.text for language in root.iterfind("languages/language")]
    asked = root.findall("questions/rows/row")
    assert [(row.findtext("qid"), row.findtext("language")) for row in asked] == [
        (str(number), language) for language in languages for number in range(2, len(asked) // 2 + 2)
    ]
    numbers = {row.findtext("qid") for row in asked}
    parts = root.findall("subquestions/rows/row")
    assert {row.findtext("parent_qid") for row in parts} <= numbers
    assert not numbers & {row.findtext("qid") for row in parts}
    assert {row.findtext("qid") for row in root.iterfind("answers/rows/row")} <= numbers
    titles = [row.findtext("title") for row in asked]
    assert all(title.isalnum() and title[0].isalpha() and len(title) <= 20 for title in titles)
    assert all(len(row.findtext("code")) <= 5 for row in root.iterfind("answers/rows/row"))
