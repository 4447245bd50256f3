"""Expected counts are written by hand or come from collections.Counter over the same cells."""

from collections import Counter

import numpy as np
import pyarrow as pa
import pytest

from partysurvey.errors import SourceError
from partysurvey.survey import Column
from partysurvey.tally.profile import profiles


def batch(**columns):
    return pa.record_batch(columns)


def text(cells, encoding=None):
    values = [cell if cell is None or encoding is None else cell.encode(encoding) for cell in cells]
    return pa.array(values, pa.string() if encoding is None else pa.binary()).dictionary_encode()


@pytest.mark.parametrize("encoding", [None, "utf-8", "gb18030"])
def test_values_are_counted_over_batches_and_blanks_are_empty(encoding):
    first = batch(a=text(["男", "女", "男", "", None], encoding))
    second = batch(a=text(["女", "女", "\u3000", " "], encoding))
    (profile,) = profiles([first, second], [Column("a")], encoding)
    assert (profile.rows, profile.empty, profile.distinct) == (9, 4, 2)
    assert list(profile.values.items()) == [("女", 3), ("男", 2)]


def test_texts_that_read_like_nothing_are_answers():
    (profile,) = profiles([batch(a=text(["NA", "None", "null", "无"]))], [Column("a")], None)
    assert profile.empty == 0
    assert set(profile.values) == {"NA", "None", "null", "无"}


def test_past_the_limit_known_values_are_counted_on():
    cells = [f"v{number % 7}" for number in range(70)] + ["v0"] * 3
    chunks = [batch(a=text(cells[start : start + 10])) for start in range(0, len(cells), 10)]
    (profile,) = profiles(chunks, [Column("a")], None, limit=3)
    assert profile.distinct == 4
    truth = Counter(cells)
    assert len(profile.values) == 3
    assert all(truth[value] == count for value, count in profile.values.items())


def test_numbers_are_written_without_needless_points_and_nan_is_empty():
    plain = pa.array([1.0, 2.5, float("nan"), None, 1.0])
    coded = pa.array([1, 2, 2, None, 2], pa.int64()).dictionary_encode()
    one, two = profiles([batch(a=plain, b=coded)], [Column("a"), Column("b")], None)
    assert (one.values, one.empty) == ({"1": 2, "2.5": 1}, 2)
    assert (two.values, two.empty) == ({"2": 3, "1": 1}, 1)


def test_unused_words_of_a_dictionary_are_no_values():
    array = pa.DictionaryArray.from_arrays(pa.array([0, 0], pa.int32()), pa.array(["a", "b"]))
    (profile,) = profiles([batch(a=array)], [Column("a")], None)
    assert profile.values == {"a": 2}


def test_only_asked_columns_in_the_asked_order():
    one = batch(a=text(["x"]), b=text(["y"]), c=text(["z"]))
    assert [profile.column.name for profile in profiles([one], [Column("c"), Column("a"), Column("lost")], None)] == [
        "c",
        "a",
    ]


def test_chunks_give_the_profile_of_the_whole():
    draws = np.random.default_rng(5).integers(0, 40, 1000)
    cells = [f"答{number}" for number in draws]
    whole = profiles([batch(a=text(cells))], [Column("a")], None)
    chunks = profiles([batch(a=text(cells[start : start + 90])) for start in range(0, 1000, 90)], [Column("a")], None)
    assert whole == chunks
    assert whole[0].values == Counter(cells)


def test_wrong_encoding_is_one_clear_message(snapshot):
    with pytest.raises(SourceError) as caught:
        profiles([batch(a=text(["男"], "gb18030"))], [Column("a")], "utf-8")
    assert str(caught.value) == snapshot
