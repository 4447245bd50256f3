"""Breakdowns by 200 domains beside one by two, under strata, PSUs and weights: what the domains cost.

python benchmarks/domains.py responses_1000000.csv --rounds 3 --output domains.md

Whole commands with their JSON: shares of 13 questions and a mean, their standard errors and intervals, letters and
tests. Counties of which each lies in a few PSUs are what surveys have; those that meet all PSUs are the hardest case.
"""

import argparse
import csv
import platform
import sys
import tempfile
from importlib.metadata import version
from pathlib import Path

import numpy as np
from processes import interleaved, median, table
from responses import CHANNELS, CHOICES, PSU

COUNTIES = 200
SEED = 3
NESTED, CROSSED = "县", "户籍县"
BANNERS = {"sex": "2 domains", "county": "200 counties of three PSUs", "home": "200 counties across all PSUs"}


def with_counties(path: Path, folder: Path) -> Path:
    """The responses with two columns of counties, in a folder with the questionnaire that knows them."""
    rng = np.random.default_rng(SEED)
    made = folder / path.name
    with path.open(encoding="utf-8", newline="") as read, made.open("w", encoding="utf-8", newline="") as write:
        rows, writer = csv.reader(read), csv.writer(write)
        header = next(rows)
        writer.writerow([*header, NESTED, CROSSED])
        psu = header.index(PSU)
        for row in rows:
            writer.writerow([*row, f"县{int(row[psu]) % COUNTIES:03}", f"县{int(rng.integers(COUNTIES)):03}"])
    known = (path.parent / "questionnaire.yaml").read_text(encoding="utf-8")
    (folder / "questionnaire.yaml").write_text(known + "".join(map(_question, ("county", "home"), (NESTED, CROSSED))))
    return made


def _question(name: str, text: str) -> str:
    options = "".join(f"      - {{code: c{place}, label: 县{place:03}}}\n" for place in range(COUNTIES))
    return f"  - id: {name}\n    kind: single\n    text: {text}\n    options:\n{options}"


def command(path: Path, banner: str) -> list[str]:
    """The command that breaks every question down by the banner."""
    made = [sys.executable, "-m", "partysurvey", "analyze", str(path), "--format", "json"]
    made += ["--questionnaire", str(path.parent / "questionnaire.yaml"), "--by", banner]
    return [*made, "--questions", ",".join((*(choice.id for choice in CHOICES), CHANNELS.id, "age"))]


def report(path: Path, rounds: int) -> str:
    """The Markdown page of one interleaved run."""
    found = interleaved({told: command(path, banner) for banner, told in BANNERS.items()}, rounds)
    first, *others = BANNERS.values()
    middle = {name: median(runs) for name, runs in found.items()}
    ratios = [
        f"{name} take {middle[name].wall / middle[first].wall:.1f} × the time of {first}, "
        f"{middle[name].cpu / middle[first].cpu:.1f} × the processor time."
        for name in others
    ]
    versions = f"Python {platform.python_version()}, numpy {version('numpy')}"
    head = [
        f"# {path.name}: many domains under a design, 30 strata, 600 PSUs",
        "",
        f"{rounds} interleaved rounds of whole processes, medians; {versions}.",
        "",
    ]
    return "\n".join([*head, table(found, first), "", *ratios])


def main() -> None:
    """Make the responses, run, print."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path, help="responses as CSV, beside their questionnaire (responses.py)")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--output", type=Path, help="write the Markdown page to this file too")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        page = report(with_counties(asked.file, Path(folder)), asked.rounds)
    print(page)
    if asked.output:
        asked.output.write_text(page + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
