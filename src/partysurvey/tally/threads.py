"""Tasks done at the same time: numpy lets other threads run while it computes."""

from collections.abc import Callable, Sequence
from threading import Thread


def together(tasks: Sequence[Callable[[], None]]) -> None:
    """Do the tasks, each in a thread of its own but the last; raises the first error once all have ended."""
    errors: list[BaseException] = []

    def attempt(task: Callable[[], None]) -> None:
        """Do the task, and note its error."""
        try:
            task()
        except BaseException as error:  # noqa: BLE001  # raised again where the tasks were begun
            errors.append(error)

    threads = [Thread(target=attempt, args=(task,)) for task in tasks[:-1]]
    for thread in threads:
        thread.start()
    for task in tasks[-1:]:
        attempt(task)
    for thread in threads:
        thread.join()
    for error in errors[:1]:
        raise error
