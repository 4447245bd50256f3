"""Documents as Excel workbooks: the only door to XlsxWriter, which is imported at the first workbook."""

from partysurvey.render.workbook.document import document_xlsx

__all__ = ["document_xlsx"]
