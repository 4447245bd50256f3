"""How long until something is on the screen: --help, an analysis of 500 rows, imports; against `python -c pass`.

python benchmarks/startup.py --rounds 9 --output startup.md
"""

import argparse
import compileall
import sys
import tempfile
from collections.abc import Mapping, Sequence
from pathlib import Path

from processes import interleaved, table
from responses import write_responses

ROWS = 500
REFERENCE = "python -c pass"
IMPORTS = (
    "partysurvey",
    "partysurvey.estimates.analysis",
    "partysurvey.tally.fold",
    "numpy",
    "pyarrow.csv",
    "typer",
    "pandas",
    "matplotlib",
)
UNWANTED = ("pandas", "matplotlib", "scipy", "pyreadstat")


def commands(file: Path) -> Mapping[str, Sequence[str]]:
    """What is measured, by name."""
    python, program = [sys.executable], [sys.executable, "-m", "partysurvey"]
    questionnaire = str(file.with_name("questionnaire.yaml"))
    analyze = [*program, "analyze", str(file), "-q", questionnaire]
    return {
        REFERENCE: [*python, "-c", "pass"],
        "partysurvey --help": [*program, "--help"],
        f"partysurvey analyze, {ROWS} rows": analyze,
        f"partysurvey analyze, {ROWS} rows, three banners": [*analyze, "--by", "sex,unit_kind,rank"],
        f"partysurvey analyze, {ROWS} rows, JSON": [*analyze, "--format", "json"],
    } | {f"import {name}": [*python, "-c", f"import {name}"] for name in IMPORTS}


def compiled() -> None:
    """Compile the package, as an installer does: where a setting forbids bytecode every run would compile it anew."""
    import partysurvey

    compileall.compile_dir(Path(partysurvey.__file__).parent, quiet=1)


def loaded() -> list[str]:
    """The heavy libraries that `import partysurvey` loads; none should be."""
    import partysurvey  # noqa: F401

    return [name for name in UNWANTED if name in sys.modules]


def report(rounds: int) -> str:
    """The Markdown page of one interleaved run."""
    compiled()
    heavy = loaded()
    with tempfile.TemporaryDirectory() as directory:
        file = write_responses(Path(directory), ROWS, "csv")
        found = interleaved(commands(file), rounds)
    return "\n".join(
        [
            "# Start-up",
            "",
            f"{rounds} interleaved rounds of whole processes with compiled bytecode, medians.",
            f"`import partysurvey` loads of {', '.join(UNWANTED)}: {', '.join(heavy) or 'nothing'}.",
            "",
            table(found, REFERENCE),
        ]
    )


def main() -> None:
    """Print the table, and write it if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--rounds", type=int, default=9)
    parser.add_argument("--output", type=Path, help="write the Markdown page to this file too")
    asked = parser.parse_args()
    page = report(asked.rounds)
    print(page)
    if asked.output:
        asked.output.write_text(page + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
