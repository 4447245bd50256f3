"""What an analysis was made from: the bytes of its input, the version of the program, the options asked for."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict, fields, is_dataclass
from hashlib import file_digest, sha256
from pathlib import Path
from typing import TYPE_CHECKING

from partysurvey import __version__
from partysurvey.pipeline.reading import is_address, shown_name
from partysurvey.sources.several import named_files
from partysurvey.survey import Questionnaire

if TYPE_CHECKING:
    from partysurvey.pipeline.analysis import Request


def made_from(request: "Request") -> Mapping[str, object]:
    """Plain values that are the same on every machine: files by their names, no dates, no folders."""
    return {
        "version": __version__,
        "inputs": [dict(_input(each)) for each in _inputs(request)],
        "options": dict(_options(request)),
    }


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


def _input(name: Path | str) -> Iterator[tuple[str, str]]:
    """Its name, and the digest of its bytes; those of an address are elsewhere, and may be others tomorrow."""
    yield "file", shown_name(name)
    if isinstance(name, Path):
        yield "sha256", _folder_digest(name) if name.is_dir() else _digest(name)


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
