"""Answers of several closed variables as those of one: the codes of a group of a banner that crosses them."""

from collections.abc import Sequence

from partysurvey.survey import Absence
from partysurvey.survey.crossed import crossed_code
from partysurvey.tally.answers import Answers, combinations
from partysurvey.tally.axis import Level


def crossed_answers(parts: Sequence[Answers]) -> Answers:
    """The code of all answers together; who lacks one of them is absent as of the first that is lacking."""
    found = combinations([(part.positions, len(part.levels)) for part in parts])
    met = zip(*([part.levels[place] for place in part.positions[found.rows]] for part in parts), strict=True)
    return Answers(found.inverse, [_together(levels) for levels in met])


def _together(levels: Sequence[Level]) -> Level:
    absent = next((level for level in levels if isinstance(level, Absence)), None)
    return absent if absent is not None else crossed_code([str(level) for level in levels])
