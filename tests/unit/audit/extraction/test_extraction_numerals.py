"""Numbers as they are written; expected values by hand."""

from decimal import Decimal

import pytest

from partysurvey.audit.extraction.numerals import Numeral, numeral, scaled


@pytest.mark.parametrize(
    ("text", "value", "digits"),
    [
        ("76", "76", 0),
        ("76.0", "76.0", 1),
        ("3,707", "3707", 0),
        ("1.2万", "12000", -3),
        ("3亿", "300000000", -8),
        ("1.2 million", "1200000", -5),
        ("十", "10", 0),
        ("二十三", "23", 0),
        ("一百零五", "105", 0),
        ("三百二十", "320", 0),
        ("一万二", "12000", 0),
        ("三亿五千万", "350000000", 0),
        ("七十六点五", "76.5", 1),
        ("二〇〇六", "2006", 0),
        ("twenty-nine", "29", 0),
        ("two hundred", "200", 0),
        ("a dozen", "12", 0),
    ],
)
def test_written_numbers_are_read(text, value, digits):
    assert numeral(text) == Numeral(Decimal(value), digits)


@pytest.mark.parametrize("text", ["x", "××", "**", "1x", "x.x"])
def test_masked_numbers_have_no_value(text):
    assert numeral(text) == Numeral(None)


@pytest.mark.parametrize("text", ["三四", "三四十", "9" * 41])
def test_what_is_no_one_number_is_none(text):
    assert numeral(text) is None


def test_scaling_is_exact_and_moves_the_digits():
    assert scaled(Numeral(Decimal("0.5"), 1), -1) == Numeral(Decimal("0.05"), 2)
    assert scaled(Numeral(Decimal(6), 0), 1) == Numeral(Decimal(60), -1)
