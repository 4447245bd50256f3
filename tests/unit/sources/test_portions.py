"""Sources in portions: together they are the source, each row once and in order."""

import gzip
import pickle
from itertools import chain
from pathlib import Path

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from partysurvey.errors import SourceError
from partysurvey.sources import parquet, text
from partysurvey.sources.opening import open_source
from partysurvey.sources.portions import portions
from partysurvey.sources.several import open_sources
from partysurvey.sources.urls import open_url

SAMPLES = Path(__file__).parents[3] / "sample_data"
SAID = ("多\n行", "一行", "一行, 一行", '说""是""')
ROWS = [f'{place},"{SAID[place % 4]}{place}",{place % 5}' for place in range(4000)]
TABLE = "id,said,code\n" + "\n".join(ROWS) + "\n"


def rows_of(batches):
    return [tuple(map(str, row.values())) for batch in batches for row in batch.to_pylist()]


def joined(portions):
    return list(chain.from_iterable(portions))


def cut(source, names):
    """The rows of all portions, each sent as it would be sent to a worker."""
    parts = [pickle.loads(pickle.dumps(portion)) for portion in portions(source)]  # noqa: S301  # our own
    read = [rows_of(portion.batches(names)) for portion in parts]
    assert all(portion.rows in {None, len(rows)} for portion, rows in zip(parts, read, strict=True))
    assert len({portion.name for portion in parts}) == len(parts)
    return read


@pytest.fixture
def small(monkeypatch):
    monkeypatch.setattr(text, "PORTION", 5000)
    monkeypatch.setattr(parquet, "PORTION_ROWS", 1000)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
def test_a_text_is_cut_at_records(small, tmp_path, encoding):  # noqa: ARG001  # portions are small
    (tmp_path / "a.csv").write_text(TABLE, encoding)
    source = open_source(tmp_path / "a.csv")
    read = cut(source, ["said", "code"])
    assert len(read) > 10
    assert joined(read) == rows_of(source.batches(["said", "code"]))
    assert sum(map(len, read)) == len(ROWS)


def test_what_cannot_be_cut_is_one_portion(small, tmp_path):  # noqa: ARG001  # portions are small
    (tmp_path / "a.csv").write_text(TABLE, "utf-16")
    with gzip.open(tmp_path / "b.csv.gz", "wt", encoding="utf-8") as packed:
        packed.write(TABLE)
    for name in ("a.csv", "b.csv.gz"):
        (read,) = cut(open_source(tmp_path / name), ["code"])
        assert len(read) == len(ROWS)


def test_a_file_that_has_become_shorter_is_an_error(small, tmp_path):  # noqa: ARG001  # portions are small
    (tmp_path / "a.csv").write_text(TABLE)
    last = portions(open_source(tmp_path / "a.csv"))[-1]
    (tmp_path / "a.csv").write_text(TABLE[: len(TABLE) // 2])
    with pytest.raises(SourceError, match="the file ends at byte"):
        list(last.batches(["code"]))


def test_row_groups_are_portions(small, tmp_path):  # noqa: ARG001  # portions are small
    pq.write_table(pa.table({"id": range(4000), "code": ["a", "b"] * 2000}), tmp_path / "a.parquet", row_group_size=300)
    source = open_source(tmp_path / "a.parquet")
    read = cut(source, ["code", "id"])
    assert [len(rows) for rows in read] == [1200, 1200, 1200, 400]
    assert joined(read) == rows_of(source.batches(["code", "id"]))


def test_several_files_keep_their_origin(small, tmp_path):  # noqa: ARG001  # portions are small
    (tmp_path / "a.csv").write_text(TABLE, "gb18030")
    (tmp_path / "b.csv").write_text(TABLE, "utf-8")
    (tmp_path / "c.csv").write_text("id,more\n1,x\n")
    source = open_sources([tmp_path / name for name in ("a.csv", "b.csv", "c.csv")])
    names = ["more", "source", "said"]
    assert joined(cut(source, names)) == rows_of(source.batches(names))
    source.note_rows((portion, 1) for portion in portions(source))
    assert source.parts[2].rows == 1
    assert source.parts[0].rows + source.parts[1].rows == len(portions(source)) - 1


def test_dialects_keep_their_header_rows_apart(small, tmp_path):  # noqa: ARG001  # portions are small
    header = "StartDate,Q1\nStart Date,How are you?\n" + '"{""ImportId"":""startDate""}","{""ImportId"":""QID1""}"\n'
    (tmp_path / "a.csv").write_text(header + "2026-01-01 10:00:00,Well\n" * 2000)
    source = open_source(tmp_path / "a.csv", dialect="qualtrics")
    names = [column.name for column in source.columns]
    read = cut(source, names)
    assert len(read) > 5
    assert joined(read) == rows_of(source.batches(names))
    assert sum(map(len, read)) == 2000


def test_other_containers_are_read_whole():
    for name in ("organ_cadres.sav", "organ_cadres.xlsx"):
        if (SAMPLES / name).exists():
            source = open_source(SAMPLES / name)
            names = [column.name for column in source.columns][:3]
            assert cut(source, names) == [rows_of(source.batches(names))]


@pytest.fixture
def folder(tmp_path):
    """A folder as Spark and pandas write it: hive partitions, an empty file, files of the writer's own."""
    frame = pd.DataFrame({"id": range(60), "code": ["a", "b", None] * 20, "region": ["North", "南 方", None] * 20})
    path = tmp_path / "answers"
    pq.write_to_dataset(pa.Table.from_pandas(frame, preserve_index=False), path, partition_cols=["region"])
    some = next(path.glob("region=North/*.parquet"))
    pq.write_table(pq.ParquetFile(some).read().slice(0, 0), path / "region=North" / "empty.parquet")
    (path / "_SUCCESS").write_text("")
    (path / "_temporary").mkdir()
    (path / "_temporary" / "half.parquet").write_bytes(b"PAR1")
    return path


def test_a_folder_of_parquet_is_one_source(folder):
    names = ["region", "id", "code"]
    for source in (open_source(folder), open_url([folder.as_uri()], None, remote=False)):
        assert {column.name for column in source.columns} == set(names)
        expected = [
            (str(region), str(place), str(code))
            for place, region, code in zip(range(60), ["North", "南 方", None] * 20, ["a", "b", None] * 20, strict=True)
        ]
        assert sorted(rows_of(source.batches(names))) == sorted(expected)
        assert joined(cut(source, names)) == rows_of(source.batches(names))
        assert rows_of(source.batches(["region"])) == [(region,) for region, _, _ in rows_of(source.batches(names))]


def test_one_file_at_an_address(folder):
    some = next(folder.glob("region=North/*-*.parquet"))
    assert len(rows_of(open_url([some.as_uri()], None, remote=False).batches(["id"]))) == 20


def test_folders_that_cannot_be_read(folder, tmp_path, snapshot):
    def complaint(path):
        with pytest.raises(SourceError) as caught:
            open_source(path)
        return str(caught.value).replace(str(tmp_path), "").split("(")[0]

    (tmp_path / "empty").mkdir()
    assert complaint(tmp_path / "empty") == snapshot
    pq.write_table(pa.table({"id": [1], "other": [2]}), folder / "region=North" / "zzz.parquet")
    assert complaint(folder).split(": ", 1)[1].split(":")[0] == snapshot
    (folder / "region=North" / "zzz.parquet").write_bytes(b"PAR1 and no more PAR1")
    assert complaint(folder) == snapshot
