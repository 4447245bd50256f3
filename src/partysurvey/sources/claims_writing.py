"""Claims to YAML that people read and edit."""

from collections.abc import Iterator
from typing import Any

import yaml

from partysurvey.audit.claim import Claim, Claims, Hedge

HEAD = """\
# A draft: check each claim, delete what is none, and add what the text does not say in words that can be found:
# question, option, where: what it is in the data      base: how many people it is out of
# split: a name for the parts that make up 100 %       part_of: the id of the total
"""


LINKS = ("split", "part_of", "question", "item", "option", "where", "statistic")


def claims_yaml(claims: Claims) -> str:
    """The claims as the text of a claims file, which `read_claims` reads back."""
    content = {
        "partysurvey": "claims/1",
        "report": claims.source,
        "claims": [dict(_entry(claim)) for claim in claims.claims],
    }
    return HEAD + yaml.dump(content, Dumper=yaml.CSafeDumper, allow_unicode=True, sort_keys=False, width=110)


def _entry(claim: Claim) -> Iterator[tuple[str, Any]]:
    """The keys of the claim that say something."""
    yield "id", claim.id
    yield from _if_there(printed=claim.text.strip(), kind=claim.kind.value)
    yield from (("value", _number(claim.value)), ("digits", claim.digits)) if claim.value is not None else ()
    yield from _if_there(
        status="masked"
        if claim.of_survey and claim.value is None
        else ""
        if claim.of_survey
        else "not from the survey",
        upper=_number(claim.upper) if claim.upper is not None else None,
        hedge=claim.hedge.value if claim.hedge is not Hedge.EXACT else None,
        unit=(claim.unit or "").strip(),
        base=_base([each.n for each in claim.bases if each.n > 0]),
        **{
            key: getattr(claim, key) for key in ("split", "part_of", "question", "item", "option", "where", "statistic")
        },
        group=claim.group,
        items=claim.items if claim.items > 1 else None,
        binary=claim.binary or None,
        place=f"{claim.span.line}:{claim.span.column}" if claim.span else None,
        sentence=" ".join(claim.sentence.split()),
    )
    if claim.count is not None:
        yield "count", claim.count


def _status(claim: Claim) -> str:
    if not claim.of_survey:
        return "not from the survey"
    return "masked" if claim.value is None else ""


def _if_there(**entries: object) -> Iterator[tuple[str, Any]]:
    return ((key, value) for key, value in entries.items() if value)


def _number(value: object) -> str:
    return format(value, "f")


def _base(numbers: list[int]) -> int | list[int] | None:
    return (numbers[0] if len(numbers) == 1 else numbers) if numbers else None
