"""An analysis as files: results.json, report.md, tables and figures."""

from pathlib import Path

from partysurvey.pipeline.analysis import Analysis
from partysurvey.render.csv_files import estimates_csv, tables_csv
from partysurvey.render.look import Look
from partysurvey.render.markdown import document_markdown
from partysurvey.render.writing import write_files
from partysurvey.report.accounting import Style
from partysurvey.report.document import Chart


def write_analysis(analysis: Analysis, directory: Path, style: Style, look: Look = Look()) -> list[Path]:  # noqa: B008  # frozen
    """Write all files into the directory, or none, and return their paths. Raises RequestError, RenderError."""
    return write_files(directory, output_files(analysis, style, look))


def output_files(analysis: Analysis, style: Style, look: Look = Look()) -> dict[str, bytes]:  # noqa: B008  # frozen
    """The content of every file by its path within the output directory."""
    from partysurvey.render.figures import figure_files  # noqa: PLC0415  # brings matplotlib, needed only here

    document = analysis.document(style)
    charts = [block for block in document.blocks if isinstance(block, Chart)]
    figures = figure_files(charts, language=style.language, font=look.font, width=look.width, theme=look.theme)
    return {
        "results.json": analysis.to_json(style).encode(),
        "report.md": document_markdown(document).encode(),
        "estimates.csv": estimates_csv(analysis.estimates, style.language),
        **{f"tables/{name}": content for name, content in tables_csv(document).items()},
        **{f"figures/{name}": content for name, content in figures.items()},
    }
