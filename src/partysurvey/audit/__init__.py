"""Published figures as claims: what a text says, and which respondents could have produced it."""

from partysurvey.audit.claim import BaseCandidate, BaseReason, Claim, ClaimKind, Claims, Hedge, Span

__all__ = ["BaseCandidate", "BaseReason", "Claim", "ClaimKind", "Claims", "Hedge", "Span"]
