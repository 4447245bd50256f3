"""Protection of small groups: what could give single respondents away is hidden before anything is written."""

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from math import isclose
from typing import TYPE_CHECKING

from msgspec.structs import replace

from partysurvey.errors import RequestError
from partysurvey.estimates.results import Association, Estimates, GroupTest, HiddenBase, Result, Share
from partysurvey.report.crossed_lines import crossed_lines
from partysurvey.survey import Questionnaire
from partysurvey.survey.crossed import group_paths

if TYPE_CHECKING:
    from partysurvey.report.overlaps import Ranges

NUMBER = ""  # stands for the one number that all people of a group gave
Breakdown = tuple[str, str | None, str]  # question, item, banner


def protect(estimates: Estimates, min_group: int = 5, questionnaire: Questionnaire | None = None) -> Estimates:
    """The estimates without the groups of fewer than `min_group` respondents; toplines are never hidden.

    Within the groups of one question by one banner, further ones, the smallest first, are hidden too until at least
    two are, they hold `min_group` respondents together and did not all answer the same: the topline minus the
    groups that are shown then tells nothing about one small group. That does not lean on respondents without an
    answer to the banner, whose number can often be learnt elsewhere. Groups of nobody stay: there is no one to
    protect, and they hide no one either. The test of a table with a hidden group is withdrawn: chi-square in full
    precision, with the margins known, gives the hidden cells away; so are letters. (`compared` makes them of the
    shown groups alone, from what this function returns.) 0 or 1 hides nothing.

    Where question and banner also change places (`--by A,B` with A and B in the results), the rows of the one table
    that are hidden groups of the other are hidden with its nets and means, which would give them away.

    A banner that crosses questions is judged within each option of the others, whose totals may be shown beside it.
    Banners that are ranges of one number (ages in three and in ten bands) could be subtracted from one another: that is
    prevented too. Both need the questionnaire, which says what groups are made of.
    """
    if min_group < 0:
        raise RequestError(f"--min-group {min_group} is negative", "use 0 to hide nothing")
    if min_group <= 1:
        return estimates
    ranges = _ranges(estimates.results, questionnaire)
    hidden = _hidden_places(estimates.results, min_group, questionnaire)
    if ranges:
        hidden |= _hidden_by_overlap(estimates.results, hidden, ranges, min_group)
    grouped = [
        hidden_result(result) if place in hidden else _with_large_combinations(result, min_group)
        for place, result in enumerate(estimates.results)
    ]
    mirrored = _with_overlaps(_hidden_groups_by(grouped), ranges)
    results = tuple(_without_mirrored(result, mirrored) for result in grouped)
    touched = {_breakdown(result) for result in results if result.hidden or has_hidden_options(result)}
    associations = tuple(
        _withdrawn(test) if (test.question, test.item, test.by) in touched else test for test in estimates.associations
    )
    changed = {_breakdown(new) for old, new in zip(estimates.results, results, strict=True) if new != old}
    return replace(
        estimates,
        results=tuple(_uncompared(result) if _breakdown(result) in changed else result for result in results),
        associations=associations,
        tests=tuple(
            _withdrawn_test(test) if (test.question, test.item, test.by) in changed else test
            for test in estimates.tests
        ),
        min_group=min_group,
    )


def has_hidden_options(result: Result) -> bool:
    """Whether single options are hidden, in a group that is shown itself."""
    return not result.hidden and any(share.hidden for share in result.options)


def hidden_result(result: Result) -> Result:
    """The result with every number None, also the base and the absent answers."""
    return replace(
        result,
        base=HiddenBase(result.base.kind),
        absent={},
        options=tuple(map(_hidden_share, result.options)),
        nets=tuple(map(_hidden_share, result.nets)),
        statistics=None,
        hidden=True,
        df=None,
    )


def _with_large_combinations(result: Result, min_group: int) -> Result:
    """The result without combinations of options that fewer chose, and without more, until the others are as many."""
    if not result.combinations:
        return result
    shown = [each for each in result.combinations if each.n >= min_group]
    others = (result.base.n or 0) - sum(each.n for each in shown)
    while shown and 0 < others < min_group:
        smallest = min(shown, key=lambda each: each.n)
        shown.remove(smallest)
        others += smallest.n
    return replace(result, combinations=tuple(shown))


def _hidden_places(results: Iterable[Result], min_group: int, questionnaire: Questionnaire | None) -> frozenset[int]:
    breakdowns: dict[Breakdown, dict[int, Result]] = {}
    for place, result in enumerate(results):
        if result.by is not None:
            breakdowns.setdefault(_breakdown(result), {})[place] = result
    paths = {by: group_paths(by, questionnaire) for _, _, by in breakdowns} if questionnaire else {}
    return frozenset(
        place
        for (_, _, by), groups in breakdowns.items()
        for place in _hidden_in_lines(crossed_lines(groups, paths.get(by, {})), min_group)
    )


def _hidden_in_lines(lines: Sequence[Mapping[int, Result]], min_group: int) -> frozenset[int]:
    """Places of the groups to hide so that no line has hidden ones that its total gives away."""
    hidden: frozenset[int] = frozenset()
    while True:
        found = frozenset(place for line in lines for place in _hidden_groups(line, min_group, hidden))
        if found == hidden:
            return hidden
        hidden = found


def _ranges(results: Iterable[Result], questionnaire: Questionnaire | None) -> "Mapping[str, Ranges]":
    """The banners among the results that are ranges of a number which other variables are ranges of too."""
    banded = {question.id for question in questionnaire.derived if question.bands} if questionnaire else set()
    if questionnaire is None or not banded:
        return {}
    from partysurvey.report.overlaps import ranges_in  # noqa: PLC0415  # of few questionnaires only

    ranges = ranges_in(questionnaire)
    return ranges if any(result.by in ranges for result in results) else {}


def _hidden_by_overlap(
    results: Sequence[Result], hidden: frozenset[int], ranges: "Mapping[str, Ranges]", min_group: int
) -> frozenset[int]:
    """The places that are hidden because banners of one number overlap."""
    from partysurvey.report.overlaps import further_hidden  # noqa: PLC0415  # of few questionnaires only

    families: dict[Breakdown, dict[int, Result]] = {}
    for place, result in enumerate(results):
        known = ranges.get(result.by or "")
        if known and not result.hidden:
            families.setdefault((result.question, result.item, known.number), {})[place] = result
    found = (further_hidden(groups, hidden, ranges, min_group) for groups in families.values())
    return frozenset(place for places in found for place in places)


def _hidden_groups(groups: Mapping[int, Result], min_group: int, already: frozenset[int] = frozenset()) -> list[int]:
    """Places of the groups to hide, smallest first, those that are hidden already before."""
    sizes = {place: result.base.n for place, result in groups.items() if result.base.n and not result.hidden}
    smallest_first = sorted(sizes, key=lambda place: (place not in already, sizes[place]))
    small = [place for place in smallest_first if sizes[place] < min_group or place in already]
    if not small or any(result.hidden for result in groups.values()):
        return small
    everybody = _common([groups[place] for place in smallest_first])
    for count in range(max(2, len(small)), len(smallest_first)):
        together = [groups[place] for place in smallest_first[:count]]
        enough = sum(result.base.n or 0 for result in together) >= min_group
        if enough and _common(together) <= everybody and not tell_by_weights(together):
            return smallest_first[:count]
    return smallest_first


def _common(groups: Sequence[Result]) -> frozenset[str]:
    """What is true of everybody in the groups: options and nets that all chose, or that one number is all they gave."""
    people = sum(group.base.n or 0 for group in groups)
    chosen = Counter[str]()
    for group in groups:
        chosen.update({share.option: share.n or 0 for share in (*group.options, *group.nets)})
    ranked = [{share.option for share in group.options if share.ranked_share == 1.0} for group in groups]
    ends = {end for group in groups if group.statistics for end in (group.statistics.min, group.statistics.max)}
    return frozenset(
        (
            *(option for option, n in chosen.items() if n == people),
            *(f"{option} at any place" for option in set.intersection(*ranked)),
            *([NUMBER] * (len(ends) == 1)),
        )
    )


def tell_by_weights(groups: Sequence[Result]) -> bool:
    """Whether weighted sums tell the groups apart: each has one weight for all of its people, not that of the others.

    Counts and weighted counts of the hidden groups together, which can be had by subtraction, are then two equations
    for the whole numbers of people in them.
    """
    bases = [group.base for group in groups if group.base.n]
    even = all(isclose(base.effective or 0.0, base.n or 0, rel_tol=1e-9) for base in bases)
    weights = [(base.weighted or 0.0) / (base.n or 1) for base in bases]
    return even and not isclose(min(weights), max(weights), rel_tol=1e-9)


def _hidden_groups_by(results: Iterable[Result]) -> dict[tuple[str, str], frozenset[str]]:
    """The options that are hidden as groups, by their banner and the variable that was broken down."""
    hidden: dict[tuple[str, str], frozenset[str]] = {}
    for result in results:
        if result.hidden and result.by and result.by_option:
            key = (result.by, _variable(result))
            hidden[key] = hidden.get(key, frozenset()) | {result.by_option}
    return hidden


def _with_overlaps(
    hidden: Mapping[tuple[str, str], frozenset[str]], ranges: "Mapping[str, Ranges]"
) -> Mapping[tuple[str, str], frozenset[str]]:
    """The hidden options by banner and variable, with those of other variables that are ranges of the same numbers."""
    if not ranges or not hidden:
        return hidden
    from partysurvey.report.overlaps import overlapping_options  # noqa: PLC0415  # of few questionnaires only

    found = dict(hidden)
    for (variable, by), options in hidden.items():
        for other, known in ranges.items():
            if variable in ranges and other != variable and known.number == ranges[variable].number:
                more = overlapping_options(options, ranges[variable], known)
                found[other, by] = found.get((other, by), frozenset()) | more
    return found


def _without_mirrored(result: Result, hidden: Mapping[tuple[str, str], frozenset[str]]) -> Result:
    """The result without the options that are hidden groups where question and banner have changed places."""
    options = hidden.get((_variable(result), result.by or ""), frozenset())
    if not options or result.hidden:
        return result
    return replace(
        result,
        options=tuple(_hidden_share(share) if share.option in options else share for share in result.options),
        nets=tuple(map(_hidden_share, result.nets)),
        statistics=None,
    )


def _variable(result: Result) -> str:
    return result.question if result.item is None else f"{result.question}.{result.item}"


def _breakdown(result: Result) -> Breakdown:
    return (result.question, result.item, result.by or "")


def _hidden_share(share: Share) -> Share:
    return Share(share.option, share.label, None, None, None, None, None, None, hidden=True)


def _uncompared(result: Result) -> Result:
    """The result without letters: they were made with groups that are hidden now."""
    options, nets = (tuple(replace(share, letters=()) for share in shares) for shares in (result.options, result.nets))
    statistics = result.statistics and replace(result.statistics, letters=())
    return replace(result, options=options, nets=nets, statistics=statistics, letter="")


def _withdrawn_test(test: GroupTest) -> GroupTest:
    return GroupTest(test.question, test.item, test.by, test.name, "", None, (), None, None, hidden=True)


def _withdrawn(association: Association) -> Association:
    return replace(association, chi_square=None, df=None, p=None, cramers_v=None, least_expected=None, hidden=True)
