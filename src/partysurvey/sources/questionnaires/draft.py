"""The data of a questionnaire file that may be faulty: which parts can be read, and which cannot."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from partysurvey.sources.questionnaires.finding import DataPath, Finding

Data = Mapping[str, Any]


@dataclass(frozen=True, slots=True)
class Draft:
    """Data with the paths at which their structure is faulty."""

    data: Data
    broken: tuple[DataPath, ...]

    def touched(self, path: DataPath) -> bool:
        """Whether something at, above or below the path is broken."""
        return any(path[: len(broken)] == broken[: len(path)] for broken in self.broken)

    def sound(self, path: DataPath, keys: Iterable[str]) -> bool:
        """Whether all these keys of the mapping at the path can be read (or are left out)."""
        return not any(self.touched((*path, key)) for key in keys)

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
    """The data with the faults of their structure; an unknown key harms nothing but itself."""
    return Draft(data, tuple(finding.path for finding in structure if not finding.at_key))
