"""Parquet files written by pandas and by pyarrow's writer from values given here."""

import datetime as dt
from decimal import Decimal

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from partysurvey.errors import SourceError
from partysurvey.sources.opening import open_source


def english(notes):
    assert all(note.zh != note.en for note in notes.values())
    return {code: note.en for code, note in notes.items()}


def test_every_type_becomes_text_or_number(tmp_path, read):
    path = tmp_path / "types.parquet"
    table = pa.table(
        {
            "text": ["NA", None, "无"],
            "large": pa.array(["x", "y", ""], pa.large_string()),
            "category": pa.array(["男", "女", None]).dictionary_encode(),
            "small": pa.array([1, None, 3], pa.int8()),
            "number": [1.5, float("nan"), None],
            "single": pa.array([0.5, 2.0, None], pa.float32()),
            "truth": [True, False, None],
            "day": [dt.date(2024, 6, 3), None, dt.date(1999, 1, 1)],
            "moment": [dt.datetime(2024, 6, 3, 10, 3, 1), None, dt.datetime(2024, 6, 3)],
            "money": [Decimal("1.50"), Decimal(100), None],
            "bytes": [b"a", None, "中".encode()],
            "nothing": pa.nulls(3),
        }
    )
    pq.write_table(table, path)
    source = open_source(path)
    assert read(source) == [
        ["NA", "x", "男", 1, 1.5, 0.5, "TRUE", "2024-06-03", "2024-06-03 10:03:01", "1.5", "a", None],
        [None, "y", "女", None, None, 2.0, "FALSE", None, None, "100", None, None],
        ["无", "", None, 3, None, None, None, "1999-01-01", "2024-06-03 00:00:00", None, "中", None],
    ]
    for batch in source.batches():
        for column in batch.columns:
            assert pa.types.is_dictionary(column.type)
            assert column.type.index_type == pa.int32()
            assert column.type.value_type in {pa.string(), pa.float64(), pa.int64()}


def test_numbers_with_many_values_come_plain(tmp_path):
    path = tmp_path / "many.parquet"
    pd.DataFrame({"id": range(5000), "x": [value / 7 for value in range(5000)], "age": [18, 19] * 2500}).to_parquet(
        path
    )
    (batch,) = open_source(path).batches()
    assert [str(kind) for kind in batch.schema.types] == [
        "int64",
        "double",
        "dictionary<values=int64, indices=int32, ordered=0>",
    ]


def test_row_numbers_of_pandas_are_no_question(tmp_path, read):
    frame = pd.DataFrame({"a": ["x", "y", "z"]})
    frame[frame["a"] != "y"].to_parquet(tmp_path / "filtered.parquet")
    frame.set_index(pd.Index(["p", "q", "r"], name="person")).to_parquet(tmp_path / "named.parquet")
    assert read(open_source(tmp_path / "filtered.parquet")) == [["x"], ["z"]]
    assert [column.name for column in open_source(tmp_path / "named.parquet").columns] == ["a", "person"]


def test_row_groups_are_streamed_in_order(tmp_path):
    path = tmp_path / "groups.parquet"
    pq.write_table(pa.table({"a": [str(row % 7) for row in range(1000)], "b": range(1000)}), path, row_group_size=300)
    batches = list(open_source(path).batches(["b"]))
    assert [cell for batch in batches for cell in batch.column(0).to_pylist()] == list(range(1000))


def test_nested_columns_are_left_out_and_said(tmp_path):
    path = tmp_path / "nested.parquet"
    pq.write_table(pa.table({"a": ["x"], "b": [["p", "q"]]}), path)
    source = open_source(path)
    assert [column.name for column in source.columns] == ["a"]
    assert english(source.info.notes) == {"nested_columns": "columns of lists or records were left out: 'b'"}


def test_faults(tmp_path, complaint, snapshot):
    pq.write_table(pa.table({"a": pa.array([], pa.string())}), tmp_path / "rows.parquet")
    pq.write_table(pa.table({"a": [[1]]}), tmp_path / "columns.parquet")
    (tmp_path / "torn.parquet").write_bytes(b"PAR1" + bytes(100))
    (tmp_path / "text.parquet").write_text("a\n1\n")
    for name in ("rows", "columns", "torn", "text"):
        with pytest.raises(SourceError) as caught:
            open_source(tmp_path / f"{name}.parquet")
        assert complaint(caught.value) == snapshot
