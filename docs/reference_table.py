"""The table at the end of docs/statistics.md: what is compared with R, and how far it is off.

The reference tests are run, and keep account of every comparison (tests/reference_data.py); the accounts are grouped by
estimator here. An entry belongs to the group with the longest fitting beginning of its id.
"""

import sys
from collections.abc import Iterator, Mapping
from contextlib import redirect_stdout
from io import StringIO
from math import ceil, log10
from pathlib import Path
from typing import Any, NamedTuple

import pytest

TOP = Path(__file__).parents[1]
PAGE = TOP / "docs" / "statistics.md"
TESTS = TOP / "tests"
FINEST = -10  # the power of ten below which a deviation is rounding, which differs from CPU to CPU
BEGIN = "## Compared with R\n"


class Group(NamedTuple):
    """Entries that the same estimators answer: names in the package, R's calls in Markdown, beginnings of the ids."""

    estimators: str
    calls: str
    starts: str


GROUPS = (
    Group("estimates.shares estimates.intervals.wilson", "`table`, `prop.table`, `prop.test`", "open.freq."),
    Group("estimates.simple_intervals", "`prop.test`, `binom.test`, `qbeta`", "open.ci."),
    Group("estimates.finite_intervals", "`phyper`, by formula", "open.ci_fpc."),
    Group("estimates.planning", "by formula", "open.moe open.sample_size"),
    Group("estimates.two_shares", "`prop.test`, by formula", "open.diffprop."),
    Group("estimates.multinomial", "by formula", "open.simultaneous."),
    Group("estimates.comparisons.chi_square_tests.goodness_of_fit", "`chisq.test(p =)`", "open.gof.apisrs."),
    Group("estimates.multiple", "by formula", "open.multiresponse."),
    Group("estimates.scales.ordinal estimates.statistics", "by formula", "open.likert."),
    Group("estimates.dispersion", "by formula", "open.consensus."),
    Group("estimates.descriptives", "`psych::describe`", "open.describe."),
    Group("estimates.quantile_rules.quantile", "`quantile(type =)`", "open.quantiles."),
    Group(
        "estimates.association estimates.comparisons.nominal estimates.comparisons.ordinal",
        "`chisq.test`, by formula",
        "open.xtab.",
    ),
    Group(
        "estimates.comparisons.chi_square_tests", "`chisq.test`, `vcd::assocstats`", "open.chisq.2x2 open.assocstats."
    ),
    Group("estimates.comparisons.exact estimates.comparisons.exact_tables", "`fisher.test`", "open.fisher."),
    Group(
        "estimates.comparisons.ordinal",
        '`vcdExtra::GKgamma`, `cor.test(method = "kendall")`',
        "open.ordinal. open.gkgamma. open.kendall.",
    ),
    Group("estimates.comparisons.correlation", "`cor.test`", "open.spearman. open.pearson."),
    Group(
        "estimates.comparisons.proportions",
        "`prop.test`, `pairwise.prop.test`",
        "open.colprop. open.pairwise_prop_test.",
    ),
    Group("estimates.comparisons.multiplicity", "`p.adjust`", "open.padjust"),
    Group(
        "estimates.comparisons.matched",
        "`mcnemar.test`, `binom.test`, `friedman.test`",
        "open.mcnemar. open.cochranq open.friedman.",
    ),
    Group("estimates.comparisons.agreement", "`vcd::Kappa`", "open.kappa.apisrs open.kappa.weighted."),
    Group(
        "estimates.comparisons.mean_tests",
        "`t.test`, `aov`, `oneway.test`, `pairwise.t.test`",
        "open.ttest.welch open.ttest.pooled open.ttest.paired open.anova open.oneway. open.pairwise_t",
    ),
    Group("estimates.comparisons.ranks", "`wilcox.test`, `kruskal.test`", "open.kruskal open.wilcoxon"),
    Group("weighting.kish", "by formula", "open.kish. open.cal.kish."),
    Group("weighting.raking weighting.weighting", "by formula", "open.rim. open.cellweights."),
    Group("estimates.sampling.Sampling", "`degf`", "open.degf. open.subset.degf"),
    Group(
        "estimates.linearised.means", "`svymean`", "open.mean. open.prop. open.nps. open.subset. open.cor. open.vcov."
    ),
    Group("estimates.linearised.totals", "`svytotal`", "open.total."),
    Group("estimates.linearised.ratios", "`svyratio`", "open.ratio."),
    Group("estimates.linearised.variances", "`svyvar`", "open.var."),
    Group("estimates.estimate.Estimate", "`svycontrast`", "open.contrast. open.domaindiff."),
    Group("estimates.proportion_intervals.share_ends", "`svyciprop`", "open.ciprop."),
    Group("estimates.woodruff.quantile_estimates", "`svyquantile`", "open.quantile. open.by.quantile."),
    Group("estimates.linearised.by_domains", "`svyby`", "open.by."),
    Group("estimates.totals", "`svytable`", "open.table."),
    Group("estimates.variance", "`options(survey.lonely.psu =)`", "open.lonely."),
    Group("estimates.replication", "`svrepdesign`, `svymean`, `svytotal`, `svyratio`, `svyby`", "open.rep."),
    Group(
        "weighting.weighting estimates.calibrated", "`postStratify`, `rake`, `calibrate`, `trimWeights`", "open.cal."
    ),
    Group(
        "estimates.comparisons.rao_scott estimates.comparisons.wald", "`svychisq`", "open.chisq. open.table.summary."
    ),
    Group("estimates.comparisons.designed_means", "`svyttest`", "open.ttest."),
    Group("estimates.comparisons.designed_ranks", "`svyranktest`", "open.ranktest."),
    Group("estimates.comparisons.designed_agreement", "`svykappa`", "open.kappa."),
    Group("estimates.comparisons.designed_fit", "`svygofchisq`", "open.gof."),
    Group("estimates.comparisons.rao_scott", "`svyloglin`", "open.loglin."),
    Group(
        "estimates.scales.alpha estimates.scales.items",
        "`psych::alpha`, `psych::alpha.ci`",
        "open.alpha. open.itemrest.",
    ),
    Group("estimates.scales.alpha.raw_alpha", "`svycralpha`", "open.cralpha."),
    Group("estimates.scales.scores", "`rowMeans`", "open.scale_scores."),
    Group("estimates.scales.factor estimates.scales.omega", "`factanal`, `psych::fa`", "open.omega."),
    Group("estimates.scales.halves", "`psych::splitHalf`", "open.splithalf."),
    Group("estimates.scales.adequacy", "`psych::KMO`, `psych::cortest.bartlett`", "open.kmo. open.bartlett."),
    Group("estimates.scales.components", "`eigen`, `psych::principal`, `varimax`", "open.eigen. open.pca."),
    Group("estimates.scales.polychoric estimates.scales.polychoric_ml", "`polycor::polychor`", "open.polychor."),
    Group(
        "estimates.scales.polychoric", "`psych::polychoric`", "open.polychoric. open.tetrachoric. open.alpha.ordinal."
    ),
    Group("estimates.scales.intraclass", "`psych::ICC`", "open.icc."),
)


def reference_section() -> str:
    """The section as Markdown: the entries that disagree with the reason of each, then the table.

    SystemExit where a reference test fails, or an entry that is not optional is not compared.
    """
    sys.path[:0] = [str(TESTS)]
    import reference_data  # noqa: PLC0415  # the very module that the tests import

    _run_reference_tests()
    entries, compared = reference_data.entries_by_id(), reference_data.compared
    left_out = sorted(name for name in entries if name not in compared and not entries[name].get("optional"))
    if left_out:
        raise SystemExit(f"these reference entries are compared with nothing: {', '.join(left_out)}")
    rough = (name for name, account in compared.items() if account.tolerance > entries[name]["rel_tol"])
    unnamed = sorted(name for name in rough if reference_data.disagreement(name) is None)
    if unnamed:
        raise SystemExit(f"these entries are compared more roughly than they say: {', '.join(unnamed)}")
    lines = (*_disagreements(reference_data.DISAGREEING), "", *_table(entries, compared))
    return f"{BEGIN}\n{_introduction(entries, compared)}\n\n" + "\n".join(lines) + "\n"


def with_reference_section(page: str) -> str:
    """The page with the section at its end."""
    return page.partition(BEGIN)[0].rstrip() + "\n\n" + reference_section()


def group_of(entry_id: str) -> Group:
    """The group that an entry belongs to; LookupError where there is none."""
    fitting = [(len(start), group) for group in GROUPS for start in group.starts.split() if entry_id.startswith(start)]
    if not fitting:
        raise LookupError(f"no group in docs/reference_table.py for the reference entry {entry_id}")
    return max(fitting)[1]


def _run_reference_tests() -> None:
    """Run them in this process, so that their account can be read; SystemExit if one fails."""
    options = ["-q", "-n", "0", "--noconftest", "--assert=plain", "-p", "no:cacheprovider", "--rootdir", str(TOP)]
    with redirect_stdout(StringIO()) as said:
        failed = pytest.main([*options, "-c", str(TOP / "pyproject.toml"), str(TESTS / "reference")])
    if failed:
        raise SystemExit(f"{said.getvalue()}\nthe reference tests fail, and docs/statistics.md shows what they compare")


def _introduction(entries: Mapping[str, Any], compared: Mapping[str, Any]) -> str:
    optional = [name for name in entries if entries[name].get("optional")]
    return (
        "Made by `python docs/generate.py` from the accounts that the tests in `tests/reference` keep of each\n"
        f"comparison with R: {len(compared)} of {len(entries)} entries, all but {len(entries) - len(compared)} of the "
        f"{len(optional)} optional ones (data, design, call, result and\nprovenance: `tests/reference/data`). "
        "The deviation is |ours − R's| / |R's|, with 10⁻⁶ for |R's| below it, rounded up to\n"
        "a power of ten; the tolerance is the widest of the entries."
    )


def _table(entries: Mapping[str, Any], compared: Mapping[str, Any]) -> Iterator[str]:
    yield "| estimator | R | entries | numbers | largest deviation | tolerance |"
    yield "|---|---|---|---|---|---|"
    for group in GROUPS:
        names = [name for name in compared if group_of(name) is group]
        values = sum(compared[name].numbers for name in names)
        largest = max(compared[name].deviation for name in names)
        tolerance = max(entries[name]["rel_tol"] for name in names)
        cells = (_code(group.estimators), group.calls, len(names), values, _bound(largest), f"{tolerance:.0e}")
        yield f"| {' | '.join(map(str, cells))} |"


def _disagreements(reasons: Mapping[str, str]) -> Iterator[str]:
    yield "The product does not give the numbers of these entries as they stand; the tests put R's convention in:"
    yield ""
    yield from (f"* {_code(patterns)}: {reason}" for patterns, reason in reasons.items())


def _code(names: str) -> str:
    return ", ".join(f"`{name.removeprefix('estimates.')}`" for name in names.split())


def _bound(deviation: float) -> str:
    """The power of ten that the deviation does not exceed."""
    power = FINEST if deviation <= 10.0**FINEST else ceil(log10(deviation))
    return f"≤ 1e{power:+03d}"
