"""Processes measured from outside: wall time, processor time, peak memory; medians over interleaved rounds."""

import os
import platform
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Measurement:
    """One run of a process: seconds of wall and processor time, peak resident memory in megabytes.

    The peak is never below that of the parent at the start, some 35 MB.
    """

    wall: float
    cpu: float
    peak: float


def measured(command: Sequence[str]) -> Measurement:
    """The measurement of one run; its output is thrown away, a failure is an error."""
    start = time.perf_counter()
    with tempfile.TemporaryFile() as errors:
        process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=errors)
        _, status, usage = os.wait4(process.pid, 0)  # the only call that tells the usage of one child
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        errors.seek(0)
        if process.returncode:
            sys.exit(f"{' '.join(command)} failed with {process.returncode}: {errors.read().decode()}")
    return Measurement(wall, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024)


def interleaved(commands: Mapping[str, Sequence[str]], rounds: int) -> dict[str, list[Measurement]]:
    """The measurements of every command, one after the other in each round, so that the machine treats them alike."""
    found: dict[str, list[Measurement]] = {name: [] for name in commands}
    for _ in range(rounds):
        for name, command in commands.items():
            found[name].append(measured(command))
    return found


def median(runs: Sequence[Measurement]) -> Measurement:
    """The medians of wall, processor time and peak memory, each for itself."""
    return Measurement(*(statistics.median(getattr(run, part) for run in runs) for part in ("wall", "cpu", "peak")))


def table(found: Mapping[str, Sequence[Measurement]], reference: str) -> str:
    """A Markdown table of medians; `ratio` is wall time over that of the reference."""
    middle = {name: median(runs) for name, runs in found.items()}
    lines = ["| | wall s | cpu s | peak MB | ratio | fastest–slowest s |", "|---|---|---|---|---|---|"]
    for name, run in sorted(middle.items(), key=lambda pair: pair[1].wall):
        walls = [each.wall for each in found[name]]
        ratio = run.wall / middle[reference].wall
        cells = (name, f"{run.wall:.3f}", f"{run.cpu:.3f}", f"{run.peak:.0f}", f"{ratio:.2f}")
        lines.append(f"| {' | '.join(cells)} | {min(walls):.3f}–{max(walls):.3f} |")
    return "\n".join(lines)


def machine() -> str:
    """The machine and how busy it is right now: a sentence."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    load = os.getloadavg()[0]
    return (
        f"{platform.system()} {platform.machine()}, {os.cpu_count()} processors, {memory:.0f} GiB, "
        f"Python {platform.python_version()}; load average before the run {load:.1f}."
    )
