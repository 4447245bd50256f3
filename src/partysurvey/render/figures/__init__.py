"""Chart specifications to SVG and PNG files: the only door to matplotlib, which is imported at the first figure."""

from partysurvey.render.figures.files import document_figures, figure_bytes, figure_files

__all__ = ["document_figures", "figure_bytes", "figure_files"]
