"""Late work: what a late policy takes off a score. Off unless a teacher asks for it, so that it is
never applied twice, by us and by the LMS; what was taken stands in the record."""

import math
from collections.abc import Iterable
from datetime import datetime, timedelta

import msgspec

from autograder.grading.adjustments import by_hand, settled
from autograder.grading.gradebook import Gradebook
from autograder.model.record import Adjustment, Record
from autograder.model.submission import Submission

DAY = timedelta(days=1)


class LateError(Exception):
    """The policy can't be applied to this download; the message says why and what to do."""


class LatePolicy(msgspec.Struct, frozen=True, kw_only=True):
    """Takes `percent_per_day` of the points earned for each day begun, at most `cap` percent.

    `due` is ISO 8601, for downloads that say when something was handed in but not how late; a
    person's lateness by the download itself counts where that says it, since it knows extensions.
    """

    percent_per_day: float
    cap: float = 100.0
    due: str = ""


def days_late(handed_in: Submission | Record, policy: LatePolicy) -> int | None:
    """How many days late, each day begun counted whole; 0 on time; None where nothing says.

    What is only marked as late counts as one day: that much is certain. Raises LateError where
    one of the two times has a time zone and the other has none.
    """
    if handed_in.late_seconds is not None:
        return math.ceil(handed_in.late_seconds / DAY.total_seconds())
    if policy.due and handed_in.submitted_at:
        due, when = _time(policy.due), _time(handed_in.submitted_at)
        if (due.tzinfo is None) != (when.tzinfo is None):
            raise LateError(
                f"the download says {handed_in.submitted_at}, and --due {policy.due}: give it "
                + ("with its offset from UTC, such as -03:00" if when.tzinfo else "without offset")
            )
        return max(0, math.ceil((when - due) / DAY))
    if handed_in.late is None:
        return None
    return int(handed_in.late)


def check(policy: LatePolicy, submissions: Iterable[Submission]) -> None:
    """Raises LateError where the policy is none, or where nothing says who was late."""
    for name, value in (("penalty", policy.percent_per_day), ("cap", policy.cap)):
        if not 0 <= value <= 100:  # NaN too
            raise LateError(f"the late {name} is a percentage, and {value:g} is none")
    if policy.due:
        _time(policy.due)
    known = [days_late(each, policy) is not None for each in submissions if each.files]
    if known and not any(known):
        raise LateError(
            "the download does not say who was late: give Moodle's worksheet as --roster, or --due "
            "where the download has times"
        )


def settle(gradebook: Gradebook, policy: LatePolicy | None) -> LatePolicy | None:
    """The policy of the run: the one that is given, which is kept and applied anew to what is
    graded already, else the one that the run has."""
    if policy is None:
        kept = gradebook.get("late")
        return msgspec.json.decode(kept, type=LatePolicy) if kept else None
    gradebook.put({"late": msgspec.json.encode(policy).decode()})
    for name in gradebook.names():
        record = gradebook.record(name)
        assert record is not None
        settled = adjusted(record, policy)
        if settled != record:
            gradebook.write(settled)
    return policy


def adjusted(record: Record, policy: LatePolicy | None) -> Record:
    """The record after the policy, whatever late policy it was put through before. Points that a
    teacher gave by hand stay as they are."""
    if policy is None:
        return record
    days = days_late(record, policy) or 0
    percent = min(policy.percent_per_day * days, policy.cap)
    changes = list(by_hand(record))
    if percent > 0:
        exact = "" if _is_exact(record, policy) else ", by how much the download does not say"
        changes.append(
            Adjustment(
                kind="late",
                before=None,
                after=None,
                why=f"{days} day{'s' if days > 1 else ''} late{exact}: {percent:g}% off",
                days=days,
                percent=percent,
            )
        )
    return settled(record, changes)


def _is_exact(record: Record, policy: LatePolicy) -> bool:
    return record.late_seconds is not None or bool(policy.due and record.submitted_at)


def _time(text: str) -> datetime:
    try:
        # Gradescope writes `2026-03-01 10:00:00.000 Z`.
        return datetime.fromisoformat(text.strip().replace(" Z", "+00:00"))
    except ValueError:
        raise LateError(f"{text!r} is no time such as 2026-03-01T23:59") from None
