"""What an Autolab grader prints, for each submission: feedback, then the scores on the last line.

Autolab puts quotes round every `word:` of that line before it parses it, so that a text with a
colon would break it: the line holds nothing but names of problems and numbers.
"""

import json
import re
from collections.abc import Sequence

from autograder.collect.names import printable
from autograder.grading.gradebook import file_name
from autograder.lms.export.check import added_up_elsewhere
from autograder.lms.export.feedback import as_text, feedback_of
from autograder.lms.export.fill import blank_notes
from autograder.lms.export.types import Counts, Export, ExportError, Options, Refusal
from autograder.model.record import Record

DESCRIPTION = "the grader's output for each submission, with a score for each exercise"

_QUOTED = re.compile(r"[a-zA-Z0-9]+:")


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """`<submission>/output.txt`. The exercises, by name, have to be problems of the assessment."""
    graded = [record for record in records if record.score is not None]
    files, refusals, problems = {}, [], {}
    for record in graded:
        refusals += added_up_elsewhere(record, "Autolab")
        scores: dict[str, float] = {}
        for verdict in record.verdicts:
            scores[verdict.exercise] = round(scores.get(verdict.exercise, 0) + verdict.points, 2)
            problems[verdict.exercise] = verdict.exercise
        bad = [name for name in scores if _QUOTED.search(name) or not name.isprintable()]
        refusals += [
            Refusal(printable(record.submission), f"Autolab would misread the problem {name!r}")
            for name in bad
        ]
        line = json.dumps({"scores": scores}, allow_nan=False)
        feedback = as_text(feedback_of(record, options.language))
        # A line of feedback never begins with `{`, which Autolab would take for its own.
        shown = "\n".join(f"| {each}" for each in feedback.splitlines())
        files[f"{file_name(record.submission)}/output.txt"] = f"{shown}\n{line}\n".encode()
    if refusals:
        raise ExportError(
            "these scores can't be written",
            refusals=refusals,
            next_step="name the exercises in assignment.toml without a colon, or export another "
            "format",
        )
    names = ", ".join(problems)
    return Export(
        files=files,
        counts=Counts(grades=len(graded)),
        notes=(f"the assessment needs these problems: {names}", *blank_notes(records)),
    )
