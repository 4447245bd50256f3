"""When a sampling design is followed, what it says of itself, and which designs have no variance."""

import pytest

import partysurvey
from partysurvey.errors import PartysurveyError
from partysurvey.estimates.design import is_designed
from partysurvey.estimates.results import Inference
from partysurvey.report.accounting import Style
from partysurvey.survey import Design, Option, Questionnaire, SingleChoice, Text

YES_NO = tuple(Option(code, Text.same(code)) for code in ("yes", "no"))
SURVEY = Questionnaire(
    id="units", title=Text.same("units"), questions=(SingleChoice(id="q", text=Text.same("q"), options=YES_NO),)
)
ROWS = """q,w,stratum,psu,size,part,few,alone
yes,2,x,1,4,0.5,2,1
no,2,x,2,4,0.5,2,1
yes,1,y,1,8,0.25,2,1
yes,3,y,2,8,0.25,2,1
no,1,y,3,8,0.25,2,2
"""


def analysed(tmp_path, rows=ROWS, **request):
    (tmp_path / "rows.csv").write_text(rows, encoding="utf-8")
    return partysurvey.analyze(tmp_path / "rows.csv", SURVEY, **request)


def result(tmp_path, rows=ROWS, **request):
    return analysed(tmp_path, rows, **request).estimates.results[0]


@pytest.mark.parametrize(
    ("design", "inference", "designed"),
    [
        (Design(), Inference(), False),
        (Design(weight="w"), Inference(), False),
        (Design(weight="w"), Inference(ci="beta"), True),
        (Design(weight="w"), Inference(deff="replace"), True),
        (Design(strata="s"), Inference(), True),
        (Design(psu=("p",)), Inference(), True),
        (Design(fpc=("f",)), Inference(), True),
        (Design(strata="s", psu=("p",)), Inference(census=True), False),
    ],
)
def test_when_a_design_is_followed(design, inference, designed):
    assert is_designed(design, inference) is designed


def test_methods_without_and_with_a_design(tmp_path):
    assert result(tmp_path).method == "wilson"
    assert result(tmp_path, weight="w").method == "wilson_effective"
    assert result(tmp_path, weight="w", strata="stratum").method == "taylor_logit"
    assert result(tmp_path, weight="w", inference=Inference(ci="asin")).method == "taylor_asin"
    assert result(tmp_path, strata="stratum", inference=Inference(census=True)).method == "census"


def test_standard_error_of_two_strata_by_hand(tmp_path):
    """Weights 1, 3 of 5 yes: z = (y - 0.6)/5; in x ±0.5 around the mean, in y 2/3 and 1/3: Σ n/(n-1) Σ(z - z̄)²."""
    found = result(tmp_path, strata="stratum")
    within_x = 2 / 1 * (0.25 + 0.25)
    within_y = 3 / 2 * (2 * (1 / 3) ** 2 + (2 / 3) ** 2)
    assert found.options[0].se == pytest.approx(((within_x + within_y) / 25) ** 0.5)
    assert found.df == 3


def test_weights_follow_from_population_counts(tmp_path):
    """Of x 2 of 4 were drawn, of y 3 of 8: weights 2 and 8/3, so yes has (2 + 16/3) of 12."""
    found = result(tmp_path, strata="stratum", fpc=("size",))
    assert found.options[0].share == pytest.approx((2 + 16 / 3) / 12)
    assert found.base.weighted == pytest.approx(12)


def test_fractions_and_counts_are_the_same_correction(tmp_path):
    rows = ROWS.replace("0.25", "0.375")  # 3 of 8
    counts, fractions = (
        result(tmp_path, rows, weight="w", strata="stratum", fpc=(column,)).options for column in ("size", "part")
    )
    assert [share.se for share in counts] == pytest.approx([share.se for share in fractions])


def test_a_population_shortens_the_standard_errors_of_a_design_without_fpc(tmp_path):
    infinite, finite = (
        result(tmp_path, strata="stratum", inference=Inference(population=population)) for population in (None, 10)
    )
    assert finite.options[0].se == pytest.approx(infinite.options[0].se * 0.5**0.5)


def test_design_effects_need_a_population_larger_than_the_sample(tmp_path):
    request = {"strata": "stratum", "inference": Inference(deff="population")}
    assert [share.deff for share in result(tmp_path, **request).options] == [None, None]
    assert all(share.deff > 0 for share in result(tmp_path, weight="w", **request).options)


@pytest.mark.parametrize(
    "request_",
    [
        {"strata": "stratum", "psu": ("psu",)},
        {"strata": "stratum", "fpc": ("few",)},
        {"strata": "alone", "psu": ("psu",), "nest": True},
        {"strata": "stratum", "psu": ("psu",), "nest": True, "lonely": "ignore"},
    ],
    ids=["not nested", "more drawn than there are", "lonely", "unknown treatment"],
)
def test_designs_without_a_variance(tmp_path, request_, snapshot):
    with pytest.raises(PartysurveyError) as raised:
        analysed(tmp_path, **request_)
    assert str(raised.value) == snapshot


@pytest.mark.parametrize("language", ["zh", "en"])
def test_the_report_names_the_design(tmp_path, language, snapshot):
    request = {"weight": "w", "strata": "stratum", "psu": ("psu",), "nest": True}
    analysis = analysed(tmp_path, **request, fpc=("size",), inference=Inference(ci="beta"))
    tables = [block for block in analysis.document(Style(language)).blocks if hasattr(block, "notes")]
    assert tables[0].notes == snapshot
