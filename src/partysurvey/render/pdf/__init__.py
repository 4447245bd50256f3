"""Documents as PDF."""

from partysurvey.render.pdf.printing import document_pdf, report_pdf

__all__ = ["document_pdf", "report_pdf"]
