"""The autograder of the deep-learning course: collect, run, judge, record, report."""

__version__ = "0.1.0"
