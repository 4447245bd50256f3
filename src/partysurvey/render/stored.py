"""A stored analysis against a new one: which numbers, sentences and figures are not what they were."""

from collections.abc import Iterator, Mapping

from msgspec import Struct

from partysurvey.render.json_addresses import Json, numbers_by_address
from partysurvey.report.addresses import address_text
from partysurvey.report.document import Address

NOT_THERE = "not there"


class Change(Struct, frozen=True):
    """What is not the same: where (an address, or the name of a file), and what it was and is."""

    where: str
    old: str
    new: str

    def __str__(self) -> str:
        """The change on one line."""
        return f"{self.where}: {self.old} → {self.new}"


def number_changes(stored: Json, new: Json) -> Iterator[Change]:
    """The numbers of results.json that differ, by address, in the order of the stored ones, then those that are new."""
    old_numbers, new_numbers = numbers_by_address(stored), numbers_by_address(new)
    for address in old_numbers | new_numbers:
        old, now = (_written(numbers, address) for numbers in (old_numbers, new_numbers))
        if old != now:
            yield Change(address_text(address), old, now)


def basis_changes(stored: Json, new: Json) -> Iterator[Change]:
    """What the numbers rest on: the parts of `provenance` that are not the same."""
    old, now = (content.get("provenance", {}) for content in (stored, new))
    yield from (
        Change(f"provenance {key}", _told(old, key), _told(now, key))
        for key in old | now
        if old.get(key) != now.get(key)
    )


def line_changes(name: str, stored: str, new: str) -> Iterator[Change]:
    """The lines of a text file that differ, one by one where as many were taken away as put in their place."""
    from difflib import SequenceMatcher  # noqa: PLC0415  # only to compare

    old_lines, new_lines = stored.splitlines(), new.splitlines()
    matcher = SequenceMatcher(None, old_lines, new_lines, autojunk=False)
    for kind, start, end, new_start, new_end in matcher.get_opcodes():
        if kind == "equal":
            continue
        old, now = old_lines[start:end], new_lines[new_start:new_end]
        length = max(len(old), len(now))
        pairs = zip(_padded(old, length), _padded(now, length), strict=True)
        yield from (Change(f"{name}:{start + place + 1}", before, after) for place, (before, after) in enumerate(pairs))


def _padded(lines: list[str], length: int) -> list[str]:
    return [*lines, *[NOT_THERE] * (length - len(lines))]


def _written(numbers: Mapping[Address, float | None], address: Address) -> str:
    return f"{numbers[address]}" if address in numbers else NOT_THERE


def _told(parts: Json, key: str) -> str:
    return f"{parts[key]}" if key in parts else NOT_THERE
