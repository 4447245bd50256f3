"""The ends of a likelihood interval as R reads them off: from a spline through a dozen points of the profile.

MASS's profile.glm walks from the estimate in fifths of the farthest point, stats::spline (fmm: Forsythe, Malcolm and
Moler) joins the points at three times as many places, approx() goes straight between those. Only in tests: it shows that
a difference from R's "likelihood" is the error of this interpolation and nothing else.
"""

import math

import numpy as np
from scipy import stats


def interpolated_ends(share, variance, n, t):
    """The ends of survey 4.1-1's svyciprop(method = "likelihood"), t the quantile of the level."""
    cutoff = t * math.sqrt(variance * n / (share * (1 - share)))
    points = np.array(sorted(profile(share, math.sqrt(variance), n, cutoff)))
    places = np.linspace(points[0, 0], points[-1, 0], 3 * len(points))
    smooth = fmm_spline(points[:, 0], points[:, 1], places)
    return tuple(1 / (1 + np.exp(-np.interp((-cutoff, cutoff), smooth, places))))


def profile(share, se, n, cutoff):
    """(logit, signed root of the scaled deviance) from the estimate outwards."""
    centre = math.log(share / (1 - share))
    farthest = math.sqrt(stats.f.isf(stats.norm.sf(cutoff) / 2, 1, n - 1))
    points = [(centre, 0.0)]
    for sign in (-1, 1):
        for step in range(1, 10):
            logit = centre + sign * step * farthest / 5 * se / (share * (1 - share))
            other = 1 / (1 + math.exp(-logit))
            deviance = share * math.log(share / other) + (1 - share) * math.log((1 - share) / (1 - other))
            points.append((logit, sign * math.sqrt(2 * (n - 1) * deviance)))
            if abs(points[-1][1]) >= farthest:
                break
    return points


def fmm_spline(x, y, places):
    """The cubic spline whose third derivatives at the ends are those of the cubics through the last four points."""
    h, n = np.diff(x), len(x)
    slopes = np.diff(y) / h
    matrix, right = np.zeros((n, n)), np.zeros(n)
    for i in range(1, n - 1):
        matrix[i, i - 1 : i + 2] = h[i - 1], 2 * (h[i - 1] + h[i]), h[i]
        right[i] = slopes[i] - slopes[i - 1]
    matrix[0, :2], matrix[-1, -2:] = (-h[0], h[0]), (h[-1], -h[-1])
    right[0] = h[0] ** 2 * np.polyfit(x[:4] - x[0], y[:4], 3)[0]
    right[-1] = -(h[-1] ** 2) * np.polyfit(x[-4:] - x[-1], y[-4:], 3)[0]
    c = np.linalg.solve(matrix, right)
    i = np.clip(np.searchsorted(x, places, side="right") - 1, 0, n - 2)
    t = places - x[i]
    b, d = slopes[i] - h[i] * (c[i + 1] + 2 * c[i]), (c[i + 1] - c[i]) / h[i]
    return y[i] + t * (b + t * (3 * c[i] + t * d))
