"""Kish's effective base against R (03_weights.json, 02: the bases of weighted column tests)."""

from reference_data import assert_close, columns, entries, estimates, single

WEIGHTS = entries("03_weights.json")


def weighted_estimates(banners=()):
    """Our estimates of two questions of apistrat with its weights."""
    data = columns("apistrat")
    questions = [single(name, sorted(set(data[name]))) for name in ("awards", "stype")]
    answers = {name: data[name] for name in ("awards", "stype")}
    return estimates(questions, answers, banners=banners, weights=[float(w) for w in data["pw"]])


def test_effective_base_of_everybody():
    entry = WEIGHTS["open.kish.apistrat"]
    base = weighted_estimates().results[0].base
    assert base.n == entry["result"]["n"]
    assert_close(base.weighted, entry["result"]["sum_w"], entry)
    assert_close(base.effective, entry["result"]["n_eff"], entry)


def test_effective_base_of_groups():
    entry = WEIGHTS["open.kish.apistrat.by_awards"]
    groups = [result for result in weighted_estimates(["awards"]).results if result.by == "awards"]
    assert [group.by_option for group in groups] == ["No", "Yes"]
    for group in groups:
        assert group.base.n == entry["result"][group.by_option]["n"]
        assert_close(group.base.effective, entry["result"][group.by_option]["n_eff"], entry)
        assert group.method == "wilson_effective"


def test_bases_and_shares_of_weighted_columns():
    entry = entries("02_crosstabs_unweighted.json")["open.colprop.apistrat.weighted"]
    groups = [result for result in weighted_estimates(["stype"]).results if result.by == "stype"]
    for group in groups:
        assert_close(group.base.effective, entry["result"]["effective_base"][group.by_option], entry)
        assert_close(group.base.weighted, entry["result"]["weighted_base"][group.by_option], entry)
        for share in group.options:
            assert_close(share.share, entry["result"]["tests"][share.option]["prop"][group.by_option], entry)
