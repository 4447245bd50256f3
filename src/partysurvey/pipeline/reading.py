"""From what the user names as responses to a source, and the questionnaire that it is read with."""

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, TypeAlias, Union

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.report.accounting import FileRead, Provenance
from partysurvey.sources.opening import in_dialect, open_source
from partysurvey.sources.recognition import Recognition, recognised
from partysurvey.sources.source import Source
from partysurvey.survey import Columns, Option, Questionnaire, SingleChoice, Text

if TYPE_CHECKING:
    import pandas as pd

Responses: TypeAlias = Union[Path, str, "Sequence[Path | str]", "pd.DataFrame"]
ORIGIN = Text("来源", "source")


class Reading(Struct, frozen=True):
    """How to read responses; `remote` allows addresses of other machines' files, `query` says what of a database."""

    sheet: str | None = None
    encoding: str | None = None
    dialect: str | None = None
    query: str | None = None
    remote: bool = False


def opened(responses: Responses, how: Reading) -> Source:
    """The file, files, patterns, URL or DataFrame as one source; SourceError, RequestError."""
    if isinstance(responses, str | Path):
        return _opened_files([responses], how)
    if isinstance(responses, Sequence):
        return _opened_files(responses, how)
    from partysurvey.sources.frame import FrameSource  # noqa: PLC0415  # brings pandas, needed only here

    return in_dialect(FrameSource(responses), how.dialect)


def _opened_files(paths: Sequence[Path | str], how: Reading) -> Source:
    if how.query is not None or any(map(is_address, paths)):
        from partysurvey.sources.urls import open_url  # noqa: PLC0415  # files of this machine need none of it

        return open_url([str(path) for path in paths], how.query, remote=how.remote)
    if len(paths) == 1 and Path(paths[0]).is_file() and Path(paths[0]).suffix.lower() != ".zip":
        return open_source(paths[0], sheet=how.sheet, encoding=how.encoding, dialect=how.dialect)
    from partysurvey.sources.several import open_sources  # noqa: PLC0415  # one plain file needs none of it

    return open_sources(paths, sheet=how.sheet, encoding=how.encoding, dialect=how.dialect)


def is_address(name: Path | str) -> bool:
    """Whether it names a database or files on another machine; a Path is always of this one."""
    return isinstance(name, str) and "://" in name


def shown_name(responses: Responses) -> str:
    """What to call the responses in a line: the name of the first file, a URL without its secrets, or nothing."""
    first = responses[0] if isinstance(responses, Sequence) and not isinstance(responses, str) else responses
    if isinstance(first, str) and is_address(first):
        from partysurvey.sources.databases.address import Address  # noqa: PLC0415  # files need none of it

        return str(Address.of(first))
    return Path(first).name if isinstance(first, str | Path) else ""


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
