"""SPSS and Stata files: values as they stand, with the labels and the missing values that the file declares."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa
import pyreadstat
from msgspec import Struct

from partysurvey.errors import SourceError
from partysurvey.sources.arrays import ArrowArray, number_array, number_column, text_column
from partysurvey.sources.calendars import DateText, date_text
from partysurvey.sources.cells import number_text
from partysurvey.sources.mojibake import is_chinese_in_disguise
from partysurvey.sources.names import asked_columns
from partysurvey.sources.source import SourceInfo
from partysurvey.survey import Column, MissingRange, Text

ROWS = 1 << 16
CHINESE = "GB18030"
READERS: Mapping[str, Callable[..., Any]] = {"sav": pyreadstat.read_sav, "dta": pyreadstat.read_dta}


class Dictionary(Struct, frozen=True):
    """What the file says of its columns, as pyreadstat gives it, and the encoding that had to be forced."""

    about: Any
    encoding: str | None = None


class StatisticalSource:
    """An SPSS (.sav, .zsav) or Stata (.dta) file, read in pieces.

    Numbers stay numbers, system-missing ones are null; values that the file declares missing stay, and are
    named in `Column.missing`, as do Stata's `.a` to `.z`, which read as the texts `a` to `z`.
    """

    def __init__(self, path: Path, container: str, encoding: str | None = None) -> None:
        """Read the dictionary of the file; raises SourceError where it is damaged or has no rows."""
        self._path = path
        self._read = READERS[container]
        self._known = dictionary_of(self._read, path, encoding)
        about = self._known.about
        self.columns: tuple[Column, ...] = tuple(column_of(about, name) for name in about.column_names)
        if not self.columns or about.number_rows == 0:
            what = "the file has no rows" if self.columns else "the file has no columns"
            raise SourceError(what, "export the answers again", path)
        guessed = self._known.encoding and not encoding
        note = {
            "encoding": Text(
                f"标签只能按 {CHINESE} 编码读出，与文件所声明的编码不同",
                f"the labels are readable only as {CHINESE}, whatever the file declares",
            )
        }
        used = self._known.encoding or about.file_encoding
        self.info = SourceInfo(
            str(path),
            container,
            used,
            size=path.stat().st_size,
            rows=about.number_rows,
            notes=note if guessed else {},
        )

    def head(self) -> tuple[tuple[str, ...], ...]:
        """The names of the columns: what the file holds is no text."""
        return (tuple(column.name for column in self.columns),)

    def batches(self, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns (all if None), in the order of the file's rows."""
        places = asked_columns(self.columns, names, str(self._path))
        asked = [self.columns[place].name for place in places]
        offset = 0
        while (part := self._part(asked, offset)) and (rows := len(part[asked[0]])):
            arrays = [_array(part[name], self._kind(name)) for name in asked]
            yield pa.RecordBatch.from_arrays(arrays, names=asked)
            if rows < ROWS:
                return
            offset += rows

    def _part(self, names: Sequence[str], offset: int) -> dict[str, list[Any]]:
        """The next rows as a list per column."""
        try:
            part, _ = self._read(
                str(self._path),
                usecols=list(names),
                row_limit=ROWS,
                row_offset=offset,
                output_format="dict",
                user_missing=True,
                disable_datetime_conversion=True,
                encoding=self._known.encoding,
            )
        except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError, UnicodeDecodeError) as error:
            what = f"the file breaks behind row {offset} ({error})"
            raise SourceError(
                what, "name the encoding with --encoding, or export the file again", self._path
            ) from error
        return dict(part)

    def _kind(self, name: str) -> DateText | str:
        """How the numbers of the column become dates, or `text`, or `number`."""
        about = self._known.about
        if about.readstat_variable_types[name] == "string":
            return "text"
        return date_text(about.original_variable_types[name]) or "number"


def dictionary_of(read: Callable[..., Any], path: Path, encoding: str | None) -> Dictionary:
    """The dictionary of the file; in GB18030 where the declared encoding makes no sense of Chinese labels."""
    try:
        about = _about(read, path, encoding)
    except UnicodeError:
        return _forced(read, path, encoding)
    if encoding or not is_chinese_in_disguise(_labels(about)):
        return Dictionary(about, encoding)
    return Dictionary(_about(read, path, CHINESE), CHINESE)


def _forced(read: Callable[..., Any], path: Path, encoding: str | None) -> Dictionary:
    """The dictionary in GB18030, where the file cannot be read as declared and nothing was asked for."""
    remedy = "name the encoding with --encoding (gb18030, big5, windows-1252 …)"
    if encoding is None:
        try:
            return Dictionary(_about(read, path, CHINESE), CHINESE)
        except UnicodeError:
            pass
    raise SourceError(f"the labels are not in the encoding {encoding or 'that the file declares'}", remedy, path)


def _about(read: Callable[..., Any], path: Path, encoding: str | None) -> Any:  # noqa: ANN401  # pyreadstat has no types
    """The metadata of the file; UnicodeError where its texts are not in the encoding."""
    try:
        # Stata's letters for missing values are known only from rows
        start = {"metadataonly": True} if read is pyreadstat.read_sav else {"row_limit": ROWS, "output_format": "dict"}
        _, about = read(str(path), user_missing=True, encoding=encoding, disable_datetime_conversion=True, **start)
    except (pyreadstat.ReadstatError, pyreadstat.PyreadstatError) as error:
        if "convert string" in str(error) or "character set" in str(error):
            raise UnicodeError(str(error)) from error
        what = f"this is no file that can be read ({error})"
        raise SourceError(what, "export it again", path) from error
    return about


def _labels(about: Any) -> str:  # noqa: ANN401  # pyreadstat has no types
    """Every name and label of the file."""
    values = (label for labels in about.variable_value_labels.values() for label in labels.values())
    return "\n".join([*about.column_names, *(label or "" for label in about.column_labels), *values])


def column_of(about: Any, name: str) -> Column:  # noqa: ANN401  # pyreadstat has no types
    """What the file says about the column."""
    labels = about.variable_value_labels.get(name, {})
    ranges = [MissingRange(part["lo"], part["hi"]) for part in about.missing_ranges.get(name, [])]
    letters = [MissingRange(letter, letter) for letter in about.missing_user_values.get(name, [])]
    return Column(
        name,
        about.column_names_to_labels.get(name) or "",
        {_raw(value): label for value, label in labels.items()},
        (*ranges, *letters),
    )


def _raw(value: object) -> str:
    """A value of the file as text, whole numbers without a point."""
    return value if isinstance(value, str) else number_text(float(str(value)))


def _array(values: list[Any], kind: DateText | str) -> ArrowArray:
    """The values as an Arrow column of their kind; numbers as texts where letters of Stata stand between them."""
    if callable(kind):
        return text_column(value if value is None or isinstance(value, str) else kind(value) for value in values)
    types = set(map(type, values))
    if types <= {str, type(None)} and (kind == "text" or str in types):
        return text_column(values)
    if str not in types:
        return number_column(number_array(np.array(values, np.float64)))
    return text_column(None if value is None else _raw(value) for value in values)
