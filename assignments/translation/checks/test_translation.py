"""The public checks."""

from autograder.suite import Student, check


@check("pad_batch", es="pad_batch")
def test_pad(student: Student) -> None:
    """pad_batch."""
    student.pad_batch([[3]], 3).matches_reference()
