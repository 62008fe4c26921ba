"""The table of a run for people and spreadsheets, `grades.csv`."""

import csv
import io
import unicodedata
from collections.abc import Iterable, Sequence

from autograder.grading.adjustments import exercise_points
from autograder.model.record import Record

FORMULAS = tuple("=+-@＝＋－＠")
COLUMNS = (
    "submission", "student", "topic", "status", "score", "max_score", "late", "attempt", "earned",
    "changed",
)  # fmt: skip


def exercises_of(records: Iterable[Record]) -> list[str]:
    """The exercises of a run, in the order of the suite; none where nobody was graded."""
    return next((list(points) for record in records if (points := exercise_points(record))), [])


def grades_csv(records: Iterable[Record], exercises: Sequence[str]) -> str:
    """The table of a run: one row a submission, a column for the points of each exercise; what was
    not graded is blank."""
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*COLUMNS, *(f"exercise {name}" for name in exercises)])
    for record in records:
        names = "; ".join(student.name or student.id for student in record.students)
        points = exercise_points(record) if record.score is not None else {}
        writer.writerow(
            [
                spreadsheet_text(record.submission),
                spreadsheet_text(names),
                record.topic,
                record.status,
                "" if record.score is None else f"{record.score:.2f}",
                f"{record.max_score:.2f}",
                {True: "yes", False: "no", None: ""}[record.late],
                "" if record.attempt is None else record.attempt,
                "" if record.earned is None else f"{record.earned:.2f}",
                spreadsheet_text("; ".join(each.why for each in record.adjustments)),
                *(f"{points[name][0]:.2f}" if name in points else "" for name in exercises),
            ]
        )
    return text.getvalue()


def spreadsheet_text(text: str) -> str:
    """Text that a spreadsheet will not run, on one line: a formula gets a leading `'`."""
    line = " ".join(visible(text).split())
    return f"'{line}" if line.startswith(FORMULAS) else line


def visible(text: str) -> str:
    """`text` without control, format (bidirectional marks among them) and surrogate characters."""
    return "".join(
        character if unicodedata.category(character) not in ("Cc", "Cf", "Cs", "Co", "Cn") else " "
        for character in text
    )
