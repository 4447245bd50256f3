"""Every published figure of the six reports against what `partysurvey analyze` computes from the sample data."""

import pytest
from figures import REPORTS, agrees, as_printed, computed, computed_base, published_report
from published_table import PAGE, analysis, page

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

pytest.importorskip("partysurvey.cli.app")


@pytest.mark.parametrize(("report", "figure"), FIGURES)
def test_the_published_figure_is_computed(report, figure):
    results = analysis(report.data, report.questionnaire, figure.where)
    value = computed(figure, results)
    assert agrees(figure, value), f"published {figure.printed}, computed {as_printed(figure, value)}"
    assert figure.base in {None, computed_base(figure, results)}


@pytest.mark.parametrize(("report", "named"), NAMED)
def test_what_the_report_names_can_be_answered(report, named):
    entries = [
        entry
        for entry in analysis(report.data, report.questionnaire, None)
        if entry["question"] == named.question and entry["by"] is None
    ]
    options = {option["option"] for entry in entries for option in (*entry["options"], *entry["nets"]) if option["n"]}
    items = {entry["item"] for entry in entries}
    assert set(named.options) <= options | items


def test_the_page_is_the_one_committed():
    assert PAGE.read_text(encoding="utf-8") == page()
