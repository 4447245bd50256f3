"""What another encoding costs: the toplines and the crosstabs of one file in UTF-8 and in GB18030, in turn.

python benchmarks/encodings.py DIRECTORY --rows 1000000 --output encodings.md    (makes 0.4 GB of CSV there)
"""

import argparse
from pathlib import Path

from processes import interleaved, median, table
from scale import command, responses_of

TASKS = ("toplines", "crosstabs")
ENCODINGS = {"UTF-8": "csv", "GB18030": "gb18030"}


def report(directory: Path, rows: int, rounds: int) -> str:
    """The Markdown page of one interleaved run: a table and the ratio for each task."""
    files = {encoding: responses_of(directory, rows, form) for encoding, form in ENCODINGS.items()}
    lines = [f"# GB18030 beside UTF-8: {rows:,} rows", "", f"{rounds} interleaved rounds of whole processes, medians."]
    for task in TASKS:
        commands = {encoding: command(task, "partysurvey", path) for encoding, path in files.items()}
        found = interleaved(commands, rounds)
        utf8, gb18030 = (median(found[encoding]) for encoding in ENCODINGS)
        wall, cpu = gb18030.wall / utf8.wall, gb18030.cpu / utf8.cpu
        ratios = f"GB18030 takes {wall:.2f} × the time of UTF-8, {cpu:.2f} × its processor time."
        lines += ["", f"## {task.capitalize()}", "", table(found, "UTF-8"), "", ratios]
    return "\n".join(lines)


def main() -> None:
    """Print the page, and write it if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--rows", type=int, default=1_000_000)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--output", type=Path, help="write the Markdown page to this file too")
    asked = parser.parse_args()
    page = report(asked.directory, asked.rows, asked.rounds)
    print(page)
    if asked.output:
        asked.output.write_text(page + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
