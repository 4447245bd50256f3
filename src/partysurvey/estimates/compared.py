"""The comparisons of breakdowns: tests of groups and letters of columns, of what protection has left to be shown."""

from collections.abc import Iterator, Sequence

from msgspec.structs import replace

from partysurvey.estimates.answers import variable_axes
from partysurvey.estimates.breakdown import Basis, ShownBreakdown
from partysurvey.estimates.categories import net_categories, option_categories
from partysurvey.estimates.comparisons.multiplicity import Adjustment
from partysurvey.estimates.design import sample_design
from partysurvey.estimates.letters import LetterRule
from partysurvey.estimates.results import Compared, Comparing, Estimates, GroupTest, Result
from partysurvey.estimates.selection import groups, selected_banners
from partysurvey.survey import Questionnaire
from partysurvey.tally.tally import Tally

ADJUSTMENTS: dict[str, Adjustment] = {"none": "none", "bonferroni": "bonferroni", "holm": "holm", "bh": "BH"}


def compared(estimates: Estimates, questionnaire: Questionnaire, tally: Tally, comparing: Comparing) -> Estimates:
    """The (already protected) estimates with tests and letters of every breakdown; unchanged in a census.

    The sampling design is that of the questionnaire.
    Hidden groups and options take no part in anything. The tally must hold what `estimate` needs.
    """
    if estimates.inference.census:
        return estimates
    adjustment = ADJUSTMENTS[comparing.adjustment]
    rule = LetterRule(estimates.inference.level, comparing.looser, adjustment, comparing.minimum_base)
    basis = Basis(tally, sample_design(tally, questionnaire.design, estimates.inference), rule, comparing.against)
    lettered, tests, means = list(estimates.results), list[GroupTest](), dict[str, str]()
    for places in _breakdowns(estimates.results):
        breakdown = _shown(basis, questionnaire, [estimates.results[place] for place in places])
        shown = [place for place in places if not estimates.results[place].hidden]
        for place, result in zip(shown, breakdown.lettered(), strict=True):
            lettered[place] = result
        tests += breakdown.tests()
        means[breakdown.banner.id] = breakdown.means_method
    how = Compared(comparing, "designed_t" if basis.drawn else "pooled_z", means)
    return replace(estimates, results=tuple(lettered), tests=tuple(tests), compared=how)


def _breakdowns(results: Sequence[Result]) -> Iterator[list[int]]:
    """The places of the groups of each question (or item) by each banner."""
    found: dict[tuple[str, str | None, str], list[int]] = {}
    for place, result in enumerate(results):
        if result.by is not None:
            found.setdefault((result.question, result.item, result.by), []).append(place)
    yield from found.values()


def _shown(basis: Basis, questionnaire: Questionnaire, results: Sequence[Result]) -> ShownBreakdown:
    first = results[0]
    variable = questionnaire.variables[first.question if first.item is None else f"{first.question}.{first.item}"]
    (banner,) = selected_banners(questionnaire, [first.by or ""])
    levels = basis.tally.axis(variable_axes(variable)[-1]).levels
    categories = groups(banner, basis.tally.axis(banner.axis).levels)
    pairs = [pair for pair in zip(results, categories, strict=True) if not pair[0].hidden]
    return ShownBreakdown(
        basis,
        variable,
        banner,
        tuple(result for result, _ in pairs),
        tuple(category for _, category in pairs),
        option_categories(variable.question, levels),
        net_categories(variable.question, levels),
        hides_groups=len(pairs) < len(results),
    )
