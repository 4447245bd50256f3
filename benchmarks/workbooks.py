"""Workbooks and SPSS files: a whole analysis beside others who only read the file, and whether memory grows with it.

python benchmarks/workbooks.py DIRECTORY --output workbooks.md
"""

import argparse
import csv
import sys
from collections import Counter
from collections.abc import Callable, Mapping
from pathlib import Path

import numpy as np
from processes import Measurement, interleaved, machine, table
from responses import CHOICES, SEED, write_responses

WORKBOOK_ROWS = 100_000
SPSS_ROWS = (100_000, 1_000_000, 2_000_000)
OWN = (sys.executable, "-m", "partysurvey")


def workbook(directory: Path, rows: int) -> Path:
    """The responses as .xlsx by a writer that is neither ours nor a peer's; made where it is not there yet."""
    import xlsxwriter

    path = directory / f"responses_{rows}.xlsx"
    if not path.exists():
        with (
            write_responses(directory, rows, "csv").open(encoding="utf-8", newline="") as stream,
            xlsxwriter.Workbook(path, {"constant_memory": True}) as book,
        ):
            sheet = book.add_worksheet()
            for place, row in enumerate(csv.reader(stream)):
                sheet.write_row(place, 0, row)
    return path


def spss_file(directory: Path, rows: int) -> Path:
    """As many answers to single choices as numbers with value labels; made where it is not there yet."""
    import pandas as pd
    import pyreadstat

    path = directory / f"responses_{rows}.sav"
    if not path.exists():
        chance = np.random.default_rng(SEED)
        columns = {choice.id: chance.integers(1, len(choice.labels) + 1, rows).astype(float) for choice in CHOICES}
        pyreadstat.write_sav(
            pd.DataFrame(columns, copy=False),
            str(path),
            column_labels={choice.id: choice.text for choice in CHOICES},
            variable_value_labels={
                choice.id: {float(code): label for code, label in enumerate(choice.labels, 1)} for choice in CHOICES
            },
        )
    return path


def read_with_openpyxl(path: Path) -> None:
    """Look at every cell, in the mode that is meant for large files; nothing is counted."""
    import openpyxl

    (sheet,) = openpyxl.load_workbook(path, read_only=True).worksheets
    for _ in sheet.iter_rows(values_only=True):
        pass


def count_with_openpyxl(path: Path) -> None:
    """Count the answers of every column."""
    import openpyxl

    (sheet,) = openpyxl.load_workbook(path, read_only=True).worksheets
    rows = sheet.iter_rows(values_only=True)
    counters = [Counter[object]() for _ in next(rows)]
    for row in rows:
        for counter, cell in zip(counters, row, strict=True):
            counter[cell] += 1


def count_with_pandas(path: Path) -> None:
    """Read the sheet with calamine, count the answers of every column."""
    import pandas as pd

    frame = pd.read_excel(path, engine="calamine", dtype=str, keep_default_na=False)
    for name in frame.columns:
        frame[name].value_counts()


def count_with_pyreadstat(path: Path) -> None:
    """Read the whole file, count the answers of every variable."""
    import pyreadstat

    frame, _ = pyreadstat.read_sav(str(path), apply_value_formats=True, user_missing=True)
    for name in frame.columns:
        frame[name].value_counts()


PEERS: Mapping[str, Callable[[Path], None]] = {
    "openpyxl, reading only": read_with_openpyxl,
    "openpyxl, counting": count_with_openpyxl,
    "pandas with calamine, counting": count_with_pandas,
    "pyreadstat and pandas, counting": count_with_pyreadstat,
}


def commands(path: Path, directory: Path) -> dict[str, list[str]]:
    """The commands for a file by name: our whole analysis, and the peers that can read it."""
    analysis = [*OWN, "analyze", str(path), "--format", "json"]
    if path.suffix == ".xlsx":
        analysis += ["-q", str(directory / "questionnaire.yaml")]
    fitting = [name for name in PEERS if ("pyreadstat" in name) == (path.suffix == ".sav")]
    peers = {name: [sys.executable, __file__, str(directory), "--peer", name, "--file", str(path)] for name in fitting}
    return {"partysurvey analyze": analysis, **peers}


def page(found: Mapping[str, Mapping[str, list[Measurement]]], about: str) -> str:
    """The Markdown page of all files."""
    lines = ["# Workbooks and SPSS files", "", about]
    for name, runs in found.items():
        lines += ["", f"## {name}", "", table(runs, "partysurvey analyze")]
    return "\n".join(lines)


def main() -> None:
    """Print the page, and write it if asked; or be one peer."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--output", type=Path, help="write the Markdown page to this file too")
    parser.add_argument("--peer", choices=PEERS)
    parser.add_argument("--file", type=Path)
    asked = parser.parse_args()
    if asked.peer:
        PEERS[asked.peer](asked.file)
        return
    about = machine()
    files = [
        workbook(asked.directory, WORKBOOK_ROWS),
        *(spss_file(asked.directory, rows) for rows in SPSS_ROWS),
    ]
    found = {path.name: interleaved(commands(path, asked.directory), asked.rounds) for path in files}
    written = page(found, about)
    print(written)
    if asked.output:
        asked.output.write_text(written + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
