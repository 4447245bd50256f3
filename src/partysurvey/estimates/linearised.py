"""Estimators with their linearised scores: totals, means, shares, ratios, variances, of a sample or domains of it."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

import numpy as np
import numpy.typing as npt
from msgspec import Struct
from msgspec.structs import replace

from partysurvey.estimates.estimate import Estimate
from partysurvey.estimates.linear import Ratio
from partysurvey.estimates.replication import Replication
from partysurvey.estimates.sample import BoolArray, Sample
from partysurvey.estimates.variance import sums_covariance
from partysurvey.tally.sums import FloatArray

Values = Mapping[str, FloatArray]  # functions of the answers (C,) by name


class Linearised(Struct, frozen=True, eq=False, dict=True):
    """k estimates of domains: names, values (k,), scores (k, C) that are 0 outside of the domain, domains (k, C).

    replicates: the values (k, R) under each replicate weight, NaN where the domain has nobody; None without any.
    """

    names: tuple[str, ...]
    values: FloatArray
    scores: FloatArray
    domains: BoolArray
    replicates: FloatArray | None = None


def estimated(sample: Sample, linearised: Linearised, domain: BoolArray | None = None) -> Estimate:
    """The estimates with their covariance under the design, and design effects.

    `df` is that of the whole design, or of the units with members of the domain, if it is given.
    """
    return Estimate(
        linearised.names,
        linearised.values,
        covariance(sample, linearised),
        sample.degrees_of_freedom(domain),
        *design_effects(sample, linearised),
    )


def totals(sample: Sample, values: Values, domain: BoolArray | None = None) -> Linearised:
    """Totals Σ w y over the people of the domain who have every y; z = y. R: svytotal(~y, d, na.rm = TRUE)."""
    y, members = _joint(values, domain)
    return _linearised(values, (y @ sample.cells.w, _replicated(sample, y)), y, members)


def means(sample: Sample, values: Values, domain: BoolArray | None = None) -> Linearised:
    """Means Σ w y / Σ w over the people of the domain who have every y; z = (y - m) / Σ w.

    Source: [Woodruff1971]. R: svymean(~y, d, na.rm = TRUE).
    """
    y, members = _joint(values, domain)
    w = float(sample.cells.w @ members)
    mean = y @ sample.cells.w / w
    replicates = _quotients(_replicated(sample, y), _replicated(sample, members[None, :]))
    return _linearised(values, (mean, replicates), (y - mean[:, None]) * members / w, members)


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
    replicates = _quotients(_replicated(sample, y), _replicated(sample, x))
    return _linearised(pairs, (ratio, replicates), (y - ratio[:, None] * x) / whole[:, None], members)


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
    linearised = means(sample, products, members)
    shift = _quotients(_replicated(sample, around), _replicated(sample, members[None, :]))
    if shift is None or linearised.replicates is None:
        return linearised
    pairs = (shift[:, None] * shift[None, :]).reshape(len(products), -1)
    return replace(linearised, replicates=linearised.replicates - n / (n - 1) * pairs)


def share_values(sample: Sample, variable: str) -> Values:
    """The indicators of the answers to a variable, NaN where there is none: their means are the shares.

    Names are variable + answer. R: svymean(~factor).
    """
    answered = sample.answered(variable)
    levels = next(axis for axis in sample.cells.axes if axis.variable == variable).answers
    return {f"{variable}{level}": np.where(answered, sample.is_at(variable, level), np.nan) for level in levels}


def ratios_of_cells(sample: Sample, ratio: Ratio) -> Linearised:
    """Ratios of totals over the cells (k, C), of the people in their denominators; NaN where there is nobody."""
    held, names = sample.cells.replicates, tuple(map(str, range(len(ratio.numerator))))
    w, members = sample.cells.w, ratio.denominator != 0
    return Linearised(names, ratio.value(w), ratio.scores(w), members, None if held is None else ratio.value(held))


def by_domains(sample: Sample, variables: Sequence[str], of: Callable[[BoolArray], Linearised]) -> Linearised:
    """The estimates `of` each domain that the variables make together, side by side; names are "levels:name".

    Their covariance keeps the whole design. R: svyby(…, covmat = TRUE).
    """
    parts = []
    for levels, domain in sample.domains(*variables):
        part = of(domain)
        names = tuple(":".join([".".join(map(str, levels)), name]) for name in part.names)
        parts.append(replace(part, names=names))
    return joined(*parts)


def joined(*parts: Linearised) -> Linearised:
    """All estimates side by side, so that their covariance is known."""
    replicates = [part.replicates for part in parts if part.replicates is not None]
    return Linearised(
        tuple(name for part in parts for name in part.names),
        np.concatenate([part.values for part in parts]),
        np.vstack([part.scores for part in parts]),
        np.vstack([part.domains for part in parts]),
        np.vstack(replicates) if replicates else None,
    )


def covariance(sample: Sample, linearised: Linearised) -> FloatArray:
    """2-D float array (k, k), the covariance of the estimates under the design. R: vcov()."""
    z, sampling = linearised.scores, sample.sampling
    if isinstance(sampling, Replication):
        return sampling.covariance(linearised.values, linearised.replicates)
    members = sample.by_unit((sample.cells.n * linearised.domains.any(axis=0))[None, :].astype(np.float64))[0]
    squares = None
    if sampling.rows_are_psus:
        products = (z[:, None, :] * z[None, :, :]).reshape(-1, z.shape[1]) * sample.cells.w2
        squares = sample.by_unit(products).reshape(len(z), len(z), -1)
    return sums_covariance(sample.by_unit(z * sample.cells.w), squares, sampling, members.astype(np.int64))


def design_effects(sample: Sample, linearised: Linearised) -> tuple[FloatArray, FloatArray]:
    """Two 1-D float arrays (k,): variance / that of a simple sample, without and with replacement.

    v / (N² s²(z) (1 - n/N) / n) and v / (N² s²(z) / n) with N = Σ w, n people, s² the weighted variance of the scores,
    all in the domain. Source: [Kish1965], §8.2. R: deff(svymean(…, deff = TRUE)), deff = "replace".
    """
    v = np.diag(covariance(sample, linearised))
    n, w = (linearised.domains @ part for part in (sample.cells.n, sample.cells.w))
    z = linearised.scores
    s2 = (z**2 @ sample.cells.w / w - (z @ sample.cells.w / w) ** 2) * n / (n - 1)
    with np.errstate(divide="ignore", invalid="ignore"):
        replaced = v / (w**2 * s2 / n)
        left = np.where(np.isclose(n, w, rtol=1e-12, atol=0), 0.0, 1 - n / w)
        return np.where(left < 0, np.nan, replaced / left), replaced


def _joint(values: Values, domain: BoolArray | None) -> tuple[FloatArray, BoolArray]:
    """The values (k, C), 0 outside of the domain and where any is missing; and the members that are left (C,)."""
    y = np.array(list(values.values()), dtype=np.float64)
    everybody = np.ones(y.shape[1], dtype=bool)
    members: BoolArray = ~np.isnan(y).any(axis=0) & (everybody if domain is None else domain)
    return np.where(members, y, 0.0), members


def _replicated(sample: Sample, y: npt.NDArray[Any]) -> FloatArray | None:
    """2-D float array (k, R), Σ v y under each replicate weight v; None without any."""
    held = sample.cells.replicates
    return None if held is None else y @ held


def _quotients(above: FloatArray | None, below: FloatArray | None) -> FloatArray | None:
    if above is None or below is None:
        return None
    with np.errstate(invalid="ignore", divide="ignore"):
        return np.where(below != 0, above / below, np.nan)


def _linearised(
    names: Mapping[str, object], values: tuple[FloatArray, FloatArray | None], scores: FloatArray, members: BoolArray
) -> Linearised:
    """The estimates with their values from the sample and from its replicates."""
    return Linearised(tuple(names), values[0], scores, np.tile(members, (len(scores), 1)), values[1])
