"""The door to several response files: names, patterns and archives of exports, opened as one source."""

from collections.abc import Iterator, Sequence
from glob import glob, has_magic
from pathlib import Path

from msgspec.structs import replace

from partysurvey.errors import RequestError
from partysurvey.sources.archives import Member, UnpackedFolder, archived_tables, unpacked
from partysurvey.sources.opening import in_dialect, open_source, plain_source
from partysurvey.sources.source import Source


def open_sources(
    paths: Sequence[Path | str], *, sheet: str | None = None, encoding: str | None = None, dialect: str | None = None
) -> Source:
    """The files as one source; patterns (`2024-*.csv`) and zip archives stand for the files in them.

    `dialect` is that of every file; where it is None each file shows its own.

    Raises SourceError where a file cannot be read, RequestError where an option does not fit, or nothing is named.
    """
    tables = [table for file in named_files(paths) for table in archived_tables(file) or (file,)]
    if not tables:
        raise RequestError("no response file is named", "name one, as in `partysurvey analyze responses.csv`")
    if len(tables) == 1 and not _is_packed(tables[0]):
        only = tables[0]
        path = only.archive if isinstance(only, Member) else only
        return open_source(path, sheet=sheet, encoding=encoding, dialect=dialect)
    from partysurvey.sources.united import UnitedSource  # noqa: PLC0415  # heavy, and rarely needed

    folder = UnpackedFolder() if any(map(_is_packed, tables)) else None
    plain = [_opened(table, folder.path if folder else None, sheet, encoding) for table in tables]
    sources = [in_dialect(source, dialect) for source in plain]
    return sources[0] if len(sources) == 1 and folder is None else UnitedSource(sources, folder)


def named_files(paths: Sequence[Path | str]) -> list[Path]:
    """The files that these names and patterns stand for; RequestError where a pattern fits none."""
    return [file for path in paths for file in _files(Path(path))]


def _files(path: Path) -> Iterator[Path]:
    """The file itself, or the files that the pattern fits, in the order of their names; RequestError for none."""
    if path.exists() or not has_magic(str(path)):
        yield path
        return
    fitting = map(Path, glob(str(path), recursive=True))  # noqa: PTH207  # the pattern may begin with a folder
    found = sorted(each for each in fitting if each.is_file())
    if not found:
        raise RequestError(f"no file fits the pattern {str(path)!r}", "check the pattern, and the folder it is in")
    yield from found


def _is_packed(table: Path | Member) -> bool:
    """Whether the table has to be unpacked."""
    return isinstance(table, Member) and not table.is_text


def _opened(table: Path | Member, folder: Path | None, sheet: str | None, encoding: str | None) -> Source:
    if isinstance(table, Path):
        return plain_source(table, sheet=sheet, encoding=encoding)
    if folder is not None and not table.is_text:
        source = plain_source(unpacked(table, folder), sheet=sheet, encoding=None)
    else:
        from partysurvey.sources.bytestream import ByteFile  # noqa: PLC0415  # only for archives
        from partysurvey.sources.text import TextSource  # noqa: PLC0415  # heavy, imported when used

        source = TextSource(ByteFile(table.archive, "zip", table.name), encoding)
    source.info = replace(source.info, file=f"{table.archive}/{table.name}")
    return source
