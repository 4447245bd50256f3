"""The only place with rows: coding raw values, counting cells, the tally that merges by addition."""
