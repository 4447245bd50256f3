"""Counts of raw texts that the questionnaire does not know: bounded, and still exactly additive."""

from collections.abc import Mapping
from zlib import crc32

UnknownTexts = Mapping[str, Mapping[str, int]]

# So many texts a variable are kept. A questionnaire that does not know a thousand texts is the wrong one.
UNKNOWN_LIMIT = 1000


def kept_texts(counts: Mapping[str, int], limit: int = UNKNOWN_LIMIT) -> dict[str, int]:
    """The texts with their counts, at most `limit` of them: those with the smallest hashes.

    Which texts are kept depends on the texts alone, never on their counts: a text among the smallest of
    the whole is among the smallest of every part it is in, so its count is exact in any order of merging.
    How many respondents wrote the others is the count of the level UNKNOWN minus the kept ones.
    """
    if len(counts) <= limit:
        return {text: counts[text] for text in sorted(counts)}
    chosen = sorted(counts, key=lambda text: (crc32(text.encode("utf-8", "surrogatepass")), text))[:limit]
    return {text: counts[text] for text in sorted(chosen)}


def added(one: Mapping[str, int], other: Mapping[str, int]) -> dict[str, int]:
    """The counts of both, keys sorted."""
    return {key: one.get(key, 0) + other.get(key, 0) for key in sorted({*one, *other})}


def added_unknown(one: UnknownTexts, other: UnknownTexts) -> dict[str, dict[str, int]]:
    """The texts of both, variable by variable."""
    return {name: kept_texts(added(one.get(name, {}), other.get(name, {}))) for name in sorted({*one, *other})}
