"""One question by one banner, of which only the shown groups are compared."""

from collections.abc import Iterator, Sequence
from functools import cached_property
from typing import TypeVar

import numpy as np
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.estimates.answers import variable_axes
from partysurvey.estimates.categories import Category, exclusive
from partysurvey.estimates.column_letters import PairTests, column_marks, number_tests, score_tests, share_tests
from partysurvey.estimates.crossing import CrossedCells, CrossedNumbers, crossed_cells, crossed_numbers
from partysurvey.estimates.design import SampleDesign
from partysurvey.estimates.group_tests import Finding, independence, means, ranks
from partysurvey.estimates.letters import NO_MARKS, LetterRule, Marks, column_letter
from partysurvey.estimates.results import Against, GroupTest, Result, Share, Statistics, TestName
from partysurvey.estimates.selection import Banner
from partysurvey.estimates.statistics import is_scored
from partysurvey.survey import Derived, Number, Variable
from partysurvey.tally.scores import number_of
from partysurvey.tally.sums import FloatArray
from partysurvey.tally.tally import Tally

Compared = TypeVar("Compared", Share, Statistics)


class Basis(Struct, frozen=True, eq=False):
    """What all comparisons rest on: the sums, the sampling design if there is one, and the rule of letters."""

    tally: Tally
    drawn: SampleDesign | None
    rule: LetterRule
    against: Against

    @property
    def weighs(self) -> bool:
        """Whether tests have to know a design, or weights alone."""
        return self.drawn is not None or self.tally.weighted


class ShownBreakdown(Struct, frozen=True, eq=False, dict=True):
    """The results of the shown groups with their categories, and those of the options and nets of the question.

    `hides_groups`: there are protected groups besides.
    """

    basis: Basis
    variable: Variable
    banner: Banner
    results: tuple[Result, ...]
    groups: tuple[Category, ...]
    options: tuple[Category, ...]
    nets: tuple[Category, ...]
    hides_groups: bool

    def lettered(self) -> Sequence[Result]:
        """The results with the names of their columns, and the letters of their shares and means."""
        count = len(self.groups)
        if count < 2:
            return self.results
        options = _by_column([self._share_marks(*each) for each in self._rows("options")], count)
        nets = _by_column([self._share_marks(*each) for each in self._rows("nets")], count)
        means = self._mean_marks() or [NO_MARKS] * count
        return [
            replace(
                result,
                options=_marked(result.options, options[place]),
                nets=_marked(result.nets, nets[place]),
                statistics=result.statistics and marked(result.statistics, means[place]),
                letter=column_letter(place) if self.basis.against == "pairs" else "",
            )
            for place, result in enumerate(self.results)
        ]

    def tests(self) -> Iterator[GroupTest]:
        """The tests of the shown groups; withdrawn where options are hidden, or fewer than two groups are left.

        There are none where the options of either question overlap.
        """
        if not exclusive(self.variable.question) or not exclusive(self.banner.question):
            return
        for name in self._testable():
            if self._is_withdrawn:
                yield self._test(name)
            elif finding := self._finding(name):
                yield self._test(name, finding)

    @property
    def means_method(self) -> str:
        """By which test means are compared: people in two groups need the covariance of their means."""
        if self.basis.weighs:
            return "designed_t"
        return "welch_t" if exclusive(self.banner.question) else "overlapping_t"

    @property
    def _is_number(self) -> bool:
        return isinstance(self.variable.question, Number | Derived)

    @property
    def _is_withdrawn(self) -> bool:
        hidden = (share.hidden for result in self.results for share in (*result.options, *result.nets))
        return any(hidden) or (self.hides_groups and len(self.groups) < 2)

    @cached_property
    def _cells(self) -> CrossedCells:
        axes = (variable_axes(self.variable)[-1], self.banner.axis)
        return crossed_cells(self.basis.tally, axes, self.groups, self.basis.drawn)

    @cached_property
    def _numbers(self) -> CrossedNumbers:
        return crossed_numbers(self.basis.tally, self.variable.id, self.banner.axis, self.groups, self.basis.drawn)

    @cached_property
    def _scores(self) -> FloatArray:
        """1-D float array (L,), the score of each level, NaN where it has none."""
        return np.array([*map(number_of(self.variable), self._cells.levels)], dtype=np.float64)

    def _testable(self) -> Iterator[TestName]:
        if self.options:
            yield "independence"
        if is_scored(self.variable):
            yield "ranks"
        if self._is_number:
            yield "means"

    def _finding(self, name: TestName) -> Finding | None:
        designed = self.basis.weighs
        if name == "means":
            return means(self._numbers, designed=designed)
        if name == "ranks":
            return ranks(self._cells, self._scores, designed=designed)
        options = np.array([each.members for each in self.options], dtype=np.float64)
        return independence(self._cells, options, designed=designed, everybody=not self.hides_groups)

    def _test(self, name: TestName, finding: Finding | None = None) -> GroupTest:
        """What the finding says; without one, that the test was withdrawn."""
        question, item = self.variable.question.id, self.variable.item
        test = finding.test if finding else None
        return GroupTest(
            question=question,
            item=item.code if item else None,
            by=self.banner.id,
            name=name,
            method=finding.method if finding else "",
            statistic=test.statistic if test else None,
            df=test.df if test else (),
            p=test.p if test else None,
            n=finding.n if finding else None,
            cramers_v=finding.cramers_v if finding else None,
            least_expected=finding.least_expected if finding else None,
            shown_only=self.hides_groups and finding is not None,
            hidden=finding is None,
        )

    def _rows(self, part: str) -> Iterator[tuple[Share, Category]]:
        """Each option (or net) as the first group has it, with its category."""
        shares = self.results[0].options if part == "options" else self.results[0].nets
        yield from zip(shares, self.options if part == "options" else self.nets, strict=True)

    def _share_marks(self, share: Share, category: Category) -> Sequence[Marks]:
        if share.hidden:
            return [NO_MARKS] * len(self.groups)
        tests = share_tests(self._cells, category.members.astype(np.float64), designed=self.basis.drawn is not None)
        return self._marks(tests, self._cells)

    def _mean_marks(self) -> Sequence[Marks]:
        """The letters of the means; () where there are none."""
        designed = self.means_method != "welch_t"
        if self.results[0].statistics is None:
            return ()
        if self._is_number:
            return self._marks(number_tests(self._numbers, designed=designed), self._numbers)
        if not is_scored(self.variable):
            return ()
        return self._marks(score_tests(self._cells, self._scores, designed=designed), self._cells)

    def _marks(self, tests: PairTests, crossed: CrossedCells | CrossedNumbers) -> Sequence[Marks]:
        return column_marks(tests, crossed.people, crossed.groups, self.basis.rule, self.basis.against)


def _by_column(rows: Sequence[Sequence[Marks]], count: int) -> Sequence[Sequence[Marks]]:
    """The letters of rows as columns, also where there are no rows."""
    return list(zip(*rows, strict=True)) if rows else [()] * count


def _marked(shares: Sequence[Share], marks: Sequence[Marks]) -> tuple[Share, ...]:
    return tuple(marked(*pair) for pair in zip(shares, marks, strict=True))


def marked(compared: Compared, marks: Marks) -> Compared:
    """The share or the statistics with letters and their p-values."""
    return replace(compared, letters=marks.letters, letters_p=marks.p) if marks.letters else compared
