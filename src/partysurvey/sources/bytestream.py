"""Bytes of a text file, whether it lies there plain, gzipped or in a zip archive."""

import gzip
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path, PurePosixPath
from typing import IO, cast

from msgspec import Struct

from partysurvey.errors import SourceError
from partysurvey.survey.suggestion import listing

TEXT_ENDINGS = (".csv", ".tsv", ".tab", ".txt")


class ByteFile(Struct, frozen=True):
    """A file of bytes that can be opened any number of times; `member` names the file inside a zip archive."""

    path: Path
    compression: str = ""  # "", "gz" or "zip"
    member: str = ""

    @property
    def name(self) -> str:
        """The path as messages show it, `archive.zip/member.csv` for a member."""
        return f"{self.path}/{self.member}" if self.member else str(self.path)

    @property
    def ending(self) -> str:
        """The ending of the text file itself, lower case: of `a.csv.gz` it is `.csv`."""
        inner = PurePosixPath(self.member) if self.member else self.path
        return (Path(inner.stem) if self.compression == "gz" else inner).suffix.lower()

    @contextmanager
    def open(self) -> Iterator[IO[bytes]]:
        """The uncompressed bytes as a stream; raises SourceError where the archive is damaged."""
        try:
            with self._stream() as stream:
                yield stream
        except (gzip.BadGzipFile, zipfile.BadZipFile, zlib.error, EOFError) as error:
            raise SourceError(
                f"the archive is damaged ({error})", "copy or export the file again", self.name
            ) from error
        except NotImplementedError as error:
            raise SourceError(f"the archive cannot be read ({error})", "unpack it first", self.name) from error
        except OSError as error:
            raise SourceError(f"cannot be read ({error.strerror or error})", "", self.name) from error

    def _stream(self) -> IO[bytes]:
        """The stream itself, with the errors of its library."""
        if self.compression == "gz":
            return cast(IO[bytes], gzip.open(self.path))
        if self.compression == "zip":
            return opened_archive(self.path).open(self.member)
        return self.path.open("rb", buffering=0)


def opened_archive(path: Path) -> zipfile.ZipFile:
    """The zip archive, names without the UTF-8 flag read as GB18030, as Chinese Windows writes them."""
    return zipfile.ZipFile(path, metadata_encoding="gb18030")


def zipped_text(path: Path) -> ByteFile:
    """The one text file in a zip archive; raises SourceError where there is none, several or a locked one."""
    try:
        entries = archive_content(path)
    except (zipfile.BadZipFile, UnicodeDecodeError) as error:
        raise SourceError(f"the archive is damaged ({error})", "copy or export the file again", path) from error
    texts = [entry for entry in entries if entry.filename.lower().endswith(TEXT_ENDINGS)]
    if len(texts) != 1:
        found = listing(entry.filename for entry in texts or entries) or "nothing"
        held = f"{len(texts)} text files" if texts else "no text file (.csv, .tsv, .txt)"
        raise SourceError(f"the archive holds {held}: {found}", "unpack the one to be read", path)
    if texts[0].flag_bits & 1:
        raise SourceError(f"the archive locks {texts[0].filename!r} with a password", "unpack it first", path)
    return ByteFile(path, "zip", texts[0].filename)


def archive_content(path: Path) -> list[zipfile.ZipInfo]:
    """The files of the user in the archive; raises zipfile.BadZipFile."""
    with opened_archive(path) as archive:
        return [entry for entry in archive.infolist() if _is_content(entry)]


def _is_content(entry: zipfile.ZipInfo) -> bool:
    """Whether the entry is a file of the user: no folder, nothing that an operating system adds."""
    name = PurePosixPath(entry.filename)
    return not (entry.is_dir() or name.name.startswith(".") or "__MACOSX" in name.parts)
