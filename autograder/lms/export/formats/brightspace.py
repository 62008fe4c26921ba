"""Brightspace's grades export, filled in.

Every row ends with `#` under "End-of-Line Indicator", and exported ids begin with one: they stay as
they are. Grades above the maximum would be capped without a word.
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

DESCRIPTION = "the grades export (points grades), filled in"
TEMPLATE = "Brightspace's grades (Grades > Enter Grades > Export, with Points grade)"
NEEDS_TEMPLATE = True

_AGAIN = "export the grades from Brightspace again (key field Both, Points grade), and fill in that"
_ITEM = re.compile(r"(?P<title>.+) Points Grade(?:\s*<(?P<about>.*)>)?", re.DOTALL)
_MAXIMUM = re.compile(r"\bMaxPoints:(?P<points>[\d.,]+)")
_END = "End-of-Line Indicator"


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """`grades.csv`, to import under Grades > Enter Grades > Import."""
    table = read_template(template, "Brightspace's grades", delimiters=",\t")
    header = table.header
    if not {"OrgDefinedId", "Username"} & set(header) or header[-1] != _END:
        raise ExportError(
            f"this is not Brightspace's grades export: it has OrgDefinedId or Username, and ends "
            f"with {_END} (found {', '.join(map(printable, header))})",
            next_step=_AGAIN,
        )
    columns = []
    for index, name in enumerate(header):
        found = _ITEM.fullmatch(name)
        if found is None:
            continue
        said = _MAXIMUM.search(found["about"] or "")
        maximum = number(said["points"]) if said else None
        columns.append(Column(index, (name, found["title"]), maximum or None))
    column = choose(columns, options.item)
    maximum = column.maximum or maximum_of(options.points)
    filled = fill(
        table,
        column.index,
        match(records, _people(table)),
        lambda row: maximum,
    )
    return Export(
        files={"grades.csv": table.render()},
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
        # Brightspace puts a `#` in front of ids, so that no spreadsheet makes numbers of them.
        ids = {
            about.get(kind, "").strip().removeprefix("#") for kind in ("OrgDefinedId", "Username")
        } - {""}
        name = f"{about.get('First Name', '')} {about.get('Last Name', '')}".strip()
        label = f"{line_of(row)}, {printable(name or ' '.join(sorted(ids)))}"
        if not ids:
            refusals.append(Refusal(label, "has neither OrgDefinedId nor Username"))
        if cells[-1].strip() != "#":
            refusals.append(Refusal(label, "does not end with #"))
        people.append(
            Person(
                row=row,
                label=label,
                ids=frozenset(ids),
                email=about.get("Email", "").strip(),
                name=name,
            )
        )
    if refusals:
        raise ExportError("the export was changed", refusals=refusals, next_step=_AGAIN)
    refuse_duplicates(people)
    return people
