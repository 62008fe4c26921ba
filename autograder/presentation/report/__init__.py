"""Runs as pages: the class for the teacher, a page a submission, feedback for each student; of
several, the course."""

from autograder.presentation.report.course import write_course
from autograder.presentation.report.pages import (
    Heading,
    feedback_page,
    write_feedback,
    write_report,
)

__all__ = ["Heading", "feedback_page", "write_course", "write_feedback", "write_report"]
