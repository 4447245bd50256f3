"""The sampling design of an analysis: what the questionnaire declares, with what the request says otherwise."""

from collections.abc import Sequence
from typing import get_args

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.errors import RequestError
from partysurvey.sources.source import Source
from partysurvey.survey import Design, Questionnaire, Replicates, ReplicateType
from partysurvey.survey.suggestion import did_you_mean


class ReplicateRequest(Struct, frozen=True, kw_only=True):
    """What a request says of replicate weights: columns or patterns, and the rest of `Replicates` where it is given."""

    columns: tuple[str, ...] = ()
    type: str | None = None
    rho: float | None = None
    scale: float | None = None
    rscales: tuple[float, ...] = ()
    mse: bool = False
    factors: bool = False  # of the main weight, in place of weights that hold it

    @classmethod
    def to_adjust(cls, columns: tuple[str, ...], *, factors: bool) -> "ReplicateRequest":
        """The request for replicate weights that are only adjusted: it does not matter how they were made."""
        return cls(columns=columns, type="other" if columns else None, factors=factors)

    def over(self, declared: Replicates | None) -> Replicates | None:
        """The declared replicate weights with what is asked otherwise; None where there are none.

        RequestError where what is asked has no columns or no type to go with.
        """
        if self == ReplicateRequest():
            return declared
        columns = self.columns or (declared.columns if declared else ())
        kind = _type(self.type) if self.type else (declared.type if declared else None)
        if not columns:
            raise RequestError(
                "the kind of replicate weights is given, and no columns", "name them, as in --replicates 'rw*'"
            )
        if kind is None:
            raise RequestError(
                f"the type of the replicate weights {', '.join(columns)} is not given",
                "say how they were made, as in --replicate-type JK1 (JKn, BRR, Fay, bootstrap …; else other, with "
                "--scale)",
            )
        known = declared or Replicates(columns, kind)
        return replace(
            known,
            columns=columns,
            type=kind,
            rho=known.rho if self.rho is None else self.rho,
            scale=known.scale if self.scale is None else self.scale,
            rscales=self.rscales or known.rscales,
            mse=self.mse or known.mse,
            combined=known.combined and not self.factors,
        )


class DesignRequest(Struct, frozen=True, kw_only=True):
    """What a request says of the sampling design; None, empty or False where it says nothing."""

    weight: str | None = None
    strata: str | None = None
    psu: Sequence[str] = ()
    fpc: Sequence[str] = ()
    nest: bool = False
    lonely: str | None = None
    replicates: ReplicateRequest = ReplicateRequest()

    def over(self, declared: Design) -> Design:
        """The declared design with what is asked otherwise.

        Replicate weights that are asked for take the place of declared strata, PSUs and fpc, and the other way round.
        RequestError where both are asked for, or replicate weights lack what they need.
        """
        has_stages = bool(self.strata or self.psu or self.fpc)
        if has_stages and self.replicates.columns:
            raise RequestError(
                "replicate weights are asked for together with strata, PSUs or fpc",
                "leave --strata, --psu and --fpc out: the replicate weights hold them already",
            )
        if self.replicates.columns:
            declared = replace(declared, strata=None, psu=(), fpc=(), nest=False)
        if has_stages:
            declared = replace(declared, replicates=None)
        return replace(
            declared,
            weight=self.weight or declared.weight,
            strata=self.strata or declared.strata,
            psu=tuple(self.psu) or declared.psu,
            fpc=tuple(self.fpc) or declared.fpc,
            nest=self.nest or declared.nest,
            lonely=self.lonely or declared.lonely,
            replicates=_sound(self.replicates.over(declared.replicates)),
        )


def design_in(source: Source, questionnaire: Questionnaire, request: DesignRequest) -> Design:
    """The design of the analysis with the columns of the file; RequestError where the file lacks one of them."""
    names = [column.name for column in source.columns]
    if request.weight is not None and request.weight not in names:
        remedy = did_you_mean(request.weight, names)
        raise RequestError(f"the file has no column {request.weight!r} to weight with", remedy, source.info.file)
    design = request.over(questionnaire.design)
    for column in design.columns:
        if "*" not in column and column not in names:
            raise RequestError(
                f"the file has no column {column!r}, which the sampling design of {questionnaire.id} names",
                did_you_mean(column, names, otherwise="name an existing column, or take it out of the design"),
                source.info.file,
            )
    if design.replicates is not None and design.replicates.combined and design.weight is None:
        raise RequestError(
            "there are replicate weights, and no weight that they are replicates of",
            "name it with --weight, or say --replicate-factors if the columns are factors of it",
        )
    return design.in_file(names)


def _type(name: str) -> ReplicateType:
    known: tuple[ReplicateType, ...] = get_args(ReplicateType)
    for kind in known:
        if kind == name:
            return kind
    raise RequestError(f"there is no type {name!r} of replicate weights", f"choose one of {', '.join(known)}")


def _sound(replicates: Replicates | None) -> Replicates | None:
    """The replicate weights themselves; RequestError where their numbers do not go with their type."""
    if replicates is None:
        return None
    rho = replicates.rho
    if replicates.type == "Fay" and rho is None:
        raise RequestError("Fay's method has a coefficient rho", "give it, as in --rho 0.3")
    if replicates.type != "Fay" and rho is not None:
        raise RequestError(
            f"rho belongs to Fay's method, and the type is {replicates.type}",
            "leave --rho out, or say --replicate-type Fay",
        )
    if rho is not None and not 0 <= rho < 1:
        raise RequestError(f"Fay's coefficient rho is {rho:g}", "it must be at least 0 and less than 1")
    if replicates.type == "JKn" and replicates.combined and not replicates.rscales:
        raise RequestError(
            "the scales of JKn replicates do not follow from combined weights",
            "give (n - 1)/n of the stratum of each replicate, n its PSUs, as in --rscales 0.5,0.5,0.75",
        )
    return replicates
