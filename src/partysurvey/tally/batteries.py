"""What the answers to a battery of items look like, row by row; all arrays are 1-D, one element per row."""

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from partysurvey.tally.answers import BoolArray

Places = npt.NDArray[np.int16]  # of each row's answer among the options, -1 without one


def is_straight(items: Sequence[Places]) -> BoolArray:
    """Which rows gave every item the same answer."""
    straight: BoolArray = items[0] >= 0
    for item in items[1:]:
        straight &= item == items[0]
    return straight


def is_patterned(items: Sequence[Places], options: int) -> BoolArray:
    """Which rows go through the options one by one (…4, 5, 1… too), up or down, or give two answers in turn."""
    complete: BoolArray = np.logical_and.reduce([item >= 0 for item in items])
    stairs = _goes_by(items, 1, options) | _goes_by(items, options - 1, options) if options > 2 else False
    return complete & (stairs | _alternates(items))


def _goes_by(items: Sequence[Places], step: int, options: int) -> BoolArray:
    goes: BoolArray = np.ones(items[0].size, dtype=bool)
    for before, item in pairwise(items):
        goes &= (item - before) % options == step
    return goes


def _alternates(items: Sequence[Places]) -> BoolArray:
    alternates: BoolArray = items[0] != items[1]
    for before, item in zip(items, items[2:], strict=False):
        alternates &= item == before
    return alternates
