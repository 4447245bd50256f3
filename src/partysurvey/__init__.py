"""Survey responses to percentages, tables, figures and sentences.

`analyze` is the Python door; the command line is `partysurvey`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    import pandas as pd

    from partysurvey.pipeline.analysis import Analysis
    from partysurvey.survey import Questionnaire

__version__ = "0.1.0"


def analyze(
    file: "Path | str | pd.DataFrame",
    questionnaire: "str | Path | Questionnaire | None" = None,
    *,
    by: Sequence[str] = (),
    where: str = "",
    questions: Sequence[str] = (),
    **options: object,
) -> "Analysis":
    """The analysis of a response file or a pandas DataFrame, as `partysurvey analyze` makes it.

    `questionnaire` is a YAML file, the name of a bundled one, or a Questionnaire; None takes a bundled one that
    matches beyond doubt or infers one. `options` are the other fields of `pipeline.analysis.Request`: weight,
    strata, psu, fpc, nest, lonely, replicates, targets, inference, min_group, strict, sheet, encoding. Raises
    PartysurveyError.
    """
    from partysurvey.pipeline.analysis import Request, run  # noqa: PLC0415  # start-up is a feature

    return run(Request(file=file, questionnaire=questionnaire, by=by, where=where, questions=questions, **options))  # type: ignore[arg-type]
