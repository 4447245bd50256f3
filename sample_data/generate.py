"""Write the sample data of all six reports: `python sample_data/generate.py [FOLDER]`.

The same bytes come out on every run. With `--check` nothing is written; exit code 1 if a file here differs.
"""

import csv
import io
import sys
from pathlib import Path

import community_workers
import county_grassroots
import enterprise_branches
import grassroots_teams
import organ_cadres
import soe_party_workers

REPORTS = (
    organ_cadres,
    community_workers,
    county_grassroots,
    enterprise_branches,
    soe_party_workers,
    grassroots_teams,
)
# Platforms write a byte order mark, so that spreadsheets know the encoding; registers kept by hand have none.
WITH_MARK = (organ_cadres, soe_party_workers)


def table(columns: dict[str, list[str]]) -> str:
    """The columns as CSV: a header, then one line per respondent."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(columns)
    writer.writerows(zip(*columns.values(), strict=True))
    return text.getvalue()


def files() -> dict[str, bytes]:
    """The files by name."""
    made = {}
    for report in REPORTS:
        encoding = "utf-8-sig" if report in WITH_MARK else "utf-8"
        made[f"{report.__name__}.csv"] = table(report.columns()).encode(encoding)
    return made


def main() -> None:
    """Write or check the files in the folder named on the command line, by default the one of this file."""
    arguments = [argument for argument in sys.argv[1:] if argument != "--check"]
    folder = Path(arguments[0]) if arguments else Path(__file__).parent
    for name, content in files().items():
        path = folder / name
        if "--check" not in sys.argv:
            folder.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        elif not path.exists() or path.read_bytes() != content:
            raise SystemExit(f"{path} is not what the generator makes; run: python sample_data/generate.py")


if __name__ == "__main__":
    main()
