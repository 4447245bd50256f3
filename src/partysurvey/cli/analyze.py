"""`partysurvey analyze`: percentages, tables and figures of a response file."""

from partysurvey.cli import options, screening_options, source_options


def analyze(  # one parameter per option is Typer's way
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
    output: options.OutputFolder = None,
    form: options.Form = options.OutputFormat.TEXT,
    language: options.OutputLanguage = None,
    digits: options.Digits = 1,
    rounding: options.RoundingRule = options.Rounding.HALF_UP,
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
    font: options.Font = None,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    dialect: options.Dialect = None,
    engine: source_options.EngineName = None,
    cluster: source_options.Cluster = None,
) -> None:
    """Percentages of every question; with -o also tables and figures on disk.

    Example: partysurvey analyze responses.csv --by part_time -o out
    """
    from partysurvey.cli.printing import print_analysis, print_written, progress
    from partysurvey.engines.engine import EngineRequest
    from partysurvey.estimates.results import Inference
    from partysurvey.pipeline.analysis import Request, run
    from partysurvey.pipeline.designing import ReplicateRequest
    from partysurvey.report.accounting import Style
    from partysurvey.survey.quality import ScreeningRequest, Thresholds

    thresholds = Thresholds(speed=speed, straight=straight, pattern=pattern, complete=complete, per_address=per_address)
    request = Request(
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
            rscales=options.listed_numbers(rscales, "--rscales"),
            mse=mse,
            factors=replicate_factors,
        ),
        inference=Inference(level, population, census, ci and ci.value.replace("-", "_"), options.compared_with(deff)),
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
    with progress(source_options.shown(files, source)) as on_rows:
        analysis = run(request, on_rows)
    style = Style(language.value if language else analysis.questionnaire.language, digits, rounding.value)
    written = []
    if output is not None:
        from partysurvey.pipeline.output import write_analysis

        written = write_analysis(analysis, output, style, font)
    print_analysis(analysis, form, style)
    if output:
        print_written(written, output)
