"""Statistics as pure functions of a tally."""
