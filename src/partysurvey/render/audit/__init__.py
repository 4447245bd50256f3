"""Audits for people and programs: a document for terminal and Markdown, JSON, and the text with its claims marked."""
