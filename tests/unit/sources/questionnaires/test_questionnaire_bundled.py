"""The questionnaires that come along."""

import pytest

from partysurvey.errors import RequestError
from partysurvey.sources.questionnaires import bundled
from partysurvey.sources.questionnaires.bundled import bundled_folder, bundled_path, bundled_paths
from partysurvey.sources.questionnaires.reading import questionnaire_faults, read_questionnaire
from partysurvey.sources.questionnaires.sound import sound_questionnaire


@pytest.mark.parametrize("path", bundled_paths(), ids=lambda path: path.stem)
def test_each_is_sound_and_named_like_its_file(path):
    assert [str(fault) for fault in questionnaire_faults(path)] == []
    assert read_questionnaire(path).id == path.stem
    assert sound_questionnaire(path) == read_questionnaire(path)


def test_they_are_sorted():
    assert list(bundled_paths()) == sorted(bundled_paths())


def test_one_is_found_by_its_id_and_a_wrong_id_gets_a_suggestion(tmp_path, monkeypatch, snapshot):
    package = tmp_path / "partysurvey"
    folder = package / "questionnaires"  # as in an installed wheel
    folder.mkdir(parents=True)
    for name in ("organ_cadres.yaml", "grassroots_teams.yaml", "questionnaire.schema.json"):
        (folder / name).touch()
    monkeypatch.setattr(bundled, "__file__", str(package / "sources" / "questionnaires" / "bundled.py"))
    assert bundled_folder() == folder.resolve()
    assert [path.stem for path in bundled_paths()] == ["grassroots_teams", "organ_cadres"]
    assert bundled_path("organ_cadres") == folder.resolve() / "organ_cadres.yaml"
    messages = []
    for name in ("organ_cadre", "xyz"):
        with pytest.raises(RequestError) as caught:
            bundled_path(name)
        messages.append(str(caught.value))
    assert messages == snapshot
