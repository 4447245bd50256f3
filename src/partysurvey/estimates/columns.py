"""The columns of a breakdown as estimands: shares of an option in every group of a banner, and in its complement."""

from collections.abc import Sequence

import numpy as np
from msgspec import Struct

from partysurvey.estimates.categories import Category
from partysurvey.estimates.distribution import BoolArray
from partysurvey.estimates.linear import Ratio
from partysurvey.tally.sums import FloatArray


class Columns(Struct, frozen=True, eq=False):
    """Who is who in the m joint cells of a question and a banner, as 0 and 1.

    options: 2-D (o, m); base: (m,), who is in the base of the question; groups: (g, m). Groups of a multiple choice
    overlap, and so do its options. Cells are in the order of the flattened axes (question, banner).
    """

    options: FloatArray
    base: FloatArray
    groups: FloatArray

    def shares(self, option: int) -> Ratio:
        """The g shares of an option, each of the group's people in the base."""
        return Ratio(self.groups * self.base * self.options[option], self.groups * self.base)

    def against_complement(self, option: int, group: int) -> Ratio:
        """Two shares of an option: of the group, and of everybody else who is in some group of the banner."""
        inside = self.groups[group]
        both = np.vstack((inside, self.groups.any(axis=0) - inside)) * self.base
        return Ratio(both * self.options[option], both)

    def means(self, scores: FloatArray) -> Ratio:
        """The g means of a score of the cells (m,), NaN where there is none."""
        scored = self.groups * self.base * ~np.isnan(scores)
        return Ratio(scored * np.nan_to_num(scores), scored)


def columns_of(options: Sequence[Category], base: BoolArray, groups: Sequence[Category]) -> Columns:
    """The columns of a question with its options (or nets) over its levels, and the groups over those of the banner.

    base: 1-D bool array, which levels of the question are in its base.
    """
    width = groups[0].members.size if groups else 1
    return Columns(
        np.repeat(_stacked(options, base.size), width, axis=1),
        np.repeat(base.astype(np.float64), width),
        np.tile(_stacked(groups, width), (1, base.size)),
    )


def _stacked(categories: Sequence[Category], size: int) -> FloatArray:
    return np.array([category.members for category in categories], dtype=np.float64).reshape(len(categories), size)
