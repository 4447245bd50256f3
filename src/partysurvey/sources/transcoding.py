"""The bytes of a text file in an encoding that can be cut at quotes and line breaks."""

import codecs
from collections.abc import Iterator
from contextlib import contextmanager

from msgspec import Struct

from partysurvey.errors import Place, SourceError
from partysurvey.sources.bytestream import ByteFile
from partysurvey.sources.encoding import NAME_IT, Encoding
from partysurvey.sources.lines import Reader, line_breaks


class TextFile(Struct, frozen=True):
    """A text file as bytes without byte order mark: as they are in UTF-8 and GB18030, turned into UTF-8 else."""

    file: ByteFile
    encoding: Encoding

    @property
    def name(self) -> str:
        """The path as messages show it."""
        return self.file.name

    @property
    def codec(self) -> str:
        """The encoding of the bytes that the stream gives."""
        return self.encoding.name if self.encoding.is_raw else "utf-8"

    @contextmanager
    def open(self) -> Iterator[Reader]:
        """The stream; raises SourceError where the file does not follow its encoding."""
        with self.file.open() as stream:
            if self.encoding.mark:
                stream.read(self.encoding.mark)
            yield stream if self.encoding.is_raw else Transcoder(stream, self)


class Transcoder:
    """A stream of UTF-8 from a stream in another encoding."""

    def __init__(self, stream: Reader, text: TextFile) -> None:
        """Read from the stream, which is behind the byte order mark."""
        self._stream = stream
        self._text = text
        self._decoder = codecs.getincrementaldecoder(text.encoding.name)()
        self._offset = text.encoding.mark
        self._lines = 1
        self._ended = False

    def read(self, size: int, /) -> bytes:
        """UTF-8 bytes of about so many bytes of the file, none at the end."""
        while not self._ended:
            chunk = self._stream.read(size)
            self._ended = not chunk
            decoded = self._decoded(chunk)
            if decoded:
                return decoded
        return b""

    def _decoded(self, chunk: bytes) -> bytes:
        """The chunk as UTF-8, as far as its characters are complete."""
        pending = self._decoder.getstate()[0]
        try:
            text = self._decoder.decode(chunk, final=not chunk)
        except UnicodeDecodeError as error:
            place = self._offset - len(pending) + error.start
            before = bytes(error.object)[: error.start].decode(self._text.encoding.name, "ignore").encode()
            where = Place(self._text.name, self._lines + line_breaks(before))
            what = f"byte {place} (0x{error.object[error.start]:02X}) is not {self._text.encoding.name.upper()}"
            raise SourceError(what, NAME_IT, where) from error
        self._offset += len(chunk)
        decoded = text.encode("utf-8", "replace")
        self._lines += line_breaks(decoded)
        return decoded
