"""Documents as PDF."""

from partysurvey.render.pdf.printing import document_pdf

__all__ = ["document_pdf"]
