"""The numbers of results.json by the addresses that documents have for them."""

from collections.abc import Iterator, Mapping
from typing import Any

from msgspec.structs import replace

from partysurvey.report.document import Address

Json = Mapping[str, Any]  # as json.loads gives it
Numbered = tuple[Address, float | None]
NO_STATS = frozenset({"option", "label", "hidden", "letters"})
MEDIAN = "0.5"


def numbers_by_address(content: Json) -> dict[Address, float | None]:
    """Every number of `partysurvey.results/1`, None where it is null; of tests the first p-value."""
    numbers = dict(number for result in content["results"] for number in _result_numbers(result))
    for test in content["tests"]:
        if test["p"] is not None:
            numbers.setdefault(Address(test["question"], test["item"], test["by"], stat="p"), test["p"])
    return numbers | dict(_accounting_numbers(content["accounting"]))


def _result_numbers(result: Json) -> Iterator[Numbered]:
    place = Address(result["question"], result["item"], result["by"], result["by_option"])
    base = {"base": "n", "weighted_base": "weighted", "effective_base": "effective"}
    for stat, name in base.items():
        yield replace(place, stat=stat), result["base"][name]
    for kind, n in result["absent"].items():
        yield replace(place, stat=f"absent_{kind}"), n
    for share in (*result["options"], *result["nets"]):
        for stat in share.keys() - NO_STATS:
            yield replace(place, option=share["option"], stat=stat), share[stat]
    for stat, value in _statistics(result["statistics"] or {}):
        yield replace(place, stat=stat), value


def _statistics(statistics: Json) -> Iterator[tuple[str, float | None]]:
    for stat in statistics.keys() - {"letters", "quantiles", "histogram"}:
        yield stat, statistics[stat]
    for probability, value in statistics.get("quantiles", {}).items():
        yield "median" if probability == MEDIAN else f"quantile_{probability}", value


def _accounting_numbers(accounting: Json) -> Iterator[Numbered]:
    """Of the groups: their numbers and rates; those of everybody stand in words alone."""
    for stat in ("rows", "counted", "distributed", "returned", "valid", "return_rate", "valid_rate"):
        yield Address("", stat=stat), accounting[stat]
    for group in accounting["groups"]:
        for stat in ("distributed", "returned", "valid", "counted"):
            yield Address("", by_option=group["option"], stat=stat), group[stat]
        for stat, part, whole in (("return_rate", "returned", "distributed"), ("valid_rate", "valid", "returned")):
            known = group[whole] and group[part] is not None
            yield Address("", by_option=group["option"], stat=stat), group[part] / group[whole] if known else None
