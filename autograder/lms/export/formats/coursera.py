"""Coursera's `feedback.json` and `htmlFeedback.html`, for each submission."""

import json
from collections.abc import Sequence

from autograder.grading.gradebook import file_name
from autograder.lms.export.feedback import feedback_of
from autograder.lms.export.fill import blank_notes
from autograder.lms.export.types import Counts, Export, Options
from autograder.model.record import Record
from autograder.presentation.report import feedback_page

DESCRIPTION = "feedback.json and htmlFeedback.html for each submission"


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """A folder for each submission that has a grade, with what goes into `/shared`."""
    files = {}
    graded = [record for record in records if record.score is not None]
    for record in graded:
        assert record.score is not None
        feedback = feedback_of(record, options.language)
        document = {
            "fractionalScore": min(1.0, max(0.0, round(record.score / record.max_score, 6))),
            "feedback": feedback.summary,
            "feedbackType": "HTML",  # the page is shown in place of `feedback`
        }
        folder = file_name(record.submission)
        files[f"{folder}/feedback.json"] = (
            json.dumps(document, ensure_ascii=False, allow_nan=False) + "\n"
        ).encode()
        files[f"{folder}/htmlFeedback.html"] = feedback_page(record, [options.language])
    return Export(files=files, counts=Counts(grades=len(graded)), notes=tuple(blank_notes(records)))
