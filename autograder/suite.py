"""What authors write suites with: `from autograder.suite import Student, check, probe`.

The words themselves are made in `autograder.judge.suite`; this door stays where authors know it.
"""

from autograder.judge.suite import (
    Answer,
    Student,
    SuiteError,
    check,
    expect,
    expect_below,
    expect_equal,
    images,
    lines,
    probe,
    scatter,
)
from autograder.model.record import Picture

__all__ = [
    "Answer",
    "Picture",
    "Student",
    "SuiteError",
    "check",
    "expect",
    "expect_below",
    "expect_equal",
    "images",
    "lines",
    "probe",
    "scatter",
]
