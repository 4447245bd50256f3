"""Chart specifications to SVG and PNG files: the only door to matplotlib, which is imported at the first figure."""

from partysurvey.render.figures.files import figure_bytes, figure_files

__all__ = ["figure_bytes", "figure_files"]
