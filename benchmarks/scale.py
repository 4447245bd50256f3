"""Cost against rows, against cores, and beside peers and physical limits: whole processes, kept as JSON.

python benchmarks/scale.py growth DIRECTORY --output growth.json       (makes the data: 1e3 … 1e8 rows, 5 GB)
python benchmarks/scale.py peers DIRECTORY --form csv --task crosstabs --rows 10000000 --output peers.json
python benchmarks/scale.py cores DIRECTORY --output cores.json
"""

import argparse
import json
import os
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import asdict
from pathlib import Path

import peers
from own import partysurvey_sums, partysurvey_toplines
from processes import Measurement, interleaved, measured, median
from questions import response_file

SIZES = tuple(10**power for power in range(3, 9))
LARGEST_CSV = 10_000_000  # 2.2 GB
FEW = 1_000_000  # up to so many rows a run is short, and repeated
ENGINES: Mapping[str, Mapping[str, Callable[[Path], object]]] = {
    "toplines": {
        "partysurvey": partysurvey_toplines,
        "DuckDB": peers.duckdb_toplines,
        "polars": peers.polars_toplines,
        "pandas": peers.pandas_toplines,
    },
    "crosstabs": {
        "partysurvey": partysurvey_sums,
        "DuckDB": peers.duckdb_enums,
        "polars": peers.polars_streaming,
        "pandas": peers.pandas_category,
    },
    "cores": {"local": partysurvey_sums, "dask": lambda path: partysurvey_sums(path, "dask")},
    "limits": {
        "read the bytes": peers.all_bytes,
        "DuckDB count(*)": peers.duckdb_count,
        "DuckDB reads and parses the used columns": peers.duckdb_scan,
    },
}
Runs = list[dict[str, object]]


def responses_of(directory: Path, rows: int, form: str) -> Path:
    """The response file, made unless it is there; by another process, since a child begins with its parent's memory."""
    maker = Path(__file__).with_name("responses.py")
    asked = [str(directory), "--rows", str(rows), "--formats", form]
    subprocess.run([sys.executable, str(maker), *asked], check=True, stdout=subprocess.DEVNULL)
    return response_file(directory, rows, form)


def command(task: str, engine: str, path: Path, cores: int | None = None) -> list[str]:
    """The command of one run in a process of its own, on so many cores."""
    own = [sys.executable, __file__, "run", str(path), "--task", task, "--engine", engine]
    return own if cores is None else [*own, "--cores", str(cores)]


def growth(directory: Path, sizes: Sequence[int], rounds: int) -> Iterator[dict[str, object]]:
    """The cost of both tasks at every size, from Parquet and, while it is no larger than a disk likes, from CSV."""
    for rows in sizes:
        for form in ("parquet", "csv") if rows <= LARGEST_CSV else ("parquet",):
            path = responses_of(directory, rows, form)
            for task in ("toplines", "crosstabs"):
                runs = [measured(command(task, "partysurvey", path)) for _ in range(rounds if rows <= FEW else 1)]
                yield told(runs, task=task, form=form, rows=rows)


def beside_peers(path: Path, task: str, rows: int, rounds: int) -> Iterator[dict[str, object]]:
    """The cost of a task by every engine and of the physical limits, in turn."""
    commands = {engine: command(task, engine, path) for engine in ENGINES[task]}
    commands |= {engine: command("limits", engine, path) for engine in ENGINES["limits"]}
    for engine, runs in interleaved(commands, rounds).items():
        yield told(runs, task=task, form=path.suffix[1:], rows=rows, engine=engine, limit=engine in ENGINES["limits"])


def by_cores(directory: Path, rows: int, rounds: int) -> Iterator[dict[str, object]]:
    """The cost of the crosstabs on one core, on two …, by threads of one process and by processes of Dask."""
    available = len(os.sched_getaffinity(0))
    counts = sorted({*(2**power for power in range(available.bit_length()) if 2**power <= available), available})
    for form in ("csv", "parquet"):
        path = responses_of(directory, rows, form)
        commands = {(engine, n): command("cores", engine, path, n) for engine in ENGINES["cores"] for n in counts}
        for (engine, n), runs in interleaved(commands, rounds).items():
            yield told(runs, form=form, rows=rows, engine=engine, cores=n)


def told(runs: Sequence[Measurement], **about: object) -> dict[str, object]:
    """What was measured, the medians and the walls of all runs, as JSON holds it."""
    return {**about, **asdict(median(runs)), "walls": [run.wall for run in runs]}


def run(task: str, engine: str, path: Path, cores: int | None) -> None:
    """Do the task once, in this process."""
    if cores is not None:
        os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:cores])
    sys.stdout.write(f"{type(ENGINES[task][engine](path)).__name__}\n")


def main() -> None:
    """Measure what is asked for, and keep it."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("part", choices=["growth", "peers", "cores", "run"])
    parser.add_argument("place", type=Path, help="the folder of the data; for a single run the file")
    parser.add_argument("--task", choices=ENGINES, default="toplines")
    parser.add_argument("--form", choices=["csv", "parquet"], default="parquet")
    parser.add_argument("--rows", nargs="+", type=int, help="sizes of growth, 1e3 … 1e8 if not given; of others one")
    parser.add_argument("--rounds", type=int, default=3)
    parser.add_argument("--engine")
    parser.add_argument("--cores", type=int)
    parser.add_argument("--output", type=Path)
    asked = parser.parse_args()
    if asked.part == "run":
        run(asked.task, asked.engine, asked.place, asked.cores)
        return
    found: Runs = []
    for each in _measurements(asked):
        print(json.dumps(each), flush=True)
        found.append(each)
    if asked.output:
        asked.output.write_text(json.dumps(found, indent=1) + "\n", encoding="utf-8")


def _measurements(asked: argparse.Namespace) -> Iterator[dict[str, object]]:
    rows = (asked.rows or [10_000_000])[0]
    if asked.part == "growth":
        return growth(asked.place, asked.rows or SIZES, asked.rounds)
    if asked.part == "cores":
        return by_cores(asked.place, rows, asked.rounds)
    path = responses_of(asked.place, rows, asked.form)
    return beside_peers(path, asked.task, rows, asked.rounds)


if __name__ == "__main__":
    main()
