"""Where in its sentence a claim was printed."""

import re

from partysurvey.audit.claim import Claim


def place_in_sentence(claim: Claim) -> int:
    """The first character of the printed figure in its sentence, -1 where it is not found; 5% is not found in 25%."""
    if not claim.text:
        return -1
    found = re.search(rf"(?<![\d.]){re.escape(claim.text)}", claim.sentence)
    return found.start() if found else -1
