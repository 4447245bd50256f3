"""Which engine counts, and where: the one contract is portions of a source in, their partial tally out."""

import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from threading import current_thread, main_thread
from typing import Literal, Protocol, TypeAlias

from msgspec import Struct

from partysurvey.errors import RequestError
from partysurvey.survey.suggestion import did_you_mean
from partysurvey.tally.counting import Counting
from partysurvey.tally.portion import Partial, Portion

EngineName: TypeAlias = Literal["local", "dask", "spark"]
ENGINES: tuple[EngineName, ...] = ("local", "dask", "spark")
OnRows: TypeAlias = Callable[[int], None]


class Engine(Protocol):
    """Counts portions, each with the same kernel, and adds what comes back."""

    def __call__(
        self, portions: Sequence[Portion], counting: Counting, cluster: str | None, on_rows: OnRows | None
    ) -> Partial:
        """The partial tally of all portions; PartysurveyError where one cannot be counted.

        `cluster` is the address of a running one, None to start one on this machine for as long as it takes. `on_rows`
        is told rows as they are known to be counted.
        """
        ...


class EngineRequest(Struct, frozen=True):
    """The engine asked for, None for this process; the address of its cluster, None for one of its own."""

    name: str | None = None
    cluster: str | None = None

    def __post_init__(self) -> None:
        """Nothing; RequestError for an engine that there is not, or a cluster without an engine that has one."""
        if self.name is not None and self.name not in ENGINES:
            raise RequestError(f"there is no engine {self.name!r}", did_you_mean(self.name, ENGINES))
        if self.cluster is not None and self.is_here:
            raise RequestError("a cluster goes with another engine", "add --engine dask or --engine spark")

    @property
    def is_here(self) -> bool:
        """Whether this process counts."""
        return self.name in {None, "local"}

    def counted(self, portions: Sequence[Portion], counting: Counting, on_rows: OnRows | None = None) -> Partial:
        """The partial tally of all portions; RequestError where the library of the engine is missing."""
        with lost_sockets_survived():
            return self._engine()(portions, counting, self.cluster, on_rows)

    def _engine(self) -> Engine:
        if self.name == "dask":
            from partysurvey.engines.dask import count_with_dask  # noqa: PLC0415  # heavy, imported when used

            return count_with_dask
        from partysurvey.engines.spark import count_with_spark  # noqa: PLC0415  # heavy, imported when used

        return count_with_spark


@contextmanager
def lost_sockets_survived() -> Iterator[None]:
    """A time in which writing to a worker that has died is an error to be handled, not the end of this process."""
    if not hasattr(signal, "SIGPIPE") or current_thread() is not main_thread():
        yield
        return
    before = signal.signal(signal.SIGPIPE, signal.SIG_IGN)
    try:
        yield
    finally:
        signal.signal(signal.SIGPIPE, before)
