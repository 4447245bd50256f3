"""Workbooks written by openpyxl, which shares no code with the reader."""

import datetime as dt

import openpyxl
import pytest

from partysurvey.errors import SourceError
from partysurvey.sources.opening import open_source


def english(notes):
    assert all(note.zh != note.en for note in notes.values())
    return {code: note.en for code, note in notes.items()}


@pytest.fixture
def book(tmp_path):
    """A workbook from {sheet: rows}; returns its path."""

    def written(sheets, name="answers.xlsx", hidden=()):
        workbook = openpyxl.Workbook()
        workbook.remove(workbook.active)
        for title, rows in sheets.items():
            sheet = workbook.create_sheet(title)
            for row in rows:
                sheet.append(row)
            sheet.sheet_state = "hidden" if title in hidden else "visible"
        path = tmp_path / name
        workbook.save(path)
        return path

    return written


def names(source):
    return [column.name for column in source.columns]


def test_cells_read_as_a_person_reads_them(book, read):
    rows = [
        ["整数", "小数", "真假", "日期", "时刻", "文本"],
        [1.0, 2.5, True, dt.date(2024, 6, 3), dt.datetime(2024, 6, 3, 10, 3, 1), " NA "],
        [-3, 0.1, False, dt.date(1999, 12, 31), dt.time(9, 30), "007"],
        [None, 10**17, "无", None, dt.timedelta(hours=30, minutes=5), "两\n行"],
    ]
    assert read(open_source(book({"Sheet1": rows}))) == [
        ["1", "2.5", "TRUE", "2024-06-03", "2024-06-03 10:03:01", " NA "],
        ["-3", "0.1", "FALSE", "1999-12-31", "09:30:00", "007"],
        ["", "1e+17", "无", "", "30:05:00", "两\n行"],
    ]


def test_blank_lines_are_no_respondents(book, read):
    source = open_source(book({"Sheet1": [[None, None], ["a", "b"], [1, None], [None, None], [None, 2]]}))
    assert read(source) == [["1", ""], ["", "2"]]


def test_first_visible_sheet_with_data_is_read_and_said(book, read):
    path = book({"空": [], "旧": [["x"], [1]], "答卷": [["a"], [2]], "说明": [["y"], [3]]}, hidden=["旧"])
    source = open_source(path)
    assert (names(source), read(source)) == (["a"], [["2"]])
    assert english(source.info.notes) == {
        "sheet": "the first sheet with data, '答卷', was read; there are 4 sheets: '空', '答卷', '说明', '旧'"
    }
    assert read(open_source(path, sheet="旧")) == [["1"]]


def test_headers_are_completed(book):
    source = open_source(
        book({"S": [[1.0, None, "x", "x", None, None], [1, 2, 3, 4, None, None], [1, 2, 3, 4, 5, None]]})
    )
    assert names(source) == ["1", "column_2", "x", "x.1", "column_5"]
    assert source.info.container == "xlsx"


def test_content_counts_more_than_the_name(book, read):
    assert read(open_source(book({"S": [["a"], ["男"]]}, name="answers.csv"))) == [["男"]]


def test_asked_columns_and_many_batches(book):
    rows = [["n", "parity"], *([number, "odd" if number % 2 else "even"] for number in range(20_000))]
    batches = list(open_source(book({"S": rows})).batches(["parity"]))
    assert [batch.num_rows for batch in batches] == [1 << 14, 20_000 - (1 << 14)]
    assert batches[0].column(0).dictionary.to_pylist() == ["even", "odd"]


def test_faults(book, tmp_path, complaint, snapshot):
    locked = tmp_path / "locked.xlsx"
    locked.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le"))
    old = tmp_path / "old.xls"
    old.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600))
    torn = tmp_path / "torn.xlsx"
    torn.write_bytes(book({"S": [["a"], [1]]}).read_bytes()[:900])
    text = tmp_path / "text.xlsx"
    text.write_text("a,b\n1,2\n")
    cases = [
        (book({"答卷一": [["a"], [1]], "B": []}, "sheets.xlsx"), {"sheet": "答卷二"}),
        (book({"答卷一": [["a"], [1]], "B": []}, "sheets.xlsx"), {"sheet": "Tabelle"}),
        (book({"A": []}, "empty.xlsx"), {}),
        (book({"A": []}, "empty.xlsx"), {"sheet": "A"}),
        (book({"A": [["a", "b"]]}, "header.xlsx"), {}),
        (locked, {}),
        (old, {}),
        (torn, {}),
        (text, {}),
    ]
    for path, options in cases:
        with pytest.raises(SourceError) as caught:
            open_source(path, **options)
        assert complaint(caught.value) == snapshot
