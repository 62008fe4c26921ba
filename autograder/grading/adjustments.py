"""What changes a score after the checks, and in which order: points that a teacher gives to an
exercise, what a late policy takes, points that a teacher gives to the whole."""

from collections.abc import Iterable

import msgspec

from autograder.model.record import Adjustment, Record


def by_hand(record: Record) -> tuple[Adjustment, ...]:
    """What a teacher changed of a score by hand."""
    return tuple(each for each in record.adjustments if each.kind == "override")


def with_hand(record: Record, adjustments: Iterable[Adjustment]) -> Record:
    """A record with points given by hand, beside what it has of a late policy; they make any
    submission one that is graded. Those that it has already stay as they are."""
    if by_hand(record):
        return record
    return settled(record, (*record.adjustments, *adjustments))


def settled(record: Record, adjustments: Iterable[Adjustment]) -> Record:
    """The record with these adjustments in place of its own, each worked out anew, in the order in
    which they count. Points for an exercise that the record has not are left out."""
    score, made = record.earned, []
    known = exercises_found(record)
    for each in sorted(adjustments, key=_rank):
        before = score
        if each.kind == "late":
            if score is None:
                continue
            score = round(score * (1 - (each.percent or 0) / 100), 2)
        elif each.exercise:
            if each.exercise not in known or each.points is None:
                continue
            score = round((score or 0) + each.points - known[each.exercise][0], 2)
        else:
            score = each.after
        made.append(msgspec.structs.replace(each, before=before, after=score))
    status = "graded" if any(each.kind == "override" for each in made) else record.status
    return msgspec.structs.replace(record, status=status, score=score, adjustments=tuple(made))


def _rank(each: Adjustment) -> int:
    return 1 if each.kind == "late" else 0 if each.exercise else 2


def exercises_found(record: Record) -> dict[str, tuple[float, float]]:
    """Points and maximum of each exercise as the judge found them, in the order of the suite."""
    found: dict[str, tuple[float, float]] = {}
    for verdict in record.verdicts:
        points, most = found.get(verdict.exercise, (0.0, 0.0))
        found[verdict.exercise] = (points + verdict.points, most + verdict.max_points)
    return {name: (round(points, 6), round(most, 6)) for name, (points, most) in found.items()}


def exercise_points(record: Record) -> dict[str, tuple[float, float]]:
    """Points and maximum of each exercise, with what a teacher gave by hand; before a late policy
    and before points for the whole. Empty where no check was run."""
    points = exercises_found(record)
    for each in record.adjustments:
        if each.exercise in points and each.points is not None:
            points[each.exercise] = (each.points, points[each.exercise][1])
    return points
