"""The fold in Spark: a data frame of portions, counted where its partitions lie, and one partial tally from each.

A task that fails is tried again by Spark; what it finds wrong in the data comes back as an error and is not.
"""

import os
import pickle
import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from functools import reduce
from operator import add
from typing import TYPE_CHECKING

from partysurvey.engines.engine import OnRows
from partysurvey.engines.library import library
from partysurvey.engines.local import partial
from partysurvey.errors import EngineError, PartysurveyError
from partysurvey.tally.counting import Counting
from partysurvey.tally.portion import Partial, Portion

if TYPE_CHECKING:
    import pyarrow as pa
    from pyspark.sql import SparkSession

QUIET: dict[str, bool | float | int | str | None] = {
    "spark.ui.enabled": "false",
    "spark.ui.showConsoleProgress": "false",
    "spark.log.level": "ERROR",
}
ON_THIS_MACHINE: dict[str, bool | float | int | str | None] = {
    "spark.driver.bindAddress": "127.0.0.1",
    "spark.driver.host": "127.0.0.1",
}
TASKS_PER_CORE = 4  # so that a slow portion does not keep the others waiting


def count_with_spark(
    portions: Sequence[Portion], counting: Counting, cluster: str | None, on_rows: OnRows | None
) -> Partial:
    """The partial tally of all portions, counted by the executors of a master or by the cores of this machine."""
    with session(cluster) as running:
        whole = reduce(add, _partials(running, portions, counting))
    if on_rows is not None:
        on_rows(whole.tally.rows)
    return whole


@contextmanager
def session(cluster: str | None) -> "Iterator[SparkSession]":
    """The session that runs already; else one of the master at the address or of this machine, stopped afterwards."""
    library("pyspark", "spark")
    os.environ.setdefault("PYSPARK_PYTHON", sys.executable)  # else executors take the first python3 of the path
    from pyspark.errors import PySparkException  # noqa: PLC0415  # heavy, imported when used
    from pyspark.sql import SparkSession  # noqa: PLC0415  # the same

    running = SparkSession.getActiveSession()
    if running is not None and cluster is None:
        yield running
        return
    try:
        builder = SparkSession.builder.appName("partysurvey").config(map=QUIET)
        placed = builder.master(cluster) if cluster else builder.master("local[*]").config(map=ON_THIS_MACHINE)
        started = placed.getOrCreate()
    except (PySparkException, OSError, RuntimeError) as error:
        what = f"Spark does not start ({_first_line(error)})"
        raise EngineError(what, "it needs Java 17 or later; check JAVA_HOME, and the address of --cluster") from error
    try:
        yield started
    finally:
        started.stop()


def _partials(session: "SparkSession", portions: Sequence[Portion], counting: Counting) -> Iterator[Partial]:
    """The partial tally of each partition; raises the first error that a portion met."""
    from py4j.protocol import Py4JError  # noqa: PLC0415  # comes with pyspark
    from pyspark.errors import PySparkException  # noqa: PLC0415  # heavy, imported when used

    tasks = min(len(portions), TASKS_PER_CORE * session.sparkContext.defaultParallelism)
    numbered = [(number, pickle.dumps(portion)) for number, portion in enumerate(portions)]
    frame = session.createDataFrame(numbered, "number int, portion binary").repartition(tasks)
    try:
        rows = frame.mapInArrow(_counter(counting), "outcome binary").collect()
    except (PySparkException, Py4JError) as error:
        what = f"Spark gave the counting up ({_first_line(error)})"
        raise EngineError(what, "look into the logs of its executors") from error
    for row in rows:
        outcome: Partial | PartysurveyError = pickle.loads(row.outcome)  # noqa: S301  # of our own executors
        if isinstance(outcome, PartysurveyError):
            raise outcome
        yield outcome


def _counter(counting: Counting) -> "Callable[[Iterator[pa.RecordBatch]], Iterator[pa.RecordBatch]]":
    """What a task does: from batches of numbered portions to one row, the pickled partial tally or the error."""

    def counted(batches: "Iterator[pa.RecordBatch]") -> "Iterator[pa.RecordBatch]":
        """One row, none where the partition is empty."""
        import pyarrow as pa  # noqa: PLC0415  # runs in an executor

        numbered = [row for batch in batches for row in batch.to_pylist()]
        if numbered:
            yield pa.record_batch([pa.array([pickle.dumps(_outcome(numbered, counting))], pa.binary())], ["outcome"])

    return counted


def _outcome(numbered: Sequence[dict[str, object]], counting: Counting) -> Partial | PartysurveyError:
    """The partial tally of the portions, or what is wrong with one."""
    try:
        return reduce(add, (partial(row["number"], pickle.loads(row["portion"]), counting) for row in numbered))  # type: ignore[arg-type]  # noqa: S301  # of our own driver
    except PartysurveyError as error:
        return error


def _first_line(error: Exception) -> str:
    return str(error).strip().partition("\n")[0]
