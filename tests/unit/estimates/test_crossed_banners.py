"""Banners within banners: a group of `A*B` is what `--where` finds, and gives nothing away beside A and B alone."""

import pytest
from every_number import SAMPLES
from msgspec.structs import replace

from partysurvey.errors import RequestError
from partysurvey.estimates.results import Result
from partysurvey.pipeline.analysis import Request, run

ORGAN = Request(file=SAMPLES / "organ_cadres.csv", questions=("17", "21", "22", "age"), min_group=0)


def results(request, **changes) -> list[Result]:
    return list(run(replace(request, comparing=None, **changes)).estimates.results)


@pytest.mark.parametrize(
    ("by", "outer", "inner"),
    [("part_time*gender", "part_time", "gender"), ("5 * age", "rank", "age")],
)
def test_a_group_is_who_has_both_options(by, outer, inner):
    """Filtered with --where and broken down by the inner question, the counts are made in another way."""
    crossed = [each for each in results(ORGAN, by=(by,)) if each.by]
    assert {each.by for each in crossed} == {f"{outer}*{inner}"}
    assert inner == "gender" or "age" not in {each.question for each in crossed}  # a question is not its own banner
    option = (crossed[0].by_option or "").split("*")[0]
    filtered = [each for each in results(ORGAN, where=f"{outer} = {option}", by=(inner,)) if each.by]
    within = [each for each in crossed if (each.by_option or "").startswith(f"{option}*")]
    assert len(within) == len(filtered) > 4
    for one, other in zip(within, filtered, strict=True):
        assert one.by_option == f"{option}*{other.by_option}"
        assert one.by_label.zh.endswith(f" · {other.by_label.zh}")
        assert (one.base, one.absent, one.statistics) == (other.base, other.absent, other.statistics)
        shares = [[(each.option, each.n, each.share, each.low) for each in result.options] for result in (one, other)]
        assert shares[0] == shares[1]


def test_who_lacks_one_of_the_answers_is_in_no_group():
    crossed = [each for each in results(ORGAN, questions=("17",), by=("part_time*part_time_years",)) if each.by]
    assert {(each.by_option or "").split("*")[0] for each in crossed if each.base.n} == {"yes"}  # others are not asked


def test_what_is_hidden_cannot_be_had_from_the_totals_of_its_parts():
    """In every row and column of the crossing none or at least two groups of anybody are hidden."""
    found = results(ORGAN, questions=("17",), by=("rank", "education", "rank*education"), min_group=5)
    everything = results(ORGAN, questions=("17",), by=("rank*education",))
    sizes = {each.by_option: each.base.n for each in everything if each.by}
    lines: dict[tuple[int, str], list[tuple[int, bool]]] = {}
    for each in found:
        if each.by == "rank*education":
            for place, option in enumerate((each.by_option or "").split("*")):
                lines.setdefault((place, option), []).append((sizes[each.by_option], each.hidden))
    assert any(hidden for line in lines.values() for _, hidden in line)
    for line in lines.values():
        hidden = [n for n, is_hidden in line if is_hidden and n]
        shown = [n for n, is_hidden in line if not is_hidden and n]
        assert all(n >= 5 for n in shown)
        assert not hidden or not shown or (len(hidden) >= 2 and sum(hidden) >= 5)


@pytest.mark.parametrize(
    "by", ["part_time*difficulties", "part_time*nonsense", "part_time*attitudes", "gender*suggestion"]
)
def test_what_cannot_be_crossed_is_said(by, snapshot):
    with pytest.raises(RequestError) as caught:
        results(ORGAN, by=(by,))
    assert str(caught.value) == snapshot
