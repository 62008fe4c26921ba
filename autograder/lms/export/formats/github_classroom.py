"""The results of GitHub Classroom's graders, for each submission: a runner for each check.

The reporter sums up points, its console counts tests: the two agree where a runner has one test,
which gets all of its points or none. A payload always has tests, or the reporter would crash.
"""

import base64
import json
from collections.abc import Sequence
from typing import Any

from autograder.collect.names import printable
from autograder.grading.gradebook import file_name
from autograder.lms.export.check import added_up_elsewhere
from autograder.lms.export.feedback import explanation
from autograder.lms.export.fill import blank_notes
from autograder.lms.export.types import Counts, Export, ExportError, Options, Refusal
from autograder.model.record import Record, Verdict, for_student
from autograder.presentation.messages import Language, safe

DESCRIPTION = "the environment that the autograding reporter reads, for each submission"


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """`<submission>/results.env`: a line `CHECK1_RESULTS=…` for each check, to append to
    `$GITHUB_ENV`; the reporter's input `runners` is the line of that name."""
    graded = [record for record in records if record.score is not None]
    files, refusals = {}, []
    for record in graded:
        refusals += added_up_elsewhere(record, "GitHub Classroom")
        refusals += [
            Refusal(
                printable(record.submission),
                f"{verdict.points} of {verdict.max_points} points in {verdict.check}: GitHub "
                "Classroom knows all or none",
            )
            for verdict in record.verdicts
            if 0 < verdict.points < verdict.max_points
        ]
        verdicts = for_student(record).verdicts
        runners = [f"check{number}" for number in range(1, len(verdicts) + 1)]
        lines = [
            f"{runner.upper()}_RESULTS={_encoded(payload(verdict, verdicts, options.language))}"
            for runner, verdict in zip(runners, verdicts, strict=True)
        ]
        lines.append(f"RUNNERS={','.join(runners)}")
        files[f"{file_name(record.submission)}/results.env"] = ("\n".join(lines) + "\n").encode()
    if refusals:
        raise ExportError(
            "these results can't be written", refusals=refusals, next_step="export another format"
        )
    return Export(files=files, counts=Counts(grades=len(graded)), notes=tuple(blank_notes(records)))


def payload(verdict: Verdict, verdicts: Sequence[Verdict], language: Language) -> dict[str, Any]:
    """What the reporter reads of one check of all `verdicts`. Give it those of `for_student`
    only."""
    status = "pass" if verdict.passed else "fail"
    return {
        "version": 1,
        "status": status,
        "max_score": verdict.max_points,
        "tests": [
            {
                "name": safe(verdict.title[language]),
                "status": status,
                "score": verdict.points,
                "message": "\n".join(explanation(verdict, language, verdicts)),
                "test_code": "",
                "filename": verdict.place.file if verdict.place else "",
                "line_no": verdict.place.line if verdict.place else 0,
                "duration": round(verdict.cpu_seconds, 3),
            }
        ],
    }


def _encoded(document: dict[str, Any]) -> str:
    return base64.b64encode(json.dumps(document, allow_nan=False).encode()).decode("ascii")
