"""Blackboard's Grade Center download, filled in.

Blackboard tells a column by the number behind `|` in its header; without one it would make a new
text column worth nothing. People are told by Username.
"""

import re
from collections.abc import Sequence

from autograder.collect.names import printable
from autograder.lms.export.check import maximum_of, number
from autograder.lms.export.fill import Column, blank_notes, choose, fill, read_template, scale_note
from autograder.lms.export.people import Person, match, refuse_duplicates
from autograder.lms.export.table import Table, line_of
from autograder.lms.export.types import Export, ExportError, Options, Refusal
from autograder.model.record import Record

DESCRIPTION = "the Grade Center download, filled in"
TEMPLATE = "Blackboard's grades (Grade Center > Work Offline > Download)"
NEEDS_TEMPLATE = True

_AGAIN = "download the Grade Center again (tab delimited), and fill in that"
_COLUMN = re.compile(
    r"(?P<title>.*?)\s*(?:\[Total Pts: (?:up to )?(?P<points>[\d.,]+)(?P<kind>[^\]]*)\]\s*)?"
    r"\|\s*(?P<id>\d+)",
    re.DOTALL,
)


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """`gradebook.csv` (or tab delimited, as the download was), to upload under Work Offline."""
    table = read_template(template, "Blackboard's Grade Center", delimiters="\t,")
    header = table.header
    if "Username" not in header:
        raise ExportError(
            "this is not Blackboard's Grade Center: it has no column Username "
            f"(found {', '.join(map(printable, header))})",
            next_step=_AGAIN,
        )
    columns = []
    for index, name in enumerate(header):
        found = _COLUMN.fullmatch(name)
        if found is None:
            continue
        maximum = number(found["points"]) if found["points"] else None
        refused = ""
        if found["kind"] and "score" not in found["kind"].casefold():
            refused = f"its grades are {found['kind'].strip()}, not points"
        names = (name, found["title"], found["id"])
        columns.append(Column(index, names, maximum or None, refused))
    column = choose(columns, options.item)
    maximum = column.maximum or maximum_of(options.points)
    filled = fill(table, column.index, match(records, _people(table)), lambda row: maximum)
    return Export(
        files={"gradebook.csv": table.render()},
        counts=filled.counts,
        notes=(
            *scale_note(records, maximum),
            *filled.notes,
            *filled.missing,
            *blank_notes(records),
        ),
    )


def _people(table: Table) -> list[Person]:
    header = table.header
    people, refusals = [], []
    for row, cells in table.rows():
        about = dict(zip(header, cells, strict=True))
        user = about["Username"].strip()
        name = f"{about.get('First Name', '')} {about.get('Last Name', '')}".strip()
        label = f"{line_of(row)}, {printable(name or user)}"
        if not user:
            refusals.append(Refusal(label, "has no Username"))
        student_id = about.get("Student ID", "").strip()
        people.append(
            Person(row=row, label=label, ids=frozenset({user, student_id} - {""}), name=name)
        )
    if refusals:
        raise ExportError("the download was changed", refusals=refusals, next_step=_AGAIN)
    refuse_duplicates(people)
    return people
