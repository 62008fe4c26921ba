"""The command line: which command does what. No logic of its own."""

from autograder.cli import author, lms, student, teacher  # noqa: F401 -- they add their commands
from autograder.cli.common import main

__all__ = ["main"]
