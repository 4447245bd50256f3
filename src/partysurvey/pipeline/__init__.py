"""The parts in order: read, recognise, count, estimate, protect, build, render."""
