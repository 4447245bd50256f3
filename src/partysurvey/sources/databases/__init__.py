"""Databases as sources: the rows of a query, each database behind a door of its own."""
