"""Work on a stream in several threads, with the results in the order of the stream."""

from collections.abc import Callable, Generator, Iterator
from queue import SimpleQueue
from threading import Lock, Semaphore, Thread
from typing import Generic, TypeAlias, TypeVar

Item = TypeVar("Item")
Result = TypeVar("Result")
Outcome: TypeAlias = "SimpleQueue[tuple[Result | None, Exception | None]]"  # gets one pair

AHEAD = 4  # results per thread that may wait to be taken


def in_order(work: Callable[[Item], Result], items: Generator[Item], threads: int) -> Iterator[Result]:
    """The results for the items; the threads work on, some results ahead, while one is in use.

    An error comes after the results of all items before it, as if there were one thread.
    """
    crew = Crew(work, items, threads)
    try:
        yield from crew.results()
    finally:
        crew.dismiss()
        items.close()


class Crew(Generic[Item, Result]):
    """Threads that take the items in turn, each with a place in the line of results."""

    def __init__(self, work: Callable[[Item], Result], items: Generator[Item], threads: int) -> None:
        """Begin the work."""
        self._work = work
        self._items = items
        self._turn = Lock()
        self._room = Semaphore(AHEAD * threads)
        self._line: SimpleQueue[Outcome[Result] | None] = SimpleQueue()  # None behind the last
        self._over = False
        self._threads = [Thread(target=self._labour, daemon=True) for _ in range(threads)]
        for thread in self._threads:
            thread.start()

    def results(self) -> Iterator[Result]:
        """The results in the order of the items; raises the first error."""
        while (outcome := self._line.get()) is not None:
            result, error = outcome.get()
            if error is not None:
                raise error
            yield result  # type: ignore[misc]  # without an error there is one
            self._room.release()

    def dismiss(self) -> None:
        """Wait until every thread has ended; what is not begun yet stays undone."""
        self._over = True
        self._room.release()
        for thread in self._threads:
            thread.join()

    def _labour(self) -> None:
        while (task := self._next()) is not None:
            item, outcome = task
            try:
                outcome.put((self._work(item), None))
            except Exception as error:  # noqa: BLE001  # raised again where the results are taken
                outcome.put((None, error))

    def _next(self) -> "tuple[Item, Outcome[Result]] | None":
        """The next item and the place of its result; None at the end."""
        with self._turn:
            if not self._over:
                self._room.acquire()
            if self._over:
                return None
            outcome: Outcome[Result] = SimpleQueue()
            try:
                item = next(self._items)
            except StopIteration:
                self._end(None)
            except Exception as error:  # noqa: BLE001  # as above
                outcome.put((None, error))
                self._end(outcome)
            else:
                self._line.put(outcome)
                return item, outcome
        return None

    def _end(self, last: "Outcome[Result] | None") -> None:
        self._line.put(last)
        self._line.put(None)
        self._over = True
