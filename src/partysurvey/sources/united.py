"""Several files as one survey: columns of one name are one column, and one more says which file a row comes from."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import PurePath
from typing import Any, cast

import numpy as np
import pyarrow as pa
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.errors import SourceError
from partysurvey.sources.archives import UnpackedFolder
from partysurvey.sources.arrays import ArrowDictionary, coded_array, string_array
from partysurvey.sources.names import unique_names
from partysurvey.sources.portions import RetoldPortion, portions
from partysurvey.sources.source import Part, Source, SourceInfo
from partysurvey.survey import Column, Text
from partysurvey.survey.column import Particular
from partysurvey.survey.matching.column_roles import column_role
from partysurvey.survey.suggestion import chinese_listing, listing

ORIGIN = ("source", "source_file", "file_of_origin")


class UnitedSource:
    """The rows of all files, one file after the other. What a file has no column for is null in its rows.

    `origin` is the column of the file's name; it is given when asked for and is none of `columns`. `parts` tells the
    rows of each file once all have been read.
    """

    def __init__(self, sources: Sequence[Source], folder: UnpackedFolder | None = None) -> None:
        """Unite the columns; SourceError where two files label one value differently. The folder stays as long."""
        self._sources = sources
        self._folder = folder
        names = unique_names([PurePath(source.info.file).name for source in sources])
        self.parts = [Part(name, source.info) for name, source in zip(names, sources, strict=True)]
        self.columns: tuple[Column, ...] = tuple(_united_columns(sources))
        taken = {column.name for column in self.columns}
        self.origin = next(name for name in ORIGIN if name not in taken)
        encodings = {source.info.encoding for source in sources}
        self._decodes = len(encodings) > 1
        self.info = SourceInfo(
            file=", ".join(source.info.file for source in sources),
            container="several",
            encoding=None if self._decodes else encodings.pop(),
            dialect=_common([source.info.dialect for source in sources]),
            size=sum(source.info.size or 0 for source in sources),
            rows=_together([source.info.rows for source in sources]),
            left_out=sum((Counter(source.info.left_out) for source in sources), Counter()),
            notes=dict(_notes(self.parts)) | _gaps(self.parts, sources, self.columns),
        )

    def head(self) -> tuple[tuple[str, ...], ...]:
        """The first rows of the first file."""
        return self._sources[0].head()

    def batches(self, names: Sequence[str] | None = None) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns (all if None, without that of origin), file after file."""
        asked = [column.name for column in self.columns] if names is None else list(names)
        for place, source in enumerate(self._sources):
            uniting = self._uniting(place)
            rows = 0
            for batch in source.batches(uniting.own(asked)):
                rows += batch.num_rows
                yield uniting.united(batch, asked)
            self.parts[place] = replace(self.parts[place], rows=rows)

    def portions(self) -> "tuple[UnitedPortion, ...]":
        """The portions of all files, file after file."""
        return tuple(
            UnitedPortion(portion, self._uniting(place))
            for place, source in enumerate(self._sources)
            for portion in portions(source)
        )

    def note_rows(self, counted: "Iterable[tuple[UnitedPortion, int]]") -> None:
        """Keep the rows of each file, given those of each portion."""
        found = Counter[str]()
        for portion, rows in counted:
            found[portion.uniting.part] += rows
        self.parts = [replace(part, rows=found[part.name]) for part in self.parts]

    def _uniting(self, place: int) -> "Uniting":
        part, source = self.parts[place], self._sources[place]
        held = tuple(column.name for column in source.columns)
        return Uniting(self.origin, part.name, held, part.info.encoding if self._decodes else None)


class Uniting(Struct, frozen=True):
    """How the rows of one file become rows of the survey: its name, its columns, the encoding if it must be decoded."""

    origin: str
    part: str
    held: tuple[str, ...]
    encoding: str | None

    def own(self, asked: Sequence[str]) -> list[str]:
        """The asked columns that the file has; its first one where it has none, so that there are rows to count."""
        return [name for name in asked if name in self.held] or [self.held[0]]

    def united(self, batch: pa.RecordBatch, asked: Sequence[str]) -> pa.RecordBatch:
        """The asked columns of a batch of the file."""
        return pa.RecordBatch.from_arrays([self._array(name, batch) for name in asked], names=list(asked))

    def _array(self, name: str, batch: pa.RecordBatch) -> "pa.Array[Any]":
        if name == self.origin:
            return coded_array(np.zeros(batch.num_rows, np.int32), string_array([self.part]))
        if name not in self.held:
            return coded_array(np.full(batch.num_rows, -1, np.int32), string_array([""]))
        column = batch.column(name)
        return _decoded(column, self.encoding) if self.encoding else column


class UnitedPortion(RetoldPortion, frozen=True):
    """A portion of one of the files."""

    uniting: Uniting

    def batches(self, names: Sequence[str]) -> Iterator[pa.RecordBatch]:
        """Stream of the named columns, null where the file has no such column."""
        for batch in self.portion.batches(self.uniting.own(names)):
            yield self.uniting.united(batch, names)


def _decoded(column: "pa.Array[Any]", encoding: str) -> "pa.Array[Any]":
    """The column with its undecoded texts as strings."""
    if not isinstance(column, pa.DictionaryArray) or "binary" not in str(column.dictionary.type):
        return column
    values = cast(list[bytes], column.dictionary.to_pylist())
    texts = [value.decode(encoding, "backslashreplace") for value in values]
    decoded: ArrowDictionary = pa.DictionaryArray.from_arrays(column.indices, string_array(texts), safe=False)
    return decoded


def _united_columns(sources: Sequence[Source]) -> Iterator[Column]:
    """Each column once, in the order met, with the labels and missing values of all files."""
    named: dict[str, list[tuple[Column, str]]] = {}
    for source in sources:
        for column in source.columns:
            named.setdefault(column.name, []).append((column, source.info.file))
    for name, found in named.items():
        labels: dict[str, str] = {}
        for column, file in found:
            _refuse_other_labels(name, labels, column, file)
            labels.update(column.value_labels)
        label = next((column.label for column, _ in found if column.label), "")
        missing = dict.fromkeys(declared for column, _ in found for declared in column.missing)
        about = frozenset[Particular]().union(*(column.about for column, _ in found))
        yield replace(found[0][0], label=label, value_labels=labels, missing=tuple(missing), about=about)


def _refuse_other_labels(name: str, known: Mapping[str, str], column: Column, file: str) -> None:
    for value, label in column.value_labels.items():
        if known.get(value, label) != label:
            what = f"{value} of the column {name!r} means {label!r} here and {known[value]!r} in a file before"
            raise SourceError(what, "analyse the files apart, or recode one of them", file)


def _common(values: Sequence[str | None]) -> str | None:
    """The value that all have; None where they differ."""
    return values[0] if len(set(values)) == 1 else None


def _together(rows: Sequence[int | None]) -> int | None:
    """The sum; None where one is not known."""
    known = [each for each in rows if each is not None]
    return sum(known) if len(known) == len(rows) else None


def _notes(parts: Sequence[Part]) -> Iterator[tuple[str, Text]]:
    """The notes of all files; where there is one kind of note in several, each has a code of its own."""
    codes = [code for part in parts for code in part.info.notes]
    texts = [
        Text(f"{part.name}：{note.zh}", f"{part.name}: {note.en}")
        for part in parts
        for note in part.info.notes.values()
    ]
    yield from zip(unique_names(codes), texts, strict=True)


def _gaps(parts: Sequence[Part], sources: Sequence[Source], columns: Sequence[Column]) -> dict[str, Text]:
    """A note for every file that lacks columns which others have; those of platforms do not matter."""
    found = {}
    for part, source in zip(parts, sources, strict=True):
        held = {column.name for column in source.columns}
        missing = [column.name for column in columns if column.name not in held and column_role(column) is None]
        if missing:
            found[f"columns_missing_{part.name}"] = Text(
                f"{part.name} 没有以下列，其中的人作系统缺失：{chinese_listing(missing)}",
                f"{part.name} has no column {listing(missing)}: system missing there",
            )
    return found
