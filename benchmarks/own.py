"""The sums of the benchmark by partysurvey: tallies of 39 tables by unit of the design, or of 14 frequencies."""

import os
from pathlib import Path
from typing import TYPE_CHECKING

from peers import COLUMNS, pairs
from questions import CHANNELS, CHOICES, SEPARATOR

if TYPE_CHECKING:
    import polars as pl

    from partysurvey.tally.plan import Cells
    from partysurvey.tally.tally import Tally

os.environ.setdefault("OPENBLAS_NUM_THREADS", "1")  # as the program does when it starts


def partysurvey_sums(path: Path, engine: str = "local") -> "Tally":
    """The tally of 39 tables by unit of the design; the questionnaire lies beside the file."""
    from partysurvey.tally.plan import Cells

    return _counted(path, frozenset(Cells(pair, by_unit=True) for pair in pairs()), engine)


def partysurvey_toplines(path: Path) -> "Tally":
    """The tally of the 14 questions alone, weighted."""
    from partysurvey.tally.plan import Cells

    return _counted(path, frozenset(Cells((question,)) for question in COLUMNS), "local")


def _counted(path: Path, cells: "frozenset[Cells]", engine: str) -> "Tally":
    from partysurvey.engines.engine import EngineRequest
    from partysurvey.pipeline.counting import counted
    from partysurvey.sources.opening import open_source
    from partysurvey.sources.questionnaires.reading import read_questionnaire
    from partysurvey.survey import Binding, Columns, Design, Layout
    from partysurvey.tally.counting import Counting
    from partysurvey.tally.plan import Plan

    questionnaire = read_questionnaire(path.parent / "questionnaire.yaml")
    source = open_source(path)
    layouts = {CHANNELS.id: Layout.JOINED}
    columns = {name: Columns((text,), layouts.get(name, Layout.PLAIN)) for name, text in COLUMNS.items()}
    by_unit = any(need.by_unit for need in cells)
    counting = Counting(
        questionnaire,
        Binding(columns),
        Plan(cells),
        design=questionnaire.design if by_unit else Design(weight=questionnaire.design.weight),
        columns=source.columns,
        encoding=source.info.encoding or "utf-8",
    )
    return counted(source, counting, EngineRequest(engine))


def tally_table(tally: "Tally", question: str, banner: str) -> "pl.DataFrame":
    """One table of the tally with the labels of the file: answer, group, stratum, psu, n, w."""
    import numpy as np
    import polars as pl

    counts = tally.counts(question, banner, by_unit=True)
    answer, group, unit = np.nonzero(counts.n)
    names = [pl.Series([_label(axis.variable, level) for level in axis.levels]) for axis in counts.axes]
    return pl.DataFrame(
        {
            "answer": names[0].gather(answer),
            "group": names[1].gather(group),
            "stratum": pl.Series([each.stratum for each in counts.units]).gather(unit),
            "psu": pl.Series([each.ids[0] for each in counts.units]).gather(unit),
            "n": counts.n[answer, group, unit],
            "w": counts.w[answer, group, unit],
        }
    )


def _label(variable: str, level: object) -> str:
    """The label of an option code, the joined labels of several, the digits of a number, or "" for no answer."""
    labels = {choice.id: choice.labels for choice in (*CHOICES, CHANNELS)}.get(variable, ())
    by_code = {f"o{place}": label for place, label in enumerate(labels, 1)}
    if isinstance(level, tuple):
        return SEPARATOR.join(by_code[code] for code in level)
    return by_code.get(level, "") if labels else (f"{level:g}" if isinstance(level, float) else "")
