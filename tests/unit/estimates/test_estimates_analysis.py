"""A survey of eight people, counted by hand."""

import pytest
from hand_counts import hand_tally

from partysurvey.errors import RequestError
from partysurvey.estimates.analysis import estimate
from partysurvey.estimates.checks import check_estimates
from partysurvey.estimates.needs import needs
from partysurvey.estimates.results import Inference
from partysurvey.survey import (
    Absence,
    Band,
    Date,
    Derived,
    Grid,
    Item,
    MultipleChoice,
    Net,
    Number,
    OpenText,
    Option,
    Questionnaire,
    Ranking,
    Scale,
    SingleChoice,
    Sum,
    Text,
)
from partysurvey.tally.plan import Cells, Moments

BLANK, SKIPPED = Absence.BLANK, Absence.NOT_ASKED


def text(words):
    return Text(words, words)


def options(*codes, scores=None):
    return tuple(
        Option(code, text(code.upper()), score=scores[place] if scores else None) for place, code in enumerate(codes)
    )


SURVEY = Questionnaire(
    id="eight",
    title=text("Eight people"),
    questions=(
        SingleChoice(id="sex", text=text("Sex"), options=options("man", "woman", "other")),
        Scale(
            id="known",
            text=text("How well known"),
            options=options("well", "fairly", "hardly", scores=(3, 2, 1)),
            nets=(Net("top", text("Top"), ("well", "fairly")),),
            reversed=True,
        ),
        MultipleChoice(
            id="ways",
            text=text("Ways"),
            options=options("book", "web", "course", "none"),
            nets=(Net("reading", text("Reading"), ("book", "web")),),
        ),
        Grid(
            id="views",
            text=text("Views"),
            items=(Item("pay", text("Pay")), Item("load", text("Load"), reversed=True)),
            options=options("bad", "middling", "good"),
        ),
        Number(
            id="age",
            text=text("Age"),
            bands=(Band("young", text("Young"), None, 36), Band("old", text("Old"), 36, 60)),
        ),
        Number(id="pay", text=text("Pay")),
        Ranking(id="first", text=text("First"), options=options("a", "b", "c")),
        OpenText(id="words", text=text("Words")),
        Date(id="joined", text=text("Joined")),
        SingleChoice(id="name", text=text("Name"), options=options("x", "y"), personal=True),
    ),
    derived=(Derived("double", text("Double"), Sum(("age", "age"))),),
)
ANSWERS = {
    "sex": ["man", "man", "man", "woman", "woman", "woman", "woman", BLANK],
    "known": ["well", "well", "fairly", "hardly", "well", "hardly", "fairly", "well"],
    "ways": [("book",), ("book", "web"), BLANK, ("web",), (), ("book", "web", "course"), ("course",), ("book",)],
    "views.pay": ["bad", "bad", "good", "good", "good", "middling", BLANK, "good"],
    "views.load": ["bad", "bad", "good", "good", "good", "middling", BLANK, "good"],
    "age": [20.0, 30.0, 36.0, 40.0, 50.0, 70.0, Absence.INVALID, 34.0],
    "pay": [SKIPPED, SKIPPED, 10.0, 10.0, 20.0, 30.0, BLANK, SKIPPED],
    "first": [("a", "b"), ("b", "a", "c"), ("a",), ("c", "a"), BLANK, ("a", "c"), ("b",), ("b", "c")],
    "words": ["said"] * 5 + [BLANK] * 3,
    "joined": [730000.0, 730010.0, 730020.0, BLANK, 730020.0, 730050.0, 730060.0, 730070.0],
    "name": ["x"] * 8,
    "double": [40.0, 60.0, 72.0, 80.0, 100.0, 140.0, Absence.INVALID, 68.0],
}


@pytest.fixture
def analysed():
    """Estimates of the eight people for questions, banners, weights and inference."""

    def made(questions=None, banners=(), weights=None, inference=None):
        plan = needs(SURVEY, questions, banners)
        tally = hand_tally(SURVEY, plan, ANSWERS, weights)
        estimates = estimate(SURVEY, tally, questions, banners, inference or Inference())
        assert check_estimates(estimates) == ()
        return estimates

    return made


def by_code(shares):
    return {share.option: share for share in shares}


def test_every_variable_has_one_topline_in_questionnaire_order(analysed):
    results = analysed().results
    assert [(result.question, result.item) for result in results] == [
        ("sex", None),
        ("known", None),
        ("ways", None),
        ("views", "pay"),
        ("views", "load"),
        ("age", None),
        ("pay", None),
        ("first", None),
        ("words", None),
        ("joined", None),
        ("double", None),
    ]


def test_a_single_choice(analysed):
    result = analysed(["sex"]).results[0]
    assert (result.base.kind, result.base.n, result.base.weighted, result.base.effective) == ("answered", 7, 7, 7)
    assert result.absent[BLANK] == 1
    assert sum(result.absent.values()) == 1
    assert [(share.option, share.n, share.share) for share in result.options] == [
        ("man", 3, 3 / 7),
        ("woman", 4, 4 / 7),
        ("other", 0, 0),
    ]
    assert result.options[2].low == 0 < result.options[2].high
    assert result.options[0].row_share is None


def test_a_scale_has_scores_from_the_other_end_and_nets(analysed):
    result = analysed(["known"]).results[0]
    assert result.statistics.mean == pytest.approx((4 * 1 + 2 * 2 + 2 * 3) / 8)
    assert (result.statistics.min, result.statistics.max, result.statistics.quantiles[0.5]) == (1, 3, 1.5)
    assert [(net.option, net.n, net.share) for net in result.nets] == [("top", 6, 0.75)]


def test_a_multiple_choice_has_cases_responses_and_nets_of_at_least_one(analysed):
    result = analysed(["ways"]).results[0]
    shares = by_code(result.options)
    assert (result.base.kind, result.base.n) == ("cases", 7)
    assert (shares["book"].n, shares["book"].share, shares["book"].share_of_responses) == (4, 4 / 7, 4 / 9)
    assert (result.nets[0].n, result.nets[0].share) == (5, 5 / 7)


def test_items_of_a_grid_score_by_place_and_a_reversed_one_from_the_other_end(analysed):
    pay, load = analysed(["views"]).results
    assert (pay.kind, pay.item, pay.item_label) == ("grid", "pay", text("Pay"))
    assert pay.statistics.mean == pytest.approx((1 + 1 + 3 + 3 + 3 + 2 + 3) / 7)
    assert load.statistics.mean == pytest.approx(4 - pay.statistics.mean)


def test_a_number_has_statistics_bands_and_a_histogram(analysed):
    result = analysed(["age"]).results[0]
    assert result.base.n == 7
    assert result.absent[Absence.INVALID] == 1
    assert [(share.option, share.n, share.share) for share in result.options] == [
        ("young", 3, 3 / 7),
        ("old", 3, 3 / 7),
    ]
    assert result.statistics.mean == pytest.approx(40)
    assert result.statistics.total == 20 + 30 + 36 + 40 + 50 + 70 + 34
    assert result.statistics.quantiles == {0.25: 32, 0.5: 36, 0.75: 45}
    assert [(low, high, n) for low, high, n, _ in result.statistics.histogram] == [
        (20, 40, 4),
        (40, 60, 2),
        (60, 80, 1),
    ]


def test_a_ranking(analysed):
    shares = by_code(analysed(["first"]).results[0].options)
    assert (shares["a"].n, shares["a"].share) == (3, 3 / 7)
    assert shares["a"].ranked_share == pytest.approx(5 / 7)
    assert shares["a"].mean_rank == pytest.approx((1 + 2 + 1 + 2 + 1) / 5)


def test_a_text_is_only_counted(analysed):
    result = analysed(["words"]).results[0]
    assert (result.base.n, result.options, result.statistics, result.method) == (5, (), None, "")


def test_a_date_has_days_that_occur_and_no_mean(analysed):
    statistics = analysed(["joined"]).results[0].statistics
    assert (statistics.min, statistics.quantiles[0.5], statistics.max) == (730000, 730020, 730070)
    assert (statistics.mean, statistics.total) == (None, None)


def test_totals_are_weighted_and_exact(analysed):
    (result,) = analysed(["pay"], weights=[9, 9, 0.5, 1, 2, 0.25, 9, 9]).results
    assert result.statistics.total == 10 * 0.5 + 10 * 1 + 20 * 2 + 30 * 0.25


def test_scores_have_no_total(analysed):
    assert [result.statistics.total for result in analysed(["known", "views"]).results] == [None] * 3


def test_a_derived_number(analysed):
    result = analysed(["double"]).results[0]
    assert (result.kind, result.statistics.mean) == ("derived", pytest.approx(80))
    assert result.statistics.total == 560


def test_groups_have_their_own_base_and_empty_ones_are_there(analysed):
    top, man, woman, other = analysed(["known"], ["sex"]).results
    assert [each.by_option for each in (top, man, woman, other)] == [None, "man", "woman", "other"]
    assert by_code(man.options)["well"].share == pytest.approx(2 / 3)
    assert by_code(man.options)["well"].row_share == pytest.approx(2 / 3)
    assert by_code(man.options)["well"].total_share == pytest.approx(2 / 7)
    assert other.base.n == 0
    assert [(share.n, share.share, share.low) for share in other.options] == [(0, None, None)] * 3
    assert other.statistics.mean is None
    assert analysed(["age"], ["sex"]).results[3].statistics.total is None
    assert other.by_label == text("OTHER")


def test_groups_by_bands_of_a_number(analysed):
    estimates = analysed(["known"], ["age"])
    assert [(each.by, each.by_option, each.base.n) for each in estimates.results] == [
        (None, None, 8),
        ("age", "young", 3),
        ("age", "old", 3),
    ]
    assert estimates.associations[0].n == 6


def test_groups_of_a_multiple_choice_overlap(analysed):
    estimates = analysed(["sex"], ["ways"])
    assert [each.base.n for each in estimates.results[1:]] == [3, 3, 2, 0]
    assert by_code(estimates.results[1].options)["man"].row_share == 1
    assert estimates.associations == ()


def test_means_of_a_number_by_group(analysed):
    _, man, woman, _ = analysed(["age"], ["sex"]).results
    assert man.statistics.mean == pytest.approx((20 + 30 + 36) / 3)
    assert woman.statistics.mean == pytest.approx((40 + 50 + 70) / 3)
    assert by_code(man.options)["old"].share == pytest.approx(1 / 3)


def test_a_question_is_not_broken_down_by_itself(analysed):
    assert len(analysed(["sex"], ["sex"]).results) == 1


def test_empty_options_are_no_part_of_a_test(analysed):
    assert analysed(["sex"], ["views.pay"]).associations[0].df == 2


def test_a_test_needs_two_live_columns():
    answers = ANSWERS | {"sex": ["man"] * 8}
    tally = hand_tally(SURVEY, needs(SURVEY, ["known"], ["sex"]), answers)
    association = estimate(SURVEY, tally, ["known"], ["sex"]).associations[0]
    assert (association.chi_square, association.p, association.cramers_v, association.n) == (None, None, None, 8)


def test_weights_move_shares_and_shrink_the_effective_base(analysed):
    result = analysed(["sex"], weights=[2, 2, 2, 1, 1, 1, 1, 9]).results[0]
    assert by_code(result.options)["man"].share == pytest.approx(0.6)
    assert (result.base.n, result.base.weighted, result.base.effective) == (7, 10, pytest.approx(100 / 16))
    assert result.method == "wilson_effective"


def test_a_census_has_no_sampling_error(analysed):
    known, age = analysed(["known", "age"], inference=Inference(census=True)).results
    assert {(share.se, share.low == share.share == share.high) for share in known.options} == {(0, True)}
    assert (age.statistics.se, age.statistics.low) == (0, age.statistics.mean)
    assert {known.method, age.method} == {"census"}


def test_the_whole_population_has_no_sampling_error(analysed):
    known = analysed(["known"], inference=Inference(population=8)).results[0]
    assert {(share.se, share.low == share.share == share.high) for share in known.options} == {(0, True)}


def test_people_who_are_not_asked_leave_the_population(analysed):
    everybody = analysed(["pay"], inference=Inference(population=16)).results[0]
    assert everybody.method == "t_fpc"
    # 5 of 8 were asked: 10 of the population, of whom 4 answered; s² = 275/3
    assert everybody.statistics.se == pytest.approx((275 / 3 / 4 * (1 - 4 / 10)) ** 0.5)


@pytest.mark.parametrize(
    ("questions", "banners", "inference"),
    [
        (["sexx"], (), None),
        (["quite_another"], (), None),
        (["name"], (), None),
        (None, ("views",), None),
        (None, ("words",), None),
        (None, ("joined",), None),
        (None, ("pay",), None),
        (None, (), Inference(population=7)),
    ],
)
def test_messages(analysed, snapshot, questions, banners, inference):
    with pytest.raises(RequestError) as caught:
        analysed(questions, banners, inference=inference)
    assert str(caught.value) == snapshot


def test_needs_ask_for_each_variable_alone_and_with_each_banner():
    plan = needs(SURVEY, ["age", "sex"], ["sex"])
    assert plan.cells == {
        Cells(("age",)),
        Cells(("age.bands",)),
        Cells(("age", "sex")),
        Cells(("age.bands", "sex")),
        Cells(("sex",)),
    }
    assert plan.moments == {Moments("age"), Moments("age", ("sex",))}
