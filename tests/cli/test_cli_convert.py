"""`partysurvey convert`, and forms as -q: the same answers give the same percentages in every format."""

import csv

import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyreadstat
import pytest

FORMATS = pytest.mark.parametrize("ending", ["csv", "tsv", "xlsx", "parquet", "sav", "dta"])


@FORMATS
def test_the_same_percentages(run, ending):
    before = run("analyze", "organ_cadres.csv", "-q", "organ_cadres", "--format", "csv")
    done = run("convert", "organ_cadres.csv", f"out.{ending}", "-q", "organ_cadres")
    assert done.code == 0
    assert done.err.startswith(f"out.{ending}: 300 rows")
    after = run("analyze", f"out.{ending}", "-q", "organ_cadres", "--format", "csv")
    kept = ("share", "mean", "quantile_0.5")
    rows = [[row for row in csv.DictReader(each.out.splitlines()) if row["stat"] in kept] for each in (before, after)]
    assert len(rows[0]) > 100
    assert rows[0] == rows[1]


def test_an_spss_file_has_labels_missing_values_and_sets(run, table, folder):
    (folder / "q.yaml").write_text(
        """
partysurvey: questionnaire/1
id: q
title: 调查
missing: {refused: [拒答], not_asked: ["-3"]}
questions:
  - {id: sex, kind: single, text: 性别, options: [{code: m, label: 男}, {code: f, label: 女}]}
  - {id: age, kind: number, text: 年龄}
  - id: papers
    kind: multiple
    text: 报纸
    options: [{code: d, label: 日报}, {code: w, label: 周报}]
""",
        encoding="utf-8",
    )
    table(
        "a.csv",
        ["性别", "年龄", "papers_d", "papers_w", "姓名", "备注"],
        ["男", "30", "1", "0", "张三", "=1+1"],
        ["拒答", "-3", "0", "1", "李四", "007"],
        ["第三种", "41", "", "", "王五", ""],
        ["f", "", "1", "1", "赵六", "x"],
    )
    done = run("convert", "a.csv", "a.sav", "-q", "q.yaml")
    assert done.err.splitlines() == [
        "a.sav: 4 rows",
        "left out, since they hold personal data: 姓名 (--keep-personal)",
    ]
    frame, about = pyreadstat.read_sav("a.sav", user_missing=True)
    assert list(frame.columns) == ["sex", "age", "papers_d", "papers_w", "备注"]
    assert frame["sex"].tolist() == [1, -1, 3, 2]
    assert about.variable_value_labels["sex"] == {
        1: "男",
        2: "女",
        -1: "拒答",
        3: "第三种",
    }  # the unknown answer is kept
    assert about.missing_ranges == {"sex": [{"lo": -1, "hi": -1}], "age": [{"lo": -3, "hi": -3}]}
    assert about.column_names_to_labels["age"] == "年龄"
    assert about.mr_sets["papers"]["variable_list"] == ["papers_d", "papers_w"]
    assert frame["备注"].tolist() == ["=1+1", "007", "", "x"]


def plain_rows(name):
    """The rows of a file as texts, read without any of our code; numbers with labels as their labels."""
    ending = name.rpartition(".")[2]
    if ending in {"csv", "tsv"}:
        return pd.read_csv(name, sep={"csv": ",", "tsv": "\t"}[ending], dtype=str, keep_default_na=False)
    if ending == "xlsx":
        header, *rows = openpyxl.load_workbook(name).active.iter_rows(values_only=True)
        return pd.DataFrame([[cell or "" for cell in row] for row in rows], columns=header)
    if ending == "parquet":
        return pq.read_table(name).to_pandas()
    read = pyreadstat.read_sav if ending == "sav" else pyreadstat.read_dta
    frame, about = read(name, **({"user_missing": True} if ending == "sav" else {}))
    for column, labels in about.variable_value_labels.items():
        frame[column] = frame[column].map(lambda value, labels=labels: labels.get(value, value))
    return frame


@FORMATS
def test_an_independent_reader_finds_every_answer(run, folder, ending):
    with (folder / "organ_cadres.csv").open(encoding="utf-8-sig", newline="") as stream:
        before = list(csv.reader(stream))
    run("convert", "organ_cadres.csv", f"out.{ending}", "-q", "organ_cadres")
    after = plain_rows(f"out.{ending}")
    assert after.shape == (len(before) - 1, len(before[0]))
    for column, name in enumerate(after.columns):
        found = ["" if pd.isna(cell) else f"{cell:g}" if isinstance(cell, float) else str(cell) for cell in after[name]]
        assert found == [row[column].strip() for row in before[1:]], name


def test_statistical_files_do_not_hold_the_moment_of_writing(run):
    run("convert", "organ_cadres.csv", "out.sav", "-q", "organ_cadres")
    run("convert", "organ_cadres.csv", "out.dta", "-q", "organ_cadres")
    assert pyreadstat.read_sav("out.sav", metadataonly=True)[1].creation_time.year == 1970
    assert pyreadstat.read_dta("out.dta", metadataonly=True)[1].creation_time.year == 1970


def test_amounts_are_numbers_and_identifiers_are_texts(run, table):
    table("a.csv", ["w", "id", "chapter"], ["1.0000", "007", "1.1"], ["0.2685", "12", "1.10"])
    run("convert", "a.csv", "a.sav")
    frame, _ = pyreadstat.read_sav("a.sav")
    assert frame["w"].tolist() == [1.0, 0.2685]
    assert frame["id"].tolist() == ["007", "12"]
    assert frame["chapter"].tolist() == ["1.1", "1.10"]


def test_formula_like_cells_are_text(run, table, folder):
    table("a.csv", ["q", "w"], ["=1+1", "-5"], ["+A1", '=HYPERLINK("x")'], ["_x0041_", "a\x01b"])
    run("convert", "a.csv", "a.xlsx")
    rows = list(openpyxl.load_workbook("a.xlsx").active.iter_rows())
    assert [[cell.value for cell in row] for row in rows[1:3]] == [["=1+1", "-5"], ["+A1", '=HYPERLINK("x")']]
    assert {cell.data_type for row in rows for cell in row} <= {"s", "inlineStr"}
    run("convert", "a.xlsx", "b.csv")
    assert (folder / "b.csv").read_text(encoding="utf-8-sig").splitlines()[3].startswith("_x0041_")


def test_personal_columns_on_request(run, table):
    table("a.csv", ["性别", "IP"], ["男", "192.0.2.1"])
    run("convert", "a.csv", "kept.parquet", "--keep-personal")
    assert pq.read_table("kept.parquet").column_names == ["性别", "IP"]
    run("convert", "a.csv", "left.parquet")
    assert pq.read_table("left.parquet").column_names == ["性别"]


def test_names_that_stata_allows(run, table):
    table("a.csv", ["1、您的性别", "1、您的性别 ", "a b"], ["男", "女", "3"])
    assert run("convert", "a.csv", "a.dta").code == 0
    frame = pd.read_stata("a.dta")
    assert frame.shape == (1, 3)
    assert len(set(frame.columns)) == 3


def test_the_messages(run, table, folder, snapshot):
    table("a.csv", ["性别"], ["男"])
    table("people.csv", ["姓名"], ["张三"])
    (folder / "there.csv").write_text("x")
    said = [
        run("convert", "a.csv", "a.doc").err,
        run("convert", "a.csv", "a.csv", "--force").err,
        run("convert", "a.csv", "there.csv").err,
        run("convert", "people.csv", "p.csv").err,
        run("convert", "nothing.csv", "p.csv").err,
    ]
    assert "".join(said) == snapshot
    assert (folder / "there.csv").read_text() == "x"


@pytest.mark.parametrize("name", ["form.xlsx", "form.sav", "form.csv", "form.xml", "form.sss", "form.txt"])
def test_a_form_serves_as_questionnaire(run, name):
    told = run("questionnaires", "export", "organ_cadres", "-o", name)
    assert told.code == 0
    assert told.err.startswith(f"{name}: written; what the format cannot hold:")
    assert run("questionnaires", "import", name, "-o", "back.yaml").code == 0
    assert run("questionnaires", "lint", "back.yaml").code == 0
    assert run("questionnaires", "show", name).code == 0
    analysed = run("analyze", "organ_cadres.csv", "-q", name, "--questions", "gender", "--format", "csv")
    men = [float(row["value"]) for row in csv.DictReader(analysed.out.splitlines()) if row["label"] == "男"]
    assert 181 in men  # counted by hand in the sample
