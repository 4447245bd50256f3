"""What an analysis was made from: the bytes of its input, the version of the program, the options asked for."""

from collections.abc import Iterator, Sequence
from dataclasses import asdict, fields, is_dataclass
from hashlib import file_digest, sha256
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from partysurvey import __version__
from partysurvey.pipeline.reading import is_address, shown_name
from partysurvey.report.accounting import Input, Making
from partysurvey.sources.several import named_files
from partysurvey.survey import Questionnaire

if TYPE_CHECKING:
    from partysurvey.pipeline.analysis import Request

OF_NUMBERS = ("numpy", "pyarrow")  # libraries whose versions can shape a number
OF_REPORTS = (*OF_NUMBERS, "matplotlib")  # or a figure


def made_from(request: "Request", libraries: Sequence[str] = OF_NUMBERS) -> Making:
    """Files by their names and bytes, versions of the program and of the libraries, options."""
    return Making(
        version=__version__,
        inputs=tuple(map(_input, _inputs(request))),
        options=dict(_options(request)),
        libraries={name: version(name) for name in libraries},
    )


def _inputs(request: "Request") -> Iterator[Path | str]:
    """The files of responses, questionnaire and targets; a DataFrame and a bundled questionnaire are none."""
    responses = request.file
    if isinstance(responses, str | Path | Sequence):
        names = [responses] if isinstance(responses, str | Path) else responses
        yield from (name for name in names if is_address(name))
        yield from named_files([name for name in names if not is_address(name)])
    for other in (request.questionnaire, request.targets):
        if isinstance(other, str | Path) and Path(other).is_file():
            yield Path(other)


def _input(name: Path | str) -> Input:
    """What was read; the bytes of an address are elsewhere, and may be others tomorrow."""
    if isinstance(name, str):
        return Input(shown_name(name))
    return Input(name.name, _folder_digest(name) if name.is_dir() else _digest(name))


def _digest(path: Path) -> str:
    with path.open("rb") as file:
        return file_digest(file, "sha256").hexdigest()


def _folder_digest(folder: Path) -> str:
    """The digest of what `sha256sum` says of its files, in the order in which they are read."""
    from partysurvey.sources.parquet_folder import data_files  # noqa: PLC0415  # heavy, imported when used

    paths = [Path(path) for path in data_files(str(folder))]
    lines = (f"{_digest(path)}  {path.relative_to(folder).as_posix()}\n" for path in paths)
    return sha256("".join(lines).encode()).hexdigest()


def _options(request: "Request") -> Iterator[tuple[str, object]]:
    """What was asked for in other ways than by default; not where it was counted, which changes nothing."""
    usual = type(request)(file=request.file, engine=request.engine)
    for each in fields(request):
        value = getattr(request, each.name)
        default = getattr(usual, each.name)
        if value is default:  # the responses, which may be a DataFrame, among them
            continue
        if value != default and (value or default):  # no conditions are (), or ""
            yield each.name, _plain(value)


def _plain(value: object) -> object:
    """The value as JSON can hold it."""
    if isinstance(value, Questionnaire):
        return value.id
    if isinstance(value, Path):
        return value.name
    if is_dataclass(value) and not isinstance(value, type):
        return asdict(value)
    return list(value) if isinstance(value, tuple) else value
