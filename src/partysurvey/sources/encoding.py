"""Which encoding a text file is in: its mark, else strict UTF-8, else GB18030, decided beyond doubt or refused."""

import codecs
from collections.abc import Iterator
from typing import IO

from msgspec import Struct

from partysurvey.errors import Place, SourceError
from partysurvey.sources.bytestream import ByteFile
from partysurvey.sources.lines import line_at

CHUNK = 1 << 20
# So many multi-byte characters in a row are never valid UTF-8 by accident: of GB18030 text about one in seven is.
BEYOND_DOUBT = 32
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
NAME_IT = "name the encoding with --encoding (utf-8, gb18030, big5, utf-16, latin-1 …)"


class Encoding(Struct, frozen=True):
    """How bytes become text; `mark` is the number of bytes of the byte order mark."""

    name: str
    mark: int = 0

    @property
    def is_raw(self) -> bool:
        """Whether the bytes of quotes, separators and line breaks never mean anything else."""
        return self.name in {"utf-8", "gb18030"}


def named_encoding(name: str, file: ByteFile) -> Encoding:
    """The encoding the user names, GBK as its superset GB18030; raises SourceError where there is none."""
    try:
        codec = codecs.lookup(name).name
        "a".encode(codec)
    except (LookupError, ValueError, UnicodeError) as error:
        raise SourceError(f"there is no encoding {name!r}", "use utf-8, gb18030, big5, utf-16, latin-1 …") from error
    wide = {"gbk": "gb18030", "gb2312": "gb18030", "ascii": "utf-8", "utf-8-sig": "utf-8"}.get(codec, codec)
    with file.open() as stream:
        start = stream.read(CHUNK)
    mark = _mark(start)
    if mark and mark.name.startswith(wide):
        return mark
    return (_unmarked_utf16(start) or Encoding("utf-16-le")) if wide == "utf-16" else Encoding(wide)


def detected_encoding(file: ByteFile) -> Encoding:
    """The encoding of the whole file, read as far as needed to be sure of it.

    Chinese text decides within its first lines; plain ASCII is read to the end. Raises SourceError where
    the bytes are neither UTF-8 nor GB18030.
    """
    with file.open() as stream:
        start = stream.read(CHUNK)
        marked = _mark(start) or _unmarked_utf16(start)
        return marked or _unmarked(start, stream, file)


def _mark(start: bytes) -> Encoding | None:
    """The encoding that the byte order mark declares, or None without one."""
    for mark, name in MARKS:
        if start.startswith(mark):
            return Encoding(name, len(mark))
    return None


def _unmarked_utf16(start: bytes) -> Encoding | None:
    """UTF-16 without a mark, where it alone finds separators and line breaks between NUL bytes, else None."""
    if b"\0" not in start:
        return None
    counts = {name: _separators(start, name) for name in ("utf-16-le", "utf-16-be")}
    best, other = sorted(counts, key=counts.__getitem__, reverse=True)
    return Encoding(best) if counts[best] > 1 + counts[other] else None


def _separators(start: bytes, encoding: str) -> int:
    """How many separators and line breaks the bytes hold in the encoding."""
    text = start.decode(encoding, "replace")
    return sum(map(text.count, ",;\t\r\n"))


def _unmarked(start: bytes, stream: IO[bytes], file: ByteFile) -> Encoding:
    """UTF-8 if the bytes are so until beyond doubt or to the end, else GB18030, else an error."""
    decoder = codecs.getincrementaldecoder("utf-8")()
    seen, offset = 0, 0
    for chunk, final in _chunks(start, stream):
        pending = decoder.getstate()[0]
        try:
            text = decoder.decode(chunk, final)
        except UnicodeDecodeError as error:
            place = offset - len(pending)
            seen += _wide_characters(pending + chunk, error.start)
            return _second_choice(file, pending + chunk, place, error.start, is_utf8=seen >= BEYOND_DOUBT)
        seen += 0 if chunk.isascii() else len(text) - len(text.encode("ascii", "ignore"))
        if seen >= BEYOND_DOUBT:
            break
        offset += len(chunk)
    return Encoding("utf-8")


def _chunks(start: bytes, stream: IO[bytes]) -> Iterator[tuple[bytes, bool]]:
    """The pieces of the stream, and after them an empty one that is final."""
    chunk = start
    while chunk:
        yield chunk, False
        chunk = stream.read(CHUNK)
    yield b"", True


def _wide_characters(data: bytes, end: int) -> int:
    """How many characters beyond ASCII the valid UTF-8 before `end` holds."""
    text = data[:end].decode("utf-8")
    return len(text) - len(text.encode("ascii", "ignore"))


def _second_choice(file: ByteFile, data: bytes, offset: int, bad: int, *, is_utf8: bool) -> Encoding:
    """GB18030 where the bytes, which are not UTF-8 at `bad`, allow it; raises SourceError otherwise."""
    if is_utf8:
        raise undecodable(file, "utf-8", offset + bad, data[bad])
    try:
        codecs.getincrementaldecoder("gb18030")().decode(data)
    except UnicodeDecodeError:
        where = Place(file.name, line_at(file, offset + bad))
        what = f"byte {offset + bad} (0x{data[bad]:02X}) is neither UTF-8 nor GB18030"
        raise SourceError(what, NAME_IT, where) from None
    return Encoding("gb18030")


def undecodable(file: ByteFile, encoding: str, offset: int, byte: int) -> SourceError:
    """The error for a byte that breaks the encoding of the file."""
    shown = encoding.upper()
    what = f"byte {offset} (0x{byte:02X}) is not {shown}, as the text before it is"
    return SourceError(what, f"mend the line, or {NAME_IT}", Place(file.name, line_at(file, offset)))
