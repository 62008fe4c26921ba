"""A CSV for RELATE's "Import grades".

RELATE reads the numbers of columns from its form, takes `nan` for a grade and a blank for "no
grade": only people who have one are listed.
"""

import csv
import io
from collections.abc import Sequence

from autograder.grading.table import spreadsheet_text
from autograder.lms.export.check import maximum_of, scaled, written
from autograder.lms.export.classlist import identified, people_of
from autograder.lms.export.feedback import as_text, feedback_of
from autograder.lms.export.fill import blank_notes
from autograder.lms.export.types import Counts, Export, ExportError, Options
from autograder.model.record import Record

DESCRIPTION = "grades and feedback for RELATE's import, people by e-mail or institutional ID"
TEMPLATE = "a class list with e-mails or institutional IDs"

_ROWS = 9_998  # it stops reading at the 10 000th line, the header among them
_SAID = {"email": "Email or NetID", "idnumber": "Institutional ID", "username": "Username"}


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """`grades.csv`; the notes say what to enter in the form."""
    named_maximum = maximum_of(options.points)
    graded, missing = people_of(records, template)
    if len(graded) > _ROWS:
        raise ExportError(
            f"RELATE reads {_ROWS} rows of a file, and this has {len(graded)}",
            next_step="export the class in parts",
        )
    kinds = identified(graded, ["email", "idnumber", "username"])
    kind = kinds[0] if kinds else "email"
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([kind, "points", "feedback"])
    for each in graded:
        grade = scaled(each.record, named_maximum)
        assert grade is not None
        feedback = as_text(feedback_of(each.record, options.language))
        writer.writerow([getattr(each.known, kind), written(grade), spreadsheet_text(feedback)])
    points = options.points or max(record.max_score for record in records)
    return Export(
        files={"grades.csv": text.getvalue().encode("utf-8")},
        counts=Counts(grades=len(graded), not_in_template=len(missing)),
        notes=(
            f"in RELATE's form: a header; user attribute '{_SAID[kind]}' in column 1; points in "
            f"column 2; feedback in column 3; maximum {points:g}",
            *missing,
            *blank_notes(records),
        ),
    )
