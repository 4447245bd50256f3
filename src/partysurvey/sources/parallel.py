"""Work on a stream in several threads, with the results in the order of the stream."""

from collections import deque
from collections.abc import Callable, Generator, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from typing import TypeVar

from partysurvey.errors import SourceError

Item = TypeVar("Item")
Result = TypeVar("Result")


def in_order(work: Callable[[Item], Result], items: Iterator[Item], threads: int) -> Iterator[Result]:
    """The results for the items, at most `threads` at work and one item read ahead.

    An error while reading comes after the results of all items before it, as if there were one thread.
    """
    pool = ThreadPoolExecutor(threads + 1)
    pending: deque[Future[Result]] = deque()
    stream = _with_error(items)

    def worked(item: Item | SourceError) -> Result:
        if isinstance(item, SourceError):
            raise item
        return work(item)

    try:
        for item in _read_ahead(stream, pool):
            pending.append(pool.submit(worked, item))
            if len(pending) > threads:
                yield pending.popleft().result()
        while pending:
            yield pending.popleft().result()
    finally:
        pool.shutdown(cancel_futures=True)
        stream.close()


def _with_error(items: Iterator[Item]) -> Generator[Item | SourceError]:
    """The items, and as the last one the error that ends them, if any."""
    try:
        yield from items
    except SourceError as error:
        yield error


def _read_ahead(items: Iterator[Item], pool: ThreadPoolExecutor) -> Iterator[Item]:
    """The items, each read while the one before it is in use."""
    upcoming = pool.submit(next, items, None)
    while (item := upcoming.result()) is not None:
        upcoming = pool.submit(next, items, None)
        yield item
