"""PrairieLearn's `results.json` of an external grader, one for each submission.

The score is a share of 1. Every test has points, since one without would hide all of them. What
could not be graded is `gradable: false`, which costs the student nothing. At most 1 MB.
"""

import json
from collections.abc import Sequence
from typing import Any

from autograder.collect.names import printable
from autograder.grading.gradebook import file_name
from autograder.lms.export.feedback import as_text, explanation, feedback_of
from autograder.lms.export.fill import blank_notes
from autograder.lms.export.types import Counts, Export, ExportError, Options, Refusal
from autograder.model.record import Record, for_student
from autograder.presentation.messages import Language, safe

DESCRIPTION = "results.json of an external grader, for each submission"

_BYTES = 1_000_000


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """A folder for each submission, with its `results.json`."""
    files, refusals = {}, []
    for record in records:
        if record.status == "not_submitted":
            continue
        data = json.dumps(
            results(record, options.language), ensure_ascii=False, indent=1, allow_nan=False
        ).encode()
        if len(data) > _BYTES:
            reason = f"its results are {len(data)} bytes, and PrairieLearn takes {_BYTES}"
            refusals.append(Refusal(printable(record.submission), reason))
        files[f"{file_name(record.submission)}/results.json"] = data + b"\n"
    if refusals:
        raise ExportError(
            "these results are too large", refusals=refusals, next_step="export another format"
        )
    return Export(
        files=files,
        counts=Counts(grades=sum(record.score is not None for record in records)),
        notes=tuple(
            note.replace("left blank", "not gradable, which costs no points")
            for note in blank_notes(records)
        ),
    )


def results(record: Record, language: Language) -> dict[str, Any]:
    """What PrairieLearn shows of a record."""
    shown = for_student(record)
    feedback = feedback_of(shown, language)
    if shown.score is None:
        return {
            "gradable": False,
            "score": 0,
            "message": feedback.summary,
            "format_errors": [feedback.summary],
        }
    return {
        "gradable": True,
        "score": min(1.0, max(0.0, round(shown.score / shown.max_score, 6))),
        "message": feedback.summary,
        "output": as_text(feedback),
        "tests": [
            {
                "name": safe(verdict.title[language]),
                "description": verdict.exercise,
                "points": verdict.points,
                "max_points": verdict.max_points,
                "message": "\n".join(explanation(verdict, language, shown.verdicts)),
                "output": "",
            }
            for verdict in shown.verdicts
        ],
    }
