"""A response file written again with columns of weights: text stays as it was, byte for byte."""

from collections.abc import Iterator, Sequence
from contextlib import closing
from pathlib import Path
from typing import BinaryIO

from partysurvey.render.data_files import CsvWriter, LineWriter, ParquetWriter, number_columns, quoted
from partysurvey.render.writing import streamed_file
from partysurvey.sources.copying import copied_batches, copied_lines, readable_batches, text_behind
from partysurvey.sources.source import Source
from partysurvey.sources.text import TextSource
from partysurvey.tally.row_factors import RowFactors

TEXT_ENDINGS = frozenset({".csv", ".tsv", ".tab", ".txt"})


def write_weighted(
    source: Source, factors: RowFactors, names: Sequence[str], output: Path, columns: Sequence[str]
) -> Iterator[int]:
    """Writes the file batch by batch, and gives the rows of each; the file is there once all are written.

    `names` are the columns that the factors depend on, `columns` those that are added.
    """
    with streamed_file(output) as stream:
        if output.suffix.lower() == ".parquet":
            yield from _parquet(source, factors, names, ParquetWriter(stream, columns))
        elif (text := text_behind(source)) is not None:
            lines = _line_writer(text, stream, columns)
            for asked, rows in copied_lines(source, text, names):
                added = number_columns(factors.weights(asked))
                lines.add(rows, ([cell.encode() for cell in cells] for cells in zip(*added, strict=True)))
                yield len(rows)
        else:
            writer = CsvWriter(stream, columns)
            for asked, whole in readable_batches(source, names):
                writer.add(whole, factors.weights(asked))
                yield whole.num_rows


def _parquet(source: Source, factors: RowFactors, names: Sequence[str], writer: ParquetWriter) -> Iterator[int]:
    with closing(writer):
        for asked, whole in copied_batches(source, names):
            writer.add(whole, factors.weights(asked))
            yield whole.num_rows


def _line_writer(text: TextSource, stream: BinaryIO, columns: Sequence[str]) -> LineWriter:
    """The writer of lines like those of the text file, its header written."""
    form = text.form()
    writer = LineWriter(stream, form.separator, form.newline)
    stream.write(form.mark)
    separator = form.separator.decode()
    writer.add([form.header], [[quoted(column, separator).encode(form.codec) for column in columns]])
    return writer
