"""The words of `scale_words.toml`, read once, when first asked for."""

from collections.abc import Iterable, Mapping
from functools import cache
from typing import Any

from msgspec import Struct

Places = tuple[frozenset[str], ...]


class ScaleWords(Struct, frozen=True):
    """Folded words: their ranks, the scales and classes in words of their own, and the answers outside any order."""

    degrees: Mapping[str, float]
    frequencies: Mapping[str, float]
    education: Mapping[str, float]
    opposites: Mapping[str, tuple[str, ...]]
    scales: tuple[tuple[str, Places], ...]
    classes: tuple[tuple[str, Places], ...]
    pairs: tuple[tuple[str, ...], ...]
    neutral: frozenset[str]
    apart: tuple[frozenset[str], ...]  # don't know, does not apply, refused, other


@cache
def scale_words() -> ScaleWords:
    """All words of ordered answers."""
    import tomllib  # noqa: PLC0415  # both are imported when used, which is seldom
    from importlib.resources import files  # noqa: PLC0415

    told = tomllib.loads(files("partysurvey.survey.drafting").joinpath("scale_words.toml").read_text("utf-8"))
    return ScaleWords(
        degrees=_ranks(told["degrees"]),
        frequencies=_ranks(told["frequencies"]),
        education=_ranks(told["education"]),
        opposites={word: tuple(stems) for word, stems in told["opposites"].items()},
        scales=_named(told["scales"]),
        classes=_named(told["classes"]),
        pairs=tuple(tuple(pair) for pair in told["pairs"]),
        neutral=frozenset(told["neutral"]),
        apart=tuple(frozenset(told[kind]) for kind in ("dont_know", "not_applicable", "refused", "other")),
    )


def _ranks(entries: Iterable[Mapping[str, Any]]) -> Mapping[str, float]:
    return {word: float(entry["rank"]) for entry in entries for word in entry["words"]}


def _named(entries: Iterable[Mapping[str, Any]]) -> tuple[tuple[str, Places], ...]:
    return tuple((entry["name"], tuple(frozenset(place) for place in entry["places"])) for entry in entries)
