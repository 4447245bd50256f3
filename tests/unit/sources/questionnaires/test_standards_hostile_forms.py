"""Forms that are damaged, hostile or simply wrong: one message each, whose text is pinned."""

import io
import zipfile

import openpyxl
import pytest

from partysurvey.errors import PartysurveyError
from partysurvey.sources.questionnaires.standards.formats import FORMATS, format_for, named_format, read_form
from partysurvey.sources.workbook_writing import workbook_bytes

ENTITIES = '<?xml version="1.0"?><!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]><codeBook>&y;</codeBook>'
OUTSIDE = (
    '<?xml version="1.0"?><!DOCTYPE sss [<!ENTITY x SYSTEM "file:///etc/hostname">]><sss><survey>&x;</survey></sss>'
)


def far_away():
    """A workbook whose only cell is in the last corner of the sheet."""
    book = openpyxl.Workbook()
    book.active.title = "survey"
    book.active["XFD1048576"] = "x"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def bomb():
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", "<workbook/>")
        archive.writestr("xl/worksheets/sheet1.xml", b" " * (80 * 2**20))
    return stream.getvalue()


def lying_bomb():
    """An archive that says it is small."""
    content = bytearray(bomb())
    size = (80 * 2**20).to_bytes(4, "little")
    return bytes(content).replace(size, (100).to_bytes(4, "little"))


def xlsform(*survey, choices=(("list_name", "name", "label"),)):
    return workbook_bytes({"survey": [("type", "name", "label"), *survey], "choices": choices})


FORMS = {
    "broken_zip.xlsx": b"PK\x03\x04 this is no archive",
    "far.xlsx": far_away(),
    "bomb.xlsx": bomb(),
    "lying_bomb.xlsx": lying_bomb(),
    "no_sheet.xlsx": workbook_bytes({"Sheet1": [("type", "name")]}),
    "empty_form.xlsx": xlsform(),
    "entities.xml": ENTITIES.encode(),
    "outside.xml": OUTSIDE.encode(),
    "broken.xml": b"<codeBook><dataDscr></codeBook>",
    "other.xml": b"<svg/>",
    "no_variables.xml": b"<codeBook/>",
    "damaged.sav": b"$FL2@(#) SPSS DATA FILE" + b"\0" * 50,
    "broken.qsf": b'{"SurveyEntry": {}, "SurveyElements": [',
    "empty.qsf": b'{"SurveyEntry": {}, "SurveyElements": []}',
    "lss.lss": b"<document><LimeSurveyDocType>Label set</LimeSurveyDocType></document>",
    "header.csv": b'"Variable / Field Name","Form Name"\nq,f\n',
}


@pytest.mark.parametrize("name", FORMS)
def test_the_message(tmp_path, monkeypatch, name, snapshot):
    monkeypatch.chdir(tmp_path)
    (tmp_path / name).write_bytes(FORMS[name])
    with pytest.raises(PartysurveyError) as caught:
        read_form(tmp_path / name)
    assert str(caught.value).replace(str(tmp_path) + "/", "") == snapshot


def test_names_formats_and_endings(tmp_path, snapshot):
    said = []
    for wrong in (
        lambda: named_format("word"),
        lambda: format_for(tmp_path / "x.docx"),
        lambda: FORMATS["qualtrics"].content(None),
    ):
        with pytest.raises(PartysurveyError) as caught:
            wrong()
        said.append(str(caught.value).replace(str(tmp_path) + "/", ""))
    assert "\n".join(said) == snapshot


def test_what_is_put_right_is_told(tmp_path, snapshot):
    form = xlsform(
        ("text", "q", "First"),
        ("text", "q", "Second"),
        ("integer", "and", "A word of conditions"),
        ("select_one a", "7th grade", "Blanks"),
        ("hologram", "h", "Unknown type"),
        ("begin_group", "g", "Open"),
        ("text", "", "No name"),
        choices=[
            ("list_name", "name", "label"),
            ("a", "1", "same"),
            ("a", "1", "twice"),
            ("a", "2", "same"),
            ("a", "3", ""),
        ],
    )
    (tmp_path / "form.xlsx").write_bytes(form)
    reading = read_form(tmp_path / "form.xlsx")
    assert [(q.id, q.kind) for q in reading.questionnaire.questions] == [
        ("q", "text"), ("q_2", "text"), ("and_", "number"), ("q7th_grade", "single"), ("h", "text"), ("question", "text"),
    ]  # fmt: skip
    assert [(o.code, o.label.en) for o in reading.questionnaire.questions[3].options] == [
        ("1", "same"),
        ("2", "same (2)"),
        ("3", "3"),
    ]
    assert "\n".join(reading.notes) == snapshot
