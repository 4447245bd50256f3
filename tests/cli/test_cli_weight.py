"""`partysurvey weight`: the copy that it writes, the weights in it, what it says, and what it refuses."""

import csv
import gzip
import json
import shutil
from pathlib import Path

import jsonschema_rs
import openpyxl
import pandas as pd
import pyarrow.parquet as pq
import pyreadstat
import pytest
from design_tallies import assert_number
from reference_data import entries
from replicate_tallies import joined_file

from partysurvey.render.json_weighting import weighting_schema

REFERENCE = Path(__file__).parents[1] / "reference"
RAKE = """\
partysurvey: targets/1
margins:
  gender: {男: 0.55, female: 0.45}
  part_time: {专职: 0.4, 兼职: 0.6}
"""
STRATA = """\
partysurvey: targets/1
weight: pw
margins:
  stype: {E: 4421, H: 755, M: 1018}
  sch.wide: {No: 1072, Yes: 5122}
"""


@pytest.fixture
def targets(folder):
    """Writes a targets file and returns its name."""

    def written(text, name="targets.yaml"):
        (folder / name).write_text(text, encoding="utf-8")
        return name

    return written


@pytest.fixture
def schools(folder):
    """Copies reference data into the folder and returns the name."""

    def copied(name):
        shutil.copy(REFERENCE / "data" / f"{name}.csv", folder)
        return f"{name}.csv"

    return copied


def rows(path, **options):
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file, **options))


def reference_weights(name):
    return [float(row["weight"]) for row in rows(REFERENCE / "weights" / f"{name}.csv")]


def test_margins_before_and_after(run, folder, targets, snapshot):
    done = run("weight", "organ_cadres.csv", "-t", targets(RAKE), "-o", "out.csv", "--lang", "en")
    assert (done.code, done.err) == (0, "out.csv: all rows, with their weights in column weight\n")
    assert done.out == snapshot
    weighted = rows(folder / "out.csv")
    total = sum(float(row["weight"]) for row in weighted)
    men = sum(float(row["weight"]) for row in weighted if row["1、您的性别"] == "男")
    assert men / total == pytest.approx(0.55, rel=1e-12)


def test_what_is_printed_in_chinese(run, targets, snapshot):
    assert run("weight", "organ_cadres.csv", "-t", targets(RAKE), "-o", "out.csv").out == snapshot


@pytest.mark.parametrize("reference", ["rake_strat_tight", "cal_rak_strat"])
def test_the_weights_of_r(run, folder, schools, targets, reference):
    done = run("weight", schools("apistrat"), "-t", targets(STRATA), "-o", "out.csv")
    assert done.code == 0, done.err
    ours = [float(row["weight"]) for row in rows(folder / "out.csv")]
    assert ours == pytest.approx(reference_weights(reference), rel=1e-8)


OTHERS = {
    "ps2_clus1": """\
method: poststratify
cells:
  questions: [stype, sch.wide]
  targets:
    - {options: [E, No], target: 472}
    - {options: [E, Yes], target: 3949}
    - {options: [H, No], target: 334}
    - {options: [H, Yes], target: 421}
    - {options: [M, No], target: 266}
    - {options: [M, Yes], target: 752}
""",
    "cal_lin_clus1": """\
method: linear
margins: {stype: {E: 4421, H: 755, M: 1018}}
totals: {api99: 3914069}
""",
    "cal_bound_clus1": """\
method: linear
bounds: [0.7, 1.6]
margins: {stype: {E: 4421, H: 755, M: 1018}}
totals: {api99: 3914069}
""",
    "cal_logit_clus1": """\
method: logit
bounds: [0.6, 1.9]
margins: {stype: {E: 4421, H: 755, M: 1018}}
totals: {api99: 3914069}
""",
    "trim_strict_rake": """\
trim: {low: 25, high: 45, strict: true}
margins: {stype: {E: 4421, H: 755, M: 1018}, sch.wide: {No: 1072, Yes: 5122}}
""",
}


@pytest.mark.parametrize("name", OTHERS)
def test_the_weights_of_r_by_other_methods(run, folder, schools, targets, questionnaire, name):
    file = targets("partysurvey: targets/1\nweight: pw\n" + OTHERS[name])
    done = run("weight", schools("apiclus1"), "-q", questionnaire, "-t", file, "-o", "out.csv")
    assert done.code == 0, done.err
    ours = [float(row["weight"]) for row in rows(folder / "out.csv")]
    assert ours == pytest.approx(reference_weights(name), rel=1e-6)


@pytest.fixture
def questionnaire(folder):
    """A questionnaire of the schools."""
    options = {"stype": "EHM", "sch.wide": ("No", "Yes"), "awards": ("No", "Yes")}
    choices = "".join(
        f"  - {{id: {name.replace('.', '_')}, kind: single, text: {name}, options: ["
        + ", ".join(f"{{code: '{code}', label: '{code}'}}" for code in codes)
        + "]}\n"
        for name, codes in options.items()
    )
    text = "partysurvey: questionnaire/1\nid: schools\ntitle: Schools\nlanguage: en\nquestions:\n"
    (folder / "schools.yaml").write_text(
        text + choices + "".join(f"  - {{id: {x}, kind: number, text: {x}}}\n" for x in ("api99", "api00")),
        encoding="utf-8",
    )
    return "schools.yaml"


def test_every_line_stays_as_it_was(run, folder, targets):
    """Quotes, line breaks, blanks, the byte order mark and CR LF: all bytes but the new cells."""
    lines = [
        'id,gender,"a, b",note',
        '1,男,"say ""hi""",  x ',
        '2,女,"two\r\nlines",=1+1',
        "3,男,,",
        "4,女,-,NA",
    ]
    (folder / "in.csv").write_bytes(b"\xef\xbb\xbf" + "\r\n".join(lines).encode())
    file = targets("partysurvey: targets/1\nmargins: {gender: {男: 1, 女: 3}}\n")
    assert run("weight", "in.csv", "-t", file, "-o", "out.csv", "--column", "w, new").code == 0
    cells = ['"w, new"', "0.5", "1.5", "0.5", "1.5"]
    expected = "".join(f"{line},{cell}\r\n" for line, cell in zip(lines, cells, strict=True))
    assert (folder / "out.csv").read_bytes() == b"\xef\xbb\xbf" + expected.encode()


def test_gb18030_stays_gb18030(run, folder, targets):
    text = "性别;分\n" + "男;1\n女;2\n女;3\n" * 30
    (folder / "in.csv").write_bytes(text.encode("gb18030"))
    file = targets("partysurvey: targets/1\nmargins: {性别: {男: 50, 女: 50}}\n")
    assert run("weight", "in.csv", "-t", file, "-o", "out.csv", "--column", "权重").code == 0
    header, first, *_ = (folder / "out.csv").read_bytes().decode("gb18030").splitlines()
    assert (header, first) == ("性别;分;权重", "男;1;1.5")


def test_compressed_and_utf_16_files_become_plain_text(run, folder, targets):
    text = "gender\n男\n女\n女\n"
    (folder / "in.csv.gz").write_bytes(gzip.compress(text.encode()))
    (folder / "wide.csv").write_bytes(text.encode("utf-16"))
    file = targets("partysurvey: targets/1\nmargins: {gender: {男: 1.5, 女: 1.5}}\n")
    for name in ("in.csv.gz", "wide.csv"):
        assert run("weight", name, "-t", file, "-o", "out.csv", "--force").code == 0
        assert [row["weight"] for row in rows(folder / "out.csv")] == ["1.5", "0.75", "0.75"]


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("source", ["in.csv", "in.xlsx", "in.parquet", "in.sav"])
def test_every_format(run, folder, targets, source, ending):
    frame = pd.DataFrame({"gender": ["m", "f", "f", "f"], "score": [1.0, 2.5, 3.0, 4.0]})
    write_source(frame, folder / source)
    file = targets("partysurvey: targets/1\nmargins: {gender: {m: 0.5, f: 0.5}}\n")
    done = run("weight", source, "-t", file, "-o", f"out.{ending}")
    assert done.code == 0, done.err
    read = pd.read_csv(folder / "out.csv") if ending == "csv" else pq.read_table(folder / "out.parquet").to_pandas()
    assert list(read.columns) == ["gender", "score", "weight"]
    assert list(read["gender"]) == list(frame["gender"])
    assert list(read["score"].astype(float)) == list(frame["score"])
    assert list(read["weight"]) == pytest.approx([2, 2 / 3, 2 / 3, 2 / 3])


def write_source(frame, path):
    if path.suffix == ".csv":
        frame.to_csv(path, index=False)
    elif path.suffix == ".parquet":
        frame.to_parquet(path, index=False)
    elif path.suffix == ".sav":
        pyreadstat.write_sav(frame, path)
    else:
        book = openpyxl.Workbook()
        for row in [list(frame.columns), *frame.itertuples(index=False)]:
            book.active.append(list(row))
        book.save(path)


def test_people_without_an_answer_can_be_left_out(run, folder, targets):
    (folder / "in.csv").write_text("gender,x\nm,1\nf,2\n,3\nf,4\n", encoding="utf-8")
    file = targets("partysurvey: targets/1\nmissing: leave_out\nmargins: {gender: {m: 0.5, f: 0.5}}\n")
    done = run("weight", "in.csv", "-t", file, "-o", "out.csv", "--lang", "en")
    assert [row["weight"] for row in rows(folder / "out.csv")] == ["1.5", "0.75", "", "0.75"]
    assert "rows without weight  1 (no answer to a margin 1)" in done.out


def test_rows_without_an_old_weight_get_none(run, folder, targets):
    (folder / "in.csv").write_text("gender,w\nm,1\nf,2\nm,\nf,0\nf,2\n", encoding="utf-8")
    file = targets("partysurvey: targets/1\nweight: w\nmargins: {gender: {m: 10, f: 30}}\n")
    assert run("weight", "in.csv", "-t", file, "-o", "out.csv").code == 0
    assert [row["weight"] for row in rows(folder / "out.csv")] == ["10.0", "15.0", "", "0.0", "15.0"]


def test_bands_and_nets_can_be_categories(run, folder, targets):
    text = """\
partysurvey: targets/1
margins:
  age: {young: 30, middle: 50, 老年（49岁及以上）: 20}
  education: {senior_high: 5, college: 15, bachelor_and_above: 80}
"""
    done = run("weight", "organ_cadres.csv", "-t", targets(text), "-o", "out.csv", "--lang", "en")
    assert done.code == 0, done.err
    assert "middle" in done.out
    weighted = rows(folder / "out.csv")
    young = sum(float(row["weight"]) for row in weighted if int(row["2、您的年龄（周岁）"]) < 36)
    assert young == pytest.approx(0.3 * len(weighted), rel=1e-9)


def test_the_example_of_the_documentation(run, targets):
    text = (REFERENCE.parents[1] / "docs" / "weighting.md").read_text(encoding="utf-8")
    example = text.split("```yaml\n")[1].split("```")[0]
    done = run("weight", "organ_cadres.csv", "-t", targets(example), "-o", "weighted.csv", "--lang", "en")
    assert done.code == 0, done.err
    assert "bachelor_and_above" in done.out
    weighted = run("analyze", "weighted.csv", "--weight", "weight", "--questions", "gender", "--format", "json")
    assert weighted.code == 0, weighted.err


REFUSED = {
    "no_targets": "partysurvey: targets/1\n",
    "no_method": "partysurvey: targets/1\nmethod: rim\nmargins: {gender: {男: x}}\nextra: 1\n",
    "empty": "",
    "unknown_question": "partysurvey: targets/1\nmargins:\n  gendr: {男: 0.5, 女: 0.5}\n",
    "unknown_option": "partysurvey: targets/1\nmargins:\n  gender:\n    男: 0.5\n    femal: 0.5\n",
    "shares": "partysurvey: targets/1\nmargins:\n  gender: {男: 0.5, 女: 0.4}\n",
    "counts": "partysurvey: targets/1\nmargins:\n  gender: {男: 500, 女: 400}\n  part_time: {专职: 300, 兼职: 500}\n",
    "population": "partysurvey: targets/1\npopulation: 1000\nmargins:\n  gender: {男: 500, 女: 400}\n",
    "no_target": "partysurvey: targets/1\nmargins:\n  gender: {男: 500}\n",
    "zero": "partysurvey: targets/1\nmargins:\n  gender: {男: 1, 女: 0}\n",
    "nobody": "partysurvey: targets/1\nmargins:\n  education: {senior_high: 1, college: 2, bachelor: 3, postgraduate: 4}\n",
    "missing": "partysurvey: targets/1\nmargins:\n  gender: {男: 0.5, 女: 0.5}\n",
    "twice": "partysurvey: targets/1\nmargins:\n  gender: {男: 0.5, male: 0.2, 女: 0.3}\n",
    "multiple": "partysurvey: targets/1\nmargins:\n  difficulties: {a: 0.5, b: 0.5}\n",
    "old_weight": "partysurvey: targets/1\nweight: pw\nmargins:\n  gender: {男: 0.5, 女: 0.5}\n",
    "poststratify": "partysurvey: targets/1\nmethod: poststratify\nbounds: [0.5, 2]\nmargins: {gender: {男: 1}, age: {young: 1}}\n",
    "logit": "partysurvey: targets/1\nmethod: logit\nmargins:\n  gender: {男: 0.5, 女: 0.5}\n",
    "bounds": "partysurvey: targets/1\nmethod: logit\nbounds: [1.2, 2]\nmargins:\n  gender: {男: 0.5, 女: 0.5}\n",
    "narrow": "partysurvey: targets/1\nmethod: linear\nbounds: [0.9, 1.1]\nmargins:\n  gender: {男: 0.1, 女: 0.9}\n",
    "negative": "partysurvey: targets/1\nmethod: linear\nmargins: {gender: {男: 0.5, 女: 0.5}}\ntotals: {age: 100000}\n",
    "trim": "partysurvey: targets/1\ntrim: {low: 2, high: 3}\nmargins: {gender: {男: 0.5, 女: 0.5}}\n",
    "trim_order": "partysurvey: targets/1\ntrim: {low: 3, high: 2}\nmargins: {gender: {男: 0.5, 女: 0.5}}\n",
    "total": "partysurvey: targets/1\nmethod: linear\ntotals: {gender: 5}\n",
    "cells": "partysurvey: targets/1\nmethod: poststratify\ncells:\n  questions: [gender, part_time]\n  targets:\n    - {options: [男, 专职, 女], target: 1}\n",
}


@pytest.fixture
def gap(folder):
    """The sample with two answers to the first question taken away, and the lowest education too."""
    header, *lines = (folder / "organ_cadres.csv").read_text(encoding="utf-8-sig").splitlines()
    kept = [line for line in lines if "高中" not in line]
    cut = [",".join((*line.split(",")[:3], "", *line.split(",")[4:])) for line in kept[:2]]
    (folder / "gap.csv").write_text("\n".join((header, *cut, *kept[2:])), encoding="utf-8")
    return "gap.csv"


@pytest.mark.parametrize("name", REFUSED)
def test_refused_targets(run, folder, targets, gap, snapshot, name):
    file = gap if name in {"missing", "nobody"} else "organ_cadres.csv"
    done = run("weight", file, "-t", targets(REFUSED[name]), "-o", "out.csv")
    assert (done.code, done.out) == (2, "")
    assert done.err == snapshot
    assert not (folder / "out.csv").exists()


@pytest.mark.parametrize(
    "options",
    [
        ("-o", "out.docx"),
        ("-o", "organ_cadres.csv", "--force"),
        ("-o", "there.csv"),
        ("-o", "out.csv", "--column", "序号"),
        ("-o", "there.csv/out.csv"),
        ("-o", "out.csv", "--column", " "),
    ],
    ids=" ".join,
)
def test_refused_outputs(run, folder, targets, snapshot, options):
    (folder / "there.csv").write_text("mine")
    done = run("weight", "organ_cadres.csv", "-t", targets(RAKE), *options)
    assert (done.code, done.out) == (2, "")
    assert done.err == snapshot
    assert (folder / "there.csv").read_text() == "mine"


def test_a_margin_that_cannot_be_met_with_another(run, folder, targets, snapshot):
    """Two questions that say the same, with different targets."""
    (folder / "in.csv").write_text("a,b\nx,u\ny,v\nx,u\ny,v\n", encoding="utf-8")
    text = "partysurvey: targets/1\nmethod: {}\nmargins: {{a: {{x: 0.5, y: 0.5}}, b: {{u: 0.3, v: 0.7}}}}\n"
    for method in ("rake", "linear"):
        done = run("weight", "in.csv", "-t", targets(text.format(method)), "-o", "out.csv")
        assert done.code == 2
        assert done.err == snapshot(name=method)


def test_margins_that_no_weights_meet(run, folder, targets, snapshot):
    """Nobody is both x and v: the targets would need such people, and the rounds repeat themselves."""
    (folder / "in.csv").write_text("a,b\n" + "x,u\ny,v\ny,u\n" * 9, encoding="utf-8")
    file = targets("partysurvey: targets/1\nmargins: {a: {x: 0.7, y: 0.3}, b: {u: 0.5, v: 0.5}}\n")
    done = run("weight", "in.csv", "-t", file, "-o", "out.csv")
    assert done.code == 2
    assert done.err == snapshot


REPLICATED = {
    "ps_jk1": "method: poststratify\nmargins: {stype: {E: 4421, H: 755, M: 1018}}\n",
    "rake_jk1_tight": "margins: {stype: {E: 4421, H: 755, M: 1018}, sch.wide: {No: 1072, Yes: 5122}}\n",
    "cal_lin_jk1": "method: linear\nmargins: {stype: {E: 4421, H: 755, M: 1018}}\ntotals: {api99: 3914069}\n",
}


@pytest.mark.parametrize("ending", ["csv", "parquet"])
@pytest.mark.parametrize("name", REPLICATED)
def test_replicate_weights_are_adjusted_one_by_one(run, folder, targets, questionnaire, name, ending):
    """The file that `weight` writes gives R's standard errors (10_calibration.json) when it is analysed."""
    mean, by = (entries("10_calibration.json")[f"open.cal.{kind}.{name}"] for kind in ("mean", "by"))
    shutil.copy(joined_file("apiclus1.csv", "r_clus1_JK1.csv"), folder / "jk1.csv")
    file = targets("partysurvey: targets/1\nweight: weight\n" + REPLICATED[name])
    asked = ("-q", questionnaire, "--replicates", "rw*", "-t", file, "--column", "new", "--format", "json")
    done = run("weight", "jk1.csv", *asked, "-o", f"new.{ending}")
    assert done.code == 0, done.err
    assert done.err == (
        f"new.{ending}: all rows, with their weights in column new, replicate weights in new_1 … new_15\n"
    )
    jsonschema_rs.validator_for(json.loads(weighting_schema())).validate(done.json)
    assert done.json["output"]["replicates"] == [f"new_{number}" for number in range(1, 16)]
    scale = repr(mean["design"]["scale"])
    design = ("--weight", "new", "--replicates", "new_*", "--replicate-type", "JK1", "--scale", scale)
    shown = ("--by", "awards", "--questions", "api99,api00", "--format", "json", "-q", questionnaire)
    analysis = run("analyze", f"new.{ending}", *design, *shown)
    assert analysis.code == 0, analysis.err
    of = {(result["question"], result["by_option"]): result for result in analysis.json["results"]}
    assert_number(of["api00", None]["statistics"]["mean"], mean["result"]["estimate"]["api00"], mean)
    assert_number(of["api00", None]["statistics"]["se"], mean["result"]["se"]["api00"], mean)
    assert of["api00", None]["df"] == mean["result"]["df"]
    for row in by["result"]:
        assert_number(of["api00", row["awards"]]["statistics"]["mean"], row["api00"], by)
        assert_number(of["api00", row["awards"]]["statistics"]["se"], row["se"], by)


def test_replicate_factors_become_weights(run, folder, targets, table):
    """Two PSUs of two: each factor is 0 or 2. Counted by hand."""
    file = table("in.csv", ("g", "w", "f1", "f2"), ("a", 1, 2, 0), ("b", 2, 2, 0), ("a", 3, 0, 2), ("b", 4, 0, 2))
    told = targets("partysurvey: targets/1\nweight: w\nmargins: {g: {a: 6, b: 4}}\n")
    done = run("weight", file, "-t", told, "-o", "out.csv", "--replicates", "f*", "--replicate-factors")
    assert done.code == 0, done.err
    new = [[float(row[name]) for name in ("weight", "weight_1", "weight_2")] for row in rows(folder / "out.csv")]
    assert new == [pytest.approx(each) for each in ([1.5, 6, 0], [4 / 3, 4, 0], [4.5, 0, 6], [8 / 3, 0, 4])]


def test_a_replicate_without_anyone_in_a_category(run, targets, table, snapshot):
    file = table("in.csv", ("g", "w", "r1", "r2"), ("a", 1, 2, 0), ("b", 2, 2, 1), ("a", 3, 0, 0), ("b", 4, 0, 2))
    told = targets("partysurvey: targets/1\nweight: w\nmargins: {g: {a: 6, b: 4}}\n")
    done = run("weight", file, "-t", told, "-o", "out.csv", "--replicates", "r*")
    assert (done.code, done.err) == (2, snapshot)


def test_negative_weights_and_gaps_name_their_row(run, targets, table, snapshot):
    told = targets("partysurvey: targets/1\nweight: w\nmargins: {g: {a: 6, b: 4}}\n")
    negative = table("negative.csv", ("g", "w"), ("a", 1), ("b", 2), ("a", -3), ("b", 4))
    gap = table("gap.csv", ("g", "w", "r1"), ("a", 1, 1), ("b", 2, ""))
    assert run("weight", negative, "-t", told, "-o", "out.csv").err == snapshot(name="negative")
    assert run("analyze", negative, "--weight", "w").err == snapshot(name="negative in analyze")
    assert run("weight", gap, "-t", told, "-o", "out.csv", "--replicates", "r1").err == snapshot(name="gap")


def test_rows_without_a_weight_are_counted_by_reason(run, folder, targets, table):
    file = table("in.csv", ("g", "w"), ("a", 1), ("b", 2), ("a", ""), ("b", "x"), ("", 4), ("b", 0))
    told = targets("partysurvey: targets/1\nweight: w\nmissing: leave_out\nmargins: {g: {a: 6, b: 4}}\n")
    done = run("weight", file, "-t", told, "-o", "out.csv", "--format", "json")
    assert done.json["without_weight"] == {
        "weight_unreadable": 1,
        "weight_missing": 1,
        "weight_zero": 1,
        "margin_missing": 1,
    }
    assert [row["weight"] for row in rows(folder / "out.csv")] == ["6.0", "4.0", "", "", "", "0.0"]
    shown = run("weight", file, "-t", told, "-o", "again.csv", "--lang", "en").out
    assert "4 (weight missing 1, weight not a number 1, weight zero 1, no answer to a margin 1)" in shown
