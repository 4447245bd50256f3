"""Whatever is wrong: one message that says what, where and what to do; exit code 2, nothing printed, nothing written."""

import shutil

import pytest

QUESTIONNAIRE = """\
partysurvey: questionnaire/1
id: small
questions:
  - {id: mood, kind: scale, text: Mood, options: [{code: good, label: Good}, {code: good, label: Bad}]}
  - {id: Mood 2, kind: scael, text: Mood}
"""
FILES = {
    "empty.csv": b"",
    "blank.csv": b"\n\n\n",
    "header.csv": b"a,b\n",
    "no_answers.csv": b"q,r\n,\n,\n",
    "short_row.csv": b"a,b,c\n1,2,3\n1,2\n",
    "long_row.csv": b"a,b\n1,2\n1,2,3\n",
    "undecodable.csv": "a,b\n很好,好\n".encode() * 50 + b"\xff\xfe\xfa,\x81\n",
    "nul.csv": b"a,b\nx\x00,y\n",
    "not.xlsx": b"a,b\n1,2\n",
    "page.csv": b"<html><body></body></html>",
    "faulty.yaml": QUESTIONNAIRE.encode(),
    "text.yaml": b"just words",
    "texts.csv": "意见\n".encode() + b"".join(f"这是第 {n} 条意见\n".encode() for n in range(40)),
    "numbers.csv": b"price\n" + b"".join(b"%d.25\n" % n for n in range(60)),
    "weights.csv": b"mood,w,negative,letters\ngood,1,1,a\nbad,2,-2,b\n",
    "typo.csv": "性别\n男\n女\n".encode(),
}
CASES = [
    "analyze nosuch.csv",
    "analyze organ_cadre.csv",
    "analyze nowhere/organ_cadres.csv",
    "analyze .",
    "analyze",
    "analyze -",
    "analyze /dev/null",
    *(f"analyze {name}" for name in FILES if name.split(".")[0] in {
        "empty", "blank", "header", "no_answers", "short_row", "long_row", "undecodable", "nul", "not", "page"}),
    "init empty.csv",
    "analyze organ_cadres.csv -q organ_cader",
    "analyze organ_cadres.csv -q nosuch.yaml",
    "analyze organ_cadres.csv -q faulty.yaml",
    "analyze organ_cadres.csv -q text.yaml",
    "analyze organ_cadres.csv -q community_workers",
    "analyze organ_cadres.csv --by gendr",
    "analyze organ_cadres.csv --by 职业",
    "analyze organ_cadres.csv --by suggestion",
    "analyze organ_cadres.csv --by attitudes",
    "analyze texts.csv --by 意见",
    "analyze numbers.csv --by price",
    "analyze organ_cadres.csv --questions familiarty",
    "analyze organ_cadres.csv --where gendr=male",
    "analyze organ_cadres.csv --where gender=妇",
    "analyze organ_cadres.csv --where age<",
    "analyze organ_cadres.csv --where age<老",
    "analyze organ_cadres.csv --where difficulties=激励保障不够",
    "analyze organ_cadres.csv --where attitudes=完全同意",
    "analyze organ_cadres.csv --weight w",
    "analyze organ_cadres.csv --weight 所用时间",
    "analyze weights.csv --weight negative",
    "analyze weights.csv --weight letters",
    "analyze organ_cadres.csv --population 100",
    "analyze organ_cadres.csv --sheet 数据",
    "analyze organ_cadres.csv --encoding nonsense",
    "analyze organ_cadres.csv --encoding utf-16",
    "analyze organ_cadres.csv --questions gender -o organ_cadres.csv",
    "analyze organ_cadres.csv --questions gender -o organ_cadres.csv/out",
    "analyze organ_cadres.csv --questions gender -o out --font NoSuchFont",
    "analyze organ_cadres.csv --questions gender -o out --font faulty.yaml",
    "analyze typo.csv --strict -q strict.yaml",
    "init organ_cadres.csv -o faulty.yaml",
    "init organ_cadres.csv -o organ_cadres.csv/draft.yaml",
    "questionnaires show organ_cader",
    "questionnaires show faulty.yaml",
]  # fmt: skip
STRICT = """\
partysurvey: questionnaire/1
id: strict
title: t
questions:
  - {id: sex, kind: single, text: 性别, options: [{code: man, label: 男}, {code: woman, label: 妇女}]}
"""


@pytest.fixture
def files(folder):
    for name, content in {**FILES, "strict.yaml": STRICT.encode()}.items():
        (folder / name).write_bytes(content)
    return folder


@pytest.mark.parametrize("command", CASES)
def test_what_is_wrong_is_told_in_one_message(run, files, snapshot, command):
    before = sorted(path.name for path in files.rglob("*"))
    done = run(*command.split())
    assert done.code == 2
    assert done.out == ""
    assert done.err.startswith("partysurvey: ")
    assert done.err == snapshot
    assert sorted(path.name for path in files.rglob("*")) == before


@pytest.mark.parametrize(
    ("command", "named"),
    [
        ("analyse organ_cadres.csv", "analyse"),
        ("analyze organ_cadres.csv --bay gender", "--bay"),
        ("analyze organ_cadres.csv --level 95", "--level"),
        ("analyze organ_cadres.csv --digits 2.5", "--digits"),
        ("analyze organ_cadres.csv --population 0", "--population"),
        ("analyze organ_cadres.csv --population many", "--population"),
        ("analyze organ_cadres.csv --min-group -1", "--min-group"),
        ("analyze organ_cadres.csv --format xml", "--format"),
        ("analyze organ_cadres.csv --lang fr", "--lang"),
        ("analyze organ_cadres.csv --rounding up", "--rounding"),
        ("analyze organ_cadres.csv --by", "--by"),
        ("questionnaires lint", "FILE"),
        ("questionnaires draw", "draw"),
    ],
)
def test_wrong_usage_names_the_option(run, command, named):
    done = run(*command.split())
    assert done.code == 2
    assert done.out == ""
    assert named in done.err.split("Error: ")[1]


def test_a_row_that_breaks_late_leaves_nothing_behind(run, folder):
    name = folder / "organ_cadres.csv"
    content = name.read_bytes()
    name.write_bytes(content + b"1,2,3\n")
    line = content.count(b"\n") + 1
    done = run("analyze", "organ_cadres.csv", "-o", "out")
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith(f"partysurvey: organ_cadres.csv:{line}: 3 fields where the header has 30")
    assert not (folder / "out").exists()


def test_an_older_report_stays_when_a_new_one_fails(run, files):
    assert run("analyze", "typo.csv", "-q", "strict.yaml", "-o", "out").code == 0
    before = {path: path.read_bytes() for path in (files / "out").rglob("*") if path.is_file()}
    assert run("analyze", "typo.csv", "-q", "strict.yaml", "-o", "out", "--font", "NoSuchFont").code == 2
    assert {path: path.read_bytes() for path in (files / "out").rglob("*") if path.is_file()} == before
    shutil.rmtree(files / "out")
