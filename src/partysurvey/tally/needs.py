"""Which tables of a plan have to be counted: those that are no sum of another."""

from collections import Counter
from collections.abc import Iterable

from partysurvey.tally.plan import Cells, Moments, Plan
from partysurvey.tally.tally import covers


def counted_cells(plan: Plan) -> tuple[Cells, ...]:
    """The tables to count, sorted; variables that many tables share (banners) stand last.

    Depends on the plan alone, so all workers count the same tables.
    """
    popular = Counter(name for need in plan.cells for name in set(need.variables))
    ordered = {
        Cells(tuple(sorted(set(need.variables), key=lambda v: (popular[v], v))), need.by_unit) for need in plan.cells
    }
    return tuple(sorted(_widest(ordered), key=_cells_key))


def counted_moments(plan: Plan) -> tuple[Moments, ...]:
    """The moments to take, sorted."""
    kept: set[Moments] = set()
    for number in {need.number for need in plan.moments}:
        by = {Cells(tuple(sorted(set(n.by))), n.by_unit) for n in plan.moments if n.number == number}
        kept |= {Moments(number, need.variables, need.by_unit) for need in _widest(by)}
    return tuple(sorted(kept, key=lambda need: (need.number, need.by, need.by_unit)))


def _widest(needs: Iterable[Cells]) -> set[Cells]:
    widest: set[Cells] = set()
    for need in sorted(needs, key=lambda need: (-len(need.variables), not need.by_unit, need.variables)):
        if not any(covers(other, need) for other in widest):
            widest.add(need)
    return widest


def _cells_key(need: Cells) -> tuple[tuple[str, ...], tuple[str, ...], bool]:
    return need.variables[1:], need.variables, need.by_unit
