"""The chance that Q = Σ λ χ²_h, of independent chi-squares with weights of either sign, is positive."""

import math

import numpy as np

from partysurvey.tally.sums import FloatArray

_STEP, _FAR = 0.01, 1e-18


def positive_chance(weights: FloatArray, df: FloatArray) -> float:
    """P(Q > 0) in [0, 1], to 1e-12 absolute; weights λ (k,), degrees of freedom h (k,).

    1/2 + 1/π ∫ sin θ(u)/(u ρ(u)) du with θ = ½ Σ h arctan(λ u), ρ = Π (1 + λ² u²)^{h/4}; over ln u the integrand is
    analytic and the trapezoidal rule converges geometrically. Source: [Imhof1961]. R: CompQuadForm::imhof(0, λ, h).
    """
    scale = float(np.abs(weights).max())
    if scale == 0:
        return 0.0
    ends = math.log(_FAR), _log_end(np.abs(weights) / scale, df)
    turning = np.exp(np.arange(*ends, _STEP))[:, None] * np.abs(weights) / scale
    step = min(_STEP, 0.5 / float((turning / (1 + turning**2) @ df).max()))  # a large h turns the sine fast
    products = np.outer(np.exp(np.arange(*ends, step)), weights / scale)
    angle = np.arctan(products) @ df / 2
    log_size = np.log1p(products**2) @ df / 4
    return min(1.0, max(0.0, 0.5 + step / math.pi * float((np.sin(angle) * np.exp(-log_size)).sum())))


def saddlepoint_chance(weights: FloatArray, df: FloatArray) -> float | None:
    """P(Q > 0) by the saddlepoint approximation; None where Q is 0 near its mean, there it says nothing.

    1 - Φ(w + ln(v/w)/w), w = sign ζ √(-2 K(ζ)), v = ζ √K″(ζ) at K′(ζ) = 0, K = -½ Σ h ln(1 - 2 ζ λ).
    Source: [Kuonen1999]. R: survey::pFsum(method = "saddlepoint").
    """
    scaled = weights / weights.max()
    if scaled.min() >= 0:
        return None
    point = _saddlepoint(scaled, df)
    if abs(point) < 1e-4:
        return None
    left = 1 - 2 * point * scaled
    w = math.copysign(math.sqrt(float(df @ np.log(left))), point)
    v = point * math.sqrt(2 * float(df @ (scaled / left) ** 2))
    return math.erfc((w + math.log(v / w) / w) / math.sqrt(2)) / 2


def _log_end(weights: FloatArray, df: FloatArray) -> float:
    """The ln u from which the integrand is less than 1e-18."""
    log_u = 0.0
    while float(np.log1p((weights * math.exp(log_u)) ** 2) @ df) / 4 < -math.log(_FAR):
        log_u += 1.0
    return log_u


def _saddlepoint(weights: FloatArray, df: FloatArray) -> float:
    """Where K′ is 0, by bisection: K′ rises from below 0 to above it between its poles."""
    low, high = 1 / (2 * float(weights.min())), 1 / (2 * float(weights.max()))
    for _ in range(200):
        middle = (low + high) / 2
        rising = float((df * weights) @ (1 / (1 - 2 * middle * weights)))
        low, high = (middle, high) if rising < 0 else (low, middle)
    return (low + high) / 2
