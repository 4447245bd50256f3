"""The tables in a zip archive: each a file of its own, however large the archive says it is."""

import zipfile
from pathlib import Path, PurePosixPath
from shutil import copyfileobj, rmtree
from tempfile import mkdtemp
from weakref import finalize

from msgspec import Struct

from partysurvey.errors import SourceError
from partysurvey.sources.bytestream import TEXT_ENDINGS, archive_content, opened_archive
from partysurvey.survey.suggestion import listing

TABLE_ENDINGS = (*TEXT_ENDINGS, ".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".sav", ".zsav", ".dta", ".parquet")
MOST_TABLES = 1000
MOST_UNPACKED = 4 << 30  # bytes of the tables that have to be unpacked to be read
GREATEST_RATIO, SMALL = 200, 64 << 20  # what unpacks to more than 200 times its size is no table


class Member(Struct, frozen=True):
    """One table in an archive; a text is read where it is, others are unpacked first."""

    archive: Path
    name: str

    @property
    def is_text(self) -> bool:
        """Whether it is a text file."""
        return self.name.lower().endswith(TEXT_ENDINGS)


class UnpackedFolder:
    """A folder for what has been unpacked, which goes when nobody holds it any more."""

    def __init__(self) -> None:
        """Make the folder."""
        self.path = Path(mkdtemp(prefix="partysurvey-"))
        finalize(self, rmtree, self.path, ignore_errors=True)


def archived_tables(path: Path) -> tuple[Member, ...]:
    """The tables in the archive in the order of their names; none for a file that is no archive of tables.

    A workbook is an archive too, but none of tables. SourceError where the archive is damaged, locked or a bomb.
    """
    if not zipfile.is_zipfile(path) or path.suffix.lower() in TABLE_ENDINGS:
        return ()
    try:
        entries = [entry for entry in archive_content(path) if entry.filename.lower().endswith(TABLE_ENDINGS)]
    except (zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise SourceError(f"the archive is damaged ({error})", "copy or export the file again", path) from error
    _refuse_bomb(entries, path)
    if locked := [entry.filename for entry in entries if entry.flag_bits & 1]:
        raise SourceError(f"the archive locks {listing(locked)} with a password", "unpack it first", path)
    return tuple(Member(path, entry.filename) for entry in sorted(entries, key=lambda entry: entry.filename))


def unpacked(member: Member, folder: Path) -> Path:
    """The member as a file in the folder; SourceError where it is longer than the archive says."""
    target = folder / f"{len(list(folder.iterdir()))}_{PurePosixPath(member.name).name}"
    try:
        with opened_archive(member.archive) as archive, archive.open(member.name) as packed, target.open("wb") as out:
            copyfileobj(packed, out)
    except (zipfile.BadZipFile, EOFError, NotImplementedError, OSError) as error:
        place = f"{member.archive}/{member.name}"
        raise SourceError(f"the archive cannot be unpacked ({error})", "unpack it first", place) from error
    return target


def _refuse_bomb(entries: list[zipfile.ZipInfo], path: Path) -> None:
    """Raise SourceError for more tables, larger ones, or tighter packed ones than a survey has."""
    if len(entries) > MOST_TABLES:
        raise SourceError(f"the archive holds {len(entries)} tables", f"unpack it; {MOST_TABLES} are the most", path)
    for entry in entries:
        if entry.file_size > max(SMALL, GREATEST_RATIO * entry.compress_size):
            ratio = entry.file_size // max(entry.compress_size, 1)
            what = f"{entry.filename!r} unpacks to {entry.file_size:,} bytes, {ratio:,} times what it takes"
            raise SourceError(what, "it is no export; if it is one after all, unpack it first", path)
    total = sum(entry.file_size for entry in entries if not entry.filename.lower().endswith(TEXT_ENDINGS))
    if total > MOST_UNPACKED:
        raise SourceError(f"the workbooks in the archive unpack to {total:,} bytes", "unpack it first", path)
