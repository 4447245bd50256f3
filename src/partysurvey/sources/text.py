"""CSV and TSV files: bytes in, dictionary-encoded record batches out, in blocks that several threads parse.

Cells are read as dictionaries of bytes and only the distinct values of a block are checked and decoded:
GB18030 costs hardly more than UTF-8, nothing is converted, and no answer is ever taken for a missing value.
"""

import codecs
import os
from collections.abc import Iterator, Sequence
from typing import IO, Any, cast

import pyarrow as pa
import pyarrow.csv as pc
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.errors import SourceError
from partysurvey.sources.arrays import ArrowDictionary, text_column, utf8_strings
from partysurvey.sources.bytestream import ByteFile
from partysurvey.sources.encoding import detected_encoding, named_encoding, undecodable
from partysurvey.sources.names import Header, asked_columns, header_of, left_out
from partysurvey.sources.parallel import in_order
from partysurvey.sources.records import Block, Grammar, blocks, first_record, place_of, wrong_record
from partysurvey.sources.separator import detected_grammar, first_rows, header_cells
from partysurvey.sources.source import SourceInfo
from partysurvey.sources.transcoding import TextFile
from partysurvey.survey import Column, Text

HEAD = 1 << 18
BLOCK = 4 << 20
PORTION = 32 << 20
CELLS = pa.dictionary(pa.int32(), pa.binary())
SEPARATORS = {
    ",": Text("各列以逗号分隔", "fields are separated by commas"),
    ";": Text("各列以分号分隔", "fields are separated by semicolons"),
    "\t": Text("各列以制表符分隔", "fields are separated by tabs"),
}


class Layout(Struct, frozen=True):
    """Where the rows start, and how many fields a row has; the last `nameless` ones have no name and stay empty."""

    grammar: Grammar
    start: int
    fields: int
    nameless: int


class TextForm(Struct, frozen=True):
    """How a text file is written: header line, separator, line end, encoding of its bytes, byte order mark."""

    header: bytes
    separator: bytes
    newline: bytes
    codec: str
    mark: bytes


class TextSource:
    """A CSV or TSV file, plain or compressed, in any encoding.

    The batches hold dictionaries of string, or of binary in `info.encoding` for GB18030. A batch holds the
    rows of one block of about `block_size` bytes; batches come in the order of the file.
    """

    def __init__(
        self, file: ByteFile, encoding: str | None = None, *, block_size: int = BLOCK, threads: int | None = None
    ) -> None:
        """Read the header; raises SourceError where the file holds no table."""
        found = named_encoding(encoding, file) if encoding else detected_encoding(file)
        self._text = TextFile(file, found)
        self._size = block_size
        self._threads = threads or os.cpu_count() or 1
        sample = _sample(self._text)
        if not sample.strip():
            raise SourceError("the file is empty", "export the answers again", file.name)
        grammar = detected_grammar(sample, prefer_tab=file.ending in {".tsv", ".tab"})
        self._head = first_rows(sample, grammar)
        self._layout, header = _layout(self._text, grammar)
        self.columns: tuple[Column, ...] = tuple(Column(name) for name in header.names)
        self.info = SourceInfo(
            file=file.name,
            container="tsv" if grammar.separator == b"\t" else "csv",
            encoding=found.name,
            size=file.path.stat().st_size,
            rows=_about_rows(self._text, sample),
            notes=header.notes | _notes(self._text, grammar, chosen=encoding is not None),
        )

    @property
    def file(self) -> ByteFile:
        """The bytes that are read."""
        return self._text.file

    def head(self) -> tuple[tuple[str, ...], ...]:
        """The first records of the file, the header among them."""
        return self._head

    def batches(self, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns (all if None), in the order of the file's rows.

        Raises SourceError with the line where the file breaks.
        """
        return (found for found, _ in self.raw_batches(names) if found.num_rows)

    def portions(self) -> "tuple[TextRange, ...]":
        """The rows in ranges of about 32 MiB, found by reading the file once; one where it cannot be cut."""
        text, layout = self._text, self._layout
        if text.file.compression or not text.encoding.is_raw:
            return (TextRange(self, layout.start, None),)
        cuts = blocks(text, layout.grammar, PORTION, layout.start)
        return tuple(TextRange(self, block.offset, block.offset + block.size) for block in cuts)

    def raw_batches(
        self, names: Sequence[str] | None = None, start: int | None = None, stop: int | None = None
    ) -> Iterator[tuple[pa.RecordBatch, Block]]:
        """Stream of the named columns (all if None), beside the block of the file that they were read from.

        `start` is the first byte of a record, `stop` the one behind another; None: of all rows.
        """
        places = asked_columns(self.columns, names, self.info.file)
        layout, text = self._layout, self._text
        watched = range(layout.fields - layout.nameless, layout.fields)
        labels = [self.columns[place].name for place in places]

        def batch(block: Block) -> tuple[pa.RecordBatch, Block]:
            """The asked columns of a block of whole records, and the block itself."""
            columns = _parsed(text, layout, block, [*places, *watched])
            for column in columns[len(places) :]:
                _require_empty(text, layout, block, column)
            arrays = [_decodable(text, block, column) for column in columns[: len(places)]]
            return pa.RecordBatch.from_arrays(arrays, names=labels), block

        read = blocks(text, layout.grammar, self._size, layout.start if start is None else start, stop)
        return in_order(batch, read, self._threads)

    def form(self) -> TextForm:
        """How the file is written, to write another like it; what is no UTF-8 or GB18030 is given as UTF-8."""
        layout, text = self._layout, self._text
        first = next(block.records for block in blocks(text, layout.grammar, HEAD) if block.records.strip(b"\r\n"))
        start, end = first_record(first, layout.grammar)
        header = first[start:end].rstrip(b"\r\n")
        behind = first[start + len(header) : start + len(header) + 2]
        newline = behind if behind == b"\r\n" else layout.grammar.newline
        marked = not text.encoding.is_raw or text.encoding.mark
        return TextForm(header, layout.grammar.separator, newline, text.codec, codecs.BOM_UTF8 if marked else b"")


class TextRange(Struct, frozen=True):
    """The rows between two bytes of a text file; `stop` is None for all to the end."""

    source: TextSource
    start: int
    stop: int | None
    rows: None = None  # only reading tells

    @property
    def name(self) -> str:
        """The file and the bytes, for messages."""
        return (
            self.source.info.file if self.stop is None else f"{self.source.info.file}, bytes {self.start}-{self.stop}"
        )

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns; SourceError where the file is another one by now."""
        read = self.start
        for batch, block in self.source.raw_batches(names, self.start, self.stop):
            read += block.size
            if batch.num_rows:
                yield batch
        if self.stop is not None and read != self.stop:
            raise SourceError(
                f"the file ends at byte {read} here and has had more", "let nobody write into it meanwhile", self.name
            )


def _sample(text: TextFile) -> str:
    """The start of the file, decoded as far as it goes."""
    data = b""
    with text.open() as stream:
        while len(data) < HEAD and (chunk := stream.read(HEAD)):
            data += chunk
    return data.decode(text.codec, "replace")


def _about_rows(text: TextFile, sample: str) -> int | None:
    """How many rows there are if all take as many bytes as those of the sample; None where bytes do not tell."""
    if text.file.compression or not text.encoding.is_raw:
        return None
    return round(sample.count("\n") * text.file.path.stat().st_size / len(sample.encode(text.codec, "replace")))


def _notes(text: TextFile, grammar: Grammar, *, chosen: bool) -> dict[str, Text]:
    """What was assumed about the file, as {code: sentence}."""
    notes = {}
    encoding, separator = text.encoding, grammar.separator.decode()
    if not chosen and not encoding.mark and encoding.name != "utf-8":
        name = encoding.name.upper()
        notes["encoding"] = Text(
            f"文件未注明编码，按 {name} 读取", f"the file does not name its encoding, it was read as {name}"
        )
    if separator != ("\t" if text.file.ending in {".tsv", ".tab"} else ","):
        notes["separator"] = SEPARATORS[separator]
    return notes


def _layout(text: TextFile, grammar: Grammar) -> tuple[Layout, Header]:
    """The layout and the header of the file; raises SourceError where no row follows the header."""
    cells, start = _header_cells(text, grammar)
    rows = (block for block in blocks(text, grammar, HEAD, start) if block.records.strip(b"\r\n"))
    first = next(rows, None)
    if first is None:
        raise SourceError("the file has a header but no rows", "export the answers again", text.name)
    layout = Layout(grammar, start, len(cells), 0)
    unnamed = len(cells) - len("".join("x" if cell.strip() else " " for cell in cells).rstrip())
    candidates = range(max(len(cells) - unnamed, 1), len(cells))
    columns = _parsed(text, layout, first, list(candidates) or [0])
    nameless = sum(map(_is_empty, columns)) if candidates else 0
    if not nameless or nameless < len(candidates):
        return layout, header_of(cells)
    header = header_of(cells[: len(cells) - nameless])
    note = left_out(nameless, "at the end of the lines")
    return replace(layout, nameless=nameless), Header(header.names, header.notes | note)


def _header_cells(text: TextFile, grammar: Grammar) -> tuple[list[str], int]:
    """The cells of the header, and the place of the stream behind it."""
    for block in blocks(text, grammar, HEAD):
        start, end = first_record(block.records, grammar)
        if start < end:
            record = Block(block.read[start:end], block.offset + start, end - start)
            _refuse_nul(text, record)
            return header_cells(_text_of(text, record), grammar), block.offset + end
    raise SourceError("the file is empty", "export the answers again", text.name)


def _parsed(text: TextFile, layout: Layout, block: Block, places: Sequence[int]) -> list[ArrowDictionary]:
    """The cells of the columns at the places, as they stand in the block."""
    _refuse_nul(text, block)
    try:
        table = pc.read_csv(
            cast(IO[bytes], pa.BufferReader(pa.py_buffer(block.read).slice(0, block.size))),
            read_options=pc.ReadOptions(
                column_names=[str(place) for place in range(layout.fields)],
                block_size=block.size + 1,
                use_threads=False,
            ),
            parse_options=pc.ParseOptions(delimiter=layout.grammar.separator.decode()),
            convert_options=pc.ConvertOptions(
                check_utf8=False,
                column_types={str(place): CELLS for place in places},
                include_columns=[str(place) for place in places],
                null_values=[],
            ),
            memory_pool=pa.system_memory_pool(),  # gives freed pages back to the next block, not to the system
        )
    except pa.ArrowInvalid as error:
        raise _broken_row(text, layout, block, error) from error
    return [_one_chunk(column) for column in table.columns]


def _one_chunk(column: "pa.ChunkedArray[Any]") -> ArrowDictionary:
    """The only chunk of the column, an empty one where there are no rows."""
    return cast(ArrowDictionary, column.chunk(0) if column.num_chunks else text_column(()))


def _refuse_nul(text: TextFile, block: Block) -> None:
    """Raise SourceError where a byte is NUL, which no text holds."""
    if (place := block.read.find(b"\0", 0, block.size)) >= 0:
        what = "a NUL byte: the file is damaged, or no text"
        raise SourceError(what, "export the answers again", place_of(text, block, place))


def _broken_row(text: TextFile, layout: Layout, block: Block, error: Exception) -> SourceError:
    """The error that names the line whose fields are too few or too many."""
    wrong = wrong_record(block.records, layout.grammar, layout.fields)
    if wrong is None:
        return SourceError(str(error), "export the answers again", place_of(text, block, 0))
    start, found = wrong
    what = f"{found} field{'s' * (found != 1)} where the header has {layout.fields}"
    return SourceError(
        what, "mend the line; text with separators or line breaks needs quotes", place_of(text, block, start)
    )


def _is_empty(column: ArrowDictionary) -> bool:
    """Whether every cell of the column is empty."""
    return not any(column.dictionary.to_pylist())


def _require_empty(text: TextFile, layout: Layout, block: Block, column: ArrowDictionary) -> None:
    """Raise SourceError where a column that was left out as empty holds something."""
    if not _is_empty(column):
        what = f"the column without a name behind column {layout.fields - layout.nameless} is not empty here or below"
        raise SourceError(what, "give it a name in the header", place_of(text, block, 0))


def _decodable(text: TextFile, block: Block, column: ArrowDictionary) -> ArrowDictionary:
    """The column with its distinct values proved to be text: string for UTF-8, binary else."""
    values = column.dictionary
    try:
        if text.codec == "utf-8":
            return pa.DictionaryArray.from_arrays(column.indices, utf8_strings(values), safe=False)
        b"\n".join(cast(list[bytes], values.to_pylist())).decode(text.codec)
    except UnicodeDecodeError:
        _text_of(text, block)
        raise
    return column


def _text_of(text: TextFile, block: Block) -> str:
    """The block decoded; raises SourceError with byte and line where it cannot be."""
    try:
        return block.records.decode(text.codec)
    except UnicodeDecodeError as error:
        place = block.offset + error.start
        error_at = undecodable(text.file, text.codec, place + text.encoding.mark, block.read[error.start])
        raise error_at from error
