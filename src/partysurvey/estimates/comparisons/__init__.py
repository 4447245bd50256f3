"""Tests and measures of association: pure functions of counts, and of totals where a design is given."""
