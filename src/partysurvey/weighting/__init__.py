"""Weights that make a sample agree with known totals: ratios new/old weight per joint cell of the margins."""
