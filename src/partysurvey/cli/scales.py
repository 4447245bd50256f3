"""`partysurvey scales`: how well several items measure one thing."""

from pathlib import Path
from typing import Annotated

import typer

from partysurvey.cli import options


def scales(  # one parameter per option is Typer's way
    file: options.ResponseFile,
    *,
    questionnaire: options.QuestionnaireName = None,
    scale: Annotated[
        list[str] | None,
        typer.Option(
            metavar="A,B",
            help="Only these scales of the questionnaire (`scales:`, or a grid), by id. Example: --scale morale",
        ),
    ] = None,
    items: Annotated[
        list[str] | None,
        typer.Option(
            metavar="A,B",
            help="Take these questions, grids or grid items as one scale. Example: --items enthusiasm,pride,trust",
        ),
    ] = None,
    where: options.Where = None,
    weight: options.Weight = None,
    polychoric: Annotated[
        bool,
        typer.Option("--polychoric", help="Also polychoric correlations and the alpha of them. Example: --polychoric"),
    ] = False,
    level: options.Level = 0.95,
    output: Annotated[
        Path | None,
        typer.Option(
            "--output",
            "-o",
            metavar="DIR",
            help="Also write scales.md, scales.json, scales.csv and tables (CSV) into this folder. Example: -o out",
        ),
    ] = None,
    form: options.Form = options.OutputFormat.TEXT,
    language: options.OutputLanguage = None,
    sheet: options.Sheet = None,
    encoding: options.Encoding = None,
    dialect: options.Dialect = None,
) -> None:
    """Reliability of scales: alpha with its interval, omega, KMO, Bartlett, and every item with the rest.

    Example: partysurvey scales responses.csv
    """
    from partysurvey.cli.printing import print_bytes, print_text, print_written
    from partysurvey.cli.progress import progress
    from partysurvey.pipeline.scale_output import scale_files, written_form
    from partysurvey.pipeline.scales import ScaleRequest, analyze_scales

    request = ScaleRequest(
        file=file,
        questionnaire=questionnaire,
        scales=options.listed(scale),
        items=options.listed(items),
        where=tuple(where or ()),
        weight=weight,
        level=level,
        polychoric=polychoric,
        sheet=sheet,
        encoding=encoding,
        dialect=dialect,
    )
    with progress(file) as on_rows:
        analysis = analyze_scales(request, on_rows)
    spoken = language.value if language else analysis.questionnaire.language
    written = []
    if output is not None:
        from partysurvey.render.writing import write_files

        written = write_files(output, scale_files(analysis, spoken))
    if form is options.OutputFormat.TEXT:
        print_text(analysis.document(spoken))
    else:
        print_bytes(written_form(analysis, form.value, spoken))
    if output is not None:
        print_written(written, output)
