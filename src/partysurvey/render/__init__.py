"""A document to terminal, CSV, JSON, Markdown and figures."""
