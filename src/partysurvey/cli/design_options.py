"""The options of a sampling design: of `analyze`, and of `weight` where it has replicate weights."""

from enum import StrEnum
from typing import TYPE_CHECKING, Annotated

import typer

from partysurvey.cli.options import listed
from partysurvey.errors import RequestError

if TYPE_CHECKING:
    from partysurvey.estimates.results import DeffKind


class LonelyPsuChoice(StrEnum):
    """What is done with a stratum that has a single sampling unit."""

    FAIL = "fail"
    REMOVE = "remove"
    ADJUST = "adjust"
    AVERAGE = "average"
    CERTAINTY = "certainty"


class ReplicateTypeChoice(StrEnum):
    """How replicate weights were made."""

    JK1 = "JK1"
    JKN = "JKn"
    BRR = "BRR"
    FAY = "Fay"
    BOOTSTRAP = "bootstrap"
    JK2 = "JK2"
    ACS = "ACS"
    SUCCESSIVE_DIFFERENCE = "successive-difference"
    OTHER = "other"


class IntervalChoice(StrEnum):
    """The method of intervals of shares: under a sampling design, and the last four of simple samples."""

    LOGIT = "logit"
    BETA = "beta"
    WILSON = "wilson"
    LIKELIHOOD = "likelihood"
    ASIN = "asin"
    XLOGIT = "xlogit"
    MEAN = "mean"
    CLOPPER_PEARSON = "clopper-pearson"
    AGRESTI_COULL = "agresti-coull"
    JEFFREYS = "jeffreys"
    HYPERGEOMETRIC = "hypergeometric"


class DesignEffectChoice(StrEnum):
    """What design effects compare with."""

    REPLACE = "replace"
    POPULATION = "population"


Strata = Annotated[
    str | None,
    typer.Option(metavar="COLUMN", help="Column of the strata that were sampled separately. Example: --strata organ"),
]
Psu = Annotated[
    list[str] | None,
    typer.Option(
        metavar="A,B", help="Columns of the sampling units (clusters), first stage first. Example: --psu county,branch"
    ),
]
Fpc = Annotated[
    list[str] | None,
    typer.Option(
        metavar="A,B",
        help="Columns with how many units the population has (or the fraction drawn), one per stage. Without --weight "
        "the weights follow from them. Example: --fpc organ_size",
    ),
]
Nest = Annotated[
    bool, typer.Option("--nest", help="Each stratum numbers its own sampling units. Example: --strata organ --nest")
]
LonelyPsu = Annotated[
    LonelyPsuChoice | None,
    typer.Option(help="What to do with a stratum that has a single sampling unit. Example: --lonely-psu adjust"),
]
ReplicateColumns = Annotated[
    list[str] | None,
    typer.Option(
        "--replicates",
        metavar="A,B",
        help="Columns of replicate weights, in place of strata, psu and fpc; * stands for anything. "
        "Example: --weight w --replicates 'rw*' --replicate-type JK1",
    ),
]
ReplicateType = Annotated[
    ReplicateTypeChoice | None,
    typer.Option(
        metavar="TYPE",
        help="How the replicate weights were made: JK1, JKn, BRR, Fay, bootstrap, JK2, ACS, successive-difference, or "
        "other. Example: --replicate-type bootstrap",
    ),
]
FayCoefficient = Annotated[
    float | None,
    typer.Option("--rho", metavar="R", help="The coefficient of Fay's method. Example: --replicate-type Fay --rho 0.3"),
]
ReplicateScale = Annotated[
    float | None,
    typer.Option(
        "--scale",
        min=0.0,
        metavar="S",
        help="By what all squared deviations of replicates are multiplied, else that of the type. "
        "Example: --replicate-type other --scale 0.05",
    ),
]
ReplicateScales = Annotated[
    list[str] | None,
    typer.Option(
        "--rscales",
        metavar="A,B",
        help="By what the squared deviation of each replicate is multiplied: one number, or one for each. "
        "Example: --replicate-type JKn --rscales 0.5,0.5,0.75,0.75,0.75",
    ),
]
AroundEstimate = Annotated[
    bool,
    typer.Option("--mse", help="Replicates deviate from the estimate itself, not from their own mean. Example: --mse"),
]
ReplicateFactors = Annotated[
    bool,
    typer.Option(
        "--replicate-factors",
        help="The replicate columns are factors of the weight, not weights. Example: --replicate-factors",
    ),
]
IntervalMethod = Annotated[
    IntervalChoice | None,
    typer.Option(
        metavar="METHOD",
        help="Intervals of shares: under a sampling design logit (the default), beta, wilson, likelihood, asin, "
        "xlogit or mean; of simple samples clopper-pearson, agresti-coull, jeffreys, or hypergeometric with "
        "--population. Example: --ci beta",
    ),
]
DesignEffect = Annotated[
    DesignEffectChoice | None,
    typer.Option(
        help="Design effects compare with a simple sample drawn with replacement (the default), or without, from the "
        "population. Example: --deff population"
    ),
]


def listed_numbers(values: list[str] | None, option: str) -> tuple[float, ...]:
    """The numbers in such an option; RequestError where one is none or is below 0."""
    texts = listed(values)
    try:
        numbers = tuple(map(float, texts))
    except ValueError:
        numbers = (-1.0,)
    if not all(number >= 0 for number in numbers):
        raise RequestError(f"{option} {','.join(texts)} holds what is no number, or one below 0", "give numbers")
    return numbers


def compared_with(choice: DesignEffectChoice | None) -> "DeffKind | None":
    """The kind of design effects chosen, None where none was."""
    if choice is None:
        return None
    return "population" if choice is DesignEffectChoice.POPULATION else "replace"
