"""How a class is graded: one submission a job, a warm judge in each of a few processes.

The coordinator holds the gradebook and runs nothing. Each job goes to a process that keeps its
judge, its host and the reference's answers warm from one submission to the next.
"""

import contextlib
import hashlib
import math
import multiprocessing
import os
import secrets
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from autograder.bench import Bench, hidden_bench, suite_digest
from autograder.collect import read_source
from autograder.collect.names import unique
from autograder.gradebook import Gradebook, RunError
from autograder.late import LatePolicy, adjusted, settle
from autograder.places import MachineFault, WorkerFailure
from autograder.record import Kind, Record, Status, Verdict
from autograder.sandbox.isolation import Isolation, MissingLayer, choose, protect_course
from autograder.sandbox.preflight import probes
from autograder.submission import Problem, Source, Submission
from autograder.topic import Topic, find_topic
from autograder.wire import Value

TRIES = 3
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
    first_failure: bool = False  # whether to stop there: what a mutant is judged by
    retry: bool = True  # whether a training that did not converge is tried again


@dataclass
class Summary:
    """How a run ended: whether Ctrl-C ended it, and how many submissions have no grade yet."""

    interrupted: bool = False
    left: int = 0


def record_of(
    topic: Topic,
    submission: Submission,
    status: Status,
    *,
    problem: Problem | None = None,
    source: Source | None = None,
    verdicts: list[Verdict] | None = None,
    seed: int | None = None,
    suite: str = "",
    isolation: str = "",
) -> Record:
    """The record of one submission; its score is that of its verdicts, if all were judged."""
    verdicts = verdicts or []
    if any(verdict.outcome == "ungraded" for verdict in verdicts):
        status = "ungraded"
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
        notes=submission.notes,
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


def grade_submission(bench: Bench, job: GradeJob, suite: str) -> Record:
    """Reads, runs and judges one submission."""
    topic, submission, seed = bench.topic, job.submission, job.seed
    if submission.problem is None and not submission.files:
        problem = Problem(kind="nothing_submitted")
        return record_of(topic, submission, "not_submitted", problem=problem)
    if submission.problem is not None:
        return record_of(topic, submission, "unreadable", problem=submission.problem)
    source = read_source(submission, topic.assignment)
    if source.problem is not None:
        return record_of(topic, submission, "unreadable", problem=source.problem, source=source)
    verdicts = bench.session.judge(
        source,
        seed,
        only=frozenset(job.only) or None,
        first_failure=job.first_failure,
        retry=job.retry,
    )
    return record_of(
        topic,
        submission,
        "graded",
        source=source,
        verdicts=verdicts,
        seed=seed,
        suite=suite,
        isolation=bench.isolation,
    )


# -- in the processes of the pool --

_benches: dict[tuple[str, str, str | None], tuple[Bench, str]] = {}
_slot = 0


def _initialize(slots: Any) -> None:
    global _slot
    signal.signal(signal.SIGINT, signal.SIG_IGN)  # the coordinator decides what Ctrl-C means
    threading.Thread(target=_end_with_coordinator, daemon=True).start()
    _slot = slots.get()


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
    kind, message = "", ""
    for last in (False, True):
        bench, suite = _warm_bench(job)
        try:
            record = grade_submission(bench, job, suite)
            if last or all(verdict.fault != "machine" for verdict in record.verdicts):
                return record
            continue
        except MachineFault as fault:
            kind, message = "machine_fault", str(fault)
        except Exception as error:  # a bug of ours costs this submission its grade, not the class
            kind, message = "grader_fault", f"{type(error).__name__}: {error}"
        _benches.pop(_key(job))[0].close()
    problem = Problem(kind=kind, data={"message": message[:500]})
    return record_of(bench.topic, job.submission, "ungraded", problem=problem)


def _key(job: GradeJob) -> tuple[str, str, str | None]:
    return (job.course, job.topic, job.isolation)


def _warm_bench(job: GradeJob) -> tuple[Bench, str]:
    """The bench for a job, and the digest of its suite: made and tried out once a process."""
    if _key(job) in _benches:
        return _benches[_key(job)]
    os.environ["AUTOGRADER_COURSE"] = job.course
    topic = find_topic(job.topic)
    try:
        isolation = choose(job.isolation)
        bench = hidden_bench(topic, isolation, Path(job.answers), _slot)
        try:
            preflight(bench, isolation)
        except MachineFault:  # killed from outside, perhaps
            preflight(bench, isolation)
    except (MachineFault, MissingLayer) as error:
        raise RunError(f"nothing can be graded on this machine: {error}") from None
    _benches[_key(job)] = (bench, suite_digest(topic))
    return _benches[_key(job)]


def preflight(bench: Bench, isolation: Isolation) -> None:
    """Tries what is forbidden in workers, as a hostile submission would. Raises RunError."""
    limits = bench.topic.assignment.limits
    assert bench.topic.hidden is not None
    arguments: dict[str, Value] = {
        "hidden": str(next(bench.topic.hidden.glob("*.py")).resolve()),
        "judge": os.getpid(),
        "user": os.geteuid() if hasattr(os, "geteuid") else 0,
        "memory_mib": limits.memory_mib,
    }
    succeeded = []
    for probe in probes(isolation):
        main = "probe.py"
        worker = bench.place.open(limits, limits.cpu_seconds)
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
        raise RunError(
            "nothing was graded, since student code could do what it must not: "
            + ", ".join(succeeded)
            + ". Run `autograder doctor`, and report this machine's answer."
        )


# -- in the coordinator --


def grade_class(
    topic: Topic,
    submissions: Sequence[Submission],
    out: Path,
    *,
    workers: int,
    seed: int | None = None,
    isolation: str | None = None,
    late: LatePolicy | None = None,
    on_isolation: Callable[[Isolation], None] = lambda isolation: None,
    on_start: Callable[[int, int], None] = lambda total, done: None,
    on_record: Callable[[Record], None] = lambda record: None,
) -> Summary:
    """Grades what is not graded yet and keeps each record in `out` the moment it is known, after
    the `late` policy; without one, after the policy that the run has, if any.

    Raises RunError where `out` belongs to another topic, suite or seed, or is in use, and
    MissingLayer where this machine can't isolate as asked.
    """
    arrangement = choose(isolation)
    if arrangement.name == "container":
        assert topic.hidden is not None
        assert topic.solutions is not None
        protect_course([topic.solutions, topic.hidden])
    on_isolation(arrangement)
    summary = Summary()
    with Gradebook(out, write=True) as gradebook:
        seed = _claim(gradebook, topic, seed)
        late = settle(gradebook, late)
        gradebook.set_class(submissions)
        finished = gradebook.finished()
        todo = [submission for submission in submissions if submission.id not in finished]
        on_start(len(submissions), len(submissions) - len(todo))
        run = run_submissions(
            topic,
            todo,
            workers=workers,
            seeds=[seed],
            isolation=isolation,
            answers=out / "answers",
            summary=summary,
        )
        with contextlib.closing(run) as records:
            for record in records:
                record = adjusted(record, late)
                gradebook.write(record)
                on_record(record)
        gradebook.finish()
        finished = gradebook.finished()
        summary.left = sum(submission.id not in finished for submission in submissions)
    return summary


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
    folder = out / "attempts"
    summary = grade_class(topic, renamed, folder, seed=seed, late=late, **how)
    found: dict[str, list[tuple[Submission, Record | None]]] = {}
    with Gradebook(folder, write=False) as attempts, Gradebook(out, write=True) as gradebook:
        _claim(gradebook, topic, int(attempts.get("seed") or 0))
        records = {record.submission: record for record in attempts.records()}
        for name, owner, attempt in zip(names, owners, every, strict=True):
            found.setdefault(owner, []).append((attempt, records.get(name)))
        counting: list[Submission] = []
        best: list[Record] = []
        for owner, tries in found.items():
            graded = [(attempt, record) for attempt, record in tries if record is not None]
            attempt = tries[-1][0]
            if len(graded) == len(tries):
                attempt, record = _best(owner, graded)
                best.append(record)
            counting.append(msgspec.structs.replace(attempt, id=owner))
        gradebook.set_class(counting)
        for record in best:
            gradebook.write(record)
        gradebook.finish()
    return summary


def _best(owner: str, graded: list[tuple[Submission, Record]]) -> tuple[Submission, Record]:
    """The attempt that counts and its record, under the name of its owner: one that we failed at,
    as long as there is one, since no one knows which is the best then."""

    def rank(each: tuple[Submission, Record]) -> float:
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


def run_submissions(
    topic: Topic,
    submissions: Sequence[Submission],
    *,
    workers: int,
    seeds: Sequence[int],
    answers: Path,
    isolation: str | None = None,
    only: Sequence[str] = (),
    first_failure: bool = False,
    retry: bool = True,
    summary: Summary | None = None,
) -> Generator[Record]:
    """Yields the record of every submission for every seed as it is known; submissions with the
    same files are computed once.

    Ends early, after what runs, when Ctrl-C is pressed: `summary.interrupted` says so, and where no
    `summary` is given KeyboardInterrupt is raised.
    """
    assert topic.course is not None
    groups = {same[0].id: same for same in _identical(submissions)}
    jobs = {
        (name, seed): GradeJob(
            course=str(topic.course),
            topic=topic.name,
            submission=same[0],
            seed=seed,
            isolation=isolation,
            answers=str(answers.resolve()),
            only=tuple(only),
            first_failure=first_failure,
            retry=retry,
        )
        for name, same in groups.items()
        for seed in seeds
    }
    told = summary or Summary()
    with contextlib.closing(_run(topic, jobs, workers, told)) as records:
        for record in records:
            yield record
            for other in groups[record.submission][1:]:
                yield _twin(record, other)
    if told.interrupted and summary is None:
        raise KeyboardInterrupt


def _claim(gradebook: Gradebook, topic: Topic, seed: int | None) -> int:
    """The seed of the run: the one it was begun with, or a new one that nobody can foresee."""
    begun = gradebook.get("topic")
    suite = suite_digest(topic)
    if begun is None:
        seed = secrets.randbits(62) if seed is None else seed
        gradebook.put({"topic": topic.name, "suite": suite, "seed": str(seed)})
        return seed
    where = gradebook.folder
    if begun != topic.name:
        raise RunError(f"{where} holds a run of {begun}, not of {topic.name}: choose another --out")
    if gradebook.get("suite") != suite:
        raise RunError(
            f"the suite of {topic.name} has changed since {where} was begun, and half a class would"
            " be graded by each: choose another --out"
        )
    kept = int(gradebook.get("seed") or 0)
    if seed not in (None, kept):
        raise RunError(
            f"{where} was begun with another --seed than {seed}: leave --seed away, or choose"
            " another --out"
        )
    return kept


def _identical(submissions: Sequence[Submission]) -> list[list[Submission]]:
    """The submissions in groups of the same files."""
    groups: dict[bytes, list[Submission]] = {}
    for submission in submissions:
        digest = hashlib.sha256()
        for file in sorted(submission.files, key=lambda file: file.path):
            digest.update(hashlib.sha256(file.path.encode("utf-8", "surrogatepass")).digest())
            digest.update(hashlib.sha256(file.data).digest())
        if submission.problem is not None or not submission.files:
            digest.update(submission.id.encode("utf-8", "surrogatepass"))
        groups.setdefault(digest.digest(), []).append(submission)
    return list(groups.values())


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
    topic: Topic, jobs: dict[tuple[str, int], GradeJob], workers: int, summary: Summary
) -> Generator[Record]:
    """Yields each record as it is known. A process of ours that dies takes nothing with it: what it
    was at is tried again, and after three times recorded as ungraded."""
    with _noted_interrupt(summary):
        yield from _run_pools(topic, jobs, workers, summary)


def _run_pools(
    topic: Topic, jobs: dict[tuple[str, int], GradeJob], workers: int, summary: Summary
) -> Generator[Record]:
    waiting = deque(jobs)
    tries = dict.fromkeys(jobs, 0)

    def room() -> bool:
        # What was running when a process died runs alone the next time, so that a submission that
        # ends its judge takes no other with it.
        again = [tries[name] > 1 for name in running.values()]
        alone = any(again) or tries[waiting[0]] > 0
        return len(running) < (1 if alone else 2 * workers)

    while waiting and not summary.interrupted:
        context = multiprocessing.get_context("spawn")
        slots = context.Queue()
        for slot in range(workers):
            slots.put(slot)
        running: dict[Future[Record], tuple[str, int]] = {}
        with ProcessPoolExecutor(
            workers, mp_context=context, initializer=_initialize, initargs=(slots,)
        ) as pool:
            try:
                while (waiting and not summary.interrupted) or running:
                    while waiting and not summary.interrupted and room():
                        name = waiting[0]
                        with _blocked_interrupt():  # in the processes that are started here, too
                            future = pool.submit(run_job, jobs[name])
                        running[future] = waiting.popleft()
                        tries[name] += 1
                    done, _ = wait(running, return_when=FIRST_COMPLETED)
                    if summary.interrupted:
                        for future in [each for each in running if each.cancel()]:
                            del running[future]
                    for future in done:
                        record = future.result()
                        del running[future]
                        yield record
            except (BrokenProcessPool, OSError):  # OSError: it was killed as it was started
                for name in running.values():
                    if tries[name] < TRIES:
                        waiting.appendleft(name)
                        continue
                    data: dict[str, str | int] = {"message": "the judge's process ended"}
                    problem = Problem(kind="machine_fault", data=data)
                    yield record_of(topic, jobs[name].submission, "ungraded", problem=problem)


@contextlib.contextmanager
def _noted_interrupt(summary: Summary) -> Iterator[None]:
    """While it holds, the first Ctrl-C is noted in `summary`; a second one ends it at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def note(number: int, frame: object) -> None:
        summary.interrupted = True
        signal.signal(signal.SIGINT, before)

    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def _blocked_interrupt() -> Iterator[None]:
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
