"""Puts grades into the column of a template: what is written, what stays, what is refused."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from autograder.collect.names import printable
from autograder.lms.export.check import number, scaled, written
from autograder.lms.export.people import Matching, named
from autograder.lms.export.table import Table, TableError
from autograder.lms.export.types import Counts, ExportError, Refusal
from autograder.model.record import Record

_BLANK = {
    "not_submitted": "",
    "unreadable": "could not be read",
    "ungraded": "could not be graded, by our fault",
}


@dataclass
class Filled:
    """What became of the grades: counted, and what a teacher should know."""

    grades: int = 0
    unchanged: int = 0
    missing: tuple[str, ...] = ()
    notes: list[str] = field(default_factory=list)

    @property
    def counts(self) -> Counts:
        """The counts of the export."""
        return Counts(
            grades=self.grades, unchanged=self.unchanged, not_in_template=len(self.missing)
        )


def read_template(data: bytes | None, what: str, **how: str | bool) -> Table:
    """The table that the teacher downloaded. Raises ExportError, saying what is wrong with it."""
    assert data is not None
    try:
        return Table(data, **how)  # type: ignore[arg-type]  # the caller's keywords are Table's
    except TableError as error:
        raise ExportError(
            f"this is not {what}: {error}", next_step=f"download {what} again, and fill in that"
        ) from None


def blank_notes(records: Sequence[Record]) -> list[str]:
    """A sentence for each submission that has no grade though something was handed in."""
    return [
        f"{named(record)}: {_BLANK[record.status]}; left blank"
        for record in records
        if record.score is None and _BLANK[record.status]
    ]


def scale_note(records: Sequence[Record], maximum: Decimal | None) -> list[str]:
    """What the points are out of, where that is not what the record says, or nobody said."""
    own = {Decimal(str(record.max_score)) for record in records if record.score is not None}
    listed = ", ".join(f"{each.normalize():f}" for each in sorted(own))
    if maximum is None:
        return (
            [f"grades are out of {listed}: the item in the LMS must have that maximum"]
            if own
            else []
        )
    if own - {maximum}:
        return [f"grades were scaled from {listed} to {maximum.normalize():f} points"]
    return []


def fill(
    table: Table,
    column: int,
    matching: Matching,
    maximum: Callable[[int], Decimal | None],
    *,
    refuse: Callable[[int, str], str] = lambda row, old: "",
    keep: Callable[[int, str], str] = lambda row, old: "",
    before: Callable[[int], str] | None = None,
) -> Filled:
    """Sets the grade of each matched record in `column`, if it differs from the one there.

    `maximum` is that of a row. `refuse` says why a row may not be changed, `keep` why its old cell
    is left and noted; both see the old cell. `before` says the grade that the LMS has, where that
    is not what stands in `column`.

    Raises ExportError, listing every refused row.
    """
    filled = Filled(missing=matching.missing)
    refusals = []
    for each in matching.matches:
        row = each.person.row
        old = table.row(row)[column]
        grade = scaled(each.record, maximum(row))
        if grade is None:
            if old.strip() and each.record.status != "not_submitted":
                filled.notes.append(f"{each.person.label}: keeps the grade {printable(old)}")
            continue
        there = number(old or (before(row) if before else ""))
        if there is not None and abs(there - grade) < Decimal("0.005"):
            filled.unchanged += 1
        elif reason := refuse(row, old):
            refusals.append(Refusal(each.person.label, reason))
        elif reason := keep(row, old):
            filled.notes.append(f"{each.person.label}: {reason}")
        else:
            table.set(row, column, written(grade))
            filled.grades += 1
    if refusals:
        raise ExportError(
            "these rows can't be changed",
            refusals=refusals,
            next_step="put that right in the LMS, and download the file again",
        )
    if matching.missing and not matching.matches:
        raise ExportError(
            "nobody of the run is in the template",
            refusals=[Refusal(*each.split(": ", 1)) for each in matching.missing],
            next_step="give the file of this assignment and class",
        )
    return filled


@dataclass(frozen=True)
class Column:
    """A column that could take the grades: where, by which names, out of how many points, and why
    it can't be written, where it can't."""

    index: int
    names: tuple[str, ...]
    maximum: Decimal | None = None
    refused: str = ""


def choose(columns: Sequence[Column], item: str) -> Column:
    """The column that is called `item`, or the only one that can be written where it is not told.

    Raises ExportError, listing the columns there are.
    """
    listed = "; ".join(printable(column.names[0]) for column in columns) or "none"
    if item:
        found = [column for column in columns if item in column.names]
    else:
        found = [column for column in columns if not column.refused] or list(columns)
    if len(found) != 1:
        what = f"called {printable(item)!r}" if item else "for the grades"
        many = "several columns are" if found else "no column is"
        raise ExportError(
            f"{many} {what} (columns: {listed})",
            next_step="name one of them with --item, or download the file with that column in it",
        )
    if found[0].refused:
        raise ExportError(
            f"the column {printable(found[0].names[0])!r} can't be filled in: {found[0].refused}",
            next_step="choose another with --item, or change it in the LMS and download again",
        )
    return found[0]
