"""All benchmarks one after the other, as one page for the documentation.

python benchmarks/publish.py DIRECTORY --output docs/performance.md    (makes 2.6 GB of data there)
"""

import argparse
import datetime as dt
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from processes import machine

INTRODUCTION = """# Performance

Made by `benchmarks/publish.py` on {day}. Times are those of whole processes, from start to exit. Compare them inside
one table only: its commands ran in turn, round by round. Where the load average is near or above the number of
processors, other work took part of them: all walls are then too long, and the ratios of processor time are surer.
"""


def sections(directory: Path, rounds: int) -> Iterator[str]:
    """The page, section by section, each with the machine as it was before."""
    yield INTRODUCTION.format(day=dt.datetime.now(tz=dt.UTC).date())
    yield section("startup.py", "--rounds", str(2 * rounds + 1))
    subprocess.run(
        [sys.executable, script("responses.py"), str(directory), "--formats", "csv", "parquet"],
        check=True,
        stdout=subprocess.DEVNULL,
    )
    for form in ("csv", "parquet"):
        yield section("crosstabs.py", str(directory / f"responses_1000000.{form}"), "--rounds", str(rounds))
    yield section("memory.py", str(directory))


def section(name: str, *arguments: str) -> str:
    """The page that a benchmark writes, one level down, with the machine beneath.

    Run in a process of its own: the peak memory of a child begins with that of its parent.
    """
    state = machine()
    with tempfile.TemporaryDirectory() as directory:
        page = Path(directory) / "page.md"
        subprocess.run([sys.executable, script(name), *arguments, "--output", str(page)], check=True)
        return f"#{page.read_text(encoding='utf-8')}\n{state}\n"


def script(name: str) -> str:
    """The path of a benchmark."""
    return str(Path(__file__).with_name(name))


def main() -> None:
    """Print the page, and write it if asked."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("directory", type=Path)
    parser.add_argument("--rounds", type=int, default=5)
    parser.add_argument("--output", type=Path, required=True, help="write the page to this file")
    asked = parser.parse_args()
    asked.output.write_text("\n".join(sections(asked.directory, asked.rounds)), encoding="utf-8")


if __name__ == "__main__":
    main()
