"""Estimators with their linearised scores: totals, means, shares, ratios, variances, of a sample or domains of it."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import numpy as np

from partysurvey.estimates.estimate import Estimate
from partysurvey.estimates.sample import BoolArray, Sample
from partysurvey.estimates.variance import sums_covariance
from partysurvey.tally.sums import FloatArray

Values = Mapping[str, FloatArray]  # functions of the answers (C,) by name


@dataclass(frozen=True, eq=False)
class Linearised:
    """k estimates of domains: names, values (k,), scores (k, C) that are 0 outside of the domain, domains (k, C)."""

    names: tuple[str, ...]
    values: FloatArray
    scores: FloatArray
    domains: BoolArray


def estimated(sample: Sample, linearised: Linearised, domain: BoolArray | None = None) -> Estimate:
    """The estimates with their covariance under the design, and design effects.

    `df` is that of the whole design, or of the units with members of the domain, if it is given.
    """
    return Estimate(
        linearised.names,
        linearised.values,
        _covariance(sample, linearised),
        sample.degrees_of_freedom(domain),
        *design_effects(sample, linearised),
    )


def totals(sample: Sample, values: Values, domain: BoolArray | None = None) -> Linearised:
    """Totals Σ w y over the people of the domain who have every y; z = y. R: svytotal(~y, d, na.rm = TRUE)."""
    y, members = _joint(values, domain)
    return _linearised(values, y @ sample.cells.w, y, members)


def means(sample: Sample, values: Values, domain: BoolArray | None = None) -> Linearised:
    """Means Σ w y / Σ w over the people of the domain who have every y; z = (y - m) / Σ w.

    Source: [Woodruff1971]. R: svymean(~y, d, na.rm = TRUE).
    """
    y, members = _joint(values, domain)
    w = float(sample.cells.w @ members)
    mean = y @ sample.cells.w / w
    return _linearised(values, mean, (y - mean[:, None]) * members / w, members)


def ratios(
    sample: Sample, pairs: Mapping[str, tuple[FloatArray, FloatArray]], domain: BoolArray | None = None
) -> Linearised:
    """Ratios Σ w y / Σ w x over the people of the domain who have every y and x; z = (y - R x) / Σ w x.

    Source: [Woodruff1971]. R: svyratio(~y, ~x, d, na.rm = TRUE).
    """
    parts = {f"{part} {name}": pair[part] for part in (0, 1) for name, pair in pairs.items()}
    both, members = _joint(parts, domain)
    y, x = both[: len(pairs)], both[len(pairs) :]
    whole = x @ sample.cells.w
    ratio = y @ sample.cells.w / whole
    return _linearised(pairs, ratio, (y - ratio[:, None] * x) / whole[:, None], members)


def variances(sample: Sample, values: Values, domain: BoolArray | None = None) -> Linearised:
    """Covariances n/(n - 1) · Σ w (a - ā)(b - b̄) / Σ w for all pairs of a and b, by names "a:b"; n counts people.

    The score is that of the mean of the products. R: svyvar(~a + b, d, na.rm = TRUE).
    """
    y, members = _joint(values, domain)
    w, n = float(sample.cells.w @ members), int(sample.cells.n @ members)
    around = (y - (y @ sample.cells.w / w)[:, None]) * members
    names = tuple(values)
    products = {
        f"{a}:{b}": around[i] * around[j] * n / (n - 1) for i, a in enumerate(names) for j, b in enumerate(names)
    }
    return means(sample, products, members)


def share_values(sample: Sample, variable: str) -> Values:
    """The indicators of the answers to a variable, NaN where there is none: their means are the shares.

    Names are variable + answer. R: svymean(~factor).
    """
    answered = sample.answered(variable)
    levels = next(axis for axis in sample.cells.axes if axis.variable == variable).answers
    return {f"{variable}{level}": np.where(answered, sample.is_at(variable, level), np.nan) for level in levels}


def by_domains(sample: Sample, variables: Sequence[str], of: Callable[[BoolArray], Linearised]) -> Linearised:
    """The estimates `of` each domain that the variables make together, side by side; names are "levels:name".

    Their covariance keeps the whole design. R: svyby(…, covmat = TRUE).
    """
    parts = []
    for levels, domain in sample.domains(*variables):
        part = of(domain)
        names = tuple(":".join([".".join(map(str, levels)), name]) for name in part.names)
        parts.append(Linearised(names, part.values, part.scores, part.domains))
    return joined(*parts)


def joined(*parts: Linearised) -> Linearised:
    """All estimates side by side, so that their covariance is known."""
    return Linearised(
        tuple(name for part in parts for name in part.names),
        np.concatenate([part.values for part in parts]),
        np.vstack([part.scores for part in parts]),
        np.vstack([part.domains for part in parts]),
    )


def design_effects(sample: Sample, linearised: Linearised) -> tuple[FloatArray, FloatArray]:
    """Two 1-D float arrays (k,): variance / that of a simple sample, without and with replacement.

    v / (N² s²(z) (1 - n/N) / n) and v / (N² s²(z) / n) with N = Σ w, n people, s² the weighted variance of the scores,
    all in the domain. Source: [Kish1965], §8.2. R: deff(svymean(…, deff = TRUE)), deff = "replace".
    """
    v = np.diag(_covariance(sample, linearised))
    n, w = (linearised.domains @ part for part in (sample.cells.n, sample.cells.w))
    z = linearised.scores
    s2 = (z**2 @ sample.cells.w / w - (z @ sample.cells.w / w) ** 2) * n / (n - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        replaced = v / (w**2 * s2 / n)
        left = np.where(np.isclose(n, w, rtol=1e-12, atol=0), 0.0, 1 - n / w)
        return np.where(left < 0, np.nan, replaced / left), replaced


def _covariance(sample: Sample, linearised: Linearised) -> FloatArray:
    z, sampling = linearised.scores, sample.sampling
    members = sample.by_unit((sample.cells.n * linearised.domains.any(axis=0))[None, :].astype(np.float64))[0]
    squares = None
    if sampling.rows_are_psus:
        products = (z[:, None, :] * z[None, :, :]).reshape(-1, z.shape[1]) * sample.cells.w2
        squares = sample.by_unit(products).reshape(len(z), len(z), -1)
    return sums_covariance(sample.by_unit(z * sample.cells.w), squares, sampling, members.astype(np.int64))


def _joint(values: Values, domain: BoolArray | None) -> tuple[FloatArray, BoolArray]:
    """The values (k, C), 0 outside of the domain and where any is missing; and the members that are left (C,)."""
    y = np.array(list(values.values()), dtype=np.float64)
    everybody = np.ones(y.shape[1], dtype=bool)
    members: BoolArray = ~np.isnan(y).any(axis=0) & (everybody if domain is None else domain)
    return np.where(members, y, 0.0), members


def _linearised(names: Mapping[str, object], values: FloatArray, scores: FloatArray, members: BoolArray) -> Linearised:
    return Linearised(tuple(names), values, scores, np.tile(members, (len(values), 1)))
