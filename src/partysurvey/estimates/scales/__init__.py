"""Scales: several items that are to measure one thing. All from the tally's joint or pairwise tables of the items."""
