"""The CSV of an Open edX Staff Graded Points block, filled in.

A byte-order mark would hide the first column from it, one bad row keeps it from saving any, `nan`
would be saved, and of two rows of a person it takes the first. A blank means no change.
"""

from collections.abc import Sequence

from autograder.collect.names import printable
from autograder.lms.export.check import maximum_of, number
from autograder.lms.export.fill import blank_notes, fill, read_template, scale_note
from autograder.lms.export.people import Person, match, refuse_duplicates
from autograder.lms.export.table import Table, line_of
from autograder.lms.export.types import Export, ExportError, Options, Refusal
from autograder.model.record import Record

DESCRIPTION = "the CSV of a Staff Graded Points block, filled in"
TEMPLATE = "the block's CSV (Export CSV)"
NEEDS_TEMPLATE = True

_AGAIN = "export the CSV of the block again, and fill in that"
_REQUIRED = ("user_id", "New Points", "block_id", "Previous Points")
_BYTES = 4 * 2**20


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """`grades.csv`, to import into the block."""
    table = read_template(template, "the CSV of a Staff Graded Points block")
    header = table.header
    lacking = [name for name in _REQUIRED if name not in header]
    if lacking:
        raise ExportError(
            f"the CSV has no column {' and no '.join(lacking)} "
            f"(found {', '.join(map(printable, header))})",
            next_step=_AGAIN,
        )
    notes = []
    if table.without_mark():
        notes.append("the byte-order mark is left away, since Open edX does not know it")
    maximum = maximum_of(options.points)
    people = _people(table)
    matching = match(records, people)
    new, previous = header.index("New Points"), header.index("Previous Points")
    # A grade that is there already needs no action: it is looked for in "Previous Points" too.
    filled = fill(
        table,
        new,
        matching,
        lambda row: maximum,
        before=lambda row: table.row(row)[previous],
    )
    data = table.render()
    if len(data) > _BYTES:
        raise ExportError(
            "Open edX takes at most 4 MB, and the file is larger", next_step="export it in parts"
        )
    return Export(
        files={"grades.csv": data},
        counts=filled.counts,
        notes=(
            *notes,
            *scale_note(records, maximum),
            *filled.notes,
            *filled.missing,
            *blank_notes(records),
        ),
    )


def _people(table: Table) -> list[Person]:
    header = table.header
    people, refusals, blocks = [], [], set()
    for row, cells in table.rows():
        about = dict(zip(header, cells, strict=True))
        name = about.get("full_name", "")
        label = f"{line_of(row)}, {printable(name or about['user_id'])}"
        if not about["user_id"].strip().isdecimal():
            refusals.append(
                Refusal(label, f"the user_id {printable(about['user_id'])!r} is no number")
            )
        if about["New Points"].strip() and number(about["New Points"], comma=False) is None:
            refusals.append(
                Refusal(label, f"New Points are {printable(about['New Points'])!r}, no number")
            )
        blocks.add(about["block_id"])
        ids = {about.get(kind, "").strip() for kind in ("user_id", "username", "student_uid")}
        people.append(
            Person(
                row=row,
                label=label,
                ids=frozenset(ids - {""}),
                email=about.get("email", "").strip(),
                name=name,
            )
        )
    if len(blocks) > 1 or "" in blocks:
        refusals.append(Refusal("block_id", "is not the same in every row"))
    if refusals:
        raise ExportError(
            "Open edX would save nothing of this file", refusals=refusals, next_step=_AGAIN
        )
    refuse_duplicates(
        [
            Person(
                row=each.row,
                label=each.label,
                ids=frozenset({table.row(each.row)[header.index("user_id")].strip()}),
            )
            for each in people
        ]
    )
    return people
