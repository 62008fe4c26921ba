"""An XML file for Moodle's gradebook (Grades > Import > XML file): nothing to map by hand.

It names the grade item and each person by the ID number that both have in Moodle.
"""

from collections.abc import Sequence
from xml.etree import ElementTree

from autograder.lms.export.check import maximum_of, scaled, written
from autograder.lms.export.classlist import has_participant_numbers, identified, people_of
from autograder.lms.export.feedback import as_html, feedback_of
from autograder.lms.export.fill import blank_notes, scale_note
from autograder.lms.export.types import Counts, Export, ExportError, Options
from autograder.model.record import Record

DESCRIPTION = "grades and feedback to import without mapping columns, people by ID number"
TEMPLATE = "a class list with ID numbers (participants, or the gradebook)"


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """`grades.xml`, a result for each person who has a grade."""
    if not options.item or not options.item.isprintable():
        raise ExportError(
            "the file names the grade item by its ID number, which was not told",
            next_step="give the item an ID number in Moodle's gradebook setup, and name it with "
            "--item",
        )
    if template is None and has_participant_numbers(records):
        raise ExportError(
            "the run knows people by their number in the assignment, not by their ID number",
            next_step="give a class list with ID numbers with --template",
        )
    maximum = maximum_of(options.points)
    graded, missing = people_of(records, template)
    identified(graded, ["idnumber"])
    results = ElementTree.Element("results", batch=records[0].topic)
    for each in graded:
        grade = scaled(each.record, maximum)
        assert grade is not None
        result = ElementTree.SubElement(results, "result")
        for name, text in (
            ("state", "new"),
            ("assignment", options.item),
            ("student", each.known.idnumber),
            ("score", written(grade)),
            ("feedback", as_html(feedback_of(each.record, options.language))),
        ):
            ElementTree.SubElement(result, name).text = text
    ElementTree.indent(results)
    return Export(
        files={"grades.xml": ElementTree.tostring(results, encoding="utf-8", xml_declaration=True)},
        counts=Counts(grades=len(graded), not_in_template=len(missing)),
        notes=(*scale_note(records, maximum), *missing, *blank_notes(records)),
    )
