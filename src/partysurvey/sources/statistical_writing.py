"""SPSS and Stata files out of labelled columns."""

import errno
import re
import shutil
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, BinaryIO

import numpy as np
import numpy.typing as npt
import pandas as pd
import pyreadstat

from partysurvey.sources.coded_columns import CodedColumn
from partysurvey.sources.questionnaires.standards.spss_writing import cut
from partysurvey.sources.response_sets import ResponseSet, copy_with_sets

_HEADER = 1024  # bytes in which the moment stands
_MOMENT = re.compile(rb"(<timestamp>\x11)[ -~]{17}")
_LONGEST = {"sav": (255, 120), "dta": (80, 32_000)}  # bytes of labels of variables and of values


def write_sav(columns: Sequence[CodedColumn], sets: Sequence[ResponseSet], title: str, stream: BinaryIO) -> None:
    """Write the columns as .sav, with value labels, values declared missing and multiple response sets."""
    missing: dict[str, Any] = {
        each.name: [{"lo": low, "hi": high} for low, high in each.missing] for each in columns if each.missing
    }
    measures = {each.name: each.measure for each in columns}
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.sav"
        arguments = _labels(columns, "sav")
        with failures_to_write():
            pyreadstat.write_sav(
                _frame(columns),
                str(path),
                file_label=cut(title, 64),
                missing_ranges=missing,
                variable_measure=measures,
                **arguments,
            )
        with path.open("rb") as plain:
            copy_with_sets(plain, stream, sets)


def write_dta(columns: Sequence[CodedColumn], title: str, stream: BinaryIO) -> None:
    """Write the columns as .dta, with value labels and without the moment of writing.

    Stata declares no numbers missing.
    """
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "data.dta"
        with failures_to_write():
            pyreadstat.write_dta(_frame(columns), str(path), file_label=cut(title, 80), **_labels(columns, "dta"))
        with path.open("rb") as plain:
            stream.write(_MOMENT.sub(rb"\g<1>01 Jan 1970 00:00", plain.read(_HEADER), count=1))
            shutil.copyfileobj(plain, stream)


@contextmanager
def failures_to_write() -> Iterator[None]:
    """A time in which a full disk is an OSError, as everywhere else; pyreadstat does not tell the reason."""
    try:
        yield
    except pyreadstat.ReadstatError as error:
        raise OSError(errno.EIO, f"{str(error).strip().lower()} in the temporary folder") from error


def _labels(columns: Sequence[CodedColumn], container: str) -> dict[str, Any]:
    longest, longest_value = _LONGEST[container]
    return {
        "column_labels": {each.name: cut(each.label, longest) for each in columns},
        "variable_value_labels": {
            each.name: {value: cut(label, longest_value) for value, label in each.labels.items()}
            for each in columns
            if each.labels and not each.is_text
        },
    }


def _frame(columns: Sequence[CodedColumn]) -> pd.DataFrame:
    return pd.DataFrame({each.name: _cells(each) for each in columns}, copy=False)


def _cells(column: CodedColumn) -> npt.NDArray[Any]:
    """1-D array, the value of each row: texts as objects of which each is there once, or numbers, NaN without one."""
    if column.is_text:
        texts = ["" if value is None else str(value) for value in column.distinct]
        return np.array(texts, dtype=object)[column.positions]
    numbers = [np.nan if value is None else float(value) for value in column.distinct]
    return np.array(numbers, dtype=np.float64)[column.positions]
