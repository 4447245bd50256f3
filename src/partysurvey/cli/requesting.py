"""The options that say what to analyse and how, which several commands have before their own."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from partysurvey.cli import options, screening_options
from partysurvey.errors import RequestError

if TYPE_CHECKING:
    from partysurvey.estimates.results import Comparing, DeffKind
    from partysurvey.pipeline.analysis import Request

Own = ParamSpec("Own")


def requesting(command: "Callable[Concatenate[Request, Own], None]") -> Callable[..., None]:
    """The command with the parameters of `request` in place of its first one, which is made of them."""
    asked = inspect.signature(request).parameters
    own = list(inspect.signature(command).parameters.values())[1:]

    @wraps(command)
    def whole(**given: object) -> None:
        parts = {name: given.pop(name) for name in asked}
        command(request(**parts), **given)  # type: ignore[arg-type, call-arg]  # Typer has checked them by these signatures

    parameters = [each.replace(kind=inspect.Parameter.KEYWORD_ONLY) for each in (*asked.values(), *own)]
    whole.__signature__ = inspect.Signature(parameters)  # type: ignore[attr-defined]  # what Typer reads
    whole.__annotations__ = {each.name: each.annotation for each in parameters}
    return whole


def request(
    files: options.ResponseFiles,
    *,
    questionnaire: options.QuestionnaireName = None,
    by: options.By = None,
    where: options.Where = None,
    questions: options.Questions = None,
    weight: options.Weight = None,
    targets: options.TargetsFile = None,
    strata: options.Strata = None,
    psu: options.Psu = None,
    fpc: options.Fpc = None,
    nest: options.Nest = False,
    lonely_psu: options.LonelyPsu = None,
    replicates: options.ReplicateColumns = None,
    replicate_type: options.ReplicateType = None,
    rho: options.FayCoefficient = None,
    scale: options.ReplicateScale = None,
    rscales: options.ReplicateScales = None,
    mse: options.AroundEstimate = False,
    replicate_factors: options.ReplicateFactors = False,
    ci: options.IntervalMethod = None,
    deff: options.DesignEffect = None,
    population: options.Population = None,
    census: options.Census = False,
    level: options.Level = 0.95,
    compare: options.Compare = options.CompareChoice.PAIRS,
    adjust: options.Adjust = options.AdjustChoice.NONE,
    looser_level: options.LooserLevel = None,
    letter_base: options.LetterBase = 30,
    min_group: options.LeastGroup = 5,
    strict: options.Strict = False,
    exclude: screening_options.Exclude = None,
    duration: screening_options.Duration = None,
    identity: screening_options.Identity = None,
    speed: screening_options.Speed = 0.3,
    straight: screening_options.Straight = 4,
    pattern: screening_options.Pattern = 5,
    complete: screening_options.Complete = 0.8,
    per_address: screening_options.PerAddress = 1,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    dialect: options.Dialect = None,
) -> "Request":
    """What these options ask for; RequestError where they do not go together."""
    from partysurvey.estimates.results import Inference
    from partysurvey.pipeline.analysis import Request
    from partysurvey.pipeline.designing import ReplicateRequest
    from partysurvey.survey.quality import ScreeningRequest, Thresholds

    thresholds = Thresholds(speed=speed, straight=straight, pattern=pattern, complete=complete, per_address=per_address)
    return Request(
        file=files,
        questionnaire=questionnaire,
        by=options.listed(by),
        where=tuple(where or ()),
        questions=options.listed(questions),
        weight=weight,
        targets=targets,
        strata=strata,
        psu=options.listed(psu),
        fpc=options.listed(fpc),
        nest=nest,
        lonely=lonely_psu and lonely_psu.value,
        replicates=ReplicateRequest(
            columns=options.listed(replicates),
            type=replicate_type and replicate_type.value,
            rho=rho,
            scale=scale,
            rscales=_listed_numbers(rscales, "--rscales"),
            mse=mse,
            factors=replicate_factors,
        ),
        inference=Inference(level, population, census, ci and ci.value.replace("-", "_"), _compared_with(deff)),
        comparing=_comparing(compare, adjust, looser_level, letter_base, level),
        min_group=min_group,
        strict=strict,
        exclude=options.listed(exclude),
        screening=ScreeningRequest(thresholds=thresholds, duration=duration, identity=identity),
        sheet=sheet,
        encoding=encoding,
        dialect=dialect,
    )


def _comparing(
    compare: options.CompareChoice, adjust: options.AdjustChoice, looser: float | None, base: int, level: float
) -> "Comparing | None":
    """How columns are to be compared, None not at all; RequestError where the looser level is none."""
    from partysurvey.estimates.results import Comparing

    if looser is not None and looser >= level:
        raise RequestError(
            f"--looser-level {looser:g} is not below the level of {level:g}", "give a lower one, or raise --level"
        )
    if compare is options.CompareChoice.NONE:
        return None
    return Comparing("rest" if compare is options.CompareChoice.REST else "pairs", adjust.value, looser, base)


def _listed_numbers(values: list[str] | None, option: str) -> tuple[float, ...]:
    """The numbers in such an option; RequestError where one is none or is below 0."""
    texts = options.listed(values)
    try:
        numbers = tuple(map(float, texts))
    except ValueError:
        numbers = (-1.0,)
    if not all(number >= 0 for number in numbers):
        raise RequestError(f"{option} {','.join(texts)} holds what is no number, or one below 0", "give numbers")
    return numbers


def _compared_with(choice: options.DesignEffectChoice | None) -> "DeffKind | None":
    """The kind of design effects chosen, None where none was."""
    if choice is None:
        return None
    return "population" if choice is options.DesignEffectChoice.POPULATION else "replace"
