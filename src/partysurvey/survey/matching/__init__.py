"""Which column of a file holds which variable, and which questionnaire a file belongs to."""
