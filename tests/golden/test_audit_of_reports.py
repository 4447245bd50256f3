"""The claims of the six reports, audited against the sample data: all that can be reproduced is, 42.9 % of 68 is found."""

from pathlib import Path

import pytest
from figures import FOLDER, REPORTS, published_report

from partysurvey.audit.judgement import Verdict
from partysurvey.pipeline.audit import Audited, AuditRequest, audit
from partysurvey.render.audit.document import reason, summary

PUBLISHED = FOLDER / "published"
EXPECTED = {  # by the status that the file itself gives a figure
    "published": Verdict.REPRODUCED,
    "masked": Verdict.NOT_CHECKABLE,
    "impossible": Verdict.IMPOSSIBLE,
    "not from the survey": Verdict.NOT_CHECKABLE,
}


def audit_of(file: Path) -> Audited:
    return audit(AuditRequest(file=file))


@pytest.mark.parametrize("name", REPORTS)
def test_every_published_figure_gets_the_verdict_of_its_status(name):
    statuses = {figure.id: figure.status for figure in published_report(name).figures}
    judgements = audit_of(PUBLISHED / f"{name}.yaml").audit.judgements
    assert {each.claim.id: each.verdict for each in judgements} == {
        name: EXPECTED[status] for name, status in statuses.items()
    }


def test_only_the_report_with_the_impossible_percent_is_found_faulty():
    faulty = [name for name in REPORTS if audit_of(PUBLISHED / f"{name}.yaml").audit.finds_fault]
    assert faulty == ["community_workers"]


def test_the_documentation_shows_what_is_found():
    shown = (Path(__file__).parents[2] / "docs" / "audit.md").read_text("utf-8").split("```text\n")[1].split("\n```")[0]
    audits = {name: audit_of(PUBLISHED / f"{name}.yaml").audit for name in REPORTS}
    counted = {f"{name}: {summary(found).en}" for name, found in audits.items()}
    (fault,) = [each for each in audits["community_workers"].judgements if each.verdict is Verdict.IMPOSSIBLE]
    told = f"{fault.claim.id} {fault.claim.text} – impossible: {reason(fault).en}"
    assert {*shown.split("\n")} == {*counted, told}


def test_no_whole_number_of_68_is_42_9_percent():
    # by hand: 29/68 = 42.647 %, 30/68 = 44.118 %
    judgements = audit_of(PUBLISHED / "community_workers.yaml").audit.judgements
    (found,) = [each for each in judgements if each.claim.id == "leaders_college"]
    assert [(each.count, str(each.value)) for each in found.nearest] == [(29, "42.6"), (30, "44.1")]
    assert found.comparison is not None
    assert (str(found.comparison.rounded), str(found.comparison.difference)) == ("42.6", "-0.253")


def test_21_5_percent_fits_237_and_not_68(tmp_path):
    # by hand: 51/237 = 21.52 %; 14/68 = 20.6 %, 15/68 = 22.1 %
    text = (PUBLISHED / "community_workers.yaml").read_text("utf-8").replace("../", f"{FOLDER}/")
    line = 'printed: 21.5 %\n    value: 21.5\n    digits: 1\n    unit: "%"\n    base: 237'
    assert line in text
    claims = tmp_path / "claims.yaml"
    claims.write_text(text.replace(line, line.replace("237", "68")), "utf-8")
    (found,) = [each for each in audit_of(claims).audit.judgements if each.claim.id == "workers_junior_high"]
    assert found.fitting[0].n == 237
    claims.write_text(text.replace(line, line.replace("237", "[68, 237]")), "utf-8")
    (found,) = [each for each in audit_of(claims).audit.judgements if each.claim.id == "workers_junior_high"]
    assert found.base is not None
    assert (found.base.n, found.counts) == (237, (51, 51))
    assert any("68" in remark.en for remark in found.remarks)
