"""Gradescope's `results.json`, one for each submission.

Each check is a test with number, points and output. All are visible, since students see no total
as soon as one test is hidden; what a hidden check must not show is left out of its output instead.
"""

import json
from collections.abc import Sequence
from typing import Any

from autograder.grading.gradebook import file_name
from autograder.lms.export.feedback import Feedback, explanation, feedback_of
from autograder.lms.export.fill import blank_notes
from autograder.lms.export.types import Counts, Export, Options
from autograder.model.record import Record, Verdict, for_student
from autograder.presentation.messages import N_, Language, Translator, safe

_PLACEHOLDER = N_(
    "Gradescope asks for a number: this 0 stands for a grade that is not there yet, and a person"
    " has to look."
)
DESCRIPTION = "results.json for each submission"


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """A folder for each submission that has a grade, with its `results.json`."""
    graded = [record for record in records if record.score is not None]
    return Export(
        files={
            f"{file_name(record.submission)}/results.json": to_bytes(
                results(record, options.language)
            )
            for record in graded
        },
        counts=Counts(grades=len(graded)),
        notes=tuple(blank_notes(records)),
    )


def results(record: Record, language: Language) -> dict[str, Any]:
    """What Gradescope shows of a record.

    Gradescope's specification wants a score at the top or in every test. What has none (see
    `status`) gets a 0 at the top, said to stand for that, and none in its tests.
    """
    shown = for_student(record)
    feedback = feedback_of(shown, language)
    tests = _tests(shown.verdicts, language)
    document: dict[str, Any] = {}
    output = [feedback.summary]
    if shown.score is not None:
        document["score"] = shown.score
    else:
        document["score"] = 0
        output += [Translator(language).text(_PLACEHOLDER), *feedback.first]
        for test in tests:
            del test["score"], test["max_score"]
        tests = tests or [_without_score(feedback)]
    document |= {
        "execution_time": round(shown.cpu_seconds, 2),
        "output": "\n".join(output),
        "output_format": "text",
        "test_output_format": "text",
        "test_name_format": "text",
        "visibility": "visible",
        "stdout_visibility": "hidden",
        "tests": tests,
        "extra_data": {
            "schema": shown.schema,
            "status": shown.status,
            "suite": shown.suite,
            "isolation": shown.isolation,
        },
    }
    return document


def to_bytes(document: dict[str, Any]) -> bytes:
    """JSON as Gradescope reads it. Raises ValueError where a number is not finite."""
    return (json.dumps(document, ensure_ascii=False, indent=1, allow_nan=False) + "\n").encode()


def _without_score(feedback: Feedback) -> dict[str, Any]:
    return {
        "number": "1",
        "name": feedback.summary,
        "status": "failed",
        "output": "\n".join(feedback.first),
        "output_format": "text",
        "visibility": "visible",
    }


def _tests(verdicts: Sequence[Verdict], language: Language) -> list[dict[str, Any]]:
    exercises = list(dict.fromkeys(verdict.exercise for verdict in verdicts))
    counted = dict.fromkeys(exercises, 0)
    tests = []
    for verdict in verdicts:
        counted[verdict.exercise] += 1
        tests.append(
            {
                "number": f"{exercises.index(verdict.exercise) + 1}.{counted[verdict.exercise]}",
                "name": safe(verdict.title[language]),
                "status": "passed" if verdict.passed else "failed",
                "score": verdict.points,
                "max_score": verdict.max_points,
                "output": "\n".join(explanation(verdict, language, verdicts)),
                "output_format": "text",
                "visibility": "visible",
            }
        )
    return tests
