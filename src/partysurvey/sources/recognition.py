"""Which questionnaire a file is read with: the one asked for, a bundled one beyond doubt, or an inferred one."""

from pathlib import Path
from typing import TYPE_CHECKING, Literal

from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.sources.questionnaires.bundled import bundled_path, bundled_paths
from partysurvey.sources.questionnaires.sound import sound_questionnaire
from partysurvey.sources.source import Source
from partysurvey.survey import Binding, Questionnaire
from partysurvey.survey.matching.match import best_match, bind, may_fit

if TYPE_CHECKING:
    from partysurvey.survey.drafting.draft import Drafted, DraftNote

Origin = Literal["file", "bundled", "inferred"]
FILE: Origin = "file"


class Recognition(Struct, frozen=True):
    """The questionnaire, the columns of its variables, where it came from; what was inferred."""

    questionnaire: Questionnaire
    binding: Binding
    origin: Origin
    notes: "tuple[DraftNote, ...]" = ()
    left_out: tuple[str, ...] = ()  # of a questionnaire in another program's format


def recognised(source: Source, name: str | Path | Questionnaire | None) -> Recognition:
    """The questionnaire for a source: by name or path if given, else bundled, else inferred from all its rows.

    Raises RequestError where none of its questions has a column, QuestionnaireError where it is faulty.
    """
    if name is not None:
        return _asked_for(source, name)
    near = (path for path in bundled_paths() if may_fit(path.read_text("utf-8"), source.columns))
    match = best_match(map(sound_questionnaire, near), source.columns)
    if match is not None:
        return Recognition(match, bind(match, source.columns), "bundled")
    inferred = inferred_from(source)
    return Recognition(inferred.questionnaire, inferred.binding, "inferred", inferred.notes)


def inferred_from(source: Source) -> "Drafted":
    """The questionnaire drafted from the columns and distinct answers of a source; reads every row once."""
    from partysurvey.survey.drafting.draft import draft  # noqa: PLC0415  # not needed where a questionnaire is known
    from partysurvey.tally.profile import profiles  # noqa: PLC0415  # the same

    found = profiles(source.batches(), source.columns, source.info.encoding or "utf-8")
    stem = Path(source.info.file).name.split(".")[0]
    return draft(found, id=stem, title=stem)


def named_questionnaire(name: str | Path) -> tuple[Questionnaire, Origin]:
    """The questionnaire of a file, or the bundled one of that name."""
    questionnaire, origin, _ = _named(name)
    return questionnaire, origin


def _named(name: str | Path) -> tuple[Questionnaire, Origin, tuple[str, ...]]:
    """The questionnaire, where it came from, and what of a foreign file was left out."""
    path = Path(name)
    if path.suffix.lower() in {".yaml", ".yml"} or path.exists():
        from partysurvey.sources.questionnaires.standards.formats import read_form  # noqa: PLC0415  # brings the checks

        reading = read_form(path)
        return reading.questionnaire, FILE, reading.notes
    return sound_questionnaire(bundled_path(str(name))), "bundled", ()


def _asked_for(source: Source, name: str | Path | Questionnaire) -> Recognition:
    if isinstance(name, Questionnaire):
        questionnaire, origin, left_out = name, FILE, tuple[str, ...]()
    else:
        questionnaire, origin, left_out = _named(name)
    binding = bind(questionnaire, source.columns)
    if not binding.columns:
        raise _no_matching_column(source, questionnaire)
    return Recognition(questionnaire, binding, origin, left_out=left_out)


def _no_matching_column(source: Source, questionnaire: Questionnaire) -> RequestError:
    columns = ", ".join(column.name for column in source.columns[:6])
    questions = ", ".join(question.id for question in questionnaire.questions[:6])
    return RequestError(
        f"no column matches a question of the questionnaire {questionnaire.id}; the columns are {columns} …, "
        f"the questions {questions} …",
        "name another questionnaire with -q, add the column names as aliases, or leave -q out to have one inferred",
        source.info.file,
    )
