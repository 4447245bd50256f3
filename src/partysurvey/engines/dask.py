"""The fold on a Dask cluster: one task per portion, and partial tallies added in a tree.

A worker that dies takes only its own portions with it: Dask counts them again elsewhere. What a worker finds wrong in
the data is not tried again.
"""

import logging
import signal
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from multiprocessing import resource_tracker
from operator import add
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING, Any

from partysurvey.engines.engine import OnRows
from partysurvey.engines.library import library
from partysurvey.engines.local import partial
from partysurvey.errors import EngineError
from partysurvey.tally.counting import Counting
from partysurvey.tally.portion import Partial, Portion

if TYPE_CHECKING:
    from distributed import Client, Future, LocalCluster

TOGETHER = 8  # partial tallies that are added in one task
SILENCE = logging.CRITICAL + 1  # what goes wrong is told once, as an error
PATIENCE = 30  # seconds until a scheduler must have answered


def count_with_dask(
    portions: Sequence[Portion], counting: Counting, cluster: str | None, on_rows: OnRows | None
) -> Partial:
    """The partial tally of all portions, counted by the workers of a scheduler or of a cluster of this machine."""
    distributed = library("distributed", "dask")
    with _client(distributed, cluster) as client:
        try:
            return _counted(client, portions, counting, on_rows)
        except distributed.KilledWorker as error:
            what = f"the workers that had to do {error.task} died, {error.allowed_failures + 1} in all"
            raise EngineError(what, "give the workers more memory, or look into their logs") from error
        except (distributed.client.FutureCancelledError, OSError) as error:
            what = f"the connection to the Dask scheduler was lost ({error})"
            raise EngineError(what, "see whether it still runs, and start again") from error


@contextmanager
def _client(distributed: Any, cluster: str | None) -> "Iterator[Client]":  # noqa: ANN401  # a module
    """A client of the scheduler at the address, else of a cluster of processes that ends with the work."""
    if cluster is None:
        with _own_cluster(distributed) as own, distributed.Client(own) as client:
            yield client
        return
    try:
        client = distributed.Client(cluster, timeout=PATIENCE)
    except (OSError, ValueError) as error:
        what = f"no Dask scheduler answers at {cluster} ({error})"
        raise EngineError(what, "check the address, as in --cluster tcp://127.0.0.1:8786") from error
    with client:
        yield client


@contextmanager
def _own_cluster(distributed: Any) -> "Iterator[LocalCluster]":  # noqa: ANN401  # a module
    """A process for each core of this machine, of which nothing is left afterwards."""
    with (
        TemporaryDirectory(prefix="partysurvey-", ignore_cleanup_errors=True) as scratch,
        library("dask", "dask").config.set({"temporary-directory": scratch}),
    ):
        with interrupts_held():
            started = distributed.LocalCluster(
                threads_per_worker=1,
                processes=True,
                dashboard_address="127.0.0.1:0",  # any port: another cluster may have the usual one
                silence_logs=SILENCE,
            )
        with started as own:
            yield own


@contextmanager
def interrupts_held() -> Iterator[None]:
    """A time in which Ctrl-C waits. Processes begun in it, and by threads begun in it, never get one of their own.

    A terminal sends it to all processes; workers would end with tracebacks before they are told to end.
    """
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    resource_tracker.ensure_running()  # else it begins with the first process, and lets interrupts through again
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)


def _counted(client: "Client", portions: Sequence[Portion], counting: Counting, on_rows: OnRows | None) -> Partial:
    """The sum of the partial tallies; only the last one leaves the workers."""
    shared = client.submit(_itself, counting, pure=False)  # a task, so that a dead worker does not take it away
    partials = [client.submit(partial, number, portion, shared, pure=False) for number, portion in enumerate(portions)]
    counted = [client.submit(_row_count, each, pure=False) for each in partials]
    whole = _added(client, partials)
    del partials  # so that a worker can forget a partial tally once it is added
    for _, rows in library("distributed", "dask").as_completed(counted, with_results=True):
        if on_rows is not None:
            on_rows(rows)
    found: Partial = whole.result()
    return found


def _added(client: "Client", partials: "list[Future[Partial]]") -> "Future[Partial]":
    """The future of the sum, added in a tree whose shape depends on the number of partial tallies alone."""
    while len(partials) > 1:
        groups = [partials[start : start + TOGETHER] for start in range(0, len(partials), TOGETHER)]
        partials = [client.submit(_sum, group, pure=False) for group in groups]
    return partials[0]


def _itself(counting: Counting) -> Counting:
    return counting


def _row_count(counted: Partial) -> int:
    return counted.tally.rows


def _sum(partials: Sequence[Partial]) -> Partial:
    return reduce(add, partials)
