import csv
import io

import pytest
from hand_results import ACCOUNTING, ESTIMATES, QUESTIONNAIRE

from partysurvey.estimates.frame import frame_rows
from partysurvey.render.csv_files import csv_bytes, estimates_csv, table_csv, tables_csv, written
from partysurvey.report.building import build_document
from partysurvey.report.document import Column, Row, Table
from partysurvey.report.formats import Day, Number
from partysurvey.report.protection import protect

DOCUMENT = build_document(protect(ESTIMATES), QUESTIONNAIRE, ACCOUNTING)


def rows(content):
    return list(csv.reader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_every_table_is_a_file():
    assert list(tables_csv(DOCUMENT)) == [
        "familiarity.csv", "familiarity_by_part_time.csv", "training.csv", "problems.csv", "age.csv", "age_bands.csv", "part_time.csv",
    ]  # fmt: skip


def test_a_table_has_percents_as_numbers_and_intervals_in_two_columns():
    assert rows(tables_csv(DOCUMENT)["familiarity.csv"]) == [
        ["选项", "人数", "占比（%）", "95%置信区间 下限", "95%置信区间 上限"],
        ["很熟悉", "10", "20.0", "11.2", "33.0"],
        ["基本熟悉", "38", "76.0", "62.6", "85.7"],
        ["很不熟悉", "2", "4.0", "1.1", "13.5"],
        ["熟悉", "48", "96.0", "86.5", "98.9"],
        ["基数（回答者）", "50", "", "", ""],
    ]


def test_hidden_groups_are_stars_beneath_their_spanners():
    head, first, *_ = rows(tables_csv(DOCUMENT)["familiarity_by_part_time.csv"])
    assert head[3:7] == ["兼职 人数", "兼职 占比（%）", "专职 人数", "专职 占比（%）"]
    assert first[3:7] == ["6", "20.0", "*", "*"]


def test_excel_knows_the_encoding():
    assert tables_csv(DOCUMENT)["training.csv"].startswith(b"\xef\xbb\xbf")


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"])
def test_texts_that_would_be_run_as_formulas_are_written_as_texts(start):
    assert written(f"{start}cmd|' /C calc'!A0") == f"'{start}cmd|' /C calc'!A0"
    table = Table(
        "t", f"{start}title", f"{start}stub", (Column(f"{start}head", Number(1)),), (Row(f"{start}A1", (-2.5,)),)
    )
    assert rows(table_csv(table)) == [[f"'{start}stub", f"'{start}head"], [f"'{start}A1", "-2.5"]]


@pytest.mark.parametrize(
    ("cell", "text"),
    [(-1.5, "-1.5"), ("-3", "-3"), ("+1e5", "+1e5"), ("a=b", "a=b"), (None, ""), (True, "1"), (0.1, "0.1")],
)
def test_numbers_stay_numbers(cell, text):
    assert written(cell) == text


def test_days_are_written_as_days():
    table = Table("joined", "入党时间", "统计量", (Column("数值", Day()),), (Row("最早", (730120.0,)),))  # 2000-01-01
    assert rows(table_csv(table)) == [["统计量", "数值"], ["最早", "2000-01-01"]]


def test_quotes_separators_and_line_breaks_come_back():
    cells = ['a "b"', "c,d", "e\nf"]
    assert rows(csv_bytes([cells])) == [cells]


def long_rows(content):
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_the_long_file_is_the_long_frame_with_labels():
    table = long_rows(estimates_csv(ESTIMATES, "en"))
    assert list(table[0]) == [
        "question", "item", "option", "by", "by_option", "stat", "value", "base", "n", "method", "note", "label", "by_label",
    ]  # fmt: skip
    assert len(table) == len(frame_rows(ESTIMATES))
    shares = {(row["question"], row["by_option"], row["option"]): row for row in table if row["stat"] == "share"}
    assert float(shares["familiarity", "", "very_familiar"]["value"]) == 10 / 50
    crossed = shares["familiarity", "no", "basically_familiar"]
    assert (float(crossed["value"]), crossed["label"], crossed["by_label"]) == (
        11 / 17,
        "basically familiar",
        "full-time",
    )
    assert next(row["value"] for row in table if (row["question"], row["stat"]) == ("age", "quantile_0.75")) == "49.5"


def test_hidden_groups_have_no_value_in_the_long_file():
    table = long_rows(estimates_csv(protect(ESTIMATES)))
    hidden = [row for row in table if row["by_option"] in {"no", "seconded"}]
    assert hidden
    assert {(row["value"], row["n"], row["note"].split()[-1]) for row in hidden} == {("", "", "hidden")}
