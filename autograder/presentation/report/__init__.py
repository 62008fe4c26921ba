"""A run as pages: the class for the teacher, a page a submission, feedback for each student."""

from autograder.presentation.report.pages import (
    Heading,
    feedback_page,
    write_feedback,
    write_report,
)

__all__ = ["Heading", "feedback_page", "write_feedback", "write_report"]
