"""Survey responses to percentages, tables, figures and sentences."""

__version__ = "0.1.0"
