"""Number formats, tables, chart specifications, protection of small groups: the document as a value."""
