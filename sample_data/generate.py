"""Write the sample data of all six reports: `python sample_data/generate.py [FOLDER]`.

The same bytes come out on every run, so the files can be compared with the committed ones.
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


def main() -> None:
    """Write one CSV per report into the folder named on the command line, by default beside this file."""
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).parent
    folder.mkdir(parents=True, exist_ok=True)
    for report in REPORTS:
        encoding = "utf-8-sig" if report in WITH_MARK else "utf-8"
        path = folder / f"{report.__name__}.csv"
        path.write_bytes(table(report.columns()).encode(encoding))
        print(path.name)


if __name__ == "__main__":
    main()
