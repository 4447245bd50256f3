"""The options that say what to analyse and how, which several commands have before their own."""

import inspect
from collections.abc import Callable
from functools import wraps
from typing import TYPE_CHECKING, Concatenate, ParamSpec

from partysurvey.cli import design_options, options, screening_options, source_options

if TYPE_CHECKING:
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
    files: source_options.ResponseFiles = None,
    *,
    source: source_options.SourceUrl = None,
    query: source_options.Query = None,
    questionnaire: options.QuestionnaireName = None,
    by: options.By = None,
    where: options.Where = None,
    questions: options.Questions = None,
    weight: options.Weight = None,
    targets: options.TargetsFile = None,
    strata: design_options.Strata = None,
    psu: design_options.Psu = None,
    fpc: design_options.Fpc = None,
    nest: design_options.Nest = False,
    lonely_psu: design_options.LonelyPsu = None,
    replicates: design_options.ReplicateColumns = None,
    replicate_type: design_options.ReplicateType = None,
    rho: design_options.FayCoefficient = None,
    scale: design_options.ReplicateScale = None,
    rscales: design_options.ReplicateScales = None,
    mse: design_options.AroundEstimate = False,
    replicate_factors: design_options.ReplicateFactors = False,
    ci: design_options.IntervalMethod = None,
    deff: design_options.DesignEffect = None,
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
    engine: source_options.EngineName = None,
    cluster: source_options.Cluster = None,
) -> "Request":
    """What these options ask for; RequestError where they do not go together."""
    from partysurvey.engines.engine import EngineRequest
    from partysurvey.estimates.results import Inference
    from partysurvey.pipeline.analysis import Request
    from partysurvey.pipeline.designing import ReplicateRequest
    from partysurvey.survey.quality import ScreeningRequest, Thresholds

    thresholds = Thresholds(speed=speed, straight=straight, pattern=pattern, complete=complete, per_address=per_address)
    return Request(
        file=source_options.responses(files, source),
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
            rscales=design_options.listed_numbers(rscales, "--rscales"),
            mse=mse,
            factors=replicate_factors,
        ),
        inference=Inference(
            level, population, census, ci and ci.value.replace("-", "_"), design_options.compared_with(deff)
        ),
        comparing=options.comparing(compare, adjust, looser_level, letter_base, level),
        min_group=min_group,
        strict=strict,
        exclude=options.listed(exclude),
        screening=ScreeningRequest(thresholds=thresholds, duration=duration, identity=identity),
        sheet=sheet,
        encoding=encoding,
        dialect=dialect,
        query=query,
        engine=EngineRequest(engine and engine.value, cluster),
    )
