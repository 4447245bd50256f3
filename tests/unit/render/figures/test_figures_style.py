"""The palette: contrast by the formula of WCAG 2.2, written again here, and distance in grey."""

import itertools

import pytest

from partysurvey.render.figures import style


def luminance(color: str) -> float:
    parts = [int(color[at : at + 2], 16) / 255 for at in (1, 3, 5)]
    linear = [part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts]
    return sum(weight * part for weight, part in zip((0.2126, 0.7152, 0.0722), linear, strict=True))


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


ALL = (*style.sequence(11), *style.diverging(5, 1, 5), *style.qualities(21))


@pytest.mark.parametrize("color", sorted(set(ALL)))
def test_words_can_be_read_on_every_colour(color):
    assert contrast(style.ink_on(color), color) >= 4.0


@pytest.mark.parametrize("count", range(2, 12))
def test_an_ordered_scale_grows_darker_in_grey_print(count):
    greys = [luminance(color) for color in style.sequence(count)]
    assert all(lighter > darker for lighter, darker in itertools.pairwise(greys))


def test_both_arms_of_a_diverging_scale_are_lightest_in_the_middle():
    greys = [luminance(color) for color in style.diverging(3, 1, 3)]
    assert greys[:3] == sorted(greys[:3])
    assert greys[4:] == sorted(greys[4:], reverse=True)


@pytest.mark.parametrize("count", [0, 1, 2, 7, 14, 21])
def test_there_are_as_many_colours_as_asked_for_all_different(count):
    assert len(set(style.qualities(count))) == count
    assert len(style.sequence(count)) == count
    assert len(style.diverging(count, 1, count)) == 2 * count + 1
