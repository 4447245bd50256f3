"""What any CSV writer writes, the reader gives back: cell by cell, however the file is cut."""

import csv
import gzip
import io
import tempfile
import zipfile
from pathlib import Path

from hypothesis import example, given, settings
from hypothesis import strategies as st

from partysurvey.sources.bytestream import ByteFile
from partysurvey.sources.records import Grammar, quote_positions
from partysurvey.sources.text import TextSource, text_start

CODECS = {
    "utf-8": b"",
    "utf-8-sig": b"",
    "utf-16-le": b"\xff\xfe",
    "utf-16-be": b"\xfe\xff",
    "gb18030": b"",
}
PIECES = st.sampled_from(
    ["a", "7", " ", '"', '""', ",", ";", "\t", "\n", "\r\n", "\r", "中", "意见", "😀", "é", "┋", "NA", "null"]
)
CELL = st.lists(PIECES, max_size=6).map("".join)
WORD = st.text("ab题", min_size=1, max_size=3)


@st.composite
def tables(draw):
    width = draw(st.integers(2, 4))
    header = [f"{draw(WORD)}{place}" for place in range(width)]
    return [header, *draw(st.lists(st.lists(CELL, min_size=width, max_size=width), min_size=1, max_size=8))]


def written(table, separator, end, quoting):
    text = io.StringIO(newline="")
    csv.writer(text, delimiter=separator, lineterminator=end, quoting=quoting).writerows(table)
    return text.getvalue()


def packed(data, packing, folder):
    name = {"": "t.csv", "gz": "t.csv.gz", "zip": "t.zip"}[packing]
    path = Path(folder) / name
    if packing == "zip":
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            archive.writestr("t.csv", data)
        return ByteFile(path, "zip", "t.csv")
    path.write_bytes(gzip.compress(data) if packing else data)
    return ByteFile(path, packing)


def read(source):
    columns = {column.name: [] for column in source.columns}
    for batch in source.batches():
        for name, column in zip(batch.schema.names, batch.columns, strict=True):
            columns[name] += [
                cell.decode(source.info.encoding) if isinstance(cell, bytes) else cell for cell in column.to_pylist()
            ]
    return [list(columns), *map(list, zip(*columns.values(), strict=True))]


@settings(max_examples=150, deadline=None)
@given(
    table=tables(),
    codec=st.sampled_from(sorted(CODECS)),
    separator=st.sampled_from([",", ";", "\t"]),
    end=st.sampled_from(["\n", "\r\n"]),
    quoting=st.sampled_from([csv.QUOTE_MINIMAL, csv.QUOTE_ALL]),
    packing=st.sampled_from(["", "gz", "zip"]),
    cut=st.tuples(st.integers(1, 200), st.integers(1, 4)),
)
@example([["a0", "b1"], ["1", '"\n"'], ["", ""]], "utf-8", ",", "\n", csv.QUOTE_MINIMAL, "", (1, 2))
def test_reader_gives_back_what_a_writer_wrote(table, codec, separator, end, quoting, packing, cut):
    if end == "\n" and quoting == csv.QUOTE_MINIMAL:  # then the writer leaves a lone CR bare, which ends a line
        table = [[cell.replace("\r", "") for cell in row] for row in table]
    data = CODECS[codec] + written(table, separator, end, quoting).encode(codec)
    with tempfile.TemporaryDirectory() as folder:
        file = packed(data, packing, folder)
        named = "gb18030" if codec == "gb18030" else None  # a few random characters cannot prove it
        block_size, threads = cut
        source = TextSource(text_start(file, named), block_size=block_size, threads=threads)
        assert read(source) == table


@given(st.lists(st.sampled_from(['"', ",", "\n", "x", '""']), max_size=30).map("".join))
def test_quotes_open_and_close_where_a_state_machine_says(text):
    assert quote_positions(text.encode(), Grammar(b",")).size % 2 == by_state_machine(text) % 2


def by_state_machine(text):
    """How many quotes open or close a quoted part, one character at a time."""
    found, inside, start, place = 0, False, True, 0
    while place < len(text):
        letter = text[place]
        if inside and letter == '"' and text[place + 1 : place + 2] == '"':
            place += 1
        elif inside and letter == '"':
            inside, found = False, found + 1
        elif not inside and letter == '"' and start:
            inside, found = True, found + 1
        start = not inside and letter in ",\n"
        place += 1
    return found
