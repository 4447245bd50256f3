"""Two-way tables against R (02_crosstabs_unweighted.json)."""

import pytest
from reference_data import assert_close, codes, columns, entries, estimates, single

TABLES = entries("02_crosstabs_unweighted.json", "open.xtab.")
VARIABLES = {
    "open.xtab.apisrs.stype_awards.measures": ("apisrs", "stype", "awards"),
    "open.xtab.apisrs.schwide_compimp.measures": ("apisrs", "sch.wide", "comp.imp"),
    "open.xtab.bfi.education_gender.measures": ("bfi", "education", "gender"),
    "open.xtab.bfi.A1_education.measures": ("bfi", "A1", "education"),
}


def crossed(data, row, column):
    """Our estimates of a question broken down by another one."""
    found = columns(data)
    questions = [single(name, sorted(set(found[name]) - {None})) for name in (row, column)]
    return estimates(questions, {name: codes(found[name]) for name in (row, column)}, banners=[column])


@pytest.mark.parametrize("entry", TABLES.values(), ids=TABLES)
def test_chi_square_and_cramers_v(entry):
    expected = entry["result"]
    test = crossed(*VARIABLES[entry["id"]]).associations[0]
    assert (test.n, test.df, test.method) == (expected["n"], expected["df"], "pearson")
    assert_close(test.chi_square, expected["chisq"], entry)
    assert_close(test.cramers_v, expected["cramers_v"], entry)
    assert_close(test.least_expected, expected["min_expected"], entry)
    assert test.p == pytest.approx(expected["p_chisq"], rel=1e-8)


@pytest.mark.parametrize("entry", TABLES.values(), ids=TABLES)
def test_column_and_row_percents(entry):
    expected = entry["result"]
    results = [result for result in crossed(*VARIABLES[entry["id"]]).results if result.by]
    for place, result in enumerate(results):
        assert result.by_option == expected["col_pct"]["cols"][place]
        for row, share in enumerate(result.options):
            assert_close(share.share * 100, expected["col_pct"]["values"][row][place], entry)
            assert_close(share.row_share * 100, expected["row_pct"]["values"][row][place], entry)
            assert_close(share.total_share, share.n / expected["n"], entry)


def test_vcd_gives_the_same():
    entry = entries("02_crosstabs_unweighted.json")["open.assocstats.apisrs.stype_awards"]
    test = crossed("apisrs", "stype", "awards").associations[0]
    statistic, df, p = entry["result"]["chisq_tests"]["values"][1]
    assert_close(test.chi_square, statistic, entry)
    assert (test.df, test.p) == (df, pytest.approx(p, rel=1e-8))
    assert_close(test.cramers_v, entry["result"]["cramer"], entry)
