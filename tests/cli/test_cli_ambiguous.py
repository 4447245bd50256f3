"""Answers that can be cut into options in two ways are told with their lines; counted by hand in the file itself."""

QUESTIONNAIRE = """
partysurvey: questionnaire/1
id: aims
title: Aims
language: en
questions:
  - id: aims
    kind: multiple
    text: Aims
    options: [{code: a, label: Pay}, {code: b, label: Quiet}, {code: ab, label: "Pay, Quiet"}, {code: c, label: "Room, light"}]
"""
FILE = """Timestamp,Aims
2024-01-01 10:00:00,Pay
2024-01-01 10:00:01,"Pay, Quiet"
2024-01-01 10:00:02,"Quiet, Room, light"
2024-01-01 10:00:03,"Room, light, Pay"
2024-01-01 10:00:04,"Pay, Quiet, Room, light"
"""


def test_ambiguous_answers_are_counted_apart_and_told_with_their_lines(run, folder):
    (folder / "aims.yaml").write_text(QUESTIONNAIRE, "utf-8")
    (folder / "answers.csv").write_text(FILE, "utf-8")
    found = run("analyze", "answers.csv", "-q", "aims.yaml", "--format", "json", "--min-group", "1").json
    told = {note["code"]: note["text"] for note in found["notes"]}
    assert told["ambiguous_answers"] == (
        '2 answers to "Aims" can be cut into options in more than one way; not guessed, counted as unknown: '
        "answers.csv:3, answers.csv:6."
    )
