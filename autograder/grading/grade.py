"""How a class is graded: one submission a job, a warm judge in each of a few processes.

The coordinator holds the gradebook and runs nothing. Each job goes to a process that keeps its
judge, its host and the reference's answers warm from one submission to the next.
"""

import contextlib
import hashlib
import math
import multiprocessing
import os
import platform
import secrets
import signal
import threading
from collections import deque
from collections.abc import Callable, Generator, Iterable, Iterator, Mapping, Sequence
from concurrent.futures import FIRST_COMPLETED, Future, ProcessPoolExecutor, wait
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

from autograder.collect import read_source
from autograder.collect.names import unique
from autograder.execution.sandbox.isolation import Isolation, MissingLayer, choose, protect_course
from autograder.execution.sandbox.preflight import probes
from autograder.execution.wire import Value
from autograder.execution.workers import MachineFault, WorkerFailure
from autograder.grading.cluster import ClusterPool
from autograder.grading.gradebook import Gradebook, RunError
from autograder.grading.late import LatePolicy, adjusted, settle
from autograder.judge.digests import Digests, digests, suite_digest, suite_secret
from autograder.judge.judge import Judge, hidden_judge
from autograder.model.record import FirstFailure, Kind, Record, Status, Verdict
from autograder.model.submission import Problem, Source, Submission
from autograder.model.topic import Topic

TRIES = 3
ATTEMPTS = "attempts"  # folder in a run of best attempts: the run of all of them
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


def grade_submission(judge: Judge, job: GradeJob, suite: str) -> Record:
    """Reads, runs and judges one submission."""
    topic, submission, seed = judge.topic, job.submission, job.seed
    if submission.problem is None and not submission.files:
        problem = Problem(kind="nothing_submitted")
        return record_of(topic, submission, "not_submitted", problem=problem)
    if submission.problem is not None:
        return record_of(topic, submission, "unreadable", problem=submission.problem)
    source = read_source(submission, topic.assignment)
    if source.problem is not None:
        return record_of(topic, submission, "unreadable", problem=source.problem, source=source)
    verdicts = judge.session.judge(
        source,
        seed,
        only=frozenset(job.only) or None,
        first_failure=job.first_failure,
        retry=job.retry,
        kept=job.kept,
        secret=job.secret,
    )
    return record_of(
        topic,
        submission,
        "graded",
        source=source,
        verdicts=verdicts,
        seed=seed,
        suite=suite,
        isolation=judge.isolation,
    )


# -- in the processes of the pool --

_judges: dict[tuple[str | None, ...], tuple[Judge, str]] = {}  # one, and none at first
_slot = 0
_one_at_a_time = threading.Lock()  # a cluster may run several jobs in the threads of a process


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
    except (MachineFault, MissingLayer) as error:
        raise RunError(f"nothing can be graded on this machine: {error}") from None
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
    cluster: str | None = None,
    on_isolation: Callable[[Isolation], None] = lambda isolation: None,
    on_start: Callable[[int, int], None] = lambda total, done: None,
    on_record: Callable[[Record], None] = lambda record: None,
) -> Summary:
    """Grades what is not graded yet and keeps each record in `out` the moment it is known, after
    the `late` policy; without one, after the policy that the run has, if any. With the address of a
    `cluster` the submissions are handed to that instead of to processes here.

    Raises RunError where `out` belongs to another topic, suite or seed, or is in use, and
    MissingLayer where this machine can't isolate as asked.
    """
    if cluster is None:  # else it is each machine's own to choose
        on_isolation(choose(isolation))
    summary = Summary()
    with Gradebook(out, write=True) as gradebook:
        run = _claim(gradebook, topic, seed)
        late = settle(gradebook, late)
        gradebook.set_class(submissions)
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
                record = adjusted(record, late)
                gradebook.write(record)
                on_record(record)
        gradebook.finish()
        finished = gradebook.finished()
        summary.left = sum(name not in finished for name in names)
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
    folder = out / ATTEMPTS
    summary = grade_class(topic, renamed, folder, seed=seed, late=late, **how)
    with Gradebook(folder, write=True) as attempts:
        attempts.put({"owners": msgspec.json.encode([*zip(names, owners, strict=True)]).decode()})
        run = claimed(attempts)
    with Gradebook(out, write=True) as gradebook:
        _claim(gradebook, topic, run.seed)
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
) -> Generator[Record]:
    """Yields the record of every submission for every seed as it is known; submissions with the
    same files are computed once.

    With `load`, which gives a submission by its name, no more of them are in memory than are at
    work. `kept` gives the verdicts of a submission that need not be found again. Where `run` is
    given its suite has to be that.

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
    pool = ClusterPool(cluster) if cluster else LocalPool(workers)
    with contextlib.closing(_run(topic, names, job, pool, told)) as records:
        for record in records:
            yield record
            for other in groups[record.submission]:
                yield _twin(record, load(other))
    if told.interrupted and summary is None:
        raise KeyboardInterrupt


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """What makes two runs of a class the same: the seed, the suite, and what it hides from the
    workers' seeds."""

    seed: int
    suite: str
    secret: bytes


def _claim(gradebook: Gradebook, topic: Topic, seed: int | None) -> Run:
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
    first: dict[bytes, str] = {}
    groups: dict[str, list[str]] = {}
    for submission in submissions:
        digest = hashlib.sha256()
        for file in sorted(submission.files, key=lambda file: file.path):
            digest.update(hashlib.sha256(file.path.encode("utf-8", "surrogatepass")).digest())
            digest.update(hashlib.sha256(file.data).digest())
        if submission.problem is not None or not submission.files:
            digest.update(submission.id.encode("utf-8", "surrogatepass"))
        name = first.setdefault(digest.digest(), submission.id)
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
    topic: Topic,
    names: Sequence[tuple[str, int]],
    job: Callable[[str, int], GradeJob],
    pool: "LocalPool | ClusterPool",
    summary: Summary,
) -> Generator[Record]:
    """Yields each record as it is known. A process of ours that dies takes nothing with it: what it
    was at is tried again, and after three times recorded as ungraded."""
    with _noted_interrupt(summary), pool:
        yield from _run_in(pool, topic, names, job, summary)


def _run_in(
    pool: "LocalPool | ClusterPool",
    topic: Topic,
    names: Sequence[tuple[str, int]],
    job: Callable[[str, int], GradeJob],
    summary: Summary,
) -> Generator[Record]:
    waiting = deque(names)
    tries = dict.fromkeys(names, 0)
    running: dict[Future[Record], tuple[str, int]] = {}

    def room() -> bool:
        # What was running when a process died runs alone the next time, so that a submission that
        # ends its judge takes no other with it.
        again = [tries[name] > 1 for name in running.values()]
        alone = any(again) or tries[waiting[0]] > 0
        return len(running) < (1 if alone else pool.width())

    def lost(name: tuple[str, int]) -> Record:
        data: dict[str, str | int] = {"message": "the judge's process ended"}
        problem = Problem(kind="machine_fault", data=data)
        return record_of(topic, job(*name).submission, "ungraded", problem=problem)

    while (waiting and not summary.interrupted) or running:
        try:
            while waiting and not summary.interrupted and room():
                name = waiting[0]
                task = job(*name)
                with _blocked_interrupt():  # in the processes that are started here, too
                    future = pool.submit(run_job, task)
                running[future] = waiting.popleft()
                tries[name] += 1
            done, _ = wait(running, return_when=FIRST_COMPLETED)
            if summary.interrupted:
                for future in [each for each in running if each.cancel()]:
                    del running[future]
            for future in done:
                try:
                    record = future.result()
                except pool.killed:
                    record = lost(running[future])
                except pool.gone as error:
                    raise RunError(
                        f"the cluster has gone ({error}): what was graded is kept, and the same"
                        " command again goes on"
                    ) from None
                del running[future]
                yield record
        except pool.broken:
            pool.renew()
            for name in running.values():
                if tries[name] < TRIES:
                    waiting.appendleft(name)
                else:
                    yield lost(name)
            running.clear()


class LocalPool:
    """Processes of this machine, started when they are first needed, and again where one dies."""

    broken: tuple[type[BaseException], ...] = (BrokenProcessPool, OSError)  # killed as it started
    killed: tuple[type[BaseException], ...] = ()
    gone: tuple[type[BaseException], ...] = ()

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> "LocalPool":
        return self

    def __exit__(self, *exc: object) -> None:
        self.renew()

    def submit(self, function: Callable[[GradeJob], Record], job: GradeJob) -> Future[Record]:
        """The future result of `function(job)`."""
        if self._executor is None:
            context = multiprocessing.get_context("spawn")
            slots = context.Queue()
            for slot in range(self._workers):
                slots.put(slot)
            self._executor = ProcessPoolExecutor(
                self._workers, mp_context=context, initializer=_initialize, initargs=(slots,)
            )
        return self._executor.submit(function, job)

    def width(self) -> int:
        """How many jobs it can be at, and have at hand for the next."""
        return 2 * self._workers

    def renew(self) -> None:
        """Waits for the processes to end; others take their place when they are needed."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


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
