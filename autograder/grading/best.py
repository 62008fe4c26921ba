"""How the best attempt of each is found: every attempt is graded, and the best is kept."""

import math
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

import msgspec

from autograder.collect.names import unique
from autograder.grading.grade import ATTEMPTS, claim, claimed, grade_class
from autograder.grading.gradebook import Gradebook
from autograder.grading.late import LatePolicy
from autograder.grading.processes import Summary
from autograder.model.record import Record
from autograder.model.submission import Problem, Submission
from autograder.model.topic import Topic


def grade_best(
    topic: Topic,
    submissions: Sequence[Submission],
    out: Path,
    *,
    earlier: Mapping[str, Sequence[Submission]],
    seed: int | None = None,
    late: LatePolicy | None = None,
    **how: Any,
) -> Summary:
    """Grades every attempt, as `grade_class` does and in a run of its own (`out`/attempts), then
    keeps of each submission the record of its best attempt, after the late policy; of equal ones
    the first. What the others got is noted in it."""
    every = [
        attempt
        for submission in submissions
        for attempt in sorted(
            (*earlier.get(submission.id, ()), submission), key=lambda each: each.attempt or 0
        )
    ]
    owners = [submission.id for submission in every]
    names = unique(
        f"{each.id} ({each.attempt})" if each.id in earlier else each.id for each in every
    )
    renamed = [
        msgspec.structs.replace(each, id=name) for each, name in zip(every, names, strict=True)
    ]
    folder = out / ATTEMPTS
    summary = grade_class(topic, renamed, folder, seed=seed, late=late, **how)
    with Gradebook(folder, write=True) as attempts:
        attempts.put({"owners": msgspec.json.encode([*zip(names, owners, strict=True)]).decode()})
        run = claimed(attempts)
    with Gradebook(out, write=True) as gradebook:
        claim(gradebook, topic, run.seed)
    keep_best(out)
    return summary


def keep_best(out: Path) -> None:
    """Keeps in a run of best attempts, of each submission whose attempts are graded, the record of
    the best."""
    with (
        Gradebook(out / ATTEMPTS, write=False) as attempts,
        Gradebook(out, write=True) as gradebook,
    ):
        found: dict[str, list[str]] = {}
        for name, owner in msgspec.json.decode(attempts.get("owners") or "[]"):
            found.setdefault(owner, []).append(name)
        counting: dict[str, str] = {}
        best: list[Record] = []
        for owner, names in found.items():
            tries = [(name, attempts.record(name)) for name in names]
            graded = [(name, record) for name, record in tries if record is not None]
            counting[owner] = names[-1]
            if len(graded) == len(tries):
                counting[owner], record = _best(owner, graded)
                best.append(record)
        gradebook.set_class(
            msgspec.structs.replace(attempts.submission(name), id=owner)
            for owner, name in counting.items()
        )
        for record in best:
            gradebook.write(record)
        gradebook.finish()


def _best(owner: str, graded: list[tuple[str, Record]]) -> tuple[str, Record]:
    """The name of the attempt that counts and its record, under the name of its owner: one that we
    failed at, as long as there is one, since no one knows which is the best then."""

    def rank(each: tuple[str, Record]) -> float:
        record = each[1]
        return (
            math.inf
            if record.status == "ungraded"
            else -1.0
            if record.score is None
            else record.score
        )

    attempt, best = max(graded, key=rank)
    notes = best.notes
    if len(graded) > 1:
        scores = ", ".join("–" if each.score is None else f"{each.score:g}" for _, each in graded)
        data: dict[str, str | int] = {
            "attempt": best.attempt or 0, "attempts": len(graded), "scores": scores,
        }  # fmt: skip
        notes = (*notes, Problem(kind="best_attempt", data=data))
    return attempt, msgspec.structs.replace(best, submission=owner, notes=notes)
