"""The table that `nbgrader export` writes: the same columns, for whatever reads those.

nbgrader puts no quotes round a cell, and its readers expect none: what is not an id loses its
commas and quotes, and an id that has one is refused.
"""

import re
from collections.abc import Sequence

from autograder.collect.names import printable
from autograder.grading.table import spreadsheet_text
from autograder.lms.export.check import scaled, written
from autograder.lms.export.fill import blank_notes
from autograder.lms.export.people import named
from autograder.lms.export.types import Counts, Export, ExportError, Options, Refusal
from autograder.model.record import Record
from autograder.model.submission import Student

DESCRIPTION = "the table of nbgrader export"

_COLUMNS = (
    "assignment", "duedate", "timestamp", "student_id", "last_name", "first_name", "email",
    "raw_score", "late_submission_penalty", "score", "max_score",
)  # fmt: skip


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """`grades.csv`, a row for each person. Without a grade the score is blank (nbgrader says 0)."""
    lines = [",".join(_COLUMNS)]
    refusals: list[Refusal] = []
    seen: set[str] = set()
    for record in records:
        for student in record.students or (Student(name=record.group or record.submission),):
            identity = student.id or student.name or record.submission
            for text in (identity, student.email):
                if re.search(r'[",;\t]', text) or printable(text) != text:
                    reason = f"{printable(text)!r} would need quotes, and nbgrader writes none"
                    refusals.append(Refusal(named(record, student), reason))
            if identity in seen:
                refusals.append(Refusal(named(record, student), f"{identity} has another row"))
            seen.add(identity)
            lines.append(",".join(_row(record, student, identity, options)))
    if refusals:
        raise ExportError(
            "these people can't be written",
            refusals=refusals,
            next_step="grade with a --roster that has plain ids, or export another format",
        )
    return Export(
        files={"grades.csv": ("\n".join(lines) + "\n").encode("utf-8")},
        counts=Counts(grades=sum(line.split(",")[9] != "" for line in lines[1:])),
        notes=tuple(blank_notes(records)),
    )


def _row(record: Record, student: Student, identity: str, options: Options) -> list[str]:
    grade = scaled(record, None)
    score = "" if grade is None else written(grade)
    return [
        _bare(options.item or record.topic),
        "",
        _bare(record.submitted_at),
        identity,
        _bare(student.name),  # which part is the family name, no one can tell
        "",
        student.email,
        "" if grade is None else f"{record.earned:.2f}",
        "" if grade is None else f"{_late_penalty(record):.2f}",
        score,
        f"{record.max_score:.2f}",
    ]


def _late_penalty(record: Record) -> float:
    return sum(
        each.before - each.after
        for each in record.adjustments
        if each.kind == "late" and each.before is not None and each.after is not None
    )


def _bare(text: str) -> str:
    return " ".join(re.sub(r'[",;]', " ", spreadsheet_text(text)).split())
