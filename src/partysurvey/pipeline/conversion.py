"""A response file written again in another format: the same rows, without personal data."""

import csv
import io
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path
from typing import TYPE_CHECKING, Any, BinaryIO

from msgspec import Struct

from partysurvey.errors import RequestError, SourceError
from partysurvey.render.writing import streamed_file
from partysurvey.sources.opening import open_source
from partysurvey.sources.recognition import Recognition, recognised
from partysurvey.sources.source import Source
from partysurvey.survey import Column, Grid, Layout, MultipleChoice, Number, Scale, SingleChoice
from partysurvey.survey.column import Role
from partysurvey.survey.matching.column_roles import column_role
from partysurvey.survey.suggestion import listing

if TYPE_CHECKING:
    import pyarrow as pa

    from partysurvey.sources.coded_columns import CodedColumn, Known
    from partysurvey.sources.distinct_values import DistinctValues
    from partysurvey.sources.response_sets import ResponseSet

TEXTS = {".csv": ",", ".tsv": "\t"}
ENDINGS = (*TEXTS, ".xlsx", ".parquet", ".sav", ".dta")
MARK = "\N{ZERO WIDTH NO-BREAK SPACE}"  # by which Excel knows UTF-8
LONGEST_NAMES = {".sav": 64, ".dta": 32}  # bytes in SPSS, characters in Stata
OnRows = Callable[[int], None]


class Conversion(Struct, frozen=True, kw_only=True):
    """What to convert, and how."""

    file: Path
    output: Path
    questionnaire: str | None = None
    keep_personal: bool = False
    force: bool = False
    sheet: str | None = None
    encoding: str | None = None
    dialect: str | None = None


class Converted(Struct, frozen=True):
    """How many rows were written, and the columns left out because they hold personal data."""

    rows: int
    personal: tuple[str, ...]
    notes: tuple[str, ...] = ()


def convert(request: Conversion, on_rows: OnRows | None = None) -> Converted:
    """Write the file in the format that the ending of the output names; raises RequestError, SourceError."""
    ending = _checked_ending(request)
    source = open_source(request.file, sheet=request.sheet, encoding=request.encoding, dialect=request.dialect)
    recognition = recognised(source, request.questionnaire) if request.questionnaire else None
    personal = () if request.keep_personal else personal_columns(source, recognition)
    names = [column.name for column in source.columns if column.name not in personal]
    if not names:
        raise RequestError("every column holds personal data", "keep them with --keep-personal", request.file)
    batches = _counted(_readable(source, names), on_rows)
    with streamed_file(request.output) as stream:
        if ending in LONGEST_NAMES:
            rows = _write_statistical(source, recognition, names, batches, stream, ending)
        else:
            rows = _write_streaming(names, batches, stream, ending)
    return Converted(rows, personal, recognition.left_out if recognition else ())


def personal_columns(source: Source, recognition: Recognition | None) -> tuple[str, ...]:
    """The columns whose name or question says that they hold personal data."""
    bound = recognition.binding.columns if recognition else {}
    questions = {q.id for q in recognition.questionnaire.questions if q.personal} if recognition else set()
    declared = {name for variable, found in bound.items() if variable in questions for name in found.columns}
    return tuple(
        column.name for column in source.columns if column_role(column) is Role.PERSONAL or column.name in declared
    )


def _checked_ending(request: Conversion) -> str:
    ending = request.output.suffix.lower()
    if ending not in ENDINGS:
        raise RequestError(f"no format has the ending {ending!r}", f"choose one of: {listing(ENDINGS)}", request.output)
    if request.output.exists() and request.output.samefile(request.file):
        raise RequestError("would be read and written at once", "choose another name", request.output)
    if request.output.exists() and not request.force:
        raise RequestError("exists already", "choose another name, or replace it with --force", request.output)
    return ending


def _readable(source: Source, names: Sequence[str]) -> "Iterator[pa.RecordBatch]":
    from partysurvey.sources.copying import decoded_batches  # noqa: PLC0415  # heavy, imported when used

    return decoded_batches(source, names)


def _counted(batches: "Iterable[pa.RecordBatch]", on_rows: OnRows | None) -> "Iterator[pa.RecordBatch]":
    for batch in batches:
        yield batch
        if on_rows:
            on_rows(batch.num_rows)


def _write_streaming(names: Sequence[str], batches: "Iterable[pa.RecordBatch]", stream: BinaryIO, ending: str) -> int:
    if ending == ".parquet":
        return _write_parquet(batches, stream)
    if ending == ".xlsx":
        return _write_workbook(names, batches, stream)
    return _write_text(names, batches, stream, TEXTS[ending])


def _write_text(names: Sequence[str], batches: "Iterable[pa.RecordBatch]", stream: BinaryIO, separator: str) -> int:
    rows = 0
    text = io.StringIO(newline="")
    writer = csv.writer(text, delimiter=separator, lineterminator="\n")
    text.write(MARK)
    writer.writerow(names)
    for batch in batches:
        writer.writerows(_rows(batch))
        rows += batch.num_rows
        stream.write(text.getvalue().encode())
        text.seek(0)
        text.truncate()
    stream.write(text.getvalue().encode())
    return rows


def _write_workbook(names: Sequence[str], batches: "Iterable[pa.RecordBatch]", stream: BinaryIO) -> int:
    from partysurvey.sources.workbook_writing import sheet_writer  # noqa: PLC0415  # only one of the formats

    rows = 0
    with sheet_writer(stream) as sheet:
        sheet.add([names])
        for batch in batches:
            sheet.add(_rows(batch))
            rows += batch.num_rows
    return rows


def _write_parquet(batches: "Iterable[pa.RecordBatch]", stream: BinaryIO) -> int:
    import pyarrow as pa  # noqa: PLC0415  # heavy, imported when used
    import pyarrow.parquet as pq  # noqa: PLC0415  # heavy, imported when used

    rows = 0
    remaining = iter(batches)
    first = next(remaining)
    with closing(pq.ParquetWriter(stream, first.schema)) as writer:
        for batch in chain((first,), remaining):
            try:
                writer.write_table(pa.Table.from_batches([batch]).cast(first.schema))
            except pa.ArrowInvalid as error:
                what = f"a column changes its type behind row {rows} ({error})"
                raise SourceError(what, "convert to .csv") from error
            rows += batch.num_rows
    return rows


def _rows(batch: "pa.RecordBatch") -> Iterator[tuple[Any, ...]]:
    """The rows of a batch as texts and numbers, whole numbers without a point."""
    return zip(*([_cell(value) for value in column.to_pylist()] for column in batch.columns), strict=True)


def _cell(value: Any) -> Any:  # noqa: ANN401  # a text, a number or nothing
    return int(value) if isinstance(value, float) and value.is_integer() and abs(value) < 1e15 else value


def _write_statistical(
    source: Source,
    recognition: Recognition | None,
    names: Sequence[str],
    batches: "Iterable[pa.RecordBatch]",
    stream: BinaryIO,
    ending: str,
) -> int:
    """Write .sav or .dta, which hold a column as a whole: some bytes per cell of the table are kept."""
    from partysurvey.sources.distinct_values import DistinctValues  # noqa: PLC0415  # heavy, imported when used
    from partysurvey.sources.statistical_writing import write_dta, write_sav  # noqa: PLC0415  # heavy

    rows = 0
    values = {name: DistinctValues() for name in names}
    for batch in batches:
        rows += batch.num_rows
        for name, column in zip(names, batch.columns, strict=True):
            values[name].add(column)
    columns = _coded(source, recognition, values, ending)
    title = recognition.questionnaire.title.into(recognition.questionnaire.language) if recognition else ""
    if ending == ".sav":
        write_sav(columns, _sets(recognition, columns), title, stream)
    else:
        write_dta(columns, title, stream)
    return rows


def _coded(
    source: Source, recognition: Recognition | None, values: "dict[str, DistinctValues]", ending: str
) -> "list[CodedColumn]":
    from partysurvey.sources.coded_columns import coded_column  # noqa: PLC0415  # heavy, imported when used

    variables = _variables(recognition)
    fit = _fit_names([variables.get(name, name) for name in values], ending)
    about = {column.name: column for column in source.columns}
    return [
        coded_column(about[name], new, found, _known(about[name], recognition))
        for (name, found), new in zip(values.items(), fit, strict=True)
    ]


def _variables(recognition: Recognition | None) -> dict[str, str]:
    """The new name of each bound column: that of its variable, `question_option` where there is one per option."""
    named: dict[str, str] = {}
    for variable, found in recognition.binding.columns.items() if recognition else ():
        if found.layout is Layout.PER_OPTION:
            named |= {name: f"{variable}_{code}" for name, code in zip(found.columns, found.options, strict=True)}
        else:
            named[found.columns[0]] = variable
    return named


def _known(column: Column, recognition: Recognition | None) -> "Known | None":
    """What the questionnaire says of a column that holds one answer a row."""
    from partysurvey.sources.coded_columns import Known  # noqa: PLC0415  # heavy, imported when used

    if recognition is None:
        return None
    for variable, found in recognition.binding.columns.items():
        question = recognition.questionnaire.variables[variable].question
        if found.columns == (column.name,) and isinstance(question, SingleChoice | Scale | Grid | Number):
            return Known.of(variable, recognition.questionnaire)
    return None


def _fit_names(names: Sequence[str], ending: str) -> list[str]:
    """Names that the format allows, each once."""
    from partysurvey.sources.questionnaires.standards.form import fit_name  # noqa: PLC0415  # only here

    fit: list[str] = []
    for name in names:
        parts = name.split(".") if ending == ".sav" and name.count(".") == 1 else [name]
        whole = ".".join((fit_name(parts[0]), *("_".join(part.split()) for part in parts[1:])))
        short = whole.encode()[: LONGEST_NAMES[ending] - 6].decode("utf-8", "ignore").rstrip("_.")
        unique = next(
            each
            for each in (short, *(f"{short}_{n}" for n in range(2, len(names) + 2)))
            if each.casefold() not in {known.casefold() for known in fit}
        )
        fit.append(unique)
    return fit


def _sets(recognition: Recognition | None, columns: "Sequence[CodedColumn]") -> "list[ResponseSet]":
    """The multiple choices whose columns are numbers, as sets of their variables."""
    from partysurvey.sources.response_sets import ResponseSet  # noqa: PLC0415  # only for SPSS

    if recognition is None:
        return []
    ticks = {column.name for column in columns if set(column.distinct) <= {0.0, 1.0, None}}
    language = recognition.questionnaire.language
    sets = []
    for question in recognition.questionnaire.questions:
        members = tuple(name for name in ticks if name.startswith(f"{question.id}_"))
        if isinstance(question, MultipleChoice) and len(members) == len(question.options):
            ordered = tuple(column.name for column in columns if column.name in members)
            sets.append(ResponseSet(question.id, question.text.into(language), ordered))
    return sets
