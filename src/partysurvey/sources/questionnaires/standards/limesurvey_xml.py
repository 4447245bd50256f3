"""Questionnaires as .lss, the XML of a LimeSurvey survey: the rows of its tab-separated structure as tables.

The tables are those of LimeSurvey 3 (texts stand in the rows, once for each language), which all later versions import.
"""

from collections.abc import Iterable, Iterator, Mapping
from xml.etree.ElementTree import Element, SubElement  # only written

from partysurvey.sources.questionnaires.standards.limesurvey_writing import ATTRIBUTES, Row, structure_rows
from partysurvey.sources.questionnaires.standards.text_files import xml_bytes
from partysurvey.survey import Questionnaire

VERSION = "359"  # of the database of LimeSurvey 3.22
SURVEY, GROUP = "100000", "1"  # an import numbers everything anew

Tables = Mapping[str, list[Row]]


def lss(questionnaire: Questionnaire) -> bytes:
    """The survey in UTF-8: its settings, one group, questions with their parts and answers, and attributes."""
    rows = list(structure_rows(questionnaire))
    languages = [row["text"] for row in rows if row["class"] == "S"]
    root = Element("document")
    SubElement(root, "LimeSurveyDocType").text = "Survey"
    SubElement(root, "DBVersion").text = VERSION
    spoken = SubElement(root, "languages")
    for language in languages:
        SubElement(spoken, "language").text = language
    for name, table in _tables(rows, languages).items():
        _write_table(root, name, table)
    return xml_bytes(root)


def _tables(rows: Iterable[Row], languages: list[str]) -> Tables:
    """The tables in the order in which LimeSurvey writes them."""
    base, *others = languages
    tables: dict[str, list[Row]] = {
        name: [] for name in ("answers", "groups", "questions", "subquestions", "question_attributes")
    }
    settings: list[Row] = []
    for table, row in _told(rows):
        if table == "surveys_languagesettings":
            settings.append(row)
        elif row not in tables[table]:  # attributes stand in the rows of every language
            tables[table].append(row)
    survey = {"sid": SURVEY, "language": base, "additional_languages": " ".join(others), "format": "G"}
    return {**tables, "surveys": [survey], "surveys_languagesettings": settings}


def _told(rows: Iterable[Row]) -> Iterator[tuple[str, Row]]:
    """Every row of the structure as a row of the table that it belongs to."""
    question = ""
    places: dict[tuple[str, str, str], int] = {}  # of parts within question and language
    for row in rows:
        language = row.get("language", "")
        match row["class"]:
            case "SL":
                yield "surveys_languagesettings", {
                    "surveyls_survey_id": SURVEY, "surveyls_language": language, "surveyls_title": row["text"],
                }  # fmt: skip
            case "G":
                yield "groups", {
                    "gid": GROUP, "sid": SURVEY, "group_name": row["name"], "group_order": "1",
                    "language": language, "grelevance": row["relevance"],
                }  # fmt: skip
            case "Q":
                question = row["id"]
                yield "questions", _question(row, language)
                yield from (
                    ("question_attributes", {"qid": question, "attribute": name, "value": row[name]})
                    for name in ATTRIBUTES
                    if row.get(name)
                )
            case "SQ" | "A" as kind:
                place = places[kind, question, language] = places.get((kind, question, language), 0) + 1
                yield _part(row, question, place, language)


def _question(row: Row, language: str) -> Row:
    return {
        "qid": row["id"], "parent_qid": "0", "sid": SURVEY, "gid": GROUP, "type": row["type/scale"],
        "title": row["name"], "question": row["text"], "other": "N", "mandatory": "N",
        "question_order": row["id"], "language": language, "scale_id": "0", "relevance": row["relevance"],
    }  # fmt: skip


def _part(row: Row, question: str, place: int, language: str) -> tuple[str, Row]:
    """A sub-question, which is a question with a parent, or an answer."""
    if row["class"] == "A":
        return "answers", {
            "qid": question, "code": row["name"], "answer": row["text"], "sortorder": str(place),
            "assessment_value": row.get("assessment_value", "0"), "language": language, "scale_id": "0",
        }  # fmt: skip
    return "subquestions", {
        "qid": f"{question}{place:04d}", "parent_qid": question, "sid": SURVEY, "gid": GROUP, "type": "T",
        "title": row["name"], "question": row["text"], "other": "N", "mandatory": "N",
        "question_order": str(place), "language": language, "scale_id": "0", "relevance": "1",
    }  # fmt: skip


def _write_table(root: Element, name: str, rows: list[Row]) -> None:
    """A table with the names of its columns and its rows; nothing where it has none."""
    if not rows:
        return
    table = SubElement(root, name)
    fields = SubElement(table, "fields")
    for column in rows[0]:
        SubElement(fields, "fieldname").text = column
    written = SubElement(table, "rows")
    for row in rows:
        element = SubElement(written, "row")
        for column, text in row.items():
            SubElement(element, column).text = text
