"""Replicate weights: columns that re-weight the sample, from which variances are computed without the design itself."""

import re
from collections.abc import Iterable
from typing import Literal

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.errors import RequestError

ReplicateType = Literal["JK1", "JKn", "BRR", "Fay", "bootstrap", "JK2", "ACS", "successive-difference", "other"]


class Replicates(Struct, frozen=True):
    """The columns of replicate weights and how their estimates make a variance.

    `columns` are names, or patterns in which `*` stands for anything (`rw*`: in the order of the file). `rho` is Fay's.
    `scale` and `rscales` (one for all replicates, or one for each) None or empty: those of the type. `mse`: around the
    full-sample estimate instead of the mean of the replicates. `combined`: the columns already hold the main
    weight; else they are factors of it. `fpc`: sampling fractions, one for all or one for each replicate.
    `degrees_of_freedom` None: from the rank of the weights. R: survey::svrepdesign.
    """

    columns: tuple[str, ...]
    type: ReplicateType
    rho: float | None = None
    scale: float | None = None
    rscales: tuple[float, ...] = ()
    mse: bool = False
    combined: bool = True
    fpc: tuple[float, ...] = ()
    degrees_of_freedom: int | None = None

    @property
    def has_patterns(self) -> bool:
        """Whether the columns depend on the file."""
        return any("*" in column for column in self.columns)

    def columns_among(self, names: Iterable[str]) -> tuple[str, ...]:
        """The columns, each once; in place of a pattern the names that fit it, in their order."""
        held = tuple(names)
        return tuple(dict.fromkeys(name for column in self.columns for name in _fitting(column, held)))

    def in_file(self, names: Iterable[str]) -> "Replicates":
        """The replicates with patterns replaced by the columns of the file; RequestError where one fits no column."""
        held = tuple(names)
        for column in self.columns:
            if not _fitting(column, held):
                raise RequestError(
                    f"the file has no column like {column!r} of replicate weights",
                    "name their columns, or a pattern like rw*",
                )
        return replace(self, columns=self.columns_among(held))


def _fitting(column: str, names: tuple[str, ...]) -> tuple[str, ...]:
    if "*" not in column or column in names:
        return (column,)
    pattern = re.compile(".*".join(map(re.escape, column.split("*"))))
    return tuple(name for name in names if pattern.fullmatch(name))
