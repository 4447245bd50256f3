"""`partysurvey audit` as its user meets it."""

import json

REPORT = """\
本次调查收回有效问卷300份。基本熟悉的占76%，很熟悉的占20%，很不熟悉的占4%。
68名书记、副书记中，大专及以上学历的占42.9%。
"""
CLAIMS = """\
partysurvey: claims/1
claims:
  - {id: young, printed: 33 %, value: 33, unit: "%", question: age, option: young, base: 300}
  - {id: familiar, printed: 75 %, value: 75, unit: "%", question: familiarity, option: basically_familiar}
"""
FEW = """\
partysurvey: questionnaire/1
id: few
title: 试例
questions:
  - id: gender
    kind: single
    text: 性别
    options: [{code: male, label: 男}, {code: female, label: 女}]
  - id: answer
    kind: single
    text: 对工作是否满意
    options: [{code: "yes", label: 满意}, {code: "no", label: 不满意}]
"""


def test_a_claims_file_against_data(run, folder):
    (folder / "claims.yaml").write_text(CLAIMS, "utf-8")
    done = run("audit", "claims.yaml", "--data", "organ_cadres.csv", "--lang", "en", "--format", "json")
    assert done.code == 1
    first, second = done.json["claims"]
    assert (first["verdict"], second["verdict"]) == ("reproduced", "contradicted")
    # 228 of 300 are basically familiar: counted by test_sample_data
    assert (second["comparison"]["rounded"], second["comparison"]["difference"]) == ("76", "1.00")


def test_a_text_is_drafted_edited_and_audited(run, folder):
    (folder / "report.txt").write_text(REPORT, "utf-8")
    done = run("audit", "report.txt", "--write", "claims.yaml", "-o", "audit.html", "--lang", "en")
    assert done.code == 1
    assert "impossible: no whole number out of 68 gives it" in done.out.replace("\n", " ")
    assert (folder / "audit.html").read_text("utf-8").startswith("<!doctype html>")
    again = run("audit", "claims.yaml", "--format", "json")
    verdicts = {claim["printed"]: claim["verdict"] for claim in again.json["claims"]}
    assert (again.code, verdicts["42.9%"], verdicts["76%"]) == (1, "impossible", "feasible")


def test_the_words_of_a_text_find_the_question_in_the_data(run, folder):
    (folder / "report.txt").write_text(REPORT.splitlines()[0].replace("基本", "对党务工作的熟悉程度：基本"), "utf-8")
    done = run("audit", "report.txt", "--data", "organ_cadres.csv", "--format", "json")
    verdicts = {claim["printed"]: claim["verdict"] for claim in done.json["claims"]}
    assert (verdicts["76%"], verdicts["20%"], verdicts["4%"]) == ("reproduced", "reproduced", "reproduced")


def test_a_group_in_the_words_of_a_text_is_a_condition_on_the_data(run, folder):
    (folder / "few.csv").write_text("gender,answer\n男,满意\n男,满意\n男,不满意\n女,不满意\n", "utf-8")
    (folder / "few.yaml").write_text(FEW, "utf-8")
    (folder / "report.txt").write_text("男性中对工作满意的占66.7%，女性中对工作满意的占50%。", "utf-8")
    done = run("audit", "report.txt", "--data", "few.csv", "-q", "few.yaml", "--format", "json")
    told = [(each["question"], each["option"], each["group"], each["verdict"]) for each in done.json["claims"]]
    # by hand: 2 of 3 men, none of 1 woman
    assert told == [("answer", "yes", "male", "reproduced"), ("answer", "yes", "female", "contradicted")]


def test_markdown_and_files_by_their_ending(run, folder):
    (folder / "claims.yaml").write_text(CLAIMS, "utf-8")
    assert run("audit", "claims.yaml", "--format", "md").out.startswith("# 核对：claims.yaml")
    assert run("audit", "claims.yaml", "-o", "a.json").code == 0
    assert json.loads((folder / "a.json").read_text("utf-8"))["schema"] == "partysurvey.audit/1"


def test_what_cannot_be_done(run, folder, snapshot):
    (folder / "claims.yaml").write_text(CLAIMS, "utf-8")
    (folder / "exists.html").write_text("", "utf-8")
    told = [
        run("audit", "claims.yaml", *options)
        for options in (
            ("-o", "exists.html"),
            ("-o", "audit.pdf"),
            ("--write", "draft.yaml"),
            ("--up-to", "0"),
            ("--data", "missing.csv"),
        )
    ]
    assert {done.code for done in told} == {2}
    assert [done.err for done in told] == snapshot
    assert not (folder / "draft.yaml").exists()
