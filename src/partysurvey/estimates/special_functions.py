"""Quantiles of the beta and chi-square distributions, from SciPy, which is imported when first asked for them."""


def beta_quantile(probability: float, a: float, b: float) -> float:
    """The quantile in [0, 1] of the beta distribution; 0 where a is 0, 1 where b is 0. R: qbeta(probability, a, b)."""
    from scipy.special import betaincinv  # noqa: PLC0415  # heavy, imported when used

    if a <= 0 or b <= 0:
        return 0.0 if a <= 0 else 1.0
    return float(betaincinv(a, b, probability))


def chi_square_quantile(probability: float, df: float) -> float:
    """The x >= 0 with `probability` of the chi-square distribution below it. R: qchisq(probability, df)."""
    from scipy.special import gammaincinv  # noqa: PLC0415  # heavy, imported when used

    return 2 * float(gammaincinv(df / 2, probability))
