"""Files written whole or not at all."""

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO

from partysurvey.errors import RequestError


def write_file(path: Path, content: bytes) -> None:
    """Write one file, replacing an older one at once; raises RequestError where that cannot be."""
    write_files(path.parent, {path.name: content})


def write_files(directory: Path, contents: Mapping[str, bytes]) -> list[Path]:
    """Write files by their paths within the directory and return where they are, in order; folders are made.

    All are first written beside their places and then renamed, so that a failure (a full disk, a forbidden
    folder) leaves no file half-written, older files as they were and no new folder behind. Raises RequestError.
    """
    targets = [directory / name for name in contents]
    made: list[Path] = []
    staged: list[Path] = []
    with _cleaned_up(staged, made):
        for target, content in zip(targets, contents.values(), strict=True):
            _check(target)
            _make_folder(target.parent, made)
            _stage(target, content, staged)
        for part, target in zip(staged, targets, strict=True):
            part.replace(target)
    return targets


@contextmanager
def streamed_file(path: Path) -> Iterator[BinaryIO]:
    """A stream to write one file into, which takes its place when all is written; raises RequestError.

    After any failure there is no new file, and an older one is as it was.
    """
    made: list[Path] = []
    staged: list[Path] = []
    with _cleaned_up(staged, made):
        _check(path)
        _make_folder(path.parent, made)
        part = path.parent / f".partysurvey-{os.getpid()}-stream.part"
        staged.append(part)
        with part.open("wb") as stream:
            yield stream
        part.replace(path)


@contextmanager
def _cleaned_up(staged: Sequence[Path], made: Sequence[Path]) -> Iterator[None]:
    """Remove what was staged and the empty folders that were made if anything fails."""
    try:
        yield
    except BaseException as error:
        for part in staged:
            part.unlink(missing_ok=True)
        for folder in reversed(made):
            with suppress(OSError):
                folder.rmdir()
        if isinstance(error, OSError):
            raise RequestError(f"cannot write: {_reason(error)}", "choose another place", error.filename) from error
        raise


def _check(target: Path) -> None:
    if target.exists() and not target.is_file():
        kind = "a directory" if target.is_dir() else "a device or pipe"
        raise RequestError(f"is {kind}, not a file to write", "choose another name", target)
    for folder in target.parents:
        if folder.exists():
            if not folder.is_dir():
                raise RequestError("is a file, not a directory to write into", "choose another name", folder)
            return


def _make_folder(folder: Path, made: list[Path]) -> None:
    missing = [each for each in (folder, *folder.parents) if not each.exists()]
    for each in reversed(missing):
        each.mkdir()
        made.append(each)


def _stage(target: Path, content: bytes, staged: list[Path]) -> None:
    """Write the content to a temporary file beside the target."""
    part = target.parent / f".partysurvey-{os.getpid()}-{len(staged)}.part"
    staged.append(part)
    part.write_bytes(content)


def _reason(error: OSError) -> str:
    return (error.strerror or type(error).__name__).lower()
