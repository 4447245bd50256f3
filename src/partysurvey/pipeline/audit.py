"""From a text or a file of claims to an audit: read, extract, judge, compare with the data."""

from collections.abc import Callable, Iterable, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from partysurvey.audit.against import comparison, with_data
from partysurvey.audit.claim import Claim, Claims
from partysurvey.audit.judgement import Audit, Judgement
from partysurvey.audit.judging import audited
from partysurvey.audit.rounding import RoundingRule
from partysurvey.audit.settings import LIMIT, Settings
from partysurvey.errors import RequestError
from partysurvey.render.audit.document import audit_document
from partysurvey.render.audit.naming import Naming
from partysurvey.report.document import Document
from partysurvey.sources.claims import ENDINGS, ClaimsFile, read_claims
from partysurvey.survey import Language

if TYPE_CHECKING:
    from partysurvey.audit.prose import Prose
    from partysurvey.estimates.results import Result

    ResultsOf = Callable[[str | None], tuple[Result, ...]]  # of everybody, or under a condition

MOST_GROUPS = 64  # of people in one text, each a pass over the data
MOST_CLAIMS = 200_000
LEAST_LIMIT, MOST_LIMIT = 1, 1_000_000


class AuditRequest(Struct, frozen=True, kw_only=True):
    """What to audit, and against what; None where the claims file says it, or nothing is known."""

    file: Path
    data: Path | None = None
    questionnaire: str | Path | None = None
    weight: str | None = None
    where: str | Sequence[str] = ""
    rounding: RoundingRule | None = None
    limit: int = LIMIT
    language: Language | None = None
    encoding: str | None = None


class Audited(Struct, frozen=True):
    """An audit, the claims it is about, and the text they stand in (None for a claims file)."""

    audit: Audit
    claims: Claims
    prose: "Prose | None"
    language: Language

    @property
    def naming(self) -> Naming:
        """How its claims are named to people."""
        return Naming(self.prose)

    def document(self) -> Document:
        """The audit for terminal and Markdown."""
        return audit_document(self.audit, self.naming, self.language)

    def _repr_html_(self) -> str:
        """The audit as a notebook shows it."""
        from partysurvey.render.html import document_fragment  # noqa: PLC0415  # only in notebooks

        return document_fragment(self.document())


def audit(request: AuditRequest, on_rows: Callable[[int], None] | None = None) -> Audited:
    """The audit that the request asks for; raises PartysurveyError."""
    if not LEAST_LIMIT <= request.limit <= MOST_LIMIT:
        raise RequestError(f"--up-to is {request.limit}", f"name a number from {LEAST_LIMIT} to {MOST_LIMIT:,}")
    file, prose = _read(request)
    if len(file.claims.claims) > MOST_CLAIMS:
        what = f"there are {len(file.claims.claims):,} figures, more than {MOST_CLAIMS:,}"
        raise RequestError(what, "audit a part of the text", request.file)
    settings = Settings(request.rounding or RoundingRule(file.rounding or RoundingRule.HALF_UP), request.limit)
    judged = audited(file.claims, settings)
    data = request.data or file.data
    if data is not None:
        asked = replace(request, data=data, questionnaire=request.questionnaire or file.questionnaire)
        judged = _against_data(judged, asked, settings.rule, on_rows)
    language = request.language or (prose.language if prose else "zh")
    return Audited(judged, file.claims, prose, language)


def _read(request: AuditRequest) -> "tuple[ClaimsFile, Prose | None]":
    if request.file.suffix.lower() in ENDINGS:
        return read_claims(request.file), None
    from partysurvey.audit.extraction import extract  # noqa: PLC0415  # a claims file needs none of it
    from partysurvey.sources.prose.opening import read_prose  # noqa: PLC0415  # the same

    prose = read_prose(request.file, encoding=request.encoding)
    return ClaimsFile(Claims(extract(prose.text, prose.language), str(request.file))), prose


def _against_data(
    judged: Audit, request: AuditRequest, rule: RoundingRule, on_rows: Callable[[int], None] | None
) -> Audit:
    """The audit with what the data say; each condition of the claims is one pass over the data."""
    named = [each for each in judged.judgements if each.claim.question is not None]
    found = {
        where: _results(request, where, [each.claim for each in named if each.claim.where == where], on_rows)
        for where in dict.fromkeys(each.claim.where for each in named)
    }
    is_prose = any(each.claim.question is None and each.claim.sentence for each in judged.judgements)
    everybody = _results(request, None, (), on_rows) if is_prose else ()
    told = [
        with_data(each, comparison(each.claim, found[each.claim.where], rule)) if each.claim.question else each
        for each in judged.judgements
    ]
    compared = _by_words(told, lambda where: _results(request, where, (), on_rows) if where else everybody, rule)
    return replace(judged, judgements=tuple(compared), data=str(request.data))


def _results(
    request: AuditRequest, where: str | None, claims: Sequence[Claim], on_rows: Callable[[int], None] | None
) -> "tuple[Result, ...]":
    """The results of the questions that the claims name (of all, for none), under the condition."""
    from partysurvey.pipeline.analysis import Request, run  # noqa: PLC0415  # only with data

    conditions = [request.where] if isinstance(request.where, str) else list(request.where)
    assert request.data is not None  # noqa: S101  # the caller has looked
    analysis = run(
        Request(
            file=request.data,
            questionnaire=request.questionnaire,
            where=[condition for condition in (*conditions, where) if condition],
            questions=tuple(dict.fromkeys(claim.question for claim in claims if claim.question)),
            weight=request.weight,
        ),
        on_rows,
    )
    return analysis.estimates.results


def _by_words(judgements: Iterable[Judgement], results_of: "ResultsOf", rule: RoundingRule) -> Iterable[Judgement]:
    """The judgements, those of a text compared with the question, option and group that their sentences name."""
    from partysurvey.audit.matching import labels, matched  # noqa: PLC0415  # only with data

    results_of = lru_cache(MOST_GROUPS)(results_of)
    known = labels(results_of(None))
    for judgement in judgements:
        match = matched(judgement.claim, known) if known and not judgement.claim.question else None
        found = comparison(match.claim, results_of(match.claim.where), rule) if match else None
        if match is None or found is None or _is_of_others(match.claim, found.base):
            yield judgement
        else:
            named = replace(judgement, claim=match.claim)
            yield with_data(named, replace(found, by_words=True), surely=match.surely)


def _is_of_others(claim: Claim, base: int) -> bool:
    """Whether the text states other people than all those of the data; of a group it seldom tells how many it has."""
    stated = [each.n for each in claim.bases]
    return bool(stated) and base not in stated and claim.group is None
