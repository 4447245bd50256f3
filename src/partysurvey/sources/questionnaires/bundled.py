"""The questionnaires that come with partysurvey."""

from pathlib import Path

from partysurvey.errors import RequestError
from partysurvey.survey.suggestion import did_you_mean

_SUFFIX = ".yaml"


def bundled_folder() -> Path:
    """The folder of bundled questionnaires and their schema: inside the installed package, or the checkout's own."""
    package = Path(__file__).resolve().parents[2]
    installed = package / "questionnaires"
    return installed if installed.is_dir() else package.parents[1] / "questionnaires"


def bundled_paths() -> tuple[Path, ...]:
    """The files of the bundled questionnaires, sorted by name."""
    return tuple(sorted(bundled_folder().glob(f"*{_SUFFIX}")))


def bundled_path(name: str) -> Path:
    """The file of the bundled questionnaire with that id; raises RequestError, with a suggestion, if there is none."""
    known = {path.stem: path for path in bundled_paths()}
    if name not in known:
        raise RequestError(f"there is no bundled questionnaire {name!r}", did_you_mean(name, known))
    return known[name]
