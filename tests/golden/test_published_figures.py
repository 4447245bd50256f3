"""Every published figure of the six reports against what `partysurvey analyze` computes from the sample data."""

import json
from collections import Counter
from dataclasses import replace

import pytest
from figures import REPORTS, agrees, as_printed, computed, computed_base, published_report
from published_table import PAGE, line, page, results

import partysurvey
from partysurvey.report.accounting import Style

FIGURES = [
    pytest.param(report, figure, id=f"{report.id}-{figure.id}")
    for report in map(published_report, REPORTS)
    for figure in report.figures
    if figure.is_checked
]
NAMED = [
    pytest.param(report, named, id=f"{report.id}-{named.question}")
    for report in map(published_report, REPORTS)
    for named in report.named
]


@pytest.mark.parametrize(("report", "figure"), FIGURES)
def test_the_published_figure_is_computed(report, figure):
    told = results(report, figure.where)
    value = computed(figure, told)
    assert agrees(figure, value), f"published {figure.printed}, computed {as_printed(figure, value)}"
    assert figure.base in {None, computed_base(figure, told)}


@pytest.mark.parametrize("name", REPORTS)
def test_the_file_is_recognised_and_every_answer_known(name):
    report = published_report(name)
    content = json.loads(partysurvey.analyze(report.data).to_json(Style()))
    assert content["questionnaire"] == {"id": report.questionnaire, "origin": "bundled"}
    assert not any(content["accounting"]["unknown"].values())
    absent = Counter()
    for result in content["results"]:
        absent.update(result["absent"])
    assert not absent["unknown"] + absent["invalid"]


@pytest.mark.parametrize(("report", "named"), NAMED)
def test_what_the_report_names_can_be_answered(report, named):
    entries = [
        entry for entry in results(report, named.where) if entry["question"] == named.question and entry["by"] is None
    ]
    options = {option["option"] for entry in entries for option in (*entry["options"], *entry["nets"]) if option["n"]}
    items = {entry["item"] for entry in entries}
    assert set(named.options) <= options | items


@pytest.mark.parametrize(("band", "n"), [("below_1", 36), ("1_to_2", 38), ("above_2", 26)])
def test_units_right_at_two_percent_are_within_the_rule(band, n):
    # counted in the file itself by test_sample_data: 2 units have exactly 1 %, 1 has exactly 2 %
    report = published_report("organ_cadres")
    (entry,) = [entry for entry in results(report, None) if entry["question"] == "staffing_ratio"]
    assert {option["option"]: option["n"] for option in entry["options"]}[band] == n
    (met, *_) = results(report, f"staffing_ratio = {band}")
    assert met["base"]["n"] == n


def test_the_table_is_not_written_with_a_figure_that_deviates():
    report = published_report("organ_cadres")
    figure = next(figure for figure in report.figures if figure.id == "tenure_1_to_5")
    assert "| 46 % | 46 % | 300 | ✓ |" in line(report, figure)
    with pytest.raises(SystemExit, match="organ_cadres/tenure_1_to_5: published 47 %, computed 46"):
        line(report, replace(figure, value=47, printed="47 %"))


def test_the_page_is_the_one_committed():
    assert PAGE.read_text(encoding="utf-8") == page()
