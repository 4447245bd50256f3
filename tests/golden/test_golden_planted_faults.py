"""Faults planted in the exports of every platform are found in the rows where they were planted, and nowhere else.

The questionnaire is drafted from the export without faults. Where the platform does not tell what a check needs
(times, addresses), the check has to say so.
"""

import json
from dataclasses import dataclass, field, replace
from functools import partial

import platform_exports as exports
import pytest
import yaml

from partysurvey.cli.app import status

N = 40
GRID = ["职责清晰", "机会充足", "待遇合理"]
EVERYBODY = [
    replace(
        p,
        level=p.place % 5,
        training=frozenset({p.place % 3}),
        views=(p.place % 5, (p.place + 1) % 5, (p.place + 2) % 5),
    )
    for p in exports.people(N)
]
STRAIGHT = {p.place for p in EVERYBODY if len(set(p.views)) == 1}
assert not STRAIGHT


@dataclass(frozen=True)
class Place:
    """Where an export holds what is spoilt: headings, and what stands there in a spoilt row."""

    write: object
    sex: str
    age: str
    views: tuple[str, ...] = ()
    id: str = ""
    fast: dict[str, str] = field(default_factory=dict)
    usual: dict[str, str] = field(default_factory=dict)
    address: str = ""
    unfinished: dict[str, str] = field(default_factory=dict)
    header: int = 1


def views(pattern):
    return tuple(pattern.format(place=k + 1, zero=k, row=row) for k, row in enumerate(GRID))


QUALTRICS = {
    "sex": "Q1", "age": "Q5", "views": views("Q4_{place}"), "id": "ResponseId", "fast": {"Duration (in seconds)": "9"},
    "address": "IPAddress", "unfinished": {"Finished": "False", "Progress": "40"},
}  # fmt: skip
PLACES = {
    "wenjuanxing_text": Place(
        exports.wenjuanxing_text, "1、您的性别 ", "5、您的年龄", ("4、您是否同意—职责清晰", "4、机会充足", "4、待遇合理"),
        "序号", {"所用时间": "9秒"}, address="来自IP",
    ),
    "wenjuanxing_code": Place(
        exports.wenjuanxing_code, "1、您的性别", "5、您的年龄", ("4. 您是否同意—职责清晰", "4. 机会充足", "4. 待遇合理"),
        "序号", {"所用时间": "9秒"}, address="来自IP",
    ),
    "tengxun": Place(
        exports.tengxun, "1.您的性别", "5.您的年龄", views("4.您是否同意:{row}"), "编号", {"答题时长": "9"}, address="IP"
    ),
    "jinshuju": Place(exports.jinshuju, "您的性别", "您的年龄", id="序号", address="IP"),
    "qualtrics": Place(exports.qualtrics, **QUALTRICS, header=3),
    "qualtrics_numeric": Place(partial(exports.qualtrics, numeric=True), **QUALTRICS, header=3),
    "qualtrics_legacy": Place(partial(exports.qualtrics, legacy=True), **QUALTRICS, header=2),
    "limesurvey_code": Place(
        exports.limesurvey, "Q1", "Q5", views("Q4[SQ00{place}]"), "id", address="ipaddr", unfinished={"submitdate": ""},
        fast={"startdate": "2024-06-03 10:02:58"}, usual={"startdate": "2024-06-03 10:00:00"},
    ),
    "limesurvey_full": Place(
        partial(exports.limesurvey, headings="full", full=True), "您的性别", "您的年龄", views("您是否同意 [{row}]"),
        "Response ID", address="IP address", unfinished={"Date submitted": ""},
        fast={"Date started": "2024-06-03 10:02:58"}, usual={"Date started": "2024-06-03 10:00:00"},
    ),
    "limesurvey_codetext": Place(
        partial(exports.limesurvey, headings="codetext", full=True), "Q1. 您的性别", "Q5. 您的年龄",
        tuple(f"Q4[SQ00{k + 1}]. 您是否同意 [{row}]" for k, row in enumerate(GRID)), "id. Response ID",
        address="ipaddr. IP address", unfinished={"submitdate. Date submitted": ""},
        fast={"startdate. Date started": "2024-06-03 10:02:58"}, usual={"startdate. Date started": "2024-06-03 10:00:00"},
    ),
    "google": Place(exports.google, "您的性别", "您的年龄", views("您是否同意 [{row}]")),
    "kobo": Place(exports.kobo, "sex", "age", views("views/row{zero}"), "_uuid", {"start": "2024-06-03T10:02:52"}),
    "kobo_hxl": Place(
        partial(exports.kobo, hxl=True), "sex", "age", views("views/row{zero}"), "_uuid",
        {"start": "2024-06-03T10:02:52"}, header=2,
    ),
    "redcap_raw": Place(
        exports.redcap, "sex", "age", id="record_id", unfinished={"form_complete": "0"}
    ),
    "redcap_labels": Place(
        partial(exports.redcap, labels=True), "您的性别", "您的年龄", tuple(GRID), "Record ID",
        unfinished={"Complete?": "Incomplete"},
    ),
    "surveymonkey": Place(
        exports.surveymonkey, "您的性别", "您的年龄", ("您是否同意", "", ""), "Respondent ID",
        {"Start Date": "06/03/2024 10:02:52 AM"}, address="IP Address", header=2,
    ),
}  # fmt: skip


def as_usual(rows, place):
    """The rows with a column of what the writer leaves out: when LimeSurvey was begun, and that REDCap is complete."""
    for heading, usual in place.usual.items():
        rows = [[*rows[0][:6], heading, *rows[0][6:]], *([*row[:6], usual, *row[6:]] for row in rows[1:])]
    return rows


def faults(place, cell, column):
    """Of each check the rows that it has to flag, and what stands there instead: {(row, column): value}."""
    yield "unknown_answers", [3], {(3, column(place.sex)): "火星"}
    yield "out_of_range", [5], {(5, column(place.age)): "200"}
    if place.views:
        first = column(place.views[0])
        yield "straightliners", [8], {(8, first + k): cell(8, first) for k in range(3)}
    if place.id:
        yield "duplicate_ids", [12], {(12, column(place.id)): cell(11, column(place.id))}
    if place.address:
        yield "shared_addresses", [19, 20], {(20, column(place.address)): cell(19, column(place.address))}
    for check, row, told in (("speeders", 15, place.fast), ("incomplete", 25, place.unfinished)):
        if told:
            yield check, [row], {(row, column(heading)): value for heading, value in told.items()}


def spoilt(clean, place):
    """The rows with faults, and by check the rows (from 1) that have one."""
    rows, names = [list(row) for row in clean], clean[0]
    planted = {"duplicate_answers": [30]}
    about = {place.id, *place.fast, *place.usual, place.address, *place.unfinished}
    for column, heading in enumerate(names):
        if heading not in about:
            rows[place.header + 29][column] = clean[place.header + 1][column]  # the answers of row 2
    for check, flagged, cells in faults(place, lambda row, column: clean[place.header + row - 1][column], names.index):
        planted[check] = flagged
        for (row, column), value in cells.items():
            rows[place.header + row - 1][column] = value
    return rows, planted


@pytest.fixture(params=PLACES)
def place(request):
    return PLACES[request.param]


@pytest.fixture
def validated(tmp_path, capsys):
    """The function from a table to the exit code, the findings by check, and all that was printed."""

    def validated(rows):
        (tmp_path / "answers.csv").write_bytes(exports.csv_bytes(rows))
        arguments = ["validate", str(tmp_path / "answers.csv"), "-q", str(tmp_path / "q.yaml"), "--straight", "3"]
        code = status([*arguments, "--format", "json"])
        told = capsys.readouterr().out
        assert status(arguments) == code
        return code, {check["check"]: check for check in json.loads(told)["checks"]}, told + capsys.readouterr().out

    return validated


@pytest.fixture
def clean(place, tmp_path, capsys):
    """An export without faults, and beside it the questionnaire drafted from it, in which nobody is over eighty."""
    rows = as_usual(place.write(EVERYBODY), place)
    (tmp_path / "answers.csv").write_bytes(exports.csv_bytes(rows))
    assert status(["init", str(tmp_path / "answers.csv"), "-o", str(tmp_path / "q.yaml")]) == 0
    capsys.readouterr()
    drafted = yaml.safe_load((tmp_path / "q.yaml").read_text("utf-8"))
    for question in drafted["questions"]:
        if question["kind"] == "number":
            question |= {"minimum": 16, "maximum": 80}
    (tmp_path / "q.yaml").write_text(yaml.safe_dump(drafted, allow_unicode=True), "utf-8")
    return rows


def test_a_clean_export_is_clear(clean, validated):
    code, checks, _ = validated(clean)
    assert {name for name, check in checks.items() if check["status"] == "found"} == set()
    assert code == 0


def test_what_was_planted_is_found_and_nothing_else(clean, place, validated):
    rows, planted = spoilt(clean, place)
    code, checks, told = validated(rows)
    found = {name: check["rows"] for name, check in checks.items() if check["level"] == "respondent" and check["n"]}
    assert found == planted
    assert {name: checks[name]["n"] for name in planted} == {name: len(rows) for name, rows in planted.items()}
    assert code == 1
    assert not [secret for secret in exports.SECRETS if secret in told]


def test_what_the_platform_does_not_tell_is_said_to_be_unchecked(clean, place, validated):
    _, checks, _ = validated(clean)
    unable = {name for name, check in checks.items() if check["status"] == "unable"}
    needed = {"duplicate_ids": place.id, "speeders": place.fast, "shared_addresses": place.address}
    assert unable == {name for name, there in needed.items() if not there}
