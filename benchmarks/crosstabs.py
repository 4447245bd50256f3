"""The same sums by DuckDB, polars, pandas and partysurvey, side by side in one run.

python benchmarks/crosstabs.py responses_1000000.csv --rounds 5 --output crosstabs.md
"""

import argparse
import platform
import subprocess
import sys
from collections.abc import Iterator
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from own import partysurvey_sums, tally_table
from peers import PEERS, pairs
from processes import interleaved, median, table
from questions import SKIPPED

if TYPE_CHECKING:
    import polars as pl

OWN = "partysurvey"
PACKAGES = ("duckdb", "polars", "pandas", "pyarrow", "numpy")
ROUNDING = 1e-9
KEYS = ("answer", "group", "stratum", "psu")


def engines(path: Path) -> list[str]:
    """The engines that are run on the file: no DuckDB form that would parse a CSV 39 times."""
    return [OWN, *(name for name in PEERS if name != "duckdb-direct" or path.suffix == ".parquet")]


def run(engine: str, path: Path) -> None:
    """Make the sums once, for a process of its own."""
    sums = partysurvey_sums(path) if engine == OWN else PEERS[engine](path)
    sys.stdout.write(f"{type(sums).__name__}\n")


def differences(path: Path) -> Iterator[str]:
    """Every table of every engine that does not hold the same n and Σw as the reference, which is DuckDB."""
    reference = {key: _canonical(found) for key, found in PEERS["duckdb-temporary"](path).items()}
    for engine in engines(path):
        sums = partysurvey_sums(path) if engine == OWN else PEERS[engine](path)
        for pair in pairs():
            found = _canonical(tally_table(sums, *pair) if engine == OWN else sums[pair])
            if not _same(reference[pair], found):
                yield f"{engine}: {' × '.join(pair)}: {len(found)} cells, {len(reference[pair])} in the reference"


def _canonical(found: "object") -> "pl.DataFrame":
    """The cells of people with both answers: keys as text, sorted."""
    import pandas as pd
    import polars as pl

    if isinstance(found, pd.DataFrame):
        found = found.astype(dict.fromkeys(found.columns[found.dtypes == "category"], object))
    frame = found if isinstance(found, pl.DataFrame) else pl.DataFrame(found)
    if frame["answer"].dtype.is_numeric():
        frame = frame.with_columns(pl.col("answer").cast(pl.Float64).fill_nan(None).cast(pl.Int64))
    frame = frame.with_columns(pl.col(KEYS).cast(pl.String).fill_null(""), pl.col("n").cast(pl.Int64))
    both = ~pl.col("answer").is_in(["", SKIPPED]) & (pl.col("group") != "")
    return frame.filter(both).sort(KEYS)


def _same(one: "pl.DataFrame", other: "pl.DataFrame") -> bool:
    if not one.select(*KEYS, "n").equals(other.select(*KEYS, "n")):
        return False
    return bool(((one["w"] - other["w"]).abs() <= ROUNDING * one["w"]).all())


def report(path: Path, rounds: int) -> str:
    """The Markdown page of one interleaved run: medians, and the ratio to the best peer."""
    commands = {name: [sys.executable, __file__, str(path), "--engine", name] for name in engines(path)}
    found = interleaved(commands, rounds)
    middle = {name: median(runs) for name, runs in found.items()}
    best = min((name for name in middle if name != OWN), key=lambda name: middle[name].wall)
    versions = ", ".join(f"{name} {version(name)}" for name in PACKAGES)
    size = path.stat().st_size / 1e6
    return "\n".join(
        [
            f"# {path.name}: 14 questions × 3 banners by stratum and PSU (39 tables: n, Σw)",
            "",
            f"{size:.0f} MB; {rounds} interleaved rounds of whole processes, medians.",
            f"Python {platform.python_version()}, {versions}.",
            "",
            table(found, OWN),
            "",
            f"Best peer: {best}, {middle[best].wall / middle[OWN].wall:.2f} × the time of partysurvey,",
            f"{middle[best].cpu / middle[OWN].cpu:.2f} × its processor time.",
        ]
    )


def check(path: Path) -> None:
    """Say that all engines give the same sums, or end with what differs."""
    faults = list(differences(path))
    if faults:
        sys.exit("\n".join(faults))
    print(f"All engines give the same {len(list(pairs()))} tables.")


def main() -> None:
    """Run one engine, check all engines, or compare them."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("file", type=Path)
    parser.add_argument("--engine", choices=[OWN, *PEERS], help="make the sums once by this engine")
    parser.add_argument("--check", action="store_true", help="only check that all engines give the same sums")
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--output", type=Path, help="write the Markdown page to this file too")
    asked = parser.parse_args()
    if asked.engine:
        run(asked.engine, asked.file)
        return
    if asked.check:
        check(asked.file)
        return
    # In a process of its own: the peak memory of a child begins with that of its parent.
    subprocess.run([sys.executable, __file__, str(asked.file), "--check"], check=True)
    page = report(asked.file, asked.rounds)
    print(page)
    if asked.output:
        asked.output.write_text(page + "\n", encoding="utf-8")


if __name__ == "__main__":
    main()
