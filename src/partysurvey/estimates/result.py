"""The result of one question in one group."""

from dataclasses import dataclass

from partysurvey.estimates.answers import Answers
from partysurvey.estimates.categories import Category
from partysurvey.estimates.design import is_simple
from partysurvey.estimates.designed import DesignPrecision, share_method_under_design
from partysurvey.estimates.distribution import Distribution, Sums, absent_counts, answered, asked
from partysurvey.estimates.intervals import precision_base, share_method
from partysurvey.estimates.means import mean_method
from partysurvey.estimates.multiple import frequent_combinations, with_shares_of_responses
from partysurvey.estimates.ranking import with_places
from partysurvey.estimates.results import Base, BaseKind, Combination, Inference, Result, Share
from partysurvey.estimates.shares import Breakdown, Precision, SimplePrecision, base_of, category_shares
from partysurvey.estimates.statistics import variable_statistics
from partysurvey.survey import Date, Derived, MultipleChoice, Number, OpenText, Ranking, Variable


@dataclass(frozen=True, slots=True)
class Study:
    """What holds for all groups of a question: how intervals are made, all respondents, and whether weights differ."""

    inference: Inference
    respondents: Sums
    weighted: bool

    def population_of(self, people: Distribution) -> float | None:
        """How many people of the population belong to this group and would be asked, at least n: N · W_group / W."""
        if self.inference.population is None or self.respondents.w <= 0:
            return None
        concerned = people.over(asked(people.levels))
        return max(float(concerned.n), self.inference.population * concerned.w / self.respondents.w)


@dataclass(frozen=True, slots=True)
class Group:
    """One group of a banner, and all groups of the banner together."""

    by: str
    category: Category
    together: Breakdown


def group_result(variable: Variable, answers: Answers, study: Study, group: Group | None = None) -> Result:
    """The result of the variable in the group; None is everybody."""
    question, people = variable.question, answers.people
    base = base_of(_base_kind(variable), people.over(answered(people.levels)))
    population = study.population_of(people)
    precision = _precision(answers, base, population, study)
    return Result(
        question=question.id,
        item=variable.item.code if variable.item else None,
        kind="derived" if isinstance(question, Derived) else question.kind,
        text=question.text,
        item_label=variable.item.label if variable.item else None,
        by=group.by if group else None,
        by_option=group.category.code if group else None,
        by_label=group.category.label if group else None,
        base=base,
        absent=absent_counts(people),
        options=_options(variable, answers, base, precision, group),
        nets=_shares(answers.nets, answers, base, precision, group),
        statistics=variable_statistics(variable, answers, population, study.inference),
        method=_method(variable, answers, study),
        df=answers.units.df if answers.units else None,
        combinations=_combinations(variable, answers, base) if group is None else (),
    )


def _combinations(variable: Variable, answers: Answers, base: Base) -> tuple[Combination, ...]:
    return frequent_combinations(answers.people, base) if isinstance(variable.question, MultipleChoice) else ()


def _precision(answers: Answers, base: Base, population: float | None, study: Study) -> Precision:
    if answers.units:
        in_base = answered(answers.sorted_in.levels)
        return DesignPrecision(answers.units, in_base, base, population, study.inference)
    if is_simple(study.inference):
        from partysurvey.estimates.exact_precision import ExactPrecision  # noqa: PLC0415  # only where asked for

        return ExactPrecision(base, population, study.inference)
    return SimplePrecision(precision_base(base.effective, base.n, population, study.inference), study.inference.level)


def _options(
    variable: Variable, answers: Answers, base: Base, precision: Precision, group: Group | None
) -> tuple[Share, ...]:
    shares = _shares(answers.options, answers, base, precision, group)
    if isinstance(variable.question, MultipleChoice):
        return with_shares_of_responses(shares)
    return with_places(shares, answers.people, base) if isinstance(variable.question, Ranking) else shares


def _shares(
    categories: tuple[Category, ...], answers: Answers, base: Base, precision: Precision, group: Group | None
) -> tuple[Share, ...]:
    shares = category_shares(answers.sorted_in, categories, base, precision)
    return group.together.add_to(shares, categories) if group else shares


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
