"""Moodle's grading worksheet, filled in, and a zip with a page of feedback for each student.

Moodle wants its own words back, which differ by language: the header and the `Participant 7` cells
stay as they are. It takes bad numbers without a word (`nan` is 0, `77,5` is 77, 105 of 100 is
skipped), and a blank comment erases the one that was there: no such cell is written.
"""

import re
from collections.abc import Sequence
from decimal import Decimal

from autograder.collect.names import group_named, key, printable
from autograder.collect.worksheet import NO, REQUIRED, Columns, locate, participant
from autograder.lms.export.check import maximum_of, number
from autograder.lms.export.feedback import as_html, feedback_of
from autograder.lms.export.fill import blank_notes, fill, read_template, scale_note
from autograder.lms.export.people import Matching, Person, match, refuse_duplicates
from autograder.lms.export.table import Table, line_of
from autograder.lms.export.types import Export, ExportError, Options, Refusal
from autograder.lms.export.zipped import zipped
from autograder.model.record import Record
from autograder.presentation.report import feedback_page

DESCRIPTION = "the assignment's grading worksheet, filled in, and a zip of feedback files"
TEMPLATE = "the assignment's grading worksheet (Download grading worksheet)"
NEEDS_TEMPLATE = True

# Behind a team's name in the download; the second of two of one name has ` (2)` behind it.
_GROUP_NUMBER = re.compile(r"_([1-9]\d*)(?: \(\d+\))?$")
_AGAIN = "download the grading worksheet again, and fill in that"


def export(records: Sequence[Record], template: bytes | None, options: Options) -> Export:
    """`worksheet.csv` to upload under "Upload grading worksheet", and `feedback.zip` to upload
    under "Upload multiple feedback files in a zip"."""
    table = read_template(template, "Moodle's grading worksheet", backslash=True)
    columns = _columns(table)
    people = _people(table, columns)
    matching = match(records, people)
    maximum = _maximum(table, columns, options)
    _check_old_grades(table, columns, maximum)

    def refuse(row: int, old: str) -> str:
        cells = table.row(row)
        if columns.changeable is not None and key(cells[columns.changeable]) in NO:
            return "Moodle says that this grade can't be changed (set in the gradebook, or locked)"
        if (
            old.strip()
            and columns.graded_at is not None
            and cells[columns.graded_at].strip() == "-"
        ):
            return "has a grade but no date of it: Moodle would skip it as older than its own"
        return ""

    old = [cells[columns.grade].strip() for _, cells in table.rows()]
    filled = fill(table, columns.grade, matching, maximum.__getitem__, refuse=refuse)
    new = [cells[columns.grade].strip() for _, cells in table.rows()]
    again = sum(before not in ("", "-", after) for before, after in zip(old, new, strict=True))
    replaced = _fill_feedback(table, columns, matching, options)
    notes = [*scale_note(records, next(iter(maximum.values()), None)), *filled.notes]
    notes += _what_to_tick(table, columns, again)
    if replaced:
        notes.append(f"{replaced} comments that were there are replaced")
    files = {"worksheet.csv": table.render()}
    reports, without = _reports(table, columns, matching, options)
    if reports:
        files["feedback.zip"] = zipped(reports)
    ungraded = sum(each.record.status == "unreadable" for each in matching.matches)
    if ungraded:
        notes.append(
            f"{ungraded} without a grade have a page in feedback.zip: Moodle shows it to them at "
            "once"
        )
    if without:
        notes.append(
            f"no feedback file for {', '.join(map(printable, without))}: Moodle finds a team's by "
            "the number behind its name in the download, and there is none (those in no group have "
            "none); they read the comment in the worksheet"
        )
    return Export(
        files=files,
        counts=filled.counts,
        notes=(*notes, *filled.missing, *blank_notes(records)),
    )


def _what_to_tick(table: Table, columns: Columns, again: int) -> list[str]:
    """What a teacher has to know before uploading this worksheet."""
    notes = []
    if again:
        notes.append(
            f"{again} had a grade already: when uploading, tick the box that allows updating "
            "records that were modified more recently in Moodle than in the spreadsheet, or Moodle "
            "skips them without a word; download a fresh worksheet before each upload"
        )
    if not columns.english:
        word = participant(table.row(next(table.rows())[0])[columns.identifier])
        assert word is not None
        notes.append(
            f"upload it while Moodle speaks the language of this file (it says "
            f"{printable(word[0].strip())!r}): in another one it is refused"
        )
    if columns.workflow is not None:
        notes.append(
            "marking workflow: the upload leaves each state as it is, and students see a grade "
            "once its state is released"
        )
    return notes


def _reports(
    table: Table, columns: Columns, matching: Matching, options: Options
) -> tuple[dict[str, bytes], list[str]]:
    """The pages by their paths in the zip, and the teams whose page Moodle could not place.

    Moodle takes the number behind the first `_`; in front may be anything without one. It is a
    participant's, and in an assignment for teams the group's: a participant's number would bring
    the page to whichever group has that number.
    """
    reports: dict[str, bytes] = {}
    without: dict[str, None] = {}
    for each in matching.matches:
        record = each.record
        if record.status not in ("graded", "unreadable"):
            continue
        if columns.group is None:
            number = _number(table, columns, each.person.row)
        else:
            found = _GROUP_NUMBER.search(record.submission)
            number = found[1] if found and _is_of(record, each.person.group) else ""
        path = f"s_{number}_assignfeedback_file/report.html"
        if not number:
            without[each.person.group or record.submission] = None
        elif path not in reports:
            reports[path] = feedback_page(record, [options.language])
    return reports, list(without)


def _is_of(record: Record, group: str) -> bool:
    """Whether a record is that of a group, by the name of what was handed in."""
    handed_in = _GROUP_NUMBER.sub("", record.submission)
    return bool(group_named(handed_in, {group}))


def _columns(table: Table) -> Columns:
    header = table.header
    present = {cell.casefold() for cell in header}
    if any(name.casefold() in present for name in REQUIRED):
        lacking = [name for name in REQUIRED if name not in header]
        if lacking:
            raise ExportError(
                f"the worksheet has no column {' and no '.join(map(repr, lacking))} "
                f"(it has {', '.join(map(printable, header))})",
                next_step=_AGAIN,
            )
        if len(set(header)) < len(header):
            raise ExportError("the worksheet has a column twice", next_step=_AGAIN)
    found = locate(header, [cells for _, cells in table.rows()])
    if found is None:
        raise ExportError(
            f"the columns can't be told (found {', '.join(map(printable, header))})",
            next_step="switch Moodle to English (add ?lang=en to its address), and download the "
            "grading worksheet again; it must be one for points, not for a scale",
        )
    if found.scale is not None:
        raise _scale()
    return found


def _scale() -> ExportError:
    return ExportError(
        "the assignment is graded with a scale, and a score is no word of it",
        next_step="set the assignment's grade type to points in Moodle, and download again",
    )


def _people(table: Table, columns: Columns) -> list[Person]:
    people, refusals, prefixes = [], [], set()
    for row, cells in table.rows():
        found = participant(cells[columns.identifier])
        if found is None or (columns.english and found[0] != "Participant "):
            refusals.append(
                Refusal(
                    line_of(row),
                    f"{printable(cells[columns.identifier])!r} is no identifier such as "
                    "'Participant 7', and Moodle would refuse the whole file",
                )
            )
            continue
        prefixes.add(found[0])

        def cell(column: int | None, cells: list[str] = cells) -> str:
            return "" if column is None else cells[column]

        people.append(
            Person(
                row=row,
                label=f"{line_of(row)}, {printable(cells[columns.identifier])}",
                ids=frozenset({found[1]}),
                email=cell(columns.email).strip(),
                name=cell(columns.name),
                group=cell(columns.group),
            )
        )
    if refusals or len(prefixes) > 1:
        raise ExportError("the worksheet was changed", refusals=refusals, next_step=_AGAIN)
    if not people:
        raise ExportError("the worksheet has no participants", next_step=_AGAIN)
    refuse_duplicates(people)
    return people


def _number(table: Table, columns: Columns, row: int) -> str:
    found = participant(table.row(row)[columns.identifier])
    assert found is not None
    return found[1]


def _maximum(table: Table, columns: Columns, options: Options) -> dict[int, Decimal | None]:
    if columns.maximum is None:
        return {row: maximum_of(options.points) for row, _ in table.rows()}
    maximum: dict[int, Decimal | None] = {}
    refusals = []
    for row, cells in table.rows():
        said = number(cells[columns.maximum])
        if not said:
            refusals.append(
                Refusal(
                    line_of(row), f"the maximum {printable(cells[columns.maximum])!r} is no number"
                )
            )
        maximum[row] = said
    if refusals:
        raise ExportError("the worksheet was changed", refusals=refusals, next_step=_AGAIN)
    return maximum


def _check_old_grades(table: Table, columns: Columns, maximum: dict[int, Decimal | None]) -> None:
    """Moodle would take, or skip without a word, what stands in the rows that we leave alone."""
    refusals = []
    for row, cells in table.rows():
        old = cells[columns.grade].strip()
        if old in ("", "-"):
            continue
        grade, most = number(old, comma=not columns.english), maximum[row]
        if grade is None:
            refusals.append(
                Refusal(
                    line_of(row), f"the grade {printable(old)!r} is no number with a decimal point"
                )
            )
        elif most is not None and grade > most:
            refusals.append(Refusal(line_of(row), f"the grade {printable(old)} is above {most}"))
    if refusals:
        raise ExportError(
            "the worksheet has grades that Moodle would misread",
            refusals=refusals,
            next_step="put them right in the worksheet, or download it again",
        )


def _fill_feedback(table: Table, columns: Columns, matching: Matching, options: Options) -> int:
    """Writes the comments of those who have a grade; returns how many others they replace."""
    replaced = 0
    if columns.feedback is None:
        return 0
    if columns.feedback == 0:
        raise ExportError("Moodle does not read comments in the first column", next_step=_AGAIN)
    for each in matching.matches:
        row = each.person.row
        cells = table.row(row)
        is_locked = columns.changeable is not None and key(cells[columns.changeable]) in NO
        if each.record.score is None or is_locked:
            continue
        replaced += bool(cells[columns.feedback].strip())
        table.set(row, columns.feedback, as_html(feedback_of(each.record, options.language)))
    return replaced
