"""The autograder of the deep-learning course: collect, run, judge, record, report."""

__version__ = "0.1.0"

# The versions of PyTorch, from the oldest to the newest, with which the course's checks were tried.
TRIED_TORCH = ("2.13", "2.14")
