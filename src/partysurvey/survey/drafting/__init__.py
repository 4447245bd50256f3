"""From the columns of a file to a drafted questionnaire: kinds, options in their natural order, ranges."""
