"""Documents as web pages, and as pieces of them."""

from partysurvey.render.html.fragment import document_fragment
from partysurvey.render.html.page import document_html, report_html

__all__ = ["document_fragment", "document_html", "report_html"]
