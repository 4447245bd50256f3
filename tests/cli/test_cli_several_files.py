"""Several files as one survey: the counts are those of the csv module over all files."""

import csv
import zipfile
from collections import Counter

import openpyxl
import pytest


@pytest.fixture
def parts(folder, records):
    """The sample in two files: UTF-8, and GB18030 without its last column."""
    header, rows = records
    with (folder / "one.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows[:100]])
    with (folder / "two.csv").open("w", encoding="gb18030", newline="") as file:
        csv.writer(file).writerows([header[:-1], *(row[:-1] for row in rows[100:])])
    return folder


def shares(done):
    return {
        (r["question"], r["item"], o["option"]): o["n"]
        for r in done.json["results"]
        for o in r["options"]
        if r["by"] is None
    }


@pytest.mark.parametrize(
    "arguments", [["one.csv", "two.csv"], ["two.csv", "one.csv"], ["*o*e.csv", "tw?.csv"], ["parts.zip"]]
)
def test_parts_count_as_the_whole(run, parts, arguments):
    with zipfile.ZipFile(parts / "parts.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(parts / "one.csv", "wave/one.csv")
        archive.write(parts / "two.csv", "wave/two.csv")
    whole = shares(run("analyze", "organ_cadres.csv", "--format", "json"))
    counted = shares(run("analyze", *arguments, "--format", "json"))
    assert {key: n for key, n in counted.items() if key[0] != "source"} == whole
    assert sorted(n for key, n in counted.items() if key[0] == "source") == [100, 200]


@pytest.mark.usefixtures("parts")
def test_the_source_makes_groups(run, records):
    header, rows = records
    place = header.index("1、您的性别")
    done = run("analyze", "one.csv", "two.csv", "--by", "来源", "--questions", "1", "--format", "json")
    counted = {
        (result["by_option"], option["label"]): option["n"]
        for result in done.json["results"]
        if result["by"] == "source"
        for option in result["options"]
    }
    by_hand = Counter(("one.csv" if n < 100 else "two.csv", row[place]) for n, row in enumerate(rows))
    assert counted == by_hand


@pytest.mark.usefixtures("parts")
def test_each_file_is_named_with_its_rows_and_encoding(run):
    source = run("analyze", "one.csv", "two.csv", "--format", "json").json["source"]
    assert source["rows"] == 300
    assert [(each["file"], each["rows"], each["encoding"]) for each in source["files"]] == [
        ("one.csv", 100, "utf-8"),
        ("two.csv", 200, "gb18030"),
    ]


@pytest.mark.usefixtures("parts")
def test_a_question_that_one_file_lacks_is_system_missing_there(run):
    done = run("analyze", "one.csv", "two.csv", "--format", "json")
    (suggestion,) = [each for each in done.json["results"] if each["question"] == "suggestion"]
    assert suggestion["absent"]["system"] == 200
    assert "columns_missing_two.csv" in [note["code"] for note in done.json["notes"]]


def test_workbooks_in_an_archive(run, parts, records):
    header, rows = records
    book = openpyxl.Workbook()
    for row in [header, *rows[100:]]:
        book.active.append(row)
    book.save(parts / "two.xlsx")
    with zipfile.ZipFile(parts / "mixed.zip", "w") as archive:
        archive.write(parts / "one.csv", "one.csv")
        archive.write(parts / "two.xlsx", "two.xlsx")
    done = run("analyze", "mixed.zip", "--format", "json")
    assert [each["rows"] for each in done.json["source"]["files"]] == [100, 200]


def test_serial_ids_of_two_files_are_no_copies(run, parts, records):
    header, rows = records
    with (parts / "more.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *([str(n), *row[1:]] for n, row in enumerate(rows[100:], 1))])
    done = run("validate", "one.csv", "more.csv", "--format", "json")
    found = {each["check"]: each["n"] for each in done.json["checks"]}
    assert found["duplicate_ids"] == 0
    assert {
        each["check"]: each["n"] for each in run("validate", "one.csv", "one.csv", "--format", "json").json["checks"]
    }["duplicate_answers"] == 100


def test_bombs_and_holes_are_refused(run, folder, snapshot):
    with zipfile.ZipFile(folder / "bomb.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("bomb.csv", b"0" * (65 << 20))
    with zipfile.ZipFile(folder / "many.zip", "w") as archive:
        for n in range(1001):
            archive.writestr(f"{n}.csv", b"a\n1\n")
    with zipfile.ZipFile(folder / "pictures.zip", "w") as archive:
        archive.writestr("a.png", b"0")
    told = [run("analyze", name).err for name in ("bomb.zip", "many.zip", "pictures.zip", "no*.csv")]
    assert told == snapshot


def test_labels_that_contradict_each_other_are_refused(run, folder, snapshot):
    import pandas as pd  # noqa: PLC0415  # only for the writer
    import pyreadstat  # noqa: PLC0415  # the same

    frame = pd.DataFrame({"sex": [1.0, 2.0]})
    pyreadstat.write_sav(frame, str(folder / "a.sav"), variable_value_labels={"sex": {1: "Man", 2: "Woman"}})
    pyreadstat.write_sav(frame, str(folder / "b.sav"), variable_value_labels={"sex": {1: "Woman", 2: "Man"}})
    assert run("analyze", "a.sav", "b.sav").err == snapshot
