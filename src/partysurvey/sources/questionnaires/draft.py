"""The data of a questionnaire file that may be faulty: which parts can be read, and which cannot."""

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from partysurvey.sources.questionnaires.finding import DataPath, Finding

Data = Mapping[str, Any]


class Draft(Struct, frozen=True):
    """Data with the paths at which their structure is faulty."""

    data: Data
    broken: tuple[DataPath, ...]

    def touched(self, path: DataPath) -> bool:
        """Whether something at, above or below the path is broken."""
        return any(path[: len(broken)] == broken[: len(path)] for broken in self.broken)

    def sound(self, path: DataPath, keys: Iterable[str]) -> bool:
        """Whether all these keys of the mapping at the path can be read (or are left out)."""
        return not (self.broken and any(self.touched((*path, key)) for key in keys))

    def entries(self, key: str, *needed: str) -> Iterator[tuple[DataPath, Data]]:
        """Path and data of the questions (or derived variables) whose needed keys can be read."""
        parts = self.data.get(key)
        for index, part in enumerate(parts if isinstance(parts, list) else ()):
            if isinstance(part, Mapping) and self.sound((key, index), needed):
                yield (key, index), part

    def whole(self, key: str) -> Iterator[tuple[DataPath, Data]]:
        """Path and data of the questions (or derived variables) without any fault of structure."""
        return ((path, part) for path, part in self.entries(key) if not self.touched(path))


def draft(data: Data, structure: Iterable[Finding]) -> Draft:
    """The data without their unknown keys, with the faults of their structure.

    Of a question without a known kind nothing is known, since its kind says which keys it has.
    """
    broken = []
    for finding in structure:
        if finding.at_key:
            data = _without(data, finding.path)
        else:
            broken.append(finding.path[:-1] if finding.path[-1:] == ("kind",) else finding.path)
    return Draft(data, tuple(broken))


def _without(data: Any, path: DataPath) -> Any:  # noqa: ANN401  # JSON-like data
    """The data without the key at the end of the path."""
    step, *further = path
    if isinstance(data, list):
        return [_without(part, tuple(further)) if index == step else part for index, part in enumerate(data)]
    if further:
        return {**data, step: _without(data[step], tuple(further))}
    return {key: value for key, value in data.items() if key != step}
