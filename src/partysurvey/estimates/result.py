"""The results of one question in the groups of a banner, or of everybody."""

from collections.abc import Mapping, Sequence

from msgspec import Struct

from partysurvey.estimates.answers import Answers
from partysurvey.estimates.categories import Category
from partysurvey.estimates.design import is_simple
from partysurvey.estimates.designed import DesignPrecision, share_method_under_design
from partysurvey.estimates.distribution import Distributions, Sums, absent_counts, answered, asked
from partysurvey.estimates.intervals import precision_base, share_method
from partysurvey.estimates.means import mean_method
from partysurvey.estimates.multiple import frequent_combinations, with_shares_of_responses
from partysurvey.estimates.ranking import with_places
from partysurvey.estimates.results import Base, BaseKind, Combination, Inference, Result, Share, Statistics
from partysurvey.estimates.shares import Breakdown, Precision, SimplePrecision, base_of, category_shares
from partysurvey.estimates.statistics import variable_statistics
from partysurvey.survey import Absence, Date, Derived, MultipleChoice, Number, OpenText, Ranking, Variable


class Study(Struct, frozen=True):
    """What holds for all groups of a question: how intervals are made, all respondents, and whether weights differ."""

    inference: Inference
    respondents: Sums
    weighted: bool

    def populations_of(self, people: Distributions) -> list[float | None]:
        """By group: how many people of the population belong to it and would be asked, at least n: N · W_group / W."""
        population, w = self.inference.population, self.respondents.w
        if population is None or w <= 0:
            return [None] * len(people)
        return [max(float(each.n), population * each.w / w) for each in people.over(asked(people.levels))]


class Groups(Struct, frozen=True):
    """The groups of a banner, and all of them together; of everybody there is one without a banner."""

    by: str | None = None
    categories: Sequence[Category | None] = (None,)
    together: Breakdown | None = None


EVERYBODY = Groups()


def group_results(variable: Variable, answers: Answers, study: Study, groups: Groups = EVERYBODY) -> list[Result]:
    """The results of the variable, one for each group."""
    people, populations = answers.people, study.populations_of(answers.people)
    bases = [base_of(_base_kind(variable), each) for each in people.over(answered(people.levels))]
    precision = _precision(answers, bases, populations, study)
    options, nets = (
        category_shares(answers.sorted_in, each, bases, precision, groups.together)
        for each in (answers.options, answers.nets)
    )
    made = _Made(
        variable=variable,
        by=groups.by,
        answers=answers,
        bases=bases,
        absent=absent_counts(people),
        options=options,
        nets=nets,
        statistics=variable_statistics(variable, answers, populations, study.inference),
        method=_method(variable, answers, study),
    )
    return [made.result(place, group) for place, group in enumerate(groups.categories)]


class _Made(Struct, frozen=True, eq=False, kw_only=True):
    """What is made for all groups at once, of which each result has its part."""

    variable: Variable
    by: str | None
    answers: Answers
    bases: Sequence[Base]
    absent: Sequence[Mapping[Absence, int]]
    options: Sequence[tuple[Share, ...]]
    nets: Sequence[tuple[Share, ...]]
    statistics: Sequence[Statistics | None]
    method: str

    def result(self, place: int, group: Category | None) -> Result:
        """The result of one group."""
        question, item = self.variable.question, self.variable.item
        return Result(
            question=question.id,
            item=item.code if item else None,
            kind="derived" if isinstance(question, Derived) else question.kind,
            text=question.text,
            item_label=item.label if item else None,
            by=self.by,
            by_option=group.code if group else None,
            by_label=group.label if group else None,
            base=self.bases[place],
            absent=self.absent[place],
            options=self._options(place),
            nets=self.nets[place],
            statistics=self.statistics[place],
            method=self.method,
            df=self.answers.units.df[place] if self.answers.units else None,
            combinations=self._combinations(place) if group is None else (),
        )

    def _combinations(self, place: int) -> tuple[Combination, ...]:
        if isinstance(self.variable.question, MultipleChoice):
            return frequent_combinations(self.answers.people.of(place), self.bases[place])
        return ()

    def _options(self, place: int) -> tuple[Share, ...]:
        shares = self.options[place]
        if isinstance(self.variable.question, MultipleChoice):
            return with_shares_of_responses(shares)
        if isinstance(self.variable.question, Ranking):
            return with_places(shares, self.answers.people.of(place), self.bases[place])
        return shares


def _precision(answers: Answers, bases: Sequence[Base], populations: Sequence[float | None], study: Study) -> Precision:
    inference = study.inference
    if answers.units:
        return DesignPrecision(answers.units, answered(answers.sorted_in.levels), bases, populations, inference)
    if is_simple(inference):
        from partysurvey.estimates.exact_precision import ExactPrecision  # noqa: PLC0415  # only where asked for

        return ExactPrecision(bases, populations, inference)
    pairs = zip(bases, populations, strict=True)
    effective = [precision_base(base.effective, base.n, size, inference) for base, size in pairs]
    return SimplePrecision(effective, inference.level)


def _base_kind(variable: Variable) -> BaseKind:
    return "cases" if isinstance(variable.question, MultipleChoice) else "answered"


def _method(variable: Variable, answers: Answers, study: Study) -> str:
    """How the intervals of the result were made; "" where it has none."""
    if isinstance(variable.question, OpenText | Date):
        return ""
    if isinstance(variable.question, Number | Derived):
        return f"{answers.units.design.method}_t" if answers.units else mean_method(study.inference)
    if answers.units:
        return share_method_under_design(answers.units.design, study.inference)
    if study.inference.ci and is_simple(study.inference):
        return study.inference.ci
    return share_method(study.inference, weighted=study.weighted)
