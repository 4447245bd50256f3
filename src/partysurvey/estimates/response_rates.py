"""Response rates of the AAPOR Standard Definitions (10th edition, 2023)."""

from collections.abc import Mapping

from msgspec import Struct

from partysurvey.survey.fielding import Disposition


class ResponseRates(Struct, frozen=True):
    """Shares in [0, 1], None where nobody could have responded; `eligibility` is the e of RR3 and RR4.

    `is_estimated`: e is not declared but the share of eligible cases among those of known eligibility.
    """

    rr1: float | None
    rr2: float | None
    rr3: float | None
    rr4: float | None
    rr5: float | None
    rr6: float | None
    eligibility: float | None
    is_estimated: bool


def response_rates(cases: Mapping[Disposition, int], eligibility: float | None = None) -> ResponseRates:
    """The six rates of the cases by disposition.

    RR1 = I / ((I + P) + (R + NC + O) + (UH + UO)), RR3 the same with e (UH + UO), RR5 without (UH + UO);
    RR2, RR4 and RR6 have I + P above the line. e = eligible / (eligible + not eligible) of the known cases.
    """
    complete, partial = cases.get(Disposition.COMPLETE, 0), cases.get(Disposition.PARTIAL, 0)
    without = (Disposition.REFUSAL, Disposition.NON_CONTACT, Disposition.OTHER)
    eligible = complete + partial + sum(cases.get(each, 0) for each in without)
    unknown = cases.get(Disposition.UNKNOWN_HOUSEHOLD, 0) + cases.get(Disposition.UNKNOWN_OTHER, 0)
    known = eligible + cases.get(Disposition.NOT_ELIGIBLE, 0)
    e = _share(eligible, known) if eligibility is None else eligibility
    counted = eligible + (e or 0.0) * unknown
    return ResponseRates(
        _share(complete, eligible + unknown),
        _share(complete + partial, eligible + unknown),
        _share(complete, counted),
        _share(complete + partial, counted),
        _share(complete, eligible),
        _share(complete + partial, eligible),
        e,
        eligibility is None,
    )


def _share(part: float, whole: float) -> float | None:
    return part / whole if whole else None
