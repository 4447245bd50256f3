"""Survey responses to percentages, tables, figures and sentences.

`analyze` and `validate` are the Python doors; the command line is `partysurvey`.
"""

from collections.abc import Sequence
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

    from partysurvey.pipeline.analysis import Analysis
    from partysurvey.pipeline.reading import Responses
    from partysurvey.report.validation import Validation
    from partysurvey.survey import Questionnaire

__version__ = "0.1.0"


def analyze(
    file: "Responses",
    questionnaire: "str | Path | Questionnaire | None" = None,
    *,
    by: Sequence[str] = (),
    where: str = "",
    questions: Sequence[str] = (),
    **options: object,
) -> "Analysis":
    """The analysis of a response file (or several, or a pandas DataFrame), as `partysurvey analyze` makes it.

    `questionnaire` is a YAML file, the name of a bundled one, or a Questionnaire; None takes a bundled one that
    matches beyond doubt or infers one. `options` are the other fields of `pipeline.analysis.Request`: weight,
    strata, psu, fpc, nest, lonely, replicates, targets, inference, min_group, strict, exclude, screening, sheet,
    encoding, dialect, query (of the database that `file` is the URL of), engine. Raises PartysurveyError.
    """
    from partysurvey.pipeline.analysis import Request, run  # noqa: PLC0415  # start-up is a feature

    return run(Request(file=file, questionnaire=questionnaire, by=by, where=where, questions=questions, **options))  # type: ignore[arg-type]


def validate(
    file: "Responses", questionnaire: "str | Path | Questionnaire | None" = None, **options: object
) -> "Validation":
    """What the checks find in a response file, as `partysurvey validate` does.

    `options` are the other fields of `pipeline.validation.ValidationRequest`: screening, rows, sheet, encoding. Raises
    PartysurveyError.
    """
    from partysurvey.pipeline.validation import ValidationRequest  # noqa: PLC0415  # start-up is a feature
    from partysurvey.pipeline.validation import validate as found  # noqa: PLC0415  # the same

    return found(ValidationRequest(file=file, questionnaire=questionnaire, **options))  # type: ignore[arg-type]
