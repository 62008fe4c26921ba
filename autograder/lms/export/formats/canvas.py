"""Canvas's gradebook CSV, filled in.

Canvas tells an assignment best by the number in its header, and a person by the ID: both stand only
in its own file. A blank over a score counts as a change, so a cell without a new grade keeps what
it has. The file carries no comments.
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

DESCRIPTION = "the gradebook CSV, filled in"
TEMPLATE = "Canvas's gradebook (Grades > Export > Export Entire Gradebook)"
NEEDS_TEMPLATE = True

_AGAIN = "export the gradebook from Canvas again, and fill in that"
_ASSIGNMENT = re.compile(r"(?P<title>.*)\s\((?P<id>\d+)\)", re.DOTALL)
# Canvas takes every column whose name holds one of these for a total of its own.
_TOTAL = re.compile(
    r"(?:Current|Final) (?:Score|Points|Grade)|Override (?:Score|Grade|Status)", re.IGNORECASE
)


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """`gradebook.csv`, to import under Grades > Import."""
    table = read_template(template, "Canvas's gradebook", delimiters=",;")
    header = table.header
    first = _first_assignment(header)
    points_row = _points_row(table)
    columns = [
        _column(table, index, points_row)
        for index in range(first, len(header))
        if _ASSIGNMENT.fullmatch(header[index])
    ]
    column = choose(columns, options.item)
    maximum = column.maximum if column.maximum else maximum_of(options.points)
    people = _people(table, points_row, first)
    matching = match(records, people)
    ids = header.index("ID") if "ID" in header else None

    def refuse(row: int, old: str) -> str:
        if ids is None or not table.row(row)[ids].strip():
            return "has no ID, so that Canvas would look for the login or the name"
        return ""

    def keep(row: int, old: str) -> str:
        return (
            "is excused in Canvas; the grade is not written" if old.strip().upper() == "EX" else ""
        )

    filled = fill(table, column.index, matching, lambda row: maximum, refuse=refuse, keep=keep)
    return Export(
        files={"gradebook.csv": table.render()},
        counts=filled.counts,
        notes=(
            *scale_note(records, maximum),
            *filled.notes,
            "before you confirm the import, compare Canvas's own count with this one: it "
            "leaves out, without a word, whom the assignment is not assigned to",
            *filled.missing,
            *blank_notes(records),
            "Canvas's file carries no comments",
        ),
    )


def _first_assignment(header: list[str]) -> int:
    """Where the columns about people end: `Section` is their last."""
    starts = header[:1] == ["Student"] or header[:2] == ["LastName", "FirstName"]
    if len(header) < 4 or not starts or "ID" not in header or "Section" not in header:
        raise ExportError(
            "this is not Canvas's gradebook, which begins with the columns Student, ID, … Section "
            f"(found {', '.join(map(printable, header[:8]))})",
            next_step=_AGAIN,
        )
    return header.index("Section") + 1


def _points_row(table: Table) -> int | None:
    return next(
        (row for row, cells in table.rows() if cells[0].strip().startswith("Points Possible")), None
    )


def _column(table: Table, index: int, points_row: int | None) -> Column:
    name = table.header[index]
    found = _ASSIGNMENT.fullmatch(name)
    assert found is not None
    said = table.row(points_row)[index].strip() if points_row is not None else ""
    refused = ""
    if _TOTAL.search(name):
        refused = "Canvas takes a column of such a name for a total, and ignores it"
    elif "read only" in said.casefold():
        refused = "Canvas says that it is read only"
    maximum = number(said) if said else None
    if said and maximum is None and not refused:
        refused = f"its points possible are {printable(said)!r}, which is no number"
    return Column(index, (name, found["title"], found["id"]), maximum or None, refused)


def _people(table: Table, points_row: int | None, first: int) -> list[Person]:
    header = table.header
    kinds = ("ID", "SIS User ID", "SIS Login ID", "Integration ID")
    columns = {kind: header.index(kind) for kind in kinds if kind in header[:first]}
    people, refusals = [], []
    for row, cells in table.rows():
        if row == points_row or (points_row is not None and row < points_row):
            continue  # "Manual Posting" stands above the points
        name = f"{cells[1]} {cells[0]}" if header[0] == "LastName" else cells[0]
        label = f"{line_of(row)}, {printable(name)}"
        ids = {kind: cells[column].strip() for kind, column in columns.items()}
        if ids["ID"] and not ids["ID"].isdecimal():
            refusals.append(Refusal(label, f"the ID {printable(ids['ID'])!r} is no number"))
        login = ids.get("SIS Login ID", "")
        people.append(
            Person(
                row=row,
                label=label,
                ids=frozenset(set(ids.values()) - {""}),
                email=login if "@" in login else "",
                name=name,
            )
        )
    if refusals:
        raise ExportError("the gradebook was changed", refusals=refusals, next_step=_AGAIN)
    refuse_duplicates(_by_id_alone(table, people, columns["ID"]))
    return people


def _by_id_alone(table: Table, people: list[Person], column: int) -> list[Person]:
    """One person's ID may be another's login, but no two share an ID."""
    return [
        Person(
            row=each.row,
            label=each.label,
            ids=frozenset({table.row(each.row)[column].strip()} - {""}),
        )
        for each in people
    ]
