"""How an audit is made."""

from msgspec import Struct

from partysurvey.audit.rounding import RoundingRule

LIMIT = 10_000  # people: a survey with whole percents fits anyway beyond some hundred


class Settings(Struct, frozen=True):
    """The rounding rule of the text, and the greatest number of people to try for claims without a base."""

    rule: RoundingRule = RoundingRule.HALF_UP
    limit: int = LIMIT
