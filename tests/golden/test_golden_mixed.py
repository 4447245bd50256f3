"""One survey collected on several platforms: its files together give the counts of all people, made by the writers."""

import zipfile

import platform_exports as exports
import pytest

from partysurvey.cli.app import status
from partysurvey.pipeline.analysis import Request, run

PEOPLE = exports.people(150)
TRUTH = exports.counts(PEOPLE, tells_skips=False)
QUESTIONNAIRE = f"""
partysurvey: questionnaire/1
id: mixed
title: 合成调查
missing: {{not_asked: ["(跳过)"], blank: ["(空)"]}}
questions:
  - {{id: sex, kind: single, text: {exports.STEMS["sex"]}, options: [{{code: m, label: 男}}, {{code: f, label: 女}}]}}
  - id: training
    kind: multiple
    text: {exports.STEMS["training"]}
    options:
      - {{code: policy, label: {exports.TRAINING[0]}}}
      - {{code: writing, label: {exports.TRAINING[1]}}}
      - {{code: counselling, label: {exports.TRAINING[2]}}}
      - {{code: other, label: 其他, specify: true}}
"""


@pytest.fixture
def files(tmp_path):
    """问卷星 by text in GB18030, 腾讯问卷, SurveyMonkey, each with fifty people."""
    written = {
        "wjx.csv": exports.csv_bytes(exports.wenjuanxing_text(PEOPLE[:50]), encoding="gb18030"),
        "tx.csv": exports.csv_bytes(exports.tengxun(PEOPLE[50:100]), tail=","),
        "monkey.csv": exports.csv_bytes(exports.surveymonkey(PEOPLE[100:])),
    }
    for name, data in written.items():
        (tmp_path / name).write_bytes(data)
    return [tmp_path / name for name in written]


def counts(analysis):
    return [
        ({share.label.zh: share.n for share in each.options}, each.base.n)
        for each in analysis.estimates.results
        if each.options
    ]


def test_files_of_several_platforms_are_one_survey(files):
    analysis = run(Request(file=files, min_group=1))
    found = counts(analysis)
    assert [name for name, count in TRUTH.items() if (dict(count.n), count.base) not in found] == []
    assert not any(analysis.accounting.unknown.values())
    assert [(each.dialect, each.rows) for each in analysis.provenance.files] == [
        ("wenjuanxing_text", 50),
        ("tengxun", 50),
        ("surveymonkey", 50),
    ]


def test_with_a_questionnaire_and_in_an_archive_too(files, tmp_path):
    (tmp_path / "q.yaml").write_text(QUESTIONNAIRE, "utf-8")
    with zipfile.ZipFile(tmp_path / "all.zip", "w") as archive:
        for file in files:
            archive.write(file, file.name)
    for named in (files, [tmp_path / "all.zip"]):
        found = counts(run(Request(file=named, min_group=1, questionnaire=tmp_path / "q.yaml", by=("来源",))))
        assert [name for name in ("sex", "training") if (dict(TRUTH[name].n), TRUTH[name].base) not in found] == []
        part = exports.counts(PEOPLE[:50])["training"]
        assert (dict(part.n), part.base) in found


def test_nothing_personal_of_any_of_the_files_is_told(files, capsys):
    for command in (("analyze", "--min-group", "1"), ("analyze", "--format", "json"), ("validate",)):
        assert status([command[0], *map(str, files), *command[1:]]) in {0, 1}
        told = capsys.readouterr()
        assert not [secret for secret in (*exports.SECRETS, "自己写的") if secret in told.out + told.err], command
