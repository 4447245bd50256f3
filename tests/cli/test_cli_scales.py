"""`partysurvey scales`: the numbers of R through the program, what it prints and writes, what it refuses."""

import csv
import io
import json

import jsonschema_rs
import numpy as np
import pytest
from reference_data import FOLDER, assert_close, entries
from rich.cells import cell_len
from scale_tallies import ITEMS, REVERSED, SCALES

from partysurvey.render.scale_files import scales_schema

REFERENCE = entries("13_scales.json")
OPTIONS = ", ".join(f"{{code: '{score}', label: '{score}', score: {score}}}" for score in range(1, 7))


@pytest.fixture
def validator():
    return jsonschema_rs.validator_for(json.loads(scales_schema()))


@pytest.fixture
def bfi(folder):
    """A questionnaire of the 25 items of bfi, with its five scales and one of all items."""
    reversed_ = {item: "reversed: true, " if item in REVERSED else "" for item in ITEMS}
    lines = [
        "partysurvey: questionnaire/1\nid: bfi\ntitle: {zh: 人格, en: Personality}\nlanguage: en\nquestions:",
        *(
            f"  - {{id: {item}, kind: scale, text: Item {item}, {reversed_[item]}"
            f"top_box: 2, bottom_box: 2, options: [{OPTIONS}]}}"
            for item in ITEMS
        ),
        "scales:",
        *(
            f"  - {{id: {name}, text: {{zh: 量表 {name}, en: Scale {name}}}, items: [{', '.join(items)}]}}"
            for name, items in (SCALES | {"all": ITEMS}).items()
        ),
    ]
    (folder / "bfi.yaml").write_text("\n".join(lines) + "\n", encoding="utf-8")
    return FOLDER / "bfi.csv", "-q", "bfi.yaml"


def found(run, *arguments):
    done = run("scales", *arguments, "--format", "json")
    assert (done.code, done.err) == (0, "")
    return done.json


@pytest.mark.parametrize("name", SCALES)
def test_alpha_and_items_of_r(run, bfi, validator, name):
    entry = REFERENCE[f"open.alpha.{name}.listwise"]
    expected, content = entry["result"], found(run, *bfi, "--scale", name)
    validator.validate(content)
    (scale,) = content["scales"]
    pairs = {"alpha": "raw_alpha", "standardized": "std.alpha", "average_r": "average_r", "mean": "mean", "sd": "sd"}
    for ours, reference in pairs.items():
        assert_close(scale[ours], expected["total"][reference], entry)
    assert_close(scale["low"], expected["feldt_ci"]["lower.ci"], entry)
    assert_close(scale["high"], expected["feldt_ci"]["upper.ci"], entry)
    for item, dropped, row in zip(scale["items"], expected["alpha_drop"], expected["item_stats"], strict=True):
        assert scale["n"] == row["n"]
        assert_close(item["alpha_if_dropped"], dropped["raw_alpha"], entry)
        for ours, reference in {"rest": "r.drop", "mean": "mean", "sd": "sd"}.items():
            assert_close(item[ours], row[reference], entry)


def test_omega_kmo_and_bartlett_of_r(run, bfi):
    (scale,) = found(run, *bfi, "--scale", "neuroticism")["scales"]
    omega, kmo = REFERENCE["open.omega.ml1.neuroticism"], REFERENCE["open.kmo.neuroticism"]
    assert_close(scale["omega"], omega["result"]["omega_total_std"], omega)
    assert_close(scale["kmo"], kmo["result"]["overall"], kmo)
    assert_close(scale["bartlett"]["statistic"], kmo["result"]["chisq"], kmo)
    for item, reference in zip(scale["items"], kmo["result"]["items"].values(), strict=True):
        assert_close(item["kmo"], reference, kmo)


def test_a_scale_too_long_for_a_joint_table(run, bfi):
    """25 items, by the tables of their pairs, of the people who answered all."""
    (scale,) = found(run, *bfi, "--scale", "all")["scales"]
    kmo, test = REFERENCE["open.kmo.bfi25"], REFERENCE["open.bartlett.bfi25"]
    assert scale["n"] == kmo["result"]["n"]
    assert test["result"]["df"] == scale["bartlett"]["df"]


def test_polychoric_correlations_of_r(run, bfi):
    (scale,) = found(run, *bfi, "--scale", "agree", "--polychoric")["scales"]
    entry = REFERENCE["open.polychoric.psych.agree.default"]
    raw = [value for row in entry["result"]["rho"]["values"] for value in row]
    ours = [value for row in scale["polychoric"] for value in row]
    for place, (mine, reference) in enumerate(zip(ours, raw, strict=True)):
        turned = (place % 5 == 0) != (place // 5 == 0)  # R did not reverse the first item
        assert_close(mine, -reference if turned else reference, entry)


def test_boxes_of_r(run, bfi):
    """C1 is not reversed; 2-score boxes as in the Likert summary, of everybody who answered the item."""
    (scale,) = found(run, *bfi, "--scale", "conscientious")["scales"]
    entry = entries("01_frequencies.json")["open.likert.bfi.C1"]
    boxes = scale["items"][0]["boxes"]
    assert_close(boxes["top"], entry["result"]["top_box"], entry)
    assert_close(boxes["bottom"], entry["result"]["bottom_box"], entry)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_what_is_printed(run, snapshot, language):
    done = run("scales", "organ_cadres.csv", "--polychoric", "--lang", language)
    assert (done.code, done.err) == (0, "")
    assert max(map(cell_len, done.out.splitlines())) <= 80
    assert done.out == snapshot


def test_items_chosen_for_the_moment_are_the_grid(run):
    whole = found(run, "organ_cadres.csv")["scales"][0]
    names = [item["id"] for item in whole["items"]]
    (chosen,) = found(run, "organ_cadres.csv", "--items", ",".join(names))["scales"]
    assert {**chosen, "id": None, "text": None} == {**whole, "id": None, "text": None}


def test_equal_weights_change_nothing(run, folder):
    header, *lines = (folder / "organ_cadres.csv").read_text(encoding="utf-8-sig").splitlines()
    (folder / "w.csv").write_text("\n".join([header + ",w", *(line + ",2.5" for line in lines)]), encoding="utf-8")
    plain = found(run, "organ_cadres.csv")["scales"][0]
    weighted = found(run, "w.csv", "--weight", "w")
    assert weighted["weighted"] is True
    for name in ("n", "alpha", "low", "high", "omega", "kmo", "mean", "sd"):
        assert weighted["scales"][0][name] == pytest.approx(plain[name], rel=1e-8)  # omega is found by steps


def test_what_is_written(run, folder):
    done = run("scales", "organ_cadres.csv", "-o", "out", "--lang", "en")
    assert done.code == 0
    assert {path.name for path in (folder / "out").iterdir()} == {"scales.json", "scales.md", "scales.csv", "tables"}
    rows = list(csv.DictReader(io.StringIO((folder / "out" / "scales.csv").read_text("utf-8-sig"))))
    scale = json.loads((folder / "out" / "scales.json").read_text("utf-8"))["scales"][0]
    assert float(next(row["value"] for row in rows if row["stat"] == "alpha")) == scale["alpha"]


def likert(folder, *rows):
    """A file of three items answered 1 to 3, and its questionnaire."""
    options = ", ".join(f"{{code: '{score}', label: '{score}', score: {score}}}" for score in (1, 2, 3))
    questions = "".join(f"  - {{id: {name}, kind: scale, text: {name}, options: [{options}]}}\n" for name in "abc")
    head = "partysurvey: questionnaire/1\nid: q\ntitle: Q\nlanguage: en\nquestions:\n"
    (folder / "q.yaml").write_text(head + questions, encoding="utf-8")
    (folder / "q.csv").write_text("a,b,c\n" + "".join(f"{row}\n" for row in rows), encoding="utf-8")
    return "q.csv", "-q", "q.yaml"


@pytest.mark.parametrize("count", [4, 14])
def test_answers_without_a_score_are_left_out_of_short_and_long_scales(run, folder, count):
    """Against NumPy on the rows: option 9 has no score, 7 is unknown; 14 items are counted by their pairs."""
    generator = np.random.default_rng(5)
    mood = generator.normal(size=(200, 1))
    scores = np.clip(np.rint(mood + generator.normal(size=(200, count)) + 2), 1, 3)
    scores[generator.random(scores.shape) < 0.01] = 9
    scores[generator.random(scores.shape) < 0.01] = 7
    weights = generator.integers(1, 4, 200)
    names = [f"q{place}" for place in range(count)]
    options = ", ".join(f"{{code: '{score}', label: '{score}', score: {score}}}" for score in (1, 2, 3))
    questions = "".join(
        f"  - {{id: {name}, kind: scale, text: {name}, options: [{options}, {{code: '9', label: '9'}}]}}\n"
        for name in names
    )
    head = "partysurvey: questionnaire/1\nid: q\ntitle: Q\nlanguage: en\nquestions:\n"
    (folder / "q.yaml").write_text(head + questions, encoding="utf-8")
    rows = [",".join([*(f"{score:g}" for score in row), str(w)]) for row, w in zip(scores, weights, strict=True)]
    (folder / "q.csv").write_text("\n".join([",".join([*names, "w"]), *rows]), encoding="utf-8")
    arguments = ("q.csv", "-q", "q.yaml", "--items", ",".join(names), "--weight", "w", "--polychoric")
    (scale,) = found(run, *arguments)["scales"]
    complete = (scores <= 3).all(axis=1)
    matrix = np.cov(scores[complete].T, aweights=weights[complete], ddof=0)
    n = int(complete.sum())
    assert scale["n"] == n
    assert scale["alpha"] == pytest.approx(count / (count - 1) * (1 - np.trace(matrix) / matrix.sum()), rel=1e-9)
    assert scale["sd"] == pytest.approx(np.sqrt(matrix.sum() * n / (n - 1)) / count, rel=1e-9)
    assert scale["mean"] == pytest.approx(np.average(scores[complete].mean(axis=1), weights=weights[complete]))
    assert all(0.2 < scale["polychoric"][i][j] < 0.8 for i in range(count) for j in range(i))


@pytest.mark.parametrize(
    ("rows", "items", "reasons"),
    [
        (("1,,2", ",1,3"), "a,b,c", {"mean", "sd", "alpha", "low", "high", "omega"}),
        (("1,2,3",), "a,b,c", {"sd", "alpha", "omega"}),
        (("1,2,3", "1,3,1", "1,1,2"), "a,b,c", {"alpha", "omega", "kmo"}),
        (("1,2,3", "2,3,1", "1,1,2"), "a", {"alpha", "omega", "kmo"}),
        (("1,2,3", "2,3,1", "1,3,2", "3,2,2"), "a,b", {"omega"}),
        (("1,3,1", "2,2,2", "3,1,1"), "a,b", {"alpha", "omega", "kmo", "bartlett"}),
        (("1,1,1", "2,2,2", "3,3,3"), "a,b,c", {"omega", "kmo", "bartlett"}),
    ],
    ids=["nobody", "one person", "constant item", "one item", "two items", "opposite items", "equal items"],
)
def test_what_cannot_be_computed_is_null_with_a_reason(run, folder, validator, snapshot, rows, items, reasons):
    content = found(run, *likert(folder, *rows), "--items", items, "--polychoric")
    validator.validate(content)
    (scale,) = content["scales"]
    assert reasons <= scale["reasons"].keys()
    assert all(scale[name] is None for name in scale["reasons"])
    printed = run("scales", *likert(folder, *rows), "--items", items, "--polychoric")
    assert printed.code == 0
    assert printed.out == snapshot


@pytest.mark.parametrize(
    "options",
    [
        ("--scale", "moral"),
        ("--items", "gender,age"),
        ("--items", "enthusiasms"),
        ("--weight", "w"),
        ("--where", "age <"),
    ],
    ids=" ".join,
)
def test_refused(run, snapshot, options):
    done = run("scales", "organ_cadres.csv", *options)
    assert (done.code, done.out) == (2, "")
    assert done.err == snapshot


def test_a_file_without_scales(run, folder, snapshot):
    (folder / "plain.csv").write_text("gender\nm\nf\n" * 5, encoding="utf-8")
    done = run("scales", "plain.csv")
    assert (done.code, done.out) == (2, "")
    assert done.err == snapshot


def test_a_census_has_no_interval(run, folder, bfi, validator):
    text = (folder / "bfi.yaml").read_text(encoding="utf-8")
    (folder / "bfi.yaml").write_text(text.replace("language: en", "language: en\ndesign: {census: true}"), "utf-8")
    content = found(run, *bfi, "--scale", "agree")
    validator.validate(content)
    (scale,) = content["scales"]
    assert (content["census"], content["ignored_design"]) == (True, [])
    assert (scale["low"], scale["high"], scale["reasons"]) == (None, None, {"low": "census", "high": "census"})
    assert scale["alpha"] is not None
    said = " ".join(run("scales", *bfi, "--scale", "agree").out.split())
    assert "Not computed because a census has no sampling error: the interval of alpha." in said


def test_the_interval_says_which_parts_of_the_design_it_does_not_know(run, folder, bfi, validator):
    text = (folder / "bfi.yaml").read_text(encoding="utf-8")
    design = "language: en\ndesign: {strata: education, psu: [age]}"
    (folder / "bfi.yaml").write_text(text.replace("language: en", design), "utf-8")
    content = found(run, *bfi, "--scale", "agree")
    validator.validate(content)
    assert content["ignored_design"] == ["strata", "psu"]
    said = " ".join(run("scales", *bfi, "--scale", "agree").out.split())
    assert "it does not know the strata, clusters of the sampling design" in said
