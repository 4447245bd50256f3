"""One table of many questions by several banners, as a document or a file."""

from pathlib import Path

from partysurvey.pipeline.analysis import Analysis
from partysurvey.pipeline.reporting import checked_outputs, rendered
from partysurvey.render.csv_files import table_csv
from partysurvey.render.look import Look
from partysurvey.render.writing import write_file
from partysurvey.report.accounting import Style
from partysurvey.report.banner_table import Arrangement, banner_table
from partysurvey.report.document import Document


def banner_document(analysis: Analysis, style: Style, arrangement: Arrangement) -> Document:
    """The table alone."""
    table = banner_table(analysis.estimates, analysis.questionnaire, analysis.accounting, style, arrangement)
    return Document((table,), style.language)


def check_table_file(path: Path) -> None:
    """Nothing, where a table can be written into such a file; RequestError otherwise."""
    if path.suffix.lower() != ".csv":
        checked_outputs([path])


def write_table(document: Document, path: Path) -> None:
    """Write the document of one table as CSV or in a format of reports. Raises RequestError, RenderError."""
    if path.suffix.lower() == ".csv":
        (table,) = document.tables
        write_file(path, table_csv(table, document.language))
    else:
        write_file(path, rendered(document, path, Look()))
