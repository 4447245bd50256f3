"""Quantiles of a number, from its distribution."""

from collections.abc import Sequence

from partysurvey.estimates.numbers import Numbers
from partysurvey.estimates.quantile_rules import QuantileRule, quantile

QUARTILES = (0.25, 0.5, 0.75)
_ROUNDING = 1e-12  # so near to a probability, a share is that probability


def quantiles(
    numbers: Numbers, probabilities: Sequence[float] = QUARTILES, rule: QuantileRule = "hf7"
) -> dict[float, float | None]:
    """The quantile at each probability in [0, 1]; None where there is no weight.

    hf7 is what Excel, R and NumPy give for plain data. F(x) = p holds but for rounding, whatever the weights add up to.
    Rules and source: `quantile_rules.quantile`. R: quantile(x, p, type = 7); svyquantile(~x, d, p, qrule = rule).
    """
    if not numbers.w.sum() > 0:
        return dict.fromkeys(probabilities)
    return {p: quantile(numbers, p, rule, _ROUNDING) for p in probabilities}
