"""How a claim is named to a person: where it stands, and what was printed."""

from msgspec import Struct

from partysurvey.audit.claim import Claim
from partysurvey.audit.prose import Prose
from partysurvey.survey import Language

LONGEST = 40  # characters of a figure or label


class Naming(Struct, frozen=True):
    """Names the claims of a text, or (None) those of a claims file."""

    prose: Prose | None = None

    def named(self, claim: Claim, language: Language) -> str:
        """The place and the printed figure, or the id and the printed figure: "3:14 42.9%"."""
        return f"{self.place(claim, language)} {self.figure(claim)}".strip()

    def place(self, claim: Claim, language: Language) -> str:
        """Where the claim stands: in the text, as its draft says, or its id."""
        if claim.span is None:
            return claim.id
        if self.prose is not None:
            return self.prose.place(claim.span).into(language)
        return f"{claim.span.line}:{claim.span.column}"

    def figure(self, claim: Claim) -> str:
        """What was printed, cut where it is long."""
        text = " ".join(claim.text.split())
        return text if len(text) <= LONGEST else f"{text[:LONGEST]}…"
