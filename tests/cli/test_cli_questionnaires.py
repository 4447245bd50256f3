"""Drafting, listing, showing and checking questionnaires."""

import pytest

FAULTY = """\
partysurvey: questionnaire/1
id: small
title: Small
questions:
  - {id: mood, kind: scale, text: Mood, options: [{code: good, label: Good}, {code: good, label: Bad}]}
  - {id: mood, kind: single, text: Again, options: [{code: a, label: A}]}
"""


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_list(run, snapshot, language):
    assert run("questionnaires", "list", "--lang", language).out == snapshot


def test_a_questionnaire_is_shown_in_either_language(run):
    assert "您对党务工作的熟悉程度" in run("questionnaires", "show", "organ_cadres").out
    assert "How familiar" in run("questionnaires", "show", "organ_cadres", "--lang", "en").out


def test_all_faults_are_told_at_once_with_exit_code_1(run, folder, snapshot):
    (folder / "faulty.yaml").write_text(FAULTY, "utf-8")
    done = run("questionnaires", "lint", "faulty.yaml", "nosuch.yaml")
    assert done.code == 1
    assert done.out == snapshot


def test_a_draft_can_be_used_as_it_is(run, folder):
    done = run("init", "organ_cadres.csv", "-o", "draft.yaml")
    assert (done.code, done.out) == (0, "")
    assert done.err == (
        "draft.yaml: edit it, check it with `partysurvey questionnaires lint draft.yaml`, "
        "use it with `partysurvey analyze organ_cadres.csv -q draft.yaml`\n"
    )
    assert run("questionnaires", "lint", "draft.yaml").code == 0
    assert (folder / "draft.yaml").read_text("utf-8") == run("init", "organ_cadres.csv").out
    drafted = run("analyze", "organ_cadres.csv", "-q", "draft.yaml", "--questions", "17", "--format", "json").json
    bundled = run("analyze", "organ_cadres.csv", "--questions", "17", "--format", "json").json
    counts = [
        {option["label"]: option["n"] for option in found["results"][0]["options"] if option["n"]}
        for found in (drafted, bundled)
    ]
    assert counts[0] == counts[1]


def test_a_draft_replaces_a_file_only_when_told(run, folder):
    (folder / "draft.yaml").write_text("mine", "utf-8")
    assert run("init", "organ_cadres.csv", "-o", "draft.yaml").code == 2
    assert (folder / "draft.yaml").read_text("utf-8") == "mine"
    assert run("init", "organ_cadres.csv", "-o", "draft.yaml", "--force").code == 0
    assert (folder / "draft.yaml").read_text("utf-8") != "mine"
