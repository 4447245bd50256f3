"""Several files as one survey: columns of one name are one column, and one more says which file a row comes from."""

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import PurePath
from typing import Any, cast

import numpy as np
import pyarrow as pa

from partysurvey.errors import SourceError
from partysurvey.sources.archives import UnpackedFolder
from partysurvey.sources.arrays import ArrowDictionary, coded_array, string_array
from partysurvey.sources.names import unique_names
from partysurvey.sources.source import Source, SourceInfo
from partysurvey.survey import Column, Text
from partysurvey.survey.matching.column_roles import column_role
from partysurvey.survey.suggestion import chinese_listing, listing

ORIGIN = ("source", "source_file", "file_of_origin")


@dataclass(frozen=True, slots=True)
class Part:
    """One file: its short name, which is also what the column of origin holds, and how it was read."""

    name: str
    info: SourceInfo
    rows: int = 0


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
            held = {column.name for column in source.columns}
            own = [name for name in asked if name in held]
            rows = 0
            for batch in source.batches(own or [source.columns[0].name]):
                rows += batch.num_rows
                yield pa.RecordBatch.from_arrays([self._array(name, batch, place, own) for name in asked], names=asked)
            self.parts[place] = replace(self.parts[place], rows=rows)

    def _array(self, name: str, batch: pa.RecordBatch, place: int, own: Sequence[str]) -> "pa.Array[Any]":
        if name == self.origin:
            return coded_array(np.zeros(batch.num_rows, np.int32), string_array([self.parts[place].name]))
        if name not in own:
            return coded_array(np.full(batch.num_rows, -1, np.int32), string_array([""]))
        column = batch.column(name)
        encoding = self.parts[place].info.encoding
        return _decoded(column, encoding) if self._decodes and encoding else column


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
        yield replace(found[0][0], label=label, value_labels=labels, missing=tuple(missing))


def _refuse_other_labels(name: str, known: Mapping[str, str], column: Column, file: str) -> None:
    for value, label in column.value_labels.items():
        if known.get(value, label) != label:
            what = f"{value} of the column {name!r} means {label!r} here and {known[value]!r} in a file before"
            raise SourceError(what, "analyse the files apart, or recode one of them", file)


def _common(values: Sequence[str | None]) -> str | None:
    """The value that all have; None where they differ."""
    return values[0] if len(set(values)) == 1 else None


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
