"""Published figures as claims: what a text says, and which respondents could have produced it."""

from partysurvey.audit.claim import BaseCandidate, Claim, ClaimKind, Claims, Hedge, Span

__all__ = ["BaseCandidate", "Claim", "ClaimKind", "Claims", "Hedge", "Span"]
