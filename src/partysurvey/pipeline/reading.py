"""From what the user names as responses to a source, and the questionnaire that it is read with."""

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, Union

from partysurvey.report.accounting import FileRead, Provenance
from partysurvey.sources.opening import in_dialect, open_source
from partysurvey.sources.recognition import Recognition, recognised
from partysurvey.sources.source import Source
from partysurvey.survey import Columns, Option, Questionnaire, SingleChoice, Text

if TYPE_CHECKING:
    import pandas as pd

Responses: TypeAlias = Union[Path, str, "Sequence[Path | str]", "pd.DataFrame"]
ORIGIN = Text("来源", "source")


def opened(responses: Responses, sheet: str | None, encoding: str | None, dialect: str | None = None) -> Source:
    """The file, files, patterns or DataFrame as one source; SourceError, RequestError."""
    if isinstance(responses, str | Path):
        return _opened_files([responses], sheet, encoding, dialect)
    if isinstance(responses, Sequence):
        return _opened_files(responses, sheet, encoding, dialect)
    from partysurvey.sources.frame import FrameSource  # noqa: PLC0415  # brings pandas, needed only here

    return in_dialect(FrameSource(responses), dialect)


def _opened_files(paths: Sequence[Path | str], sheet: str | None, encoding: str | None, dialect: str | None) -> Source:
    if len(paths) == 1 and Path(paths[0]).is_file() and Path(paths[0]).suffix.lower() != ".zip":
        return open_source(paths[0], sheet=sheet, encoding=encoding, dialect=dialect)
    from partysurvey.sources.several import open_sources  # noqa: PLC0415  # one plain file needs none of it

    return open_sources(paths, sheet=sheet, encoding=encoding, dialect=dialect)


def recognised_responses(source: Source, name: str | Path | Questionnaire | None) -> Recognition:
    """The questionnaire of the source; of several files also the question which of them a respondent is in."""
    recognition = recognised(source, name)
    origin = origin_column(source)
    if origin is None:
        return recognition
    questionnaire, binding = recognition.questionnaire, recognition.binding
    names = {question.id for question in (*questionnaire.questions, *questionnaire.derived)}
    own = next(each for each in (origin, f"{origin}_file", f"{origin}_of_rows") if each not in names)
    options = tuple(Option(part, Text.same(part)) for part in origins(source))
    question = SingleChoice(id=own, text=ORIGIN, options=options)
    return replace(
        recognition,
        questionnaire=replace(questionnaire, questions=(*questionnaire.questions, question)),
        binding=replace(binding, columns={**binding.columns, own: Columns((origin,))}),
    )


def origin_column(source: Source) -> str | None:
    """The column that says which file a row is from; None where there is one file."""
    return getattr(source, "origin", None) if len(origins(source)) > 1 else None


def origins(source: Source) -> tuple[str, ...]:
    """The names of the files, in order; none where there is only one."""
    return tuple(part.name for part in getattr(source, "parts", ()))


def provenance(source: Source, recognition: Recognition) -> Provenance:
    """Where the numbers come from; of several files each with its rows, once they have been read."""
    info, parts = source.info, getattr(source, "parts", ())
    files = tuple(FileRead(part.info.file, part.rows, part.info.encoding, part.info.dialect) for part in parts)
    return Provenance(info.file, recognition.questionnaire.id, recognition.origin, info.encoding, info.dialect, files)
