"""Does memory grow with the file: peak of the whole tally of 1e6 and of 1e7 rows.

python benchmarks/memory.py DIRECTORY --output memory.md    (makes 2.2 GB of CSV and 0.2 GB of Parquet there)
"""

import argparse
import sys
from collections.abc import Sequence
from pathlib import Path

from processes import Measurement, measured
from responses import write_responses

SIZES = (1_000_000, 10_000_000)
CROSSTABS = Path(__file__).with_name("crosstabs.py")


def peaks(directory: Path, form: str, sizes: Sequence[int]) -> dict[int, Measurement]:
    """The measurement of partysurvey's sums for each number of rows."""
    found = {}
    for rows in sizes:
        path = write_responses(directory, rows, form)
        found[rows] = measured([sys.executable, str(CROSSTABS), str(path), "--engine", "partysurvey"])
    return found


def report(directory: Path, forms: Sequence[str], sizes: Sequence[int]) -> str:
    """The Markdown page of one run of each file."""
    lines = [
        "# Memory: 39 tables by stratum and PSU",
        "",
        "| file | rows | wall s | cpu s | peak MB | × the smallest |",
        "|---|---|---|---|---|---|",
    ]
    for form in forms:
        found = peaks(directory, form, sizes)
        least = found[min(found)].peak
        for rows, run in found.items():
            figures = (f"{rows:,}", f"{run.wall:.2f}", f"{run.cpu:.2f}", f"{run.peak:.0f}", f"{run.peak / least:.2f}")
            lines.append(f"| {' | '.join((form, *figures))} |")
    return "\n".join(lines)


def main() -> None:
    """Print the table, and write it if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--formats", nargs="+", choices=["csv", "gb18030", "parquet"], default=["csv", "parquet"])
    parser.add_argument("--rows", nargs="+", type=int, default=SIZES)
    parser.add_argument("--output", type=Path, help="write the Markdown page to this file too")
    asked = parser.parse_args()
    page = report(asked.directory, asked.formats, asked.rows)
    print(page)
    if asked.output:
        asked.output.write_text(page + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
