"""The same answers in another container give the same results, by writers that share no code with the readers."""

import csv
import gzip
import io
import zipfile

import openpyxl
import pandas as pd
import pyreadstat
import pytest


def separated(records, separator):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator).writerows([records[0], *records[1]])
    return text.getvalue()


def write_text(encoding, separator=","):
    def write(path, records):
        path.write_bytes(separated(records, separator).encode(encoding))

    return write


def write_gzip(path, records):
    path.write_bytes(gzip.compress(separated(records, ",").encode()))


def write_zip(path, records):
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("answers.csv", separated(records, ","))


def write_workbook(path, records):
    workbook = openpyxl.Workbook()
    for row in [records[0], *records[1]]:
        workbook.active.append(row)
    workbook.save(path)


def frame(records):
    return pd.DataFrame(records[1], columns=records[0])


def write_parquet(path, records):
    frame(records).to_parquet(path)


def serial(records):
    """Short names of columns, as statistics programs want them; the headings become labels."""
    header, _ = records
    return frame(records).set_axis([f"V{place}" for place in range(len(header))], axis="columns"), header


def write_spss(path, records):
    answers, labels = serial(records)
    pyreadstat.write_sav(answers, path, column_labels=labels)


def write_stata(path, records):
    answers, labels = serial(records)
    pyreadstat.write_dta(answers, path, column_labels=labels)


WRITERS = {
    "gb18030.csv": write_text("gb18030"),
    "utf16.csv": write_text("utf-16"),
    "semicolons.csv": write_text("utf-8", ";"),
    "tabs.tsv": write_text("utf-8-sig", "\t"),
    "packed.csv.gz": write_gzip,
    "packed.zip": write_zip,
    "book.xlsx": write_workbook,
    "columns.parquet": write_parquet,
    "labelled.sav": write_spss,
    "packed.zsav": lambda path, records: pyreadstat.write_sav(
        serial(records)[0], path, column_labels=serial(records)[1], compress=True
    ),
    "labelled.dta": write_stata,
}


@pytest.mark.parametrize("name", WRITERS)
def test_another_container_gives_the_same_results(run, folder, records, name):
    asked = ["--format", "json", "--by", "gender"]
    expected = run("analyze", "organ_cadres.csv", *asked).json
    WRITERS[name](folder / name, records)
    done = run("analyze", name, *asked)
    assert (done.code, done.err) == (0, "")
    for part in ("results", "associations", "accounting", "questionnaire"):
        assert done.json[part] == expected[part]
    assert done.json["source"]["file"].split("/")[0] == name
    assert done.json["source"]["rows"] == len(records[1])


def test_a_sheet_is_chosen_by_name(run, folder, records):
    workbook = openpyxl.Workbook()
    workbook.active.append(["other"])
    workbook.active.append(["x"])
    sheet = workbook.create_sheet("答卷")
    for row in [records[0], *records[1]]:
        sheet.append(row)
    workbook.save(folder / "book.xlsx")
    done = run("analyze", "book.xlsx", "--sheet", "答卷", "--questions", "1", "--format", "json")
    assert done.json["questionnaire"] == {"id": "organ_cadres", "origin": "bundled"}
    assert run("analyze", "book.xlsx", "--sheet", "答案").err == (
        "partysurvey: book.xlsx: there is no sheet '答案'; choose one of: 'Sheet', '答卷'\n"
    )


def test_an_encoding_can_be_named(run, folder, records):
    write_text("gb18030")(folder / "answers.csv", records)
    done = run("analyze", "answers.csv", "--encoding", "gbk", "--questions", "1", "--format", "json")
    assert (done.code, [note["code"] for note in done.json["notes"]]) == (0, ["dialect"])
    assert done.json["source"]["dialect"] == "wenjuanxing_text"
