"""How one submission is graded, in a process that keeps what is warm for the next.

A process grades one job at a time with its judge, its host and the answers of the reference.
"""

import multiprocessing
import os
import platform
import signal
import threading
from collections.abc import Sequence
from pathlib import Path

import msgspec

from autograder.collect import read_source
from autograder.execution.sandbox.isolation import Isolation, MissingLayer, choose, protect_course
from autograder.execution.sandbox.preflight import probes
from autograder.execution.wire import Value
from autograder.execution.workers import MachineFault, WorkerFailure
from autograder.grading.gradebook import MachineError, RunError
from autograder.judge.digests import suite_digest
from autograder.judge.judge import Judge, hidden_judge
from autograder.model.record import FirstFailure, Kind, Record, Status, Verdict
from autograder.model.submission import Problem, Source, Submission
from autograder.model.topic import Topic

PROBE_DEADLINE = 0.3  # seconds, for the probe that would never come back


class GradeJob(msgspec.Struct, frozen=True, kw_only=True):
    """All that a process needs to grade one submission."""

    course: str
    topic: str
    submission: Submission
    seed: int
    isolation: str | None
    answers: str  # folder of the reference's answers
    only: tuple[str, ...] = ()  # the checks to run, where not all of them
    first_failure: FirstFailure | None = None  # whether to stop there
    retry: bool = True  # whether a training that did not converge is tried again
    kept: tuple[Verdict, ...] = ()  # verdicts that a regrade need not find again
    suite: str = ""  # its digest, where it has to be that
    secret: bytes | None = None  # what the seeds of the workers are made with, if not this suite's


def record_of(
    topic: Topic,
    submission: Submission,
    status: Status,
    *,
    problem: Problem | None = None,
    source: Source | None = None,
    verdicts: list[Verdict] | None = None,
    notes: Sequence[Problem] = (),
    seed: int | None = None,
    suite: str = "",
    isolation: str = "",
) -> Record:
    """The record of one submission; its score is that of its verdicts, if all were judged. `notes`
    are those on its source, beside those on what was handed in."""
    verdicts = verdicts or []
    if any(verdict.outcome == "ungraded" for verdict in verdicts):
        status = "ungraded"
    recorded = (*submission.notes, *notes)
    late = [verdict for verdict in verdicts if verdict.kind == Kind.TIME_USED_UP]
    if late:
        data: dict[str, str | int] = {"limit": f"{late[0].limit:g}", "count": len(late)}
        recorded = (*recorded, Problem(kind="time_used_up", data=data))
    score = None
    if status == "graded":
        score = round(sum(verdict.points for verdict in verdicts), 2)
    return Record(
        submission=submission.id,
        students=submission.students,
        topic=topic.name,
        status=status,
        score=score,
        max_score=topic.max_score,
        verdicts=tuple(verdicts),
        problem=problem,
        notes=recorded,
        uses=source.uses if source else (),
        main=source.main if source else "",
        group=submission.group,
        submitted_at=submission.submitted_at,
        late=submission.late,
        late_seconds=submission.late_seconds,
        attempt=submission.attempt,
        attempts=submission.attempts,
        seed=seed,
        suite=suite,
        source=source.digest if source else "",
        isolation=isolation,
        cpu_seconds=round(sum(verdict.cpu_seconds for verdict in verdicts), 4),
    )


def grade_submission(judge: Judge, job: GradeJob, suite: str) -> Record:
    """Reads, runs and judges one submission."""
    topic, submission, seed = judge.topic, job.submission, job.seed
    if submission.problem is None and not submission.files:
        problem = Problem(kind="nothing_submitted")
        return record_of(topic, submission, "not_submitted", problem=problem)
    if submission.problem is not None:
        return record_of(topic, submission, "unreadable", problem=submission.problem)
    source = read_source(submission, topic.assignment)
    notes = list(source.notes)
    if source.problem is not None:
        return record_of(topic, submission, "unreadable", problem=source.problem, source=source)
    verdicts = judge.session.judge(
        source,
        seed,
        only=frozenset(job.only) or None,
        first_failure=job.first_failure,
        retry=job.retry,
        kept=job.kept,
        on_note=notes.append,
        secret=job.secret,
    )
    return record_of(
        topic,
        submission,
        "graded",
        source=source,
        verdicts=verdicts,
        notes=notes,
        seed=seed,
        suite=suite,
        isolation=judge.isolation,
    )


_judges: dict[tuple[str | None, ...], tuple[Judge, str]] = {}  # one, and none at first
_slot = 0
_one_at_a_time = threading.Lock()  # a cluster may run several jobs in the threads of a process


def initialize(slot: int) -> None:
    """Begins a process of the pool, of which this is the number."""
    global _slot
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the coordinator decides what Ctrl-C means
    threading.Thread(target=_end_with_coordinator, daemon=True).start()
    _slot = slot


def _end_with_coordinator() -> None:
    # Where it is killed nobody else tells us, and we would wait for jobs for ever.
    coordinator = multiprocessing.parent_process()
    assert coordinator is not None
    coordinator.join()
    os._exit(1)


def run_job(job: GradeJob) -> Record:
    """Grades one submission in this process, which keeps what is warm for the next.

    What fails by our fault or the machine's is tried twice, then recorded as ungraded. Raises
    RunError where nobody could be graded here.
    """
    with _one_at_a_time:
        return _run_job(job)


def _run_job(job: GradeJob) -> Record:
    kind, message = "", ""
    for last in (False, True):
        judge, suite = _warm_judge(job)
        try:
            record = grade_submission(judge, job, suite)
            if last or all(verdict.fault != "machine" for verdict in record.verdicts):
                return record
            continue
        except MachineFault as fault:
            kind, message = "machine_fault", str(fault)
        except Exception as error:  # a bug of ours costs this submission its grade, not the class
            kind, message = "grader_fault", f"{type(error).__name__}: {error}"
        _judges.pop(_key(job))[0].close()
    problem = Problem(kind=kind, data={"message": message[:500]})
    return record_of(judge.topic, job.submission, "ungraded", problem=problem)


def _key(job: GradeJob) -> tuple[str | None, ...]:
    return (job.course, job.topic, job.isolation, job.suite)


def _warm_judge(job: GradeJob) -> tuple[Judge, str]:
    """The judge for a job, and the digest of its suite: made and tried out once a process, and
    again where a process of a cluster, which outlives a run, gets a job of another one."""
    if _key(job) in _judges:
        return _judges[_key(job)]
    while _judges:
        _judges.popitem()[1][0].close()
    if not Path(job.course).is_dir():
        raise RunError(f"{job.course} is not on {platform.node()}: the course has to be there, too")
    topic = Topic(Path(job.course) / "assignments" / job.topic, Path(job.course))
    suite = suite_digest(topic)
    if job.suite not in ("", suite):
        raise RunError(
            f"the suite of {topic.name} on {platform.node()} is not the one that this run is of:"
            " put it back, or give the same course to every machine"
        )
    try:
        isolation = choose(job.isolation)
        if isolation.name == "container":
            assert topic.hidden is not None
            assert topic.solutions is not None
            protect_course([topic.solutions, topic.hidden])
        judge = hidden_judge(topic, isolation, Path(job.answers) if job.answers else None, _slot)
        try:
            preflight(judge, isolation)
        except MachineFault:  # killed from outside, perhaps
            preflight(judge, isolation)
    except MissingLayer as error:
        raise RunError(f"nothing can be graded on this machine: {error}") from None
    except MachineFault as error:
        raise MachineError(f"nothing can be graded on this machine: {error}") from None
    _judges[_key(job)] = (judge, suite)
    return _judges[_key(job)]


def preflight(judge: Judge, isolation: Isolation) -> None:
    """Tries what is forbidden in workers, as a hostile submission would. Raises RunError."""
    limits = judge.topic.assignment.limits
    assert judge.topic.hidden is not None
    arguments: dict[str, Value] = {
        "hidden": str(next(judge.topic.hidden.glob("*.py")).resolve()),
        "judge": os.getpid(),
        "user": os.geteuid() if hasattr(os, "geteuid") else 0,
        "memory_mib": limits.memory_mib,
    }
    succeeded = []
    for probe in probes(isolation):
        main = "probe.py"
        worker = judge.pool.open(limits, limits.cpu_seconds)
        try:
            modules = {main: probe.source}
            load = {"op": "load", "name": "probe", "main": main, "modules": modules, "seed": 0}
            worker.ask(load, limits.import_cpu_seconds, limits.wall_seconds)
            call: dict[str, Value] = {
                "op": "call",
                "function": probe.function,
                "args": [arguments[name] for name in probe.arguments],
                "kwargs": {},
                "gradients": False,
                "seed": 0,
            }
            wall_seconds = PROBE_DEADLINE if probe.ends else limits.wall_seconds
            reply = worker.ask(call, limits.cpu_seconds, wall_seconds)
            held = reply == {"value": "refused"} and not probe.ends
        except WorkerFailure as failure:
            # A worker that ended may have become another program: only a deadline ends well.
            held = probe.ends and failure.kind is Kind.TIMED_OUT
        finally:
            worker.close()
        if not held:
            succeeded.append(f"{probe.name} (layer: {probe.layer})" if probe.layer else probe.name)
    if succeeded:
        raise MachineError(
            "nothing was graded, since student code could do what it must not: "
            + ", ".join(succeeded)
            + ". Run `autograder doctor`, and report this machine's answer."
        )
