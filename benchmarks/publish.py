"""All benchmarks, each kept as JSON, and the page that is made of them.

python benchmarks/publish.py DIRECTORY                (runs all, with 5 GB of data there; then docs/performance.md)
python benchmarks/publish.py DIRECTORY --data         (only makes the data)
python benchmarks/publish.py DIRECTORY --only scale   (runs those whose name begins so; then the page of all kept)
python benchmarks/publish.py --page                   (the page of all kept)
"""

import argparse
import datetime as dt
import json
import subprocess
import sys
import tempfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from goals import goals_page
from processes import machine
from scale_page import cores_page, draw_cores, draw_growth, growth_page, peers_page

HERE = Path(__file__).parent
RESULTS, PAGE = HERE / "results", HERE.parent / "docs" / "performance.md"
INTRODUCTION = """# Performance

Made by `benchmarks/publish.py`. Times are those of whole processes, from start to exit. Compare them inside one table
only: its commands ran in turn, round by round. Where the load average is near or above the number of processors, other
work took part of them: all walls are then too long, and the ratios of processor time are surer.
"""
MILLION = "responses_1000000"
# The parts in the order of the page: the script and its arguments, {0} being the folder of the data.
PARTS: Mapping[str, tuple[str, ...]] = {
    "startup": ("startup.py", "--rounds", "11"),
    "crosstabs-csv": ("crosstabs.py", f"{{0}}/{MILLION}.csv", "--rounds", "5"),
    "crosstabs-parquet": ("crosstabs.py", f"{{0}}/{MILLION}.parquet", "--rounds", "5"),
    "designs-csv": ("designs.py", f"{{0}}/{MILLION}.csv", "--rounds", "1"),
    "encodings": ("encodings.py", "{0}", "--rounds", "5"),
    "memory": ("memory.py", "{0}"),
    "workbooks": ("workbooks.py", "{0}", "--rounds", "1"),
    "scale-growth": ("scale.py", "growth", "{0}"),
    "scale-toplines-csv": ("scale.py", "peers", "{0}", "--task", "toplines", "--form", "csv"),
    "scale-toplines-parquet": ("scale.py", "peers", "{0}", "--task", "toplines", "--form", "parquet"),
    "scale-crosstabs-csv": ("scale.py", "peers", "{0}", "--task", "crosstabs", "--form", "csv", "--rounds", "2"),
    "scale-crosstabs-parquet": ("scale.py", "peers", "{0}", "--task", "crosstabs", "--form", "parquet"),
    "scale-cores": ("scale.py", "cores", "{0}"),
}
DATA = {"csv": (1_000_000, 10_000_000), "gb18030": (1_000_000,), "parquet": (1_000_000, 10_000_000, 100_000_000)}


def make_data(directory: Path) -> None:
    """Make the large files before anything is measured, so that no part waits for them."""
    for form, sizes in DATA.items():
        for rows in sizes:
            made = [script("responses.py"), str(directory), "--rows", str(rows), "--formats", form]
            subprocess.run([sys.executable, *made], check=True)


def measure(name: str, directory: Path) -> None:
    """Run a part and keep what it found, with the day and the machine as it was before.

    Run in a process of its own: the peak memory of a child begins with that of its parent.
    """
    file, *arguments = PARTS[name]
    about = {"day": str(dt.datetime.now(tz=dt.UTC).date()), "machine": machine()}
    with tempfile.TemporaryDirectory() as folder:
        output = Path(folder) / "output"
        asked = [argument.format(directory) for argument in arguments]
        subprocess.run([sys.executable, script(file), *asked, "--output", str(output)], check=True)
        text = output.read_text(encoding="utf-8")
    found = {"runs": json.loads(text)} if file == "scale.py" else {"page": text}
    RESULTS.mkdir(exist_ok=True)
    kept = json.dumps({**about, **found}, indent=1, ensure_ascii=False)
    (RESULTS / f"{name}.json").write_text(kept + "\n", encoding="utf-8")


def page() -> Iterator[str]:
    """The page, a section for each part that is kept; draws the figures beside it."""
    yield INTRODUCTION
    paths = {name: RESULTS / f"{name}.json" for name in PARTS}
    found = {name: json.loads(path.read_text(encoding="utf-8")) for name, path in paths.items() if path.exists()}
    if goals := goals_page({name: kept["runs"] for name, kept in found.items() if "runs" in kept}):
        yield f"#{goals}\n"
    for name, kept in found.items():
        yield f"#{section(name, kept)}\n\n{kept['day']}: {kept['machine']}\n"


def section(name: str, kept: dict[str, Any]) -> str:
    """The Markdown of a part."""
    if "page" in kept:
        return str(kept["page"]).rstrip()
    runs = kept["runs"]
    if name == "scale-growth":
        draw_growth(runs, PAGE.parent / "images" / "scale.svg")
        return growth_page(runs)
    if name == "scale-cores":
        draw_cores(runs, PAGE.parent / "images" / "cores.svg")
        return cores_page(runs)
    return peers_page(runs)


def script(name: str) -> str:
    """The path of a benchmark."""
    return str(HERE / name)


def main() -> None:
    """Run what is asked for, and write the page."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path, nargs="?", help="the folder of the data")
    parser.add_argument("--only", default="", help="run the parts whose name begins so: " + ", ".join(PARTS))
    parser.add_argument("--data", action="store_true", help="only make the data")
    parser.add_argument("--page", action="store_true", help="only write the page of what is kept")
    asked = parser.parse_args()
    if asked.directory is None and not asked.page:
        parser.error("name a folder for the data")
    if asked.data or (asked.directory and not asked.only):
        make_data(asked.directory)
    if asked.directory and not asked.data:
        for name in PARTS:
            if name.startswith(asked.only):
                measure(name, asked.directory)
    if not asked.data:
        PAGE.write_text("\n".join(page()), encoding="utf-8")


if __name__ == "__main__":
    main()
