"""DataFrames of every type of column."""

import datetime as dt

import numpy as np
import pandas as pd
import pyarrow as pa
import pytest

from partysurvey.errors import SourceError
from partysurvey.sources.frame import FrameSource


def test_every_type_becomes_text_or_number(read):
    frame = pd.DataFrame(
        {
            "mixed": [1, "1", 2.0, None, True, np.int64(7), "NA"],
            "number": [1.0, np.nan, 2.5, 3, 4, 5, 6],
            "integer": pd.array([1, None, 3, 4, 5, 6, 7], "Int64"),
            "truth": pd.array([True, False, None, True, True, True, True], "boolean"),
            "category": pd.Categorical(["好", None, "差", "好", "好", "好", "好"], ["差", "好"]),
            "coded": pd.Categorical([1, None, 2, 1, 1, 1, 1]),
            "text": pd.array(["a", None, "", "None", "null", "无", "x"], "string"),
            "day": pd.to_datetime(["2024-06-03", None, *["1999-12-31"] * 5]),
            "moment": pd.to_datetime(["2024-06-03 10:03:01", None, *["1999-12-31 00:00:00"] * 5]),
            "dates": [dt.date(2024, 6, 3), None, pd.NaT, pd.NA, np.nan, dt.time(9, 0), dt.timedelta(seconds=90)],
        },
        index=list("abcdefg"),
    )
    assert read(FrameSource(frame)) == [
        ["1", 1.0, 1.0, "TRUE", "好", 1.0, "a", "2024-06-03", "2024-06-03 10:03:01", "2024-06-03"],
        ["1", None, None, "FALSE", None, None, None, None, None, None],
        ["2", 2.5, 3.0, None, "差", 2.0, "", "1999-12-31", "1999-12-31 00:00:00", None],
        [None, 3.0, 4.0, "TRUE", "好", 1.0, "None", "1999-12-31", "1999-12-31 00:00:00", None],
        ["TRUE", 4.0, 5.0, "TRUE", "好", 1.0, "null", "1999-12-31", "1999-12-31 00:00:00", None],
        ["7", 5.0, 6.0, "TRUE", "好", 1.0, "无", "1999-12-31", "1999-12-31 00:00:00", "09:00:00"],
        ["NA", 6.0, 7.0, "TRUE", "好", 1.0, "x", "1999-12-31", "1999-12-31 00:00:00", "00:01:30"],
    ]


def test_columns_follow_the_contract():
    frame = pd.DataFrame({"a": ["x", "y"] * 3000, "n": np.arange(6000) / 7, "c": pd.Categorical(["p", None] * 3000)})
    (batch,) = FrameSource(frame).batches()
    kinds = [str(kind) for kind in batch.schema.types]
    text = "dictionary<values=string, indices=int32, ordered=0>"
    assert kinds == [text, "double", text]
    assert batch.column(2).dictionary == pa.array(["p"])
    batch.validate(full=True)


def test_odd_column_names_are_made_text_and_unique():
    frame = pd.DataFrame([[1, 2, 3, 4]], columns=[1, "x", ("p", "q"), "x"])
    assert [column.name for column in FrameSource(frame).columns] == ["1", "x", "p.q", "x.1"]


def test_empty_frames_are_refused(snapshot):
    for frame in (pd.DataFrame({"a": []}), pd.DataFrame()):
        with pytest.raises(SourceError) as caught:
            FrameSource(frame)
        assert str(caught.value) == snapshot
