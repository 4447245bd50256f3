"""Which column of a file holds which variable of a questionnaire."""

from collections.abc import Mapping
from enum import Enum

from msgspec import Struct


class Layout(Enum):
    """How the answers of one variable stand in the file."""

    PLAIN = "plain"  # one column, one answer a cell
    JOINED = "joined"  # one column, several answers a cell: "a┋b", "A→B"
    PER_OPTION = "per_option"  # one column per option: ticks, 0/1, the option's text; for a ranking the place


class Columns(Struct, frozen=True):
    """The columns of one variable; with PER_OPTION `options` names the option code of each column."""

    columns: tuple[str, ...]
    layout: Layout = Layout.PLAIN
    options: tuple[str, ...] = ()


class Binding(Struct, frozen=True):
    """The columns of every variable that the file has; `unbound` columns belong to no question."""

    columns: Mapping[str, Columns]
    unbound: tuple[str, ...] = ()
