"""Points: checked, scaled to an LMS's maximum, written so that every LMS reads the same number."""

import math
import re
from collections import Counter
from collections.abc import Sequence
from decimal import ROUND_DOWN, ROUND_HALF_UP, Decimal

from autograder.collect.names import listing, printable
from autograder.lms.export.types import ExportError, Refusal
from autograder.model.record import Record

_CENT = Decimal("0.01")
_NUMBER = re.compile(r"\d{1,12}(?:[.,]\d{1,12})?")


def check_records(records: Sequence[Record]) -> None:
    """Raises ExportError unless every score is a number from 0 to its maximum, and every
    submission is there once."""
    if not records:
        raise ExportError("the run has no records", next_step="grade the class first")
    refusals = [
        Refusal(printable(record.submission), reason)
        for record in records
        if (reason := _reason(record))
    ]
    counted = Counter(record.submission for record in records)
    refusals += [
        Refusal(printable(name), f"is in the run {count} times")
        for name, count in counted.items()
        if count > 1
    ]
    if refusals:
        raise ExportError(
            "these records can't be exported", refusals=refusals, next_step="grade them again"
        )


def _reason(record: Record) -> str:
    if not math.isfinite(record.max_score) or record.max_score <= 0:
        return f"its maximum is {record.max_score}, which is no number of points"
    for verdict in record.verdicts:
        if not (math.isfinite(verdict.max_points) and math.isfinite(verdict.points)):
            return f"the points of {verdict.check} are not finite"
        if not 0 <= verdict.points <= verdict.max_points:
            return f"{verdict.points} of {verdict.max_points} points in {verdict.check}"
    if record.status != "graded":
        return "" if record.score is None else f"is {record.status} and has a score"
    if record.score is None:
        return "is graded and has no score"
    if not math.isfinite(record.score):
        return f"its score is {record.score}, which is no number"
    if not 0 <= record.score <= record.max_score:
        return f"its score is {record.score} of {record.max_score}"
    return ""


def adjustment_notes(records: Sequence[Record]) -> tuple[str, ...]:
    """What a teacher should know of grades of drafts, and of scores that were changed after the
    checks."""
    late = sum(any(each.kind == "late" for each in record.adjustments) for record in records)
    by_hand = sum(any(each.kind == "override" for each in record.adjustments) for record in records)
    notes = []
    drafts = [
        printable(record.submission)
        for record in records
        if record.score is not None and any(note.kind == "draft" for note in record.notes)
    ]
    if drafts:
        notes.append(
            f"drafts that were never handed in, {len(drafts)}, have a grade too: {listing(drafts)}"
        )
    if late:
        notes.append(f"grades after our late policy: {late}; let the LMS take nothing more off")
    if by_hand:
        notes.append(f"grades set by hand: {by_hand}")
    return tuple(notes)


def added_up_elsewhere(record: Record, lms: str) -> list[Refusal]:
    """A refusal where an LMS adds up the checks itself and would pass over what a late policy or a
    teacher changed."""
    return [
        Refusal(
            printable(record.submission),
            f"{lms} adds up the checks, and this score was changed after them "
            f"({printable(each.why)})",
        )
        for each in record.adjustments[-1:]
    ]


def scaled(record: Record, maximum: Decimal | None) -> Decimal | None:
    """The score out of `maximum` (the record's own where None), to two decimals; None where there
    is no score. Rounding never takes it above the maximum."""
    if record.score is None:
        return None
    own = Decimal(str(record.max_score))
    limit = own if maximum is None else maximum
    exact = Decimal(str(record.score)) * limit / own
    grade = exact.quantize(_CENT, ROUND_HALF_UP)
    return grade if grade <= limit else exact.quantize(_CENT, ROUND_DOWN)


def written(grade: Decimal) -> str:
    """A grade as every LMS reads it: two decimals behind a `.`, no thousands."""
    return f"{grade:.2f}"


def number(text: str, *, comma: bool = True) -> Decimal | None:
    """The number that a cell says: digits with one `.` (or `,` where `comma`), and nothing else."""
    text = text.strip()
    if not _NUMBER.fullmatch(text) or ("," in text and not comma):
        return None
    return Decimal(text.replace(",", "."))


def maximum_of(points: float | None) -> Decimal | None:
    """The maximum that the teacher named. Raises ExportError where it is no number of points."""
    if points is None:
        return None
    if not math.isfinite(points) or points <= 0:
        raise ExportError(
            f"a maximum of {points} points is none", next_step="give a number above 0"
        )
    return Decimal(str(points))
