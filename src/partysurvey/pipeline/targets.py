"""Targets bound to a questionnaire: names to variables and levels, shares and percent to counts."""

from collections.abc import Sequence
from itertools import product

from partysurvey.errors import Place, RequestError, TargetsError
from partysurvey.survey import Grid, Number, Questionnaire, Scale, SingleChoice
from partysurvey.survey.derived import Derived
from partysurvey.survey.questionnaire import Variable
from partysurvey.survey.resolution import option_codes, resolved_variable
from partysurvey.survey.spelling import spellings
from partysurvey.survey.suggestion import did_you_mean
from partysurvey.tally.plan import banded
from partysurvey.weighting.margins import ADDED_UP, Category, Margin, check_totals
from partysurvey.weighting.targets import TargetMargin, Targets

ROUNDED = 0.0005  # a share printed as 33.3 % is off by this much


def bound_margins(targets: Targets, questionnaire: Questionnaire) -> tuple[Margin, ...]:
    """The margins with variables and levels for names, their targets as written; TargetsError where one is unknown."""
    return tuple(_bound(margin, questionnaire) for margin in targets.margins)


def bound_number(name: str, place: Place, questionnaire: Questionnaire) -> str:
    """The id of a number variable; TargetsError where it is none."""
    variable = _variable(name, place, questionnaire)
    if not isinstance(variable.question, Number | Derived):
        raise TargetsError(f"{name} is no number and has no total", "give targets of its options in `margins`", place)
    return variable.id


def scaled_margins(margins: Sequence[Margin], targets: Targets, weight: float) -> tuple[Margin, ...]:
    """The margins as counts that sum to the population; `weight` is the sum of the old weights.

    Margins that sum to 1 are shares, those that sum to 100 percent, all others counts. TargetsError where they do not
    add up.
    """
    kinds = [_kind(margin) for margin in margins]
    for margin, asked, kind in zip(margins, targets.margins, kinds, strict=True):
        _check_sum(margin, asked, kind)
    counts = [margin for margin, kind in zip(margins, kinds, strict=True) if kind == "counts"]
    try:
        check_totals(counts)
    except RequestError as error:
        raise placed_error(error, targets.margins[0].place) from error
    whole = targets.population or (counts[0].total if counts else weight)
    if counts and abs(counts[0].total - whole) > ADDED_UP * whole:
        raise TargetsError(
            f"the targets of {counts[0].name} sum to {counts[0].total:,g}, and the population is {whole:,g}",
            "correct the targets, or leave `population` out",
            targets.margins[0].place,
        )
    return tuple(margin.scaled(whole) for margin in margins)


def _kind(margin: Margin) -> str:
    values = [category.target for category in margin.categories]
    if max(values) <= 1 and margin.total < 1.5:
        return "shares"
    return "percent" if abs(margin.total - 100) <= 100 * ROUNDED * len(values) else "counts"


def _check_sum(margin: Margin, asked: TargetMargin, kind: str) -> None:
    if kind == "shares" and abs(margin.total - 1) > ROUNDED * len(asked.rows):
        raise TargetsError(
            f"the shares of {margin.name} sum to {margin.total:g}", "correct them: they must sum to 1", asked.place
        )
    if margin.total <= 0:
        raise TargetsError(f"the targets of {margin.name} are all 0", "give each option its target", asked.place)


def _bound(asked: TargetMargin, questionnaire: Questionnaire) -> Margin:
    variables = [_variable(name, asked.place, questionnaire) for name in asked.questions]
    ids = tuple(
        banded(variable.id) if isinstance(variable.question, Number | Derived) else variable.id
        for variable in variables
    )
    categories = [
        Category(
            " × ".join(row.options),
            tuple(product(*(_levels(v, option, row.place) for v, option in zip(variables, row.options, strict=True)))),
            row.target,
        )
        for row in asked.rows
    ]
    _check_apart(asked, categories)
    return Margin(ids, tuple(categories))


def _check_apart(asked: TargetMargin, categories: Sequence[Category]) -> None:
    """Nothing; TargetsError where an option is in two categories."""
    seen: dict[object, str] = {}
    for category, row in zip(categories, asked.rows, strict=True):
        for levels in category.levels:
            if levels in seen:
                what = f"{seen[levels]!r} and {category.name!r} of {' × '.join(asked.questions)} have options in common"
                raise TargetsError(what, "name every option once", row.place)
            seen[levels] = category.name


def _variable(name: str, place: Place, questionnaire: Questionnaire) -> Variable:
    try:
        return resolved_variable(name, questionnaire)
    except RequestError as error:
        raise placed_error(error, place) from error


def _levels(variable: Variable, option: str, place: Place) -> tuple[str, ...]:
    """The codes that the name stands for: an option, the options of a net, a band."""
    question = variable.question
    if isinstance(question, SingleChoice | Scale | Grid):
        codes = option_codes(option, question.options, question.nets)
        known = [name for each in question.options for name in (each.code, *spellings(each))]
        shown = [each.code for each in question.options]
    elif isinstance(question, Number | Derived) and question.bands:
        bands = {name: band.code for band in question.bands for name in (band.label.en, band.label.zh, band.code)}
        codes = (bands[option],) if option in bands else ()
        known, shown = list(bands), [band.code for band in question.bands]
    else:
        raise TargetsError(
            f"{variable.id} has no options that exclude each other",
            "weight by a single choice, a scale or the bands of a number",
            place,
        )
    if not codes:
        raise TargetsError(f"{variable.id} has no option {option!r}", did_you_mean(option, known, shown=shown), place)
    return codes


def placed_error(error: RequestError, place: Place) -> TargetsError:
    """The same error, told to be at the place of the targets file."""
    fault = error.faults[0]
    return TargetsError(fault.what, fault.remedy, place)
