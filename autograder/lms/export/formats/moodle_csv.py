"""A CSV for Moodle's gradebook (Grades > Import > CSV file).

The import is all or nothing: one person that Moodle does not know fails it, so people are named
only by what Moodle knows. It marks grades as overridden, after which the grading worksheet can no
longer change them.
"""

import csv
import io
from collections.abc import Sequence

from autograder.grading.table import spreadsheet_text
from autograder.lms.export.check import maximum_of, scaled, written
from autograder.lms.export.classlist import has_participant_numbers, identified, people_of
from autograder.lms.export.feedback import as_html, feedback_of
from autograder.lms.export.fill import blank_notes, scale_note
from autograder.lms.export.types import Counts, Export, Options
from autograder.model.record import Record

DESCRIPTION = "grades and feedback to import into the gradebook, people by e-mail or ID number"
TEMPLATE = "a class list with e-mails or ID numbers (participants, gradebook, grading worksheet)"

_HEADERS = {"email": "Email address", "idnumber": "ID number", "username": "Username"}


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """`grades.csv`: who, the grade and the feedback, a row for each person who has a grade.

    Feedback is always there, since Moodle lets an import of one overwrite the other.
    """
    maximum = maximum_of(options.points)
    graded, missing = people_of(records, template)
    kinds = ["email", "idnumber", "username"]
    if template is None and has_participant_numbers(records):
        kinds.remove("idnumber")
    kinds = identified(graded, kinds)
    item = spreadsheet_text(options.item or records[0].topic)
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([*(_HEADERS[kind] for kind in kinds), "Full name", item, f"{item} feedback"])
    for each in graded:
        grade = scaled(each.record, maximum)
        assert grade is not None
        writer.writerow(
            [
                *(getattr(each.known, kind) for kind in kinds),
                spreadsheet_text(each.known.name),
                written(grade),
                as_html(feedback_of(each.record, options.language)),
            ]
        )
    return Export(
        files={"grades.csv": text.getvalue().encode("utf-8")},
        counts=Counts(grades=len(graded), not_in_template=len(missing)),
        notes=(*scale_note(records, maximum), *missing, *blank_notes(records)),
    )
