"""CSV and TSV files: expected cells are read off the bytes by eye."""

import gzip
import io
import zipfile

import pytest

from partysurvey.errors import SourceError
from partysurvey.sources import encoding as encodings
from partysurvey.sources import records
from partysurvey.sources.bytestream import ByteFile
from partysurvey.sources.text import TextSource, text_start


def english(notes):
    assert all(note.zh != note.en for note in notes.values())
    return {code: note.en for code, note in notes.items()}


def names(source):
    return [column.name for column in source.columns]


def test_words_for_nothing_stay_answers(table, read):
    source = table('a,b\nNA,None\nnull,无\nN/A,nan\n," "\n'.encode())
    assert read(source) == [["NA", "None"], ["null", "无"], ["N/A", "nan"], ["", " "]]


def test_numbers_stay_as_written(table, read):
    assert read(table(b"id,x\n007,1.50\n12345678901234567890,1e3\n")) == [
        ["007", "1.50"],
        ["12345678901234567890", "1e3"],
    ]


def test_only_asked_columns_come_in_the_asked_order(table):
    source = table(b"a,b,c\n1,2,3\n")
    assert [batch.schema.names for batch in source.batches(["c", "a"])] == [["c", "a"]]


def test_columns_are_dictionaries_of_int32(table):
    (batch,) = table("a\n男\n女\n男\n".encode()).batches()
    assert str(batch.column(0).type) == "dictionary<values=string, indices=int32, ordered=0>"
    assert batch.column(0).dictionary.to_pylist() == ["男", "女"]


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_line_ends_quoted_line_breaks_and_blank_lines(table, read, end):
    text = f'{end}a,b{end}{end}1,"x{end}{end}y"{end}{end}"2",z{end}{end}'
    source = table(text.encode())
    assert names(source) == ["a", "b"]
    assert read(source) == [["1", f"x{end}{end}y"], ["2", "z"]]


def test_last_line_needs_no_end(table, read):
    assert read(table(b"a,b\n1,2")) == [["1", "2"]]


def test_quotes_inside_unquoted_fields_are_characters(table, read):
    text = 'a,b\n5" screen,"line\nbreak"\n7" x 9",z\n"he said ""hi""",w\n'
    assert read(table(text.encode())) == [
        ['5" screen', "line\nbreak"],
        ['7" x 9"', "z"],
        ['he said "hi"', "w"],
    ]


@pytest.mark.parametrize(("separator", "container"), [(",", "csv"), (";", "csv"), ("\t", "tsv")])
def test_separator_is_seen_in_header_and_rows(table, read, separator, container):
    text = f'性别{separator}"意见, 建议; 其他"\n男{separator}"a;b,c\n;;,,\t"\n女{separator}1,5\n'
    text = text if separator == "\t" else text.replace("1,5", '"1,5"')
    source = table(text.encode())
    assert names(source) == ["性别", "意见, 建议; 其他"]
    assert read(source) == [["男", "a;b,c\n;;,,\t"], ["女", "1,5"]]
    assert source.info.container == container


def test_decimal_commas_do_not_hide_semicolons(table):
    source = table("收入,万元;年龄\n5,5;30\n6;31\n7;40\n".encode())
    assert names(source) == ["收入,万元", "年龄"]
    assert english(source.info.notes) == {"separator": "fields are separated by semicolons"}


def test_one_column_needs_no_separator(table, read):
    assert read(table('意见\n好\n""\n差\n'.encode())) == [["好"], [""], ["差"]]


@pytest.mark.parametrize(
    ("codec", "mark", "seen"),
    [
        ("utf-8", b"", "utf-8"),
        ("utf-8", b"\xef\xbb\xbf", "utf-8"),
        ("utf-16-le", b"\xff\xfe", "utf-16-le"),
        ("utf-16-be", b"\xfe\xff", "utf-16-be"),
        ("utf-16-le", b"", "utf-16-le"),
        ("utf-16-be", b"", "utf-16-be"),
        ("utf-32-le", b"\xff\xfe\x00\x00", "utf-32-le"),
        ("gb18030", b"", "gb18030"),
    ],
)
def test_encodings_are_recognised(table, read, codec, mark, seen):
    source = table(mark + "性别,意见\n男,很好😀\n女,镕\n".encode(codec))
    assert names(source) == ["性别", "意见"]
    assert read(source) == [["男", "很好😀"], ["女", "镕"]]
    assert source.info.encoding == seen


@pytest.mark.parametrize(
    ("named", "codec"),
    [("gbk", "gb18030"), ("Big5", "big5"), ("latin-1", "latin-1"), ("utf-16", "utf-16"), ("utf-8-sig", "utf-8-sig")],
)
def test_named_encoding_is_obeyed(table, read, named, codec):
    text = "a,b\né,ü\n" if codec == "latin-1" else "性別,b\n男,好\n"
    source = table(text.encode(codec), encoding=named)
    assert [names(source), *read(source)] == [line.split(",") for line in text.split()]


def test_chinese_far_behind_a_megabyte_of_ascii_is_found(table, read):
    data = (
        b"id,place\n" + b"".join(b"%d,plain\n" % row for row in range(200_000)) + "1,贵州\n2,北京\n".encode("gb18030")
    )
    assert len(data) > 2 * encodings.CHUNK
    source = table(data)
    assert source.info.encoding == "gb18030"
    assert english(source.info.notes) == {"encoding": "the file does not name its encoding, it was read as GB18030"}
    assert read(source)[-2:] == [["1", "贵州"], ["2", "北京"]]


def test_gb18030_that_starts_like_utf8_is_still_gb18030(table, read):
    # 语 in GB18030 is D3 EF, 通 CD A8: the latter is also a valid UTF-8 pair
    source = table("a,b\n通,1\n通,语文\n".encode("gb18030"))
    assert read(source) == [["通", "1"], ["通", "语文"]]


def test_repeated_and_nameless_columns_are_named(table):
    source = table(b"x,x,,x.1,x,\n1,2,3,4,5,6\n")
    assert names(source) == ["x", "x.2", "column_3", "x.1", "x.3", "column_6"]
    assert english(source.info.notes) == {
        "nameless_columns": "columns without a name were called 'column_3', 'column_6'",
        "repeated_names": "repeated column names were numbered: 'x'",
    }


def test_separator_at_the_end_of_every_line_makes_no_column(table, read):
    source = table(b'"a","b",,\n"1","2",,\n"3","4",,\n')
    assert names(source) == ["a", "b"]
    assert read(source) == [["1", "2"], ["3", "4"]]
    assert english(source.info.notes) == {
        "empty_columns": "2 empty columns without a name at the end of the lines were left out"
    }


def test_text_in_a_column_left_out_as_empty_is_refused(tmp_path, complaint, snapshot):
    path = tmp_path / "late.csv"
    path.write_text("a,\n" + "1,\n" * 200_000 + "2,late\n")
    with pytest.raises(SourceError) as caught:
        list(TextSource(text_start(ByteFile(path)), block_size=1 << 16).batches())
    assert complaint(caught.value) == snapshot


def test_gzip(table, read):
    source = table(gzip.compress("性别,b\n男,1\n".encode("gb18030")), "answers.csv.gz")
    assert read(source) == [["男", "1"]]


def zipped(**members: bytes) -> bytes:
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


def test_zip_with_one_table(table, read):
    members = {"答卷/9799234.csv": b"a,b\n1,2\n", "readme.md": b"x", "__MACOSX/._a.csv": b"y", "答卷/": b""}
    source = table(zipped(**members), "answers.zip")
    assert read(source) == [["1", "2"]]
    assert source.info.file.endswith("answers.zip/答卷/9799234.csv")


def test_zip_names_of_chinese_windows(table):
    data = zipped(**{"AAAA.csv": b"a\n1\n"}).replace(b"AAAA", "答卷".encode("gb18030"))
    assert table(data, "answers.zip").info.file.endswith("/答卷.csv")


FAULTS = {
    "empty": b"",
    "blank": b"\n\r\n\n",
    "only a mark": b"\xef\xbb\xbf",
    "header only": b"a,b\n",
    "header and blank lines": b"a,b\r\n\r\n\r\n",
    "too few": b'a,b,c\n1,2,3\n"x\ny",2,3\n\n4,5\n',
    "too many": b"a,b\r\n1,2\r\n1,2,3\r\n",
    "one for two": b"a,b\r1,2\r3\r",
    "unterminated": b'a,b\n1,"x\n2,y\n3,z\n',
    "quote in the middle": b'a,b\n1,"x\n2,"y"\n3,"z"\n4,w\n',
    "nul": b"a,b\n1,2\n3,x\x00y\n",
    "nul in the header": b"a,\x00b\n1,2\n",
    "picture": b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\x00\x00\x02\x80\x00\x00\x01\xe0",
    "neither": b"a,b\n1,2\nx,caf\xe9,\n",
    "damaged utf-8": b"a,b\n" + "男,很好的意见\n".encode() * 20 + b"\xe5\x28,x\n",
    "half of a utf-16 pair": b"\xff\xfea\x00,\x00b\x00\n\x001\x00,\x00\x00\xd8\x01\x00",
}


@pytest.mark.parametrize("fault", FAULTS)
def test_faults_say_what_where_and_what_to_do(table, read, complaint, snapshot, fault):
    with pytest.raises(SourceError) as caught:
        read(table(FAULTS[fault]))
    assert complaint(caught.value) == snapshot


@pytest.mark.parametrize("encoding", ["utf-9", "rot13", "gb18030"])
def test_wrong_encoding_names(table, read, complaint, snapshot, encoding):
    with pytest.raises(SourceError) as caught:
        read(table(b"a,b\n1,\xff\xff\n", encoding=encoding))
    assert complaint(caught.value) == snapshot


ARCHIVES = {
    "damaged.csv.gz": gzip.compress(b"a,b\n" + b"1,2\n" * 9999)[:60],
    "damaged.zip": zipped(**{"a.csv": b"a,b\n1,2\n"})[:50],
    "two.zip": zipped(**{"a.csv": b"x\n1\n", "b.csv": b"x\n1\n"}),
    "none.zip": zipped(**{"a.pdf": b"x"}),
    "hollow.zip": zipped(),
    "book.xlsx.gz": gzip.compress(zipped(**{"xl/workbook.xml": b""})),
}


@pytest.mark.parametrize("name", ARCHIVES)
def test_archives_that_hold_no_table(table, read, complaint, snapshot, name):
    with pytest.raises(SourceError) as caught:
        read(table(ARCHIVES[name], name))
    assert complaint(caught.value) == snapshot


def test_unknown_columns(table, complaint, snapshot):
    source = table(b"familiarity,age\n1,2\n")
    for name in ("familarity", "zzz"):
        with pytest.raises(SourceError) as caught:
            list(source.batches([name]))
        assert complaint(caught.value) == snapshot


def test_first_error_of_the_file_comes_first_with_many_threads(tmp_path, complaint):
    path = tmp_path / "broken.csv"
    path.write_text("a,b\n" + "1,2\n" * 99_999 + "1\n" + "1,2\n" * 500 + "1,2,3\n" + '5,"')
    for threads in (1, 4):
        with pytest.raises(SourceError, match="1 field where the header has 2") as caught:
            list(TextSource(text_start(ByteFile(path)), block_size=64, threads=threads).batches())
        assert complaint(caught.value).startswith("broken.csv:100001: ")


def test_a_reader_may_stop_early(tmp_path):
    path = tmp_path / "long.csv"
    path.write_text("a,b\n" + "1,2\n" * 5000)
    stream = TextSource(text_start(ByteFile(path)), block_size=64).batches()
    assert next(stream).num_rows > 0
    stream.close()


def test_a_line_without_end_is_refused_before_it_fills_memory(tmp_path, complaint, snapshot, monkeypatch):
    monkeypatch.setattr(records, "LONGEST_RECORD", 1 << 20)
    path = tmp_path / "bomb.csv.gz"
    path.write_bytes(gzip.compress(b"a,b\n1,2\n3," + b"x" * (8 << 20)))
    with pytest.raises(SourceError) as caught:
        list(TextSource(text_start(ByteFile(path, "gz")), block_size=1 << 16).batches())
    assert complaint(caught.value) == snapshot
