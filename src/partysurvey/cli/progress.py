"""How far long work is: one line on the terminal."""

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from rich.status import Status

PATIENCE = 1.0  # seconds of work without a line


@contextmanager
def progress(file: Path | str) -> Iterator[Callable[[int], None]]:
    """A function to tell counted rows to; after a second of work they are shown on stderr, if that is a terminal."""
    if not sys.stderr.isatty():
        yield lambda _: None
        return
    line = ProgressLine(file if isinstance(file, str) else file.name)
    try:
        yield line
    finally:
        line.stop()


class ProgressLine:
    """A line that appears only when the work turns out to be long; a reading of all rows starts it anew."""

    def __init__(self, name: str) -> None:
        """Nothing counted yet."""
        self._name = name
        self._begun = self._started = monotonic()
        self._rows = 0
        self._expected: int | None = None
        self._shown: Status | None = None

    def expect(self, rows: int | None) -> None:
        """Take notice that a reading of so many rows begins, or of nobody knows how many."""
        self._started, self._rows, self._expected = monotonic(), 0, rows

    def __call__(self, rows: int) -> None:
        """Add counted rows, and show them once there was enough patience."""
        self._rows += rows
        now = monotonic()
        if self._shown is None and now - self._begun > PATIENCE:
            self._shown = _status()
        if self._shown is not None:
            self._shown.update(f"{self._name}: {pace(self._rows, self._expected, now - self._started)}")

    def stop(self) -> None:
        """Take the line away."""
        if self._shown is not None:
            self._shown.stop()


def pace(rows: int, expected: int | None, seconds: float) -> str:
    """`4,000,000 of about 10,000,000 rows, 800,000 a second, 0:08 left`, as far as that is known."""
    if not rows or seconds <= 0:
        return "counting"
    rate = rows / seconds
    told = f"{rate:,.0f} a second"
    if expected is None or expected <= rows:
        return f"{rows:,} rows, {told}"
    minutes, left = divmod(round((expected - rows) / rate), 60)
    return f"{rows:,} of about {expected:,} rows, {told}, {minutes}:{left:02d} left"


def _status() -> "Status":
    from rich.console import Console

    status = Console(stderr=True).status("")
    status.start()
    return status
