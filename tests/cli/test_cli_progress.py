"""The line that says how far long work is."""

from partysurvey.cli.progress import ProgressLine, pace
from partysurvey.pipeline.counting import Expectant


def test_pace_tells_rate_and_time_left():
    # 4 million rows in 5 s are 800 000 a second; the other 6 million take 7.5 s.
    assert pace(4_000_000, 10_000_000, 5.0) == "4,000,000 of about 10,000,000 rows, 800,000 a second, 0:08 left"
    assert pace(1000, 100_000, 1.0) == "1,000 of about 100,000 rows, 1,000 a second, 1:39 left"


def test_what_is_not_known_is_not_told():
    assert pace(4_000_000, None, 5.0) == "4,000,000 rows, 800,000 a second"
    assert pace(1200, 1000, 1.0) == "1,200 rows, 1,200 a second"  # there were more than the first rows promised
    assert pace(0, 1000, 1.0) == "counting"
    assert pace(10, 1000, 0.0) == "counting"


def test_the_line_wants_to_know_how_many_rows_there_will_be():
    assert isinstance(ProgressLine("responses.csv"), Expectant)
