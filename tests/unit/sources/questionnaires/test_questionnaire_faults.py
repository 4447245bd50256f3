"""Every message about a faulty questionnaire file, with its place, in the order of the file."""

import re
from pathlib import Path

import pytest

from partysurvey.errors import QuestionnaireError
from partysurvey.sources.questionnaires.reading import LARGEST, questionnaire_faults, read_questionnaire

ASSETS = Path(__file__).parent / "assets"
HEAD = "partysurvey: questionnaire/1\nid: q\ntitle: T\nquestions:\n"
SOUND = HEAD + "  - {id: a, kind: text, text: A}\n"


def written(folder: Path, content: str | bytes) -> Path:
    path = folder / "q.yaml"
    path.write_bytes(content.encode() if isinstance(content, str) else content)
    return Path("q.yaml")


@pytest.mark.parametrize(
    "name",
    [
        "structure",
        "options",
        "survey",
        "references",
        "replicates",
        "replicate_structure",
        "scales",
        "sentences",
        "charts",
    ],
)
def test_all_faults_of_a_file_come_at_once(name, monkeypatch, snapshot):
    monkeypatch.chdir(ASSETS)
    with pytest.raises(QuestionnaireError) as caught:
        read_questionnaire(Path(f"faulty_{name}.yaml"))
    assert str(caught.value) == snapshot


@pytest.mark.parametrize(
    "name",
    [
        "structure",
        "options",
        "survey",
        "references",
        "replicates",
        "replicate_structure",
        "scales",
        "sentences",
        "charts",
    ],
)
def test_faults_stand_in_the_order_of_the_file(name):
    places = [fault.place for fault in questionnaire_faults(ASSETS / f"faulty_{name}.yaml")]
    assert [(place.line, place.column) for place in places] == sorted((place.line, place.column) for place in places)


@pytest.mark.parametrize(
    "content",
    [
        pytest.param("", id="empty"),
        pytest.param("# only a remark\n", id="remark"),
        pytest.param("- a list\n", id="list"),
        pytest.param("just words", id="words"),
        pytest.param("null", id="null"),
        pytest.param(HEAD, id="no questions"),
        pytest.param(HEAD + "  - {id: a, kind: text, text: [}\n", id="bracket"),
        pytest.param(HEAD + "\t- id: a\n", id="tab"),
        pytest.param(HEAD + "  - id: a\n    text: a: b\n", id="colon"),
        pytest.param(HEAD + "  - id: 'a\n", id="open quote"),
        pytest.param(SOUND + "---\n" + SOUND, id="two documents"),
        pytest.param(SOUND + "id: again\nid: thrice\n", id="double key"),
        pytest.param(SOUND + "? [a, b]\n: c\n", id="list as key"),
        pytest.param(SOUND + "respondents: !person cadres\n", id="tag"),
        pytest.param(SOUND + "respondents: *nobody\n", id="unknown alias"),
        pytest.param(SOUND + "<<: {language: en}\n", id="merge key"),
        pytest.param(SOUND + "respondents: 'bell\u3000\x07'\n", id="control character"),
        pytest.param(SOUND.encode() + "respondents: 干部\n".encode("gb18030"), id="gb18030"),
        pytest.param(SOUND.encode("utf-16"), id="utf-16"),
        pytest.param(" " * (LARGEST + 1), id="too large"),
    ],
)
def test_a_file_that_is_no_questionnaire_says_why(content, tmp_path, monkeypatch, snapshot):
    monkeypatch.chdir(tmp_path)
    with pytest.raises(QuestionnaireError) as caught:
        read_questionnaire(written(tmp_path, content))
    assert str(caught.value) == snapshot


def test_a_file_that_is_not_there_says_so(tmp_path, monkeypatch, snapshot):
    monkeypatch.chdir(tmp_path)
    (tmp_path / "folder").mkdir()
    assert [str(fault) for path in ("none.yaml", "folder") for fault in questionnaire_faults(Path(path))] == snapshot


def test_a_byte_order_mark_is_no_fault(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    assert questionnaire_faults(written(tmp_path, SOUND.encode("utf-8-sig"))) == ()


def test_every_fault_has_line_column_and_remedy():
    faults = {path: questionnaire_faults(path) for path in sorted(ASSETS.glob("faulty_*.yaml"))}
    assert len(faults) > 3
    assert all(faults.values())
    for path, found in faults.items():
        for fault in found:
            assert re.match(rf"{re.escape(str(path))}:\d+:\d+: .+; .+", str(fault)), str(fault)
            assert "\n" not in str(fault)


@pytest.mark.parametrize("question", ["{id: a, kind: text, text: A}", "nonsense", "{kind: 7}", "{id: [1], kind: {}}"])
@pytest.mark.parametrize(
    "key", ["aliases", "options", "items", "nets", "bands", "missing", "asked_if", "formats", "text"]
)
@pytest.mark.parametrize("value", ["7", "word", "[]", "{}", "[7]", "[[]]", "[{}]", "[{code: [], label: 3}]", "{a: 1}"])
def test_wrong_shapes_are_faults_and_never_crashes(question, key, value, tmp_path):
    body = question.removesuffix("}") + f", {key}: {value}}}" if question.endswith("}") else question
    if "text: A" in body and key == "text":
        body = body.replace("text: A, ", "")
    for kind in ("text", "single", "grid", "number"):
        path = tmp_path / f"{kind}.yaml"
        path.write_text(HEAD + f"  - {body.replace('kind: text', f'kind: {kind}')}\n", encoding="utf-8")
        for fault in questionnaire_faults(path):
            assert fault.place.line == 5
