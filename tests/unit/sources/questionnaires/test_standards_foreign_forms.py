"""Forms as other programs make them, written here by hand from their documentation; expected values by hand."""

import json

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from partysurvey.sources.questionnaires.standards.formats import format_of, read_form
from partysurvey.sources.workbook_writing import workbook_bytes
from partysurvey.survey import Absence, Text
from partysurvey.survey.condition_text import condition_text


@pytest.fixture
def form(tmp_path):
    """Writes a file and reads it as a form of any format."""

    def read(name, content):
        path = tmp_path / name
        path.write_bytes(content if isinstance(content, bytes) else content.encode())
        return read_form(path)

    return read


def question(reading, name):
    return next(each for each in reading.questionnaire.questions if each.id == name)


def rule(reading, name):
    asked = question(reading, name).asked_if
    return asked and condition_text(asked)


def codes(found):
    return [option.code for option in found.options]


@pytest.fixture
def kobo(tmp_path):
    """A form as KoBo exports it: `$`-columns, groups, old and new words of types."""
    book = openpyxl.Workbook()
    survey = book.active
    survey.title = "survey"
    rows = [
        ["type", "name", "label::English (en)", "label::French (fr)", "relevant", "appearance", "constraint", "$kuid"],
        ["start", "start"],
        ["note", "hello", "Welcome", "Bienvenue"],
        ["select_one yes_no", "part_time", "Part time?", "Temps partiel ?"],
        ["integer", "age", "Age", "Âge", None, None, ". >= 16 and . <= 80"],
        ["begin_group", "work", "Work", "Travail", "${part_time} = 'yes'"],
        ["select_multiple jobs or_other", "jobs", "Jobs", "Emplois", "${age} > 17"],
        ["begin_group", "views", "How much do you agree?", None, None, "table-list"],
        ["select_one agree", "views_clear", "My tasks are clear"],
        ["select_one agree", "views_fair", "My pay is fair"],
        ["end_group"],
        ["end_group"],
        ["text", "why", "Why?", None, "selected(${jobs}, 'teach') and not(${views_clear} = '1')"],
        ["geopoint", "where", "Where?", None, "position(..) > 2"],
        ["select_one nowhere", "lost", "Lost"],
    ]
    for row in rows:
        survey.append(row)
    choices = book.create_sheet("choices")
    for row in [
        ["list_name", "name", "label::English (en)"],
        ["yes_no", "yes", "Yes"], ["yes_no", "no", "No"],
        ["jobs", "teach", "Teaching"], ["jobs", "=cmd", "=1+1"],
        ["agree", 1, "No"], ["agree", 2, "Yes"],
    ]:  # fmt: skip
        choices.append([str(cell) if str(cell).startswith("=") else cell for cell in row])
    for cell in ("B5", "C5"):
        choices[cell].data_type = "s"
    settings = book.create_sheet("settings")
    settings.append(["form_title", "id_string", "default_language"])
    settings.append(["Staff", "staff_2026", "English (en)"])
    book.save(tmp_path / "kobo.xlsx")
    return read_form(tmp_path / "kobo.xlsx")


def test_a_kobo_form(kobo, snapshot):
    assert kobo.questionnaire.title == Text.same("Staff")
    assert kobo.questionnaire.language == "en"
    assert [(q.id, q.kind) for q in kobo.questionnaire.questions] == [
        ("part_time", "single"), ("age", "number"), ("jobs", "multiple"), ("views", "grid"),
        ("why", "text"), ("where", "text"), ("lost", "text"),
    ]  # fmt: skip
    assert (question(kobo, "age").minimum, question(kobo, "age").maximum) == (16, 80)
    assert codes(question(kobo, "jobs")) == ["teach", "=cmd", "other"]
    assert question(kobo, "jobs").options[-1].specify
    assert rule(kobo, "jobs") == "part_time = yes and age > 17"
    assert rule(kobo, "views") == "part_time = yes"
    assert [item.code for item in question(kobo, "views").items] == ["clear", "fair"]
    assert rule(kobo, "why") == "jobs includes teach and not views.clear = 1"
    assert "\n".join(kobo.notes) == snapshot


REDCAP = """\
"Variable / Field Name","Form Name","Section Header","Field Type","Field Label","Choices, Calculations, OR Slider Labels","Field Note","Text Validation Type OR Show Slider Number","Text Validation Min","Text Validation Max",Identifier?,"Branching Logic (Show field only if...)","Required Field?","Custom Alignment","Question Number (surveys only)","Matrix Group Name","Matrix Ranking?","Field Annotation"
record_id,base,,text,"Study ID",,,,,,,,,,,,,
full_name,base,,text,Name,,,,,,y,,,,,,,
age,base,,text,"Age, in years",,,integer,16,80,,,,,3,,,
training,base,,checkbox,"Which <b>training</b>?","1, Theory | 2, Writing, and speaking | 88, Other",,,,,,"[age] >= 18 and [age] < 60",,,,,,
clear,base,"How do you judge?",radio,Clear,"-1, bad | 1, good",,,,,,,,,,views,,
fair,base,,radio,Fair,"-1, bad | 1, good",,,,,,,,,,views,,
happy,base,,yesno,Happy?,,,,,,,"[training(2)] = '1' or [clear] <> '-1'",,,,,,
score,base,,calc,Score,"[age]*2",,,,,,,,,,,,
born,base,,text,Born,,,date_ymd,,,,"datediff([born],'today','y') > 1",,,,,,
paper,base,,file,Upload,,,,,,,,,,,,,
"""


def test_a_redcap_data_dictionary(form, snapshot):
    reading = form("dictionary.csv", REDCAP)
    kinds = {q.id: q.kind for q in reading.questionnaire.questions}
    assert kinds == {
        "record_id": "text", "full_name": "text", "age": "number", "training": "multiple", "views": "grid",
        "happy": "single", "born": "date", "paper": "text",
    }  # fmt: skip
    assert question(reading, "full_name").personal
    assert question(reading, "age").number == "3"
    assert [(o.code, o.label.en) for o in question(reading, "training").options] == [
        ("1", "Theory"), ("2", "Writing, and speaking"), ("88", "Other"),
    ]  # fmt: skip
    assert question(reading, "training").text.en == "Which training?"
    assert rule(reading, "training") == "age >= 18 and age < 60"
    assert question(reading, "views").text.en == "How do you judge?"
    assert rule(reading, "happy") == "training includes 2 or not views.clear = -1"
    assert "\n".join(reading.notes) == snapshot


DDI = """\
<?xml version="1.0" encoding="UTF-8"?>
<codeBook xmlns="ddi:codebook:2_5" version="2.5" xml:lang="en">
  <stdyDscr><citation><titlStmt><titl>Labour Force Survey</titl><IDNo>LFS-2020</IDNo></titlStmt></citation></stdyDscr>
  <dataDscr>
    <varGrp ID="VG1" type="multipleResp" name="q3" var="V3 V4"><labl>Which papers?</labl></varGrp>
    <var ID="V1" name="SEX" files="F1" intrvl="discrete"><labl>Sex</labl><qstn><qstnLit>Are you …?</qstnLit></qstn>
      <invalrng><item VALUE="-9"/></invalrng><universe>All persons</universe>
      <sumStat type="vald">90</sumStat>
      <catgry><catValu>1</catValu><labl>Male</labl><catStat type="freq">40</catStat></catgry>
      <catgry><catValu>2</catValu><labl>Female</labl></catgry>
      <catgry missing="Y"><catValu>9</catValu><labl>Refused</labl></catgry><varFormat type="numeric"/></var>
    <var ID="V2" name="AGE" intrvl="contin"><labl>Age</labl><valrng><range min="15" max="99"/></valrng><varFormat type="numeric"/></var>
    <var ID="V3" name="q3_a"><labl>Daily</labl><catgry><catValu>1</catValu><labl>Yes</labl></catgry></var>
    <var ID="V4" name="q3_b"><labl>Weekly</labl><catgry><catValu>1</catValu><labl>Yes</labl></catgry></var>
    <var ID="V5" name="NOTE" intrvl="discrete"><labl>Remarks</labl><varFormat type="character"/></var>
  </dataDscr>
</codeBook>"""


def test_a_ddi_codebook(form, snapshot):
    reading = form("lfs.xml", DDI)
    assert reading.questionnaire.title.en == "Labour Force Survey"
    assert [(q.id, q.kind) for q in reading.questionnaire.questions] == [
        ("SEX", "single"), ("AGE", "number"), ("q3", "multiple"), ("NOTE", "text"),
    ]  # fmt: skip
    sex = question(reading, "SEX")
    assert sex.text.en == "Are you …?"
    assert codes(sex) == ["1", "2"]
    assert sex.missing == {"9": Absence.REFUSED, "-9": Absence.USER_MISSING}
    assert codes(question(reading, "q3")) == ["a", "b"]
    assert "\n".join(reading.notes) == snapshot


TRIPLES = """\
<?xml version="1.0"?>
<!DOCTYPE sss PUBLIC "-//triple-s//DTD Survey Interchange v1.2//EN" "http://www.triple-s.org/dtd/sss_v12.dtd">
<sss version="1.2"><date>1 June 2006</date><origin>Acme</origin><survey><title>Historic House Survey</title>
<record ident="V">
  <variable ident="1" type="single"><name>Q1</name><label>Number of visits</label><position start="1"/>
    <values><value code="1">First visit</value><value code="2">Visited before within the year</value></values></variable>
  <variable ident="2" type="multiple"><name>Q2</name><label>Attractions visited</label><position start="2" finish="10"/>
    <values><value code="1">Sherwood Forest</value><value code="2">Nottingham Castle</value><value code="9">Other</value></values></variable>
  <variable ident="5" type="quantity"><name>Q4</name><label>Miles travelled</label><position start="31" finish="33"/>
    <values><range from="1" to="499"/><value code="500">500 or more</value></values></variable>
  <variable ident="6" type="logical" filter="Q1"><name>Q5</name><label>Would you come again?</label><position start="34"/></variable>
  <variable ident="7" type="single"><name>Q6</name><label>When</label><position start="35"/>
    <values><value code="1" score="0">Within 3 months</value><value code="2" score="1">Later</value></values></variable>
  <variable ident="8" type="character"><name>Q7</name><label>Why</label><position start="36" finish="65"/><size>30</size></variable>
  <variable ident="99" type="quantity" use="weight"><name>W</name><label>Weight</label><position start="66" finish="72"/></variable>
</record></survey></sss>"""


def test_a_triple_s_file(form, snapshot):
    reading = form("house.xml", TRIPLES)
    assert reading.questionnaire.title.en == "Historic House Survey"
    assert [(q.id, q.kind) for q in reading.questionnaire.questions] == [
        ("Q1", "single"), ("Q2", "multiple"), ("Q4", "number"), ("Q5", "single"),
        ("Q6", "scale"), ("Q7", "text"), ("W", "number"),
    ]  # fmt: skip
    assert codes(question(reading, "Q2")) == ["1", "2", "9"]
    assert [option.score for option in question(reading, "Q6").options] == [0, 1]
    assert (question(reading, "Q4").minimum, question(reading, "Q4").maximum) == (1, 499)
    assert "\n".join(reading.notes) == snapshot


LIMESURVEY = "\ufeff" + "\n".join(
    "\t".join(row)
    for row in [
        ["id", "related_id", "class", "type/scale", "name", "relevance", "text", "help", "language", "validation", "mandatory", "other", "max_answers"],
        ["", "", "S", "", "language", "", "en"],
        ["", "", "SL", "", "surveyls_title", "", "Staff survey", "", "en"],
        ["1", "", "G", "G0", "Main", "1", "", "", "en"],
        ["2", "", "Q", "L", "Q1", "1", "<p>Your sex?</p>", "", "en", "", "N", "Y"],
        ["3", "", "A", "0", "A1", "", "Male", "", "en"],
        ["4", "", "A", "0", "A2", "", "Female", "", "en"],
        ["5", "", "Q", "M", "Q2", '((Q1.NAOK == "A1"))', "Which?", "", "en", "", "N", "", "2"],
        ["6", "", "SQ", "", "SQ001", "1", "Theory", "", "en"],
        ["7", "", "SQ", "", "SQ002", "1", "Practice", "", "en"],
        ["8", "", "Q", "F", "Q3", 'Q2_SQ001.NAOK == "Y" and !is_empty(Q1.NAOK)', "Views", "", "en"],
        ["9", "", "SQ", "0", "SQ001", "1", "Clear", "", "en"],
        ["10", "", "A", "0", "1", "", "No", "", "en"],
        ["11", "", "A", "0", "2", "", "Yes", "", "en"],
        ["12", "", "Q", "N", "Q4", 'Q3_SQ001.NAOK == "2"', "Age", "", "en"],
        ["13", "", "Q", "X", "Q5", "1", "Thank you", "", "en"],
        ["14", "", "Q", "S", "Q6", "Q4.NAOK > 17 || sum(Q4.NAOK) > 3", "Why", "", "en"],
    ]
)  # fmt: skip


def test_a_limesurvey_structure(form, snapshot):
    reading = form("structure.txt", LIMESURVEY)
    assert reading.questionnaire.title.en == "Staff survey"
    assert [(q.id, q.kind) for q in reading.questionnaire.questions] == [
        ("Q1", "single"), ("Q2", "multiple"), ("Q3", "grid"), ("Q4", "number"), ("Q6", "text"),
    ]  # fmt: skip
    assert codes(question(reading, "Q1")) == ["A1", "A2", "-oth-"]
    assert question(reading, "Q1").text.en == "Your sex?"
    assert question(reading, "Q2").maximum == 2
    assert rule(reading, "Q2") == "Q1 = A1"
    assert rule(reading, "Q3") == "Q2 includes SQ001 and answered Q1"
    assert rule(reading, "Q4") == "Q3.SQ001 = 2"
    assert "\n".join(reading.notes) == snapshot


def lss(*tables):
    body = "".join(
        f"<{name}><rows>"
        + "".join("<row>" + "".join(f"<{k}><![CDATA[{v}]]></{k}>" for k, v in row.items()) + "</row>" for row in rows)
        + f"</rows></{name}>"
        for name, rows in tables
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><document><LimeSurveyDocType>Survey</LimeSurveyDocType><DBVersion>400</DBVersion>{body}</document>'


@pytest.mark.parametrize("new", [True, False])
def test_a_limesurvey_archive_old_and_new(form, new):
    words = {"language": "zh-Hans", "question": "您的性别？"}
    question_row = {
        "qid": "5",
        "gid": "1",
        "type": "L",
        "title": "Q1",
        "other": "N",
        "question_order": "1",
        "relevance": "1",
    }
    answers = [
        {"aid": "1", "qid": "5", "code": "A1", "sortorder": "1"},
        {"aid": "2", "qid": "5", "code": "A2", "sortorder": "0"},
    ]
    told = [{"language": "zh-Hans", "answer": "男"}, {"language": "zh-Hans", "answer": "女"}]
    tables = [
        ("answers", answers if new else [a | t for a, t in zip(answers, told, strict=True)]),
        ("groups", [{"gid": "1", "group_order": "0"}]),
        ("questions", [question_row if new else question_row | words]),
        ("surveys_languagesettings", [{"surveyls_language": "zh-Hans", "surveyls_title": "调查"}]),
    ]
    if new:
        tables += [
            ("question_l10ns", [{"id": "1", "qid": "5", **words}]),
            ("answer_l10ns", [{"aid": a["aid"], **t} for a, t in zip(answers, told, strict=True)]),
        ]
    reading = form("survey.lss", lss(*tables))
    (found,) = reading.questionnaire.questions
    assert found.text.zh == "您的性别？"
    assert [(option.code, option.label.zh) for option in found.options] == [("A2", "女"), ("A1", "男")]  # by sortorder


def test_a_ranking_of_limesurvey_6_ranks_subquestions(form):
    asked = {"qid": "7", "gid": "1", "type": "R", "title": "Rank", "question": "Rank", "language": "en"}
    parts = [
        {
            "qid": f"8{k}",
            "parent_qid": "7",
            "title": f"SQ0{k}",
            "question": word,
            "language": "en",
            "question_order": f"{k}",
        }
        for k, word in enumerate(("Pay", "Time"), 1)
    ]
    reading = form("survey.lss", lss(("questions", [asked, {"nothing": "x"}]), ("subquestions", parts)))
    assert question(reading, "Rank").kind == "ranking"
    assert [(o.code, o.label.en) for o in question(reading, "Rank").options] == [("SQ01", "Pay"), ("SQ02", "Time")]


def test_a_rule_on_the_text_behind_other(form):
    rows = [
        ["id", "related_id", "class", "type/scale", "name", "relevance", "text", "language", "other"],
        ["", "", "S", "", "language", "", "en"],
        ["2", "", "Q", "M", "Q1", "1", "Why", "en", "Y"],
        ["", "", "SQ", "", "SQ1", "", "Pay", "en"],
        ["3", "", "Q", "T", "Q2", "!is_empty(Q1_other.NAOK)", "What else", "en"],
    ]
    reading = form("structure.txt", "\n".join("\t".join(row) for row in rows).encode("utf-16"))
    assert codes(question(reading, "Q1")) == ["SQ1", "other"]
    assert rule(reading, "Q2") == "Q1 includes other"


def test_what_a_form_computes_while_it_is_filled_in_is_told(form, snapshot):
    survey = [
        ("type", "name", "label", "choice_filter", "calculation", "constraint", "relevant"),
        ("calculate", "year", "", "", "format-date(today(), '%Y')", "", ""),
        ("select_one province", "province", "Province", "", "", "", ""),
        ("select_one city", "city", "City", "province = ${province}", "", "", ""),
        ("select_one_from_file wards.csv", "ward", "Ward", "", "", "", ""),
        ("begin repeat", "children", "Children", "", "", "", ""),
        ("integer", "child_age", "Age", "", "", ". > 0 and . <= 17", ""),
        ("end repeat", "", "", "", "", "", ""),
        ("text", "why", "Why", "", "", "", "if(${child_age} > 5, true(), false())"),
    ]
    choices = [
        ("list_name", "name", "label", "province"),
        *(("province", code, code.upper(), "") for code in "ab"),
        ("city", "c1", "C1", "a"),
        ("city", "c2", "C2", "b"),
    ]
    reading = form("form.xlsx", workbook_bytes({"survey": survey, "choices": choices}))
    assert [q.id for q in reading.questionnaire.questions] == ["province", "city", "ward", "child_age", "why"]
    assert codes(question(reading, "city")) == ["c1", "c2"]
    assert question(reading, "child_age").maximum == 17
    assert "\n".join(reading.notes) == snapshot


def qsf():
    def element(key, **payload):
        return {"Element": "SQ", "PrimaryAttribute": key, "Payload": {"QuestionID": key, **payload}}

    def chosen(where, join=None):
        return {
            "LogicType": "Question",
            "LeftOperand": where,
            "Operator": "Selected",
            **({"Conjuction": join} if join else {}),
        }

    blocks = {
        "1": {
            "Type": "Default",
            "BlockElements": [{"Type": "Question", "QuestionID": f"QID{n}"} for n in (1, 3, 2, 4, 5)],
        }
    }
    return {
        "SurveyEntry": {"SurveyID": "SV_1", "SurveyName": "Staff", "SurveyLanguage": "EN"},
        "SurveyElements": [
            {"Element": "BL", "PrimaryAttribute": "Survey Blocks", "Payload": blocks},
            element("QID1", QuestionType="MC", Selector="SAVR", DataExportTag="Q1", QuestionText="Your <b>role</b>?",
                    Choices={"1": {"Display": "Clerk"}, "4": {"Display": "Other", "TextEntry": "true"}}, ChoiceOrder=["4", 1],
                    RecodeValues={"1": "10", "4": "99"}, Language={"ZH-S": {"QuestionText": "您的岗位", "Choices": {"1": {"Display": "职员"}}}}),
            element("QID2", QuestionType="Matrix", Selector="Likert", SubSelector="SingleAnswer", DataExportTag="Q2", QuestionText="Views",
                    Choices={"1": {"Display": "Clear"}, "2": {"Display": "Fair"}}, Answers={"1": {"Display": "No"}, "2": {"Display": "Yes"}},
                    DisplayLogic={"0": {"0": chosen("q://QID1/SelectableChoice/1"), "1": chosen("q://QID3/SelectableChoice/2", "Or"), "Type": "If"}, "Type": "BooleanExpression"}),
            element("QID3", QuestionType="MC", Selector="MAVR", DataExportTag="Q3", QuestionText="Which?", Choices=[{"Display": "A"}, {"Display": "B"}]),
            element("QID4", QuestionType="TE", Selector="SL", DataExportTag="Q4", QuestionText="Age", Validation={"Settings": {"ContentType": "ValidNumber"}},
                    DisplayLogic={"0": {"0": {"LogicType": "EmbeddedField", "LeftOperand": "x"}, "Type": "If"}, "Type": "BooleanExpression"}),
            element("QID5", QuestionType="DB", DataExportTag="Q5", QuestionText="Bye"),
        ],
    }  # fmt: skip


def test_a_qualtrics_survey(form, snapshot):
    reading = form("staff.qsf", json.dumps(qsf()))
    assert [(q.id, q.kind) for q in reading.questionnaire.questions] == [
        ("Q1", "single"), ("Q3", "multiple"), ("Q2", "grid"), ("Q4", "number"),
    ]  # fmt: skip
    assert question(reading, "Q1").text == Text("您的岗位", "Your role?")
    assert [(o.code, o.label.en, o.specify) for o in question(reading, "Q1").options] == [
        ("99", "Other", True),
        ("10", "Clerk", False),
    ]
    assert rule(reading, "Q2") == "Q1 = 10 or Q3 includes 2"
    assert "\n".join(reading.notes) == snapshot


def test_an_spss_file(tmp_path):
    frame = pd.DataFrame({"Q1": [1.0, 9.0], "AGE": [30.0, 40.0], "NAME": ["x", "y"]})
    pyreadstat.write_sav(
        frame,
        str(tmp_path / "old.sav"),
        file_label="Staff",
        column_labels={"Q1": "Are you happy?"},
        variable_value_labels={"Q1": {1.0: "no", 2.0: "yes", 9.0: "refused"}},
        missing_ranges={"Q1": [9.0]},
        variable_measure={"Q1": "ordinal", "AGE": "scale"},
    )
    reading = read_form(tmp_path / "old.sav")
    happy = question(reading, "Q1")
    assert [(q.id, q.kind) for q in reading.questionnaire.questions] == [
        ("Q1", "scale"),
        ("AGE", "number"),
        ("NAME", "text"),
    ]
    assert [(o.code, o.label.en, o.score) for o in happy.options] == [("1", "no", 1), ("2", "yes", 2)]
    assert happy.missing == {"9": Absence.REFUSED}


@pytest.mark.parametrize(
    ("content", "name"),
    [(REDCAP, "redcap"), (DDI, "ddi"), (TRIPLES, "triples"), (LIMESURVEY, "limesurvey"), (lss(), "limesurvey_lss"), (json.dumps(qsf()), "qualtrics"), ("id: x\n", None)],
)  # fmt: skip
def test_the_format_is_known_by_the_content(tmp_path, content, name):
    path = tmp_path / "form.dat"
    path.write_text(content, encoding="utf-8")
    found = format_of(path)
    assert (found and found.name) == name
