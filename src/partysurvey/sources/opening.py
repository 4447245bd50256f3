"""The door to response files: which container a file is, by its content first and its name second."""

import zipfile
from pathlib import Path
from stat import S_IFREG, S_ISDIR, S_ISREG
from typing import NoReturn

from partysurvey.errors import RequestError, SourceError
from partysurvey.sources.bytestream import ByteFile, zipped_text
from partysurvey.sources.platform_traces import may_be_of_a_platform
from partysurvey.sources.source import Source
from partysurvey.survey.suggestion import did_you_mean

START = 1 << 12
PLAIN = "none"  # the name that says: in no dialect
OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
BINARY_ENDINGS = {
    ".xlsx": "a workbook", ".xlsm": "a workbook", ".xlsb": "a workbook", ".xls": "a workbook", ".ods": "a workbook",
    ".parquet": "Parquet", ".sav": "SPSS data", ".zsav": "SPSS data", ".dta": "Stata data",
    ".gz": "a gzip archive", ".zip": "a zip archive",
}  # fmt: skip
FOREIGN = {
    b"%PDF": "a PDF",
    b"{\\rtf": "an RTF document",
    b"<!doctype html": "a web page",
    b"<html": "a web page",
    b"PARE": "an encrypted Parquet file",
    b"ORC": "an ORC file",
    b"SQLite format 3": "a database",
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7z archive",
}
WORKBOOK_PARTS = {"xl/workbook.xml": "xlsx", "xl/workbook.bin": "xlsb", "content.xml": "ods"}


def open_source(
    path: Path | str, *, sheet: str | None = None, encoding: str | None = None, dialect: str | None = None
) -> Source:
    """The file, ready to be read: CSV or TSV (also .gz, .zip), workbook, Parquet, SPSS or Stata.

    `sheet` names a sheet of a workbook, `encoding` the encoding of a text, SPSS or Stata file, `dialect` the
    platform's way of writing, which is found from the first rows where it is not named. Raises SourceError where the
    file cannot be read, RequestError where an option does not fit it.
    """
    plain = plain_source(path, sheet=sheet, encoding=encoding)
    return in_dialect(plain, dialect)


def in_dialect(plain: Source, name: str | None) -> Source:
    """The source read in the dialect of that name; in the one it shows, if any, where none is named."""
    if name == PLAIN or (not name and not may_be_of_a_platform(plain.head())):
        return plain
    from partysurvey.sources.dialects.identification import Head, identified, named_dialect  # noqa: PLC0415  # as below

    found = named_dialect(name) if name else identified(Head(Path(plain.info.file).name, plain.head()))
    if found is None:
        return plain
    from partysurvey.sources.dialects.source import DialectSource  # noqa: PLC0415  # not needed for plain files

    return DialectSource(plain, found)


def plain_source(path: Path | str, *, sheet: str | None = None, encoding: str | None = None) -> Source:
    """The file as it stands, its first row taken for the header, in no dialect."""
    file = Path(path)
    kind = _kind(file)
    _refuse_stream(file, kind)
    if S_ISDIR(kind):
        from partysurvey.sources.parquet_folder import open_folder  # noqa: PLC0415  # heavy, imported when used

        return open_folder(str(file))
    start = _start(file)
    container = _container(file, start)
    if sheet is not None and container not in {"xlsx", "xlsb", "xls", "ods"}:
        raise RequestError(f"--sheet goes with workbooks, and this is {container}", "leave it out", file)
    if encoding is not None and container not in {"text", "gz", "zip", "sav", "dta"}:
        raise RequestError(f"--encoding goes with text files, and this is {container}", "leave it out", file)
    return _opened(file, container, sheet, encoding)


def _opened(file: Path, container: str, sheet: str | None, encoding: str | None) -> Source:
    """The source for the container; each reader is imported only when it is needed."""
    match container:
        case "parquet":
            from partysurvey.sources.parquet import ParquetSource  # noqa: PLC0415  # heavy, imported when used

            return ParquetSource(file)
        case "sav" | "dta":
            from partysurvey.sources.statistical import StatisticalSource  # noqa: PLC0415  # heavy, imported when used

            return StatisticalSource(file, container, encoding)
        case "text" | "gz" | "zip":
            from partysurvey.sources.kept_text import opened_text  # noqa: PLC0415  # heavy, imported when used

            return opened_text(_text_file(file, container), encoding)
        case _:
            from partysurvey.sources.sheet import SheetSource  # noqa: PLC0415  # heavy, imported when used

            return SheetSource(file, sheet, container=container)


def _text_file(file: Path, container: str) -> ByteFile:
    """The bytes of the text, unpacked; raises SourceError where an archive holds something else."""
    if container == "text":
        return ByteFile(file)
    packed = zipped_text(file) if container == "zip" else ByteFile(file, "gz")
    with packed.open() as stream:
        start = stream.read(START)
    if _magic(start) not in {"", "text"}:
        raise SourceError("the archive holds no text file", "unpack it first", packed.name)
    return packed


def _start(file: Path) -> bytes:
    """The first bytes; raises SourceError where there is no file to read."""
    try:
        with file.open("rb") as stream:
            start = stream.read(START)
    except FileNotFoundError:
        _refuse_missing(file)
    except PermissionError as error:
        raise SourceError(
            "there is no permission to read the file", "change its permissions or copy it", file
        ) from error
    except (OSError, ValueError) as error:
        raise SourceError(f"the file cannot be read ({error})", "", file) from error
    if not start:
        raise SourceError("the file is empty", "export the answers again", file)
    return start


def _kind(file: Path) -> int:
    """What the file system says that the path is; a file where it says nothing."""
    try:
        return file.stat().st_mode
    except (OSError, ValueError):
        return S_IFREG  # opening it will tell what is wrong


def _refuse_stream(file: Path, kind: int) -> None:
    """Raise SourceError for standard input, a pipe or a device: the file is read more than once."""
    if str(file) == "-" or not (S_ISREG(kind) or S_ISDIR(kind)):
        what = "a pipe or device cannot be read, since a file is read more than once"
        raise SourceError(what, "save the responses in a file first", file)


def _refuse_missing(file: Path) -> NoReturn:
    """Raise SourceError with the nearest name in the folder."""
    if not file.parent.is_dir():
        raise SourceError("there is no such file: its folder does not exist", "check the path", file)
    names = sorted(entry.name for entry in file.parent.iterdir() if entry.is_file())
    raise SourceError("there is no such file", did_you_mean(file.name, names, otherwise="check the path"), file)


def _container(file: Path, start: bytes) -> str:
    """The container by content; raises SourceError for one that cannot be read."""
    found = _magic(start)
    if found == "office":
        return _old_office(file)
    if found == "zip":
        return _zip_container(file)
    if found:
        return found
    ending = file.suffix.lower()
    for magic, name in FOREIGN.items():
        if start.lstrip()[: len(magic)].lower() == magic.lower():
            raise SourceError(f"this is {name}, not a table", "export the answers as .csv or .xlsx", file)
    if ending in BINARY_ENDINGS:
        what = f"the file is called {ending} but does not hold {BINARY_ENDINGS[ending]}"
        raise SourceError(what, "export it again, or give a text file the ending .csv", file)
    return "text"


def _magic(start: bytes) -> str:
    """The container that the first bytes prove: parquet, sav, dta, gz, zip, office; "" if none."""
    magics = {
        b"PAR1": "parquet",
        b"$FL2": "sav",
        b"$FL3": "sav",
        b"<sta": "dta",
        b"\x1f\x8b": "gz",
        b"PK\x03\x04": "zip",
        b"PK\x05\x06": "zip",
    }
    for magic, container in magics.items():
        if start.startswith(magic):
            return container
    if start.startswith(OLD_OFFICE):
        return "office"
    is_old_stata = len(start) > 3 and start[0] in range(0x69, 0x74) and start[1] in (1, 2) and start[2] == 1
    return "dta" if is_old_stata else ""


def _old_office(file: Path) -> str:
    """An .xls workbook; raises SourceError where Office has encrypted a new one."""
    with file.open("rb") as stream:
        if "EncryptedPackage".encode("utf-16-le") in stream.read():
            raise SourceError("the workbook is locked with a password", "save a copy without one", file)
    return "xls"


def _zip_container(file: Path) -> str:
    """The workbook that the archive is, or zip for one with text files in it."""
    try:
        with zipfile.ZipFile(file) as archive:
            names = set(archive.namelist())
    except zipfile.BadZipFile as error:
        what = "the workbook" if file.suffix.lower() in BINARY_ENDINGS.keys() - {".zip"} else "the archive"
        raise SourceError(f"{what} is damaged ({error})", "copy or export the file again", file) from error
    if "word/document.xml" in names:
        raise SourceError("this is a Word document, not a table", "export the answers as .csv or .xlsx", file)
    return next((kind for part, kind in WORKBOOK_PARTS.items() if part in names), "zip")
