"""`partysurvey analyze`: percentages, tables and figures of a response file."""

from partysurvey.cli import options


def analyze(  # one parameter per option is Typer's way
    file: options.ResponseFile,
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
    output: options.OutputFolder = None,
    form: options.Form = options.OutputFormat.TEXT,
    language: options.OutputLanguage = None,
    digits: options.Digits = 1,
    rounding: options.RoundingRule = options.Rounding.HALF_UP,
    min_group: options.LeastGroup = 5,
    strict: options.Strict = False,
    font: options.Font = None,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    dialect: options.Dialect = None,
) -> None:
    """Percentages of every question; with -o also tables and figures on disk.

    Example: partysurvey analyze responses.csv --by part_time -o out
    """
    from partysurvey.cli.printing import print_analysis, print_written, progress
    from partysurvey.estimates.results import Inference
    from partysurvey.pipeline.analysis import Request, run
    from partysurvey.pipeline.designing import ReplicateRequest
    from partysurvey.report.accounting import Style

    request = Request(
        file=file,
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
        inference=Inference(level, population, census, ci and ci.value, options.compared_with(deff)),
        min_group=min_group,
        strict=strict,
        sheet=sheet,
        encoding=encoding,
        dialect=dialect,
    )
    with progress(file) as on_rows:
        analysis = run(request, on_rows)
    style = Style(language.value if language else analysis.questionnaire.language, digits, rounding.value)
    written = []
    if output is not None:
        from partysurvey.pipeline.output import write_analysis

        written = write_analysis(analysis, output, style, font)
    print_analysis(analysis, form, style)
    if output:
        print_written(written, output)
