"""SPSS and Stata files: written by pyreadstat, and by pandas where that shares no code with the reader."""

import datetime as dt

import pandas as pd
import pyreadstat
import pytest

from partysurvey.errors import SourceError
from partysurvey.sources import statistical
from partysurvey.sources.opening import open_source
from partysurvey.sources.statistical import StatisticalSource
from partysurvey.survey import Column, MissingRange

ANSWERS = pd.DataFrame(
    {
        "性别": [1.0, 2.0, -3.0, None],
        "意见": ["很好", "", "NA", "无"],
        "分数": [1.5, 2.25, None, 3.0],
        "日": [dt.date(2024, 6, 3), dt.date(1999, 12, 31), None, dt.date(1950, 1, 1)],
        "时": [dt.datetime(2024, 6, 3, 10, 3, 1), None, dt.datetime(2000, 1, 1), dt.datetime(2000, 1, 1, 23, 59, 59)],
    }
)
CELLS = [
    [1.0, "很好", 1.5, "2024-06-03", "2024-06-03 10:03:01"],
    [2.0, "", 2.25, "1999-12-31", None],
    [-3.0, "NA", None, None, "2000-01-01 00:00:00"],
    [None, "无", 3.0, "1950-01-01", "2000-01-01 23:59:59"],
]


@pytest.fixture
def sav(tmp_path):
    def written(name="answers.sav", **options):
        path = tmp_path / name
        pyreadstat.write_sav(
            ANSWERS,
            path,
            column_labels={"性别": "您的性别"},
            variable_value_labels={"性别": {1: "男", 2: "女", -3: "跳过"}},
            missing_ranges={"性别": [{"lo": -3, "hi": -2}, 9], "意见": ["无"]},
            **options,
        )
        return path

    return written


@pytest.mark.parametrize("options", [{}, {"compress": True}, {"row_compress": True}])
def test_sav_keeps_labels_and_missing_values(sav, read, options):
    source = open_source(sav(**options))
    assert read(source) == CELLS
    assert source.columns[:3] == (
        Column(
            "性别",
            "您的性别",
            {"1": "男", "2": "女", "-3": "跳过"},
            (MissingRange(-3.0, -2.0), MissingRange(9.0, 9.0)),
        ),
        Column("意见", missing=(MissingRange("无", "无"),)),
        Column("分数"),
    )
    assert (source.info.container, source.info.encoding) == ("sav", "UTF-8")


def test_asked_columns_come_in_the_asked_order(sav, read):
    assert read(open_source(sav()), ["意见", "性别"])[0] == ["很好", 1.0]


def test_long_files_come_in_pieces(tmp_path, monkeypatch):
    monkeypatch.setattr(statistical, "ROWS", 64)
    path = tmp_path / "long.zsav"
    pyreadstat.write_sav(pd.DataFrame({"n": [float(row) for row in range(128)]}), path, compress=True)
    batches = list(StatisticalSource(path, "sav").batches())
    assert [batch.num_rows for batch in batches] == [64, 64]
    assert [cell for batch in batches for cell in batch.column(0).to_pylist()] == [float(row) for row in range(128)]


def test_stata_of_pandas(tmp_path, read):
    path = tmp_path / "answers.dta"
    frame = ANSWERS.rename(columns={"性别": "sex", "意见": "text", "分数": "score", "日": "day", "时": "moment"})
    frame["day"] = pd.to_datetime(frame["day"])
    frame.to_stata(
        path,
        write_index=False,
        version=118,
        convert_dates={"day": "td", "moment": "tc"},
        variable_labels={"sex": "您的性别"},
        value_labels={"sex": {1: "男", 2: "女", -3: "跳过"}},
    )
    source = open_source(path)
    assert read(source) == CELLS
    assert source.columns[0] == Column("sex", "您的性别", {"1": "男", "2": "女", "-3": "跳过"})


def test_extended_missing_values_of_stata_stay_apart(tmp_path, read):
    path = tmp_path / "missing.dta"
    frame = pd.DataFrame({"q": [1.0, 2.0, "a", None], "n": [1, 2, 3, 4]})
    pyreadstat.write_dta(
        frame, path, variable_value_labels={"q": {1: "男", "a": "跳过"}}, missing_user_values={"q": ["a"]}
    )
    source = open_source(path)
    assert [row[0] for row in read(source)] == ["1", "2", "a", None]
    assert source.columns[0] == Column("q", "", {"1": "男", "a": "跳过"}, (MissingRange("a", "a"),))


def test_faults(tmp_path, complaint, snapshot):
    (tmp_path / "torn.sav").write_bytes(b"$FL2" + bytes(50))
    (tmp_path / "text.sav").write_bytes(b"a,b\n1,2\n")
    pyreadstat.write_sav(pd.DataFrame({"a": pd.Series([], dtype=float)}), tmp_path / "rows.sav")
    (tmp_path / "torn.dta").write_bytes(b"<stata_dta><header>" + bytes(50))
    for name in ("torn.sav", "text.sav", "rows.sav", "torn.dta"):
        with pytest.raises(SourceError) as caught:
            open_source(tmp_path / name)
        assert complaint(caught.value) == snapshot


def test_torn_data_are_refused_while_reading(sav, read, complaint, snapshot):
    path = sav("cut.sav")
    path.write_bytes(path.read_bytes()[:-30])
    with pytest.raises(SourceError) as caught:
        read(open_source(path))
    assert complaint(caught.value) == snapshot
