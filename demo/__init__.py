"""A class to try the grader on."""
