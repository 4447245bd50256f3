"""Groups of crossed banners in lines: those that make up a group of one of the banners together."""

from collections.abc import Mapping, Sequence
from typing import TypeVar

from partysurvey.estimates.results import Result
from partysurvey.survey.crossed import Part

Place = TypeVar("Place")


def crossed_lines(
    groups: Mapping[Place, Result], paths: Mapping[str, Sequence[Part]]
) -> tuple[Mapping[Place, Result], ...]:
    """The groups that differ in one part only, once for each part; all together where nothing is crossed.

    `paths` are the parts of every group, by its code.
    """
    if not paths:
        return (groups,)
    lines: dict[tuple[object, ...], dict[Place, Result]] = {}
    for place, result in groups.items():
        codes = [part.code for part in paths[result.by_option or ""]]
        for varying in range(len(codes)):
            fixed = (varying, *codes[:varying], *codes[varying + 1 :])
            lines.setdefault(fixed, {})[place] = result
    return tuple(lines.values())
