"""Numbers come out of a column as they went in, as a dictionary or plain; whole ones load nothing more."""

import subprocess
import sys

import pyarrow as pa
import pyarrow.parquet as pq
from hypothesis import example, given
from hypothesis import strategies as st

from partysurvey.sources.arrays import MOST_NUMBERS, number_column

WHOLE = st.lists(st.one_of(st.none(), st.integers(-(2**63), 2**63 - 1), st.integers(-3, 70_000)), max_size=30)
BROKEN = st.lists(st.one_of(st.none(), st.floats(allow_nan=False), st.integers(0, 9).map(float)), max_size=30)


@given(WHOLE)
@example([None])
@example([-65_536, 0])
@example([2**63 - 1, -(2**63)])
def test_whole_numbers(numbers):
    column = number_column(pa.array(numbers, pa.int64()))
    assert pa.types.is_dictionary(column.type)
    assert column.to_pylist() == numbers


@given(BROKEN)
@example([1e300, 1.0])
@example([float("inf"), -0.0, None])
def test_floats(numbers):
    column = number_column(pa.array(numbers, pa.float64()))
    assert pa.types.is_dictionary(column.type)
    assert column.to_pylist() == numbers


@given(st.integers(0, 50), st.integers(1, 50))
def test_a_slice_is_read_from_where_it_starts(start, length):
    numbers = [None if place % 7 == 3 else place % 9 for place in range(100)]
    column = pa.array(numbers, pa.int64()).slice(start, length)
    assert number_column(column).to_pylist() == numbers[start : start + length]


def test_many_different_numbers_stay_as_they_are():
    at_the_start = pa.array(range(MOST_NUMBERS + 1), pa.int64())
    later = pa.array([*([5] * 4 * MOST_NUMBERS), *range(MOST_NUMBERS + 1)], pa.int64())
    assert number_column(at_the_start) is at_the_start
    assert number_column(later) is later


def test_texts_and_whole_numbers_are_read_without_loading_the_functions_of_arrow(tmp_path):
    table = pa.table({"sex": ["男", "女", None], "age": [18, None, 40], "score": [2.0, float("nan"), 3.0]})
    pq.write_table(table, tmp_path / "t.parquet")
    program = (
        "import sys\n"
        "from partysurvey.sources.opening import open_source\n"
        f"rows = sum(batch.num_rows for batch in open_source({str(tmp_path / 't.parquet')!r}).batches())\n"
        "print(rows, 'pyarrow.compute' in sys.modules)"
    )
    found = subprocess.run([sys.executable, "-c", program], check=True, capture_output=True, text=True)
    assert found.stdout.split() == ["3", "False"]
