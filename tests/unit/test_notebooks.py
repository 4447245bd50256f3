"""What a notebook shows of results: their sentences and tables."""

from every_number import SAMPLES, analysis_of

from partysurvey.pipeline.audit import AuditRequest, audit
from partysurvey.pipeline.scales import ScaleRequest, analyze_scales
from partysurvey.report.accounting import Style
from partysurvey.report.document import Table


def test_an_analysis_shows_its_tables_in_the_language_of_the_questionnaire():
    analysis = analysis_of("county_grassroots")
    shown = analysis._repr_html_()
    document = analysis.document(Style(analysis.questionnaire.language, sentences=True))
    assert shown.count("<table>") == sum(isinstance(block, Table) for block in document.blocks)
    assert "<script" not in shown
    assert "<figure" not in shown


def test_scales_and_audits_show_theirs():
    scales = analyze_scales(ScaleRequest(file=SAMPLES / "organ_cadres.csv", items=("21",)))
    assert "0.764" in scales._repr_html_()  # the alpha without the last item, as the command prints it
    found = audit(AuditRequest(file=SAMPLES / "published" / "organ_cadres.yaml"))
    assert found._repr_html_().count("<table>") == sum(isinstance(block, Table) for block in found.document().blocks)
