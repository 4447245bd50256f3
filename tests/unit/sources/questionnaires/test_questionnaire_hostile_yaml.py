"""Files that want to harm: each ends at once, in one clear message."""

import time
from pathlib import Path

import pytest

from partysurvey.sources.questionnaires.reading import questionnaire_faults

LAUGHS = "".join(f"a{i}: &a{i} [{', '.join([f'*a{i - 1}'] * 10)}]\n" for i in range(1, 10))
CHAIN = "".join(f"a{i}: &a{i} [*a{i - 1}]\n" for i in range(1, 100))

HOSTILE = {
    "billion laughs": "a0: &a0 [ha, ha]\n" + LAUGHS,
    "quadratic": "a: &a [" + "ha, " * 2000 + "]\nb: [" + "*a, " * 2000 + "]\n",
    "chain of aliases": "a0: &a0 [ha]\n" + CHAIN,
    "alias of itself": "a: &a [*a]\n",
    "deep lists": "[" * 300_000,
    "deep mappings": "{a: " * 200_000,
    "deep blocks": "".join(" " * i + "- \n" for i in range(1000)),
}
PYTHON = {
    "call": "!!python/object/apply:os.system ['touch harmed']",
    "name": "!!python/name:os.system ''",
    "module": "!!python/module:os ''",
    "binary": "!!binary aGFybQ==",
    "local tag": "!harm x",
}


@pytest.mark.parametrize("name", HOSTILE)
def test_bombs_do_not_go_off(name, tmp_path, monkeypatch, snapshot):
    monkeypatch.chdir(tmp_path)
    Path("bomb.yaml").write_text(HOSTILE[name], encoding="utf-8")
    start = time.perf_counter()
    (fault,) = questionnaire_faults(Path("bomb.yaml"))
    assert time.perf_counter() - start < 2
    assert str(fault) == snapshot


@pytest.mark.parametrize("name", PYTHON)
def test_tags_run_nothing(name, tmp_path, monkeypatch, snapshot):
    monkeypatch.chdir(tmp_path)
    lines = f"partysurvey: questionnaire/1\nid: q\ntitle: T\nquestions: [{{id: a, kind: text, text: {PYTHON[name]}}}]\n"
    Path("tag.yaml").write_text(lines, encoding="utf-8")
    faults = questionnaire_faults(Path("tag.yaml"))
    assert str(faults[0]) == snapshot
    assert not Path("harmed").exists()
