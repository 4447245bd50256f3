"""How an audit is made."""

from dataclasses import dataclass

from partysurvey.audit.rounding import RoundingRule

LIMIT = 10_000  # people: a survey with whole percents fits anyway beyond some hundred


@dataclass(frozen=True, slots=True)
class Settings:
    """The rounding rule of the text, and the greatest number of people to try for claims without a base."""

    rule: RoundingRule = RoundingRule.HALF_UP
    limit: int = LIMIT
