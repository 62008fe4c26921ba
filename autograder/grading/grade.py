"""How a class is graded: one submission a job, a warm judge in each of a few processes.

The coordinator holds the gradebook and runs nothing. Each job goes to a process that keeps its
judge, its host and the reference's answers warm from one submission to the next (`job`).
"""

import contextlib
import os
import secrets
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, wait
from pathlib import Path

import msgspec

from autograder.collect.spool import Spool
from autograder.execution.sandbox.isolation import Isolation, choose
from autograder.grading.cluster import ClusterPool
from autograder.grading.gradebook import (
    DATABASE,
    Changes,
    Gradebook,
    MachineError,
    RunError,
    content_digest,
)
from autograder.grading.job import GradeJob, record_of, run_job
from autograder.grading.late import LatePolicy, adjusted, settle
from autograder.grading.processes import LocalPool, Summary, blocked_interrupt, noted_interrupt
from autograder.judge.digests import Digests, digests, suite_digest, suite_secret
from autograder.model.record import FirstFailure, Record, Verdict
from autograder.model.submission import Problem, Submission
from autograder.model.topic import Topic

TRIES = 3
ATTEMPTS = "attempts"  # folder in a run of best attempts: the run of all of them


def grade_class(
    topic: Topic,
    submissions: Sequence[Submission],
    out: Path,
    *,
    workers: int,
    seed: int | None = None,
    isolation: str | None = None,
    late: LatePolicy | None = None,
    cluster: str | None = None,
    on_isolation: Callable[[Isolation], None] = lambda isolation: None,
    on_changes: Callable[[Changes], None] = lambda changes: None,
    on_start: Callable[[int, int], None] = lambda total, done: None,
    on_record: Callable[[Record], None] = lambda record: None,
) -> Summary:
    """Grades what is not graded yet, or is other work than what was graded. Keeps each record in
    `out` the moment it is known, after the `late` policy; without one, after the policy that the
    run has, if any. With the address of a `cluster` the submissions are handed to that instead of
    to processes here.

    Raises RunError where `out` belongs to another topic, suite or seed, or is in use, and
    MissingLayer where this machine can't isolate as asked.
    """
    if cluster is None:  # else it is each machine's own to choose
        on_isolation(choose(isolation))
    summary = Summary()
    with Gradebook(out, write=True) as gradebook:
        run = claim(gradebook, topic, seed)
        late = settle(gradebook, late)
        on_changes(gradebook.take_class(submissions))
        _bring_up_to_date(gradebook, submissions, late)
        finished = gradebook.finished()
        names = [submission.id for submission in submissions]
        on_start(len(names), sum(name in finished for name in names))
        records = run_submissions(
            topic,
            (each for each in gradebook.handed_in() if each.id not in finished),
            load=gradebook.submission,
            workers=workers,
            cluster=cluster,
            isolation=isolation,
            answers=out / "answers",
            run=run,
            seeds=[run.seed],
            summary=summary,
        )
        with contextlib.closing(records):
            for record in records:
                record = adjusted(_numbered(record, gradebook), late)
                gradebook.write(record)
                on_record(record)
        gradebook.finish()
        finished = gradebook.finished()
        summary.left = sum(name not in finished for name in names)
    return summary


def _bring_up_to_date(
    gradebook: Gradebook, submissions: Iterable[Submission], late: LatePolicy | None
) -> None:
    """Whose it is, how late and what is noted may have changed though the work is the same."""
    outlines = submissions.outlines if isinstance(submissions, Spool) else submissions
    for submission in outlines:
        record = gradebook.record(submission.id)
        if record is None or (record.status != "not_submitted" and not _has_work(submission)):
            continue
        now = adjusted(_numbered(_twin(record, submission), gradebook), late)
        if now != record:
            gradebook.write(now)


def _has_work(submission: Submission) -> bool:
    return bool(submission.files) or submission.problem is not None


def _numbered(record: Record, gradebook: Gradebook) -> Record:
    """The record with its number among the attempts of this run, where the LMS does not say, and
    what the others were graded with."""
    scores = [
        "–" if each.score is None else f"{each.score:g}"
        for each in gradebook.earlier_attempts(record.submission)
    ]
    if not scores:
        return record
    note = Problem(kind="graded_before", data={"scores": ", ".join(scores)})
    number = len(scores) + 1
    return msgspec.structs.replace(
        record,
        notes=(*record.notes, note),
        attempt=record.attempt or number,
        attempts=record.attempts or number,
    )


def run_submissions(
    topic: Topic,
    submissions: Iterable[Submission],
    *,
    workers: int,
    seeds: Sequence[int],
    answers: Path,
    isolation: str | None = None,
    only: Sequence[str] = (),
    first_failure: FirstFailure | None = None,
    retry: bool = True,
    summary: Summary | None = None,
    load: Callable[[str], Submission] | None = None,
    kept: Callable[[str], tuple[Verdict, ...]] = lambda name: (),
    run: "Run | None" = None,
    cluster: str | None = None,
    processes: LocalPool | None = None,
) -> Generator[Record]:
    """Yields the record of every submission for every seed as it is known; submissions with the
    same files are computed once.

    With `load`, which gives a submission by its name, no more of them are in memory than are at
    work. `kept` gives the verdicts of a submission that need not be found again. Where `run` is
    given its suite has to be that. `processes`, where given, are used in place of `workers` new
    ones, and are not ended.

    Ends early, after what runs, when Ctrl-C is pressed: `summary.interrupted` says so, and where no
    `summary` is given KeyboardInterrupt is raised.
    """
    assert topic.course is not None
    if load is None:
        submissions = list(submissions)
        load = {submission.id: submission for submission in submissions}.__getitem__
    groups = _identical(submissions)

    def job(name: str, seed: int) -> GradeJob:
        return GradeJob(
            course=str(topic.course),
            topic=topic.name,
            submission=load(name),
            seed=seed,
            isolation=isolation,
            # A machine of a cluster keeps them to itself: it may not have this folder.
            answers="" if cluster else str(answers.resolve()),
            only=tuple(only),
            first_failure=first_failure,
            retry=retry,
            kept=kept(name),
            suite=run.suite if run else "",
            secret=(run.secret or None) if run else None,
        )

    names = [(name, seed) for name in groups for seed in seeds]
    told = summary or Summary()
    pool = processes or (ClusterPool(cluster) if cluster else LocalPool(workers))
    with (
        noted_interrupt(told),
        contextlib.nullcontext() if processes else pool,
        contextlib.closing(_run(pool, topic, names, job, told)) as records,
    ):
        for record in records:
            yield record
            for other in groups[record.submission]:
                yield _twin(record, load(other))
    if told.interrupted and summary is None:
        raise KeyboardInterrupt


def refuse_conflict(out: Path, topic: Topic, seed: int | None) -> None:
    """Raises RunError where `out` can't take a run of this topic, seed and suite: before what was
    handed in is read, which may take long."""
    there = next(path for path in (out, *out.absolute().parents) if path.exists())
    if not there.is_dir():
        raise RunError(f"{there} is no folder: choose another --out")
    if not os.access(there, os.W_OK | os.X_OK):
        raise RunError(f"{there} can't be written: choose another --out")
    for folder in (out, out / ATTEMPTS):
        if (folder / DATABASE).exists():
            with Gradebook(folder, write=True) as gradebook:
                if gradebook.get("topic") is not None:
                    claim(gradebook, topic, seed)


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What makes two runs of a class the same: the seed, the suite, and what it hides from the
    workers' seeds."""

    seed: int
    suite: str
    secret: bytes


def claim(gradebook: Gradebook, topic: Topic, seed: int | None) -> Run:
    """The run: the one that was begun, or a new one whose seed nobody can foresee."""
    begun = gradebook.get("topic")
    if begun is None:
        assert topic.hidden is not None
        now = digests(topic)
        run = Run(
            seed=secrets.randbits(62) if seed is None else seed,
            suite=now.suite,
            secret=suite_secret(topic.hidden),
        )
        begin = {"topic": topic.name, "seed": str(run.seed), "secret": run.secret.hex()}
        gradebook.put({**begin, **facts(now)})
        return run
    where = gradebook.folder
    if begun != topic.name:
        raise RunError(f"{where} holds a run of {begun}, not of {topic.name}: choose another --out")
    run = claimed(gradebook)
    if run.suite != suite_digest(topic):
        raise RunError(
            f"the suite of {topic.name} has changed since {where} was begun, and half a class would"
            f" be graded by each: `autograder regrade {where}` first, or choose another --out"
        )
    if seed not in (None, run.seed):
        raise RunError(
            f"{where} was begun with another --seed than {seed}: leave --seed away, or choose"
            " another --out"
        )
    return run


def facts(now: Digests) -> dict[str, str]:
    """What a run says of the suite that its grades are by."""
    return {"suite": now.suite, "digests": msgspec.json.encode(now).decode()}


def claimed(gradebook: Gradebook) -> Run:
    """The run as it was begun."""
    return Run(
        seed=int(gradebook.get("seed") or 0),
        suite=gradebook.get("suite") or "",
        secret=bytes.fromhex(gradebook.get("secret") or ""),
    )


def _identical(submissions: Iterable[Submission]) -> dict[str, list[str]]:
    """The names of the submissions, the first of each group of the same files with the others."""
    first: dict[str, str] = {}
    groups: dict[str, list[str]] = {}
    for submission in submissions:
        content = content_digest(submission)
        if submission.problem is not None or not submission.files:
            content += submission.id
        name = first.setdefault(content, submission.id)
        if name == submission.id:
            groups[name] = []
        else:
            groups[name].append(submission.id)
    return groups


def _twin(record: Record, other: Submission) -> Record:
    return msgspec.structs.replace(
        record,
        submission=other.id,
        students=other.students,
        group=other.group,
        notes=other.notes,
        submitted_at=other.submitted_at,
        late=other.late,
        late_seconds=other.late_seconds,
        attempt=other.attempt,
        attempts=other.attempts,
    )


def _run(
    pool: "LocalPool | ClusterPool",
    topic: Topic,
    names: Sequence[tuple[str, int]],
    job: Callable[[str, int], GradeJob],
    summary: Summary,
) -> Generator[Record]:
    """Yields each record as it is known. A process of ours that dies takes nothing with it: what it
    was at is tried again, and after three times recorded as ungraded."""
    waiting = deque(names)
    tries = dict.fromkeys(names, 0)
    running: dict[Future[Record], tuple[str, int]] = {}

    def room() -> bool:
        # What was running when its process died runs alone the next time: it may want all the
        # memory that there is.
        again = [tries[name] > 1 for name in running.values()]
        alone = any(again) or tries[waiting[0]] > 0
        return len(running) < (1 if alone else pool.width())

    def lost(name: tuple[str, int]) -> Record:
        data: dict[str, str | int] = {"message": "the judge's process ended"}
        problem = Problem(kind="machine_fault", data=data)
        return record_of(topic, job(*name).submission, "ungraded", problem=problem)

    def again_or_lost(name: tuple[str, int]) -> Iterator[Record]:
        if tries[name] < TRIES:
            waiting.appendleft(name)
        else:
            yield lost(name)

    while (waiting and not summary.interrupted) or running:
        while waiting and not summary.interrupted and room():
            name = waiting.popleft()
            tries[name] += 1
            try:
                with blocked_interrupt():  # in the process that is started here, too
                    running[pool.submit(run_job, job(*name))] = name
            except pool.broken:
                yield from again_or_lost(name)
        done = wait(running, return_when=FIRST_COMPLETED).done
        if summary.interrupted:
            for future in [each for each in running if each.cancel()]:
                del running[future]
        for future in done:
            name = running.pop(future)
            try:
                record = future.result()
            except pool.broken:
                yield from again_or_lost(name)
                continue
            except pool.killed:
                record = lost(name)
            except pool.gone as error:
                raise MachineError(
                    f"the cluster has gone ({error}): what was graded is kept, and the same"
                    " command again goes on"
                ) from None
            yield record
