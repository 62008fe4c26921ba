"""How is a run graded anew, and by hand? After a suite changed, only what the change can touch."""

import contextlib
import math
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import msgspec

from autograder.collect.names import printable
from autograder.execution.sandbox.isolation import Isolation, choose
from autograder.grading.adjustments import exercises_found, settled
from autograder.grading.best import keep_best
from autograder.grading.grade import ATTEMPTS, claimed, facts, run_submissions
from autograder.grading.gradebook import Gradebook, RunError
from autograder.grading.late import adjusted, settle
from autograder.grading.processes import Summary
from autograder.judge.digests import Digests, digests
from autograder.model.meant import meant
from autograder.model.record import Adjustment, Record, Status, Verdict
from autograder.model.topic import Topic, TopicError, find_topic


@dataclass(frozen=True)
class Grade:
    """What of a record a class list shows."""

    status: Status
    score: float | None
    max_score: float


@dataclass(frozen=True)
class Change:
    """A submission that was graded anew, and its grade before and after."""

    submission: str
    name: str  # of its students
    before: Grade
    after: Grade

    @property
    def gained(self) -> float | None:
        """By how much the score grew; None where one of the two has none."""
        if self.before.score is None or self.after.score is None:
            return None
        return round(self.after.score - self.before.score, 6)


@dataclass
class Regrade:
    """What a regrade did: the submissions graded anew, in the order of the class, and the checks
    that were run again; `diagnosed` says that all failed ones were, for their hints."""

    changes: list[Change] = field(default_factory=list)
    checks: list[str] = field(default_factory=list)
    diagnosed: bool = False
    summary: Summary = field(default_factory=Summary)


def topic_of(run: Path) -> Topic:
    """The topic of a run, in the course around. Raises RunError where there is no course."""
    with Gradebook(run, write=False) as gradebook:
        name = gradebook.get("topic") or ""
    try:
        topic = find_topic(name)
    except TopicError as error:
        raise RunError(f"{run} is a run of {name!r}, and {error}: go to its course") from None
    if topic.course is None:
        raise RunError("grading needs the course: a handout has no hidden suite")
    return topic


def regrade(
    run: Path,
    topic: Topic,
    *,
    workers: int,
    isolation: str | None = None,
    cluster: str | None = None,
    on_isolation: Callable[[Isolation], None] = lambda isolation: None,
    on_start: Callable[[int, int], None] = lambda total, done: None,
    on_record: Callable[[Record], None] = lambda record: None,
) -> Regrade:
    """Grades a run anew by the topic as it stands: of every submission the checks that the changes
    since can touch, with the same seed. What was given by hand and a late policy stay.

    When it was interrupted, the same call goes on. Raises RunError, MissingLayer.
    """
    if (run / ATTEMPTS).is_dir():
        return _regrade_best(
            run,
            topic,
            workers=workers,
            isolation=isolation,
            cluster=cluster,
            on_isolation=on_isolation,
            on_start=on_start,
            on_record=on_record,
        )
    now = digests(topic)
    with Gradebook(run, write=True) as gradebook:
        begun = claimed(gradebook)
        if begun.suite == now.suite and not gradebook.get("regrading"):
            return Regrade()
        if cluster is None:
            on_isolation(choose(isolation))
        before = _digests_of(gradebook)
        touched = now.changed(before)
        result = Regrade(checks=sorted(touched), diagnosed=now.diagnosis != before.diagnosis)
        if not gradebook.get("regrading"):
            gradebook.forget_earlier()
            gradebook.put({"regrading": "yes"})
        done = {
            each.id: _is_done(gradebook.record(each.id), now.suite)
            for each in gradebook.handed_in()
        }
        todo = {name for name, as_now in done.items() if as_now is False}
        counts = Counter(done.values())
        on_start(counts[True] + counts[False], counts[True])

        def kept(name: str) -> tuple[Verdict, ...]:
            record = gradebook.record(name)
            if record is None or record.suite != begun.suite:
                return ()
            return tuple(
                verdict
                for verdict in record.verdicts
                if verdict.outcome != "ungraded"
                and verdict.check.partition("[")[0] not in touched
                and (verdict.passed or not result.diagnosed)
            )

        records = run_submissions(
            topic,
            (each for each in gradebook.handed_in() if each.id in todo),
            load=gradebook.submission,
            kept=kept,
            seeds=[begun.seed],
            run=msgspec.structs.replace(begun, suite=now.suite),
            answers=run / "answers",
            summary=result.summary,
            workers=workers,
            isolation=isolation,
            cluster=cluster,
        )
        late = settle(gradebook, None)
        result.summary.left = len(todo)
        with contextlib.closing(records):
            for record in records:
                gradebook.write(adjusted(record, late), keep_earlier=True)
                result.summary.left -= 1
                on_record(record)
        if not result.summary.left:
            gradebook.put({**facts(now), "regrading": ""})
        gradebook.finish()
        result.changes = [_change(*pair) for pair in gradebook.earlier()]
    return result


def _digests_of(gradebook: Gradebook) -> Digests:
    """What the grades of a run were made by."""
    kept = gradebook.get("digests")
    if kept is None:  # of an older version: everything counts as changed
        return Digests(suite="", checks={}, diagnosis="")
    return msgspec.json.decode(kept, type=Digests)


def _is_done(record: Record | None, suite: str) -> bool | None:
    """Whether a submission is graded as it should be now; None where it never was."""
    if record is None:
        return None
    return record.suite == suite and record.status != "ungraded"


def _grade(record: Record) -> Grade:
    return Grade(record.status, record.score, record.max_score)


def _change(before: Record, after: Record) -> Change:
    name = ", ".join(student.name for student in after.students)
    return Change(after.submission, name, _grade(before), _grade(after))


def _regrade_best(run: Path, topic: Topic, **how: Any) -> Regrade:
    """Grades every attempt anew, then keeps the best of each as they are now."""
    result = regrade(run / ATTEMPTS, topic, **how)
    if result.summary.left:
        return result
    with Gradebook(run, write=True) as gradebook:
        before = {record.submission: _grade(record) for record in gradebook.records()}
        gradebook.put(facts(digests(topic)))
    keep_best(run)
    with Gradebook(run, write=False) as gradebook:
        result.changes = [
            replace(_change(record, record), before=before[record.submission])
            for record in gradebook.records()
            if record.submission in before
        ]
    return result


def override(run: Path, who: str, score: float, why: str, exercise: str = "") -> Record:
    """Gives points by hand to a submission, or to one exercise of it, noted in its record with the
    reason; they stay until others are given, whatever is graded again. `who` is the submission, or
    the name, id or e-mail of a student who has only one. Raises RunError."""
    if not why.strip():
        raise RunError("--why is what the student and the next teacher read: say it")
    with Gradebook(run, write=True) as gradebook:
        record = gradebook.record(who) or _of_person(gradebook, who)
        most, what = record.max_score, record.topic
        if exercise:
            most, what = _exercise(record, exercise), exercise
        if not (math.isfinite(score) and 0 <= score <= most):
            raise RunError(f"a score of {what} is from 0 to {most:g}")
        given = Adjustment(
            kind="override",
            before=None,
            after=None if exercise else round(score, 2),
            why=why.strip(),
            exercise=exercise,
            points=round(score, 2) if exercise else None,
        )
        others = [
            each
            for each in record.adjustments
            if each.kind != "override" or each.exercise != exercise
        ]
        record = settled(record, (*others, given))
        gradebook.write(record)
        gradebook.finish()
    return record


def _of_person(gradebook: Gradebook, who: str) -> Record:
    """The only record of a person. Raises RunError, with the names that are close."""
    found, names = [], []
    for record in gradebook.records():
        names.append(printable(record.submission))
        for student in record.students:
            names += [printable(student.name), printable(student.email)]
            if who.casefold() in {
                each.casefold() for each in (student.name, student.id, student.email) if each
            }:
                found.append(record)
    if len(found) == 1:
        return found[0]
    if found:
        listed = ", ".join(printable(record.submission) for record in found)
        raise RunError(f"{printable(who)} could be {listed}: give the one that is meant")
    raise RunError(f"{gradebook.folder} has no record of {who!r}{meant(who, names)}")


def _exercise(record: Record, name: str) -> float:
    """The maximum of an exercise. Raises RunError where the record has not that exercise."""
    found = exercises_found(record)
    if not found:
        raise RunError(
            f"no check of {printable(record.submission)} was run: give points for the whole,"
            " without --exercise"
        )
    if name not in found:
        raise RunError(
            f"{record.topic} has no exercise {name!r} (it has {', '.join(found)})"
            f"{meant(name, found)}"
        )
    return found[name][1]
