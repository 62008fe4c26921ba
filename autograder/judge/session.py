"""The pytest session of one suite, kept open: collected once, one submission after the other.

pytest runs in a thread of its own, whose test loop waits for submissions; `JudgeSession.judge`
hands one in and waits for its verdicts. So a submission does not pay for pytest's start, and a
check stays an ordinary test function with ordinary fixtures.
"""

import contextlib
import io
import math
import os
import queue
import sys
import threading
import traceback
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from _pytest.runner import runtestprotocol

from autograder.execution.wire import Value
from autograder.execution.workers import KILLED, MachineFault, Worker, WorkerPool
from autograder.judge.check_run import CheckRun, Job, ReferenceRun, Suite, ceiling
from autograder.judge.data import TopicData
from autograder.judge.digests import suite_secret
from autograder.judge.follows import Follows
from autograder.judge.oracle import Oracle, OracleError, UnansweredError
from autograder.judge.replies import MAX_TEXT
from autograder.judge.script import call_text, can_be_pasted, script_of
from autograder.judge.sharing import Budget, SharedWorker, Turn
from autograder.judge.starter import read_starter
from autograder.judge.suite import Check, Failure, Student, SuiteError, observed
from autograder.model.record import Detail, Fault, FirstFailure, Kind, Text, Verdict
from autograder.model.submission import Problem, Source
from autograder.model.topic import Topic, TopicError

CLOSE_SECONDS = 5.0
# pytest's, of no use to a judge, or of harm to the process around it.
PLUGINS_LEFT_OUT = (
    "cacheprovider",
    "debugging",  # what `--pdb` of the session around it is set up by
    "faulthandler",
    "logging",
    "terminal",
    "threadexception",
    "unraisableexception",
)
# After these nothing else of the submission can be run.
FATAL = frozenset({Kind.IMPORT_FAILED})
# No wrong answer says these: nothing to look for, and no training of theirs to run for it.
UNDIAGNOSED = FATAL | {Kind.NOT_WRITTEN, Kind.TIME_USED_UP}
# What a student does not wait for twice: in a public check nothing hangs on whose worker it was.
WAITED_FOR = frozenset({Kind.TIMED_OUT, Kind.NOT_RUN})
FLOOD = 20_000  # bytes printed in a check; whoever looks for something prints less


class JudgeSession:
    """One suite, open for submissions. Not for several threads at once."""

    def __init__(
        self, topic: Topic, suite: Path, pool: WorkerPool, oracle: Oracle, *, public: bool
    ) -> None:
        self.topic = topic
        self.suite = suite.resolve()
        self.pool = pool
        self.oracle = oracle
        self.public = public
        self.checks: dict[str, tuple[Check, Text, float]] = {}
        self._jobs: queue.Queue[Job | None] = queue.Queue()
        self._collected = threading.Event()
        self._problem = ""
        self._quiet = contextlib.ExitStack()
        self._thread = threading.Thread(target=self._pytest, name="judge", daemon=True)
        self._running: CheckRun | None = None
        self._closing = False
        # Mixed into the seeds of workers: a student who guesses the seed of a run can't test the
        # guess. The public checks have none, since a handout has to draw the same numbers.
        self.secret = b"" if public else suite_secret(self.suite)

    def start(self) -> None:
        """Collects the suite. Raises SuiteError, saying what is wrong with it."""
        # Options for somebody else's pytest are not for ours.
        kept = {name: os.environ.pop(name, None) for name in ("PYTEST_ADDOPTS", "PYTEST_PLUGINS")}
        self._thread.start()
        self._collected.wait()
        os.environ.update({name: value for name, value in kept.items() if value is not None})
        if self._problem:
            raise SuiteError(self._problem)

    def judge(
        self,
        source: Source,
        seed: int,
        *,
        on_verdict: Callable[[Verdict], None] | None = None,
        only: frozenset[str] | None = None,
        first_failure: FirstFailure | None = None,
        retry: bool = True,
        attempt: int = 0,
        on_reply: Callable[[str, dict[str, Value], Value], None] | None = None,
        on_note: Callable[[Problem], None] | None = None,
        first: Sequence[str] = (),
        stop: threading.Event | None = None,
        kept: Sequence[Verdict] = (),
        secret: bytes | None = None,
    ) -> list[Verdict]:
        """The verdicts of every check (or of those named in `only`), in the suite's order.

        `on_verdict` sees each as it is known; `on_reply` each call's identity, request
        and reply; `on_note` what was passed over when the submission was loaded.
        With `first_failure` the verdicts end at the first that is not a pass, with its diagnosis or
        without. Checks begin with the numbers of this `attempt`; without `retry` a training that
        did not converge is not tried again. The checks named in `first` are run before the others,
        in that order. Raises Stopped once `stop` is set; `interrupt` then ends the call that is
        being made. A check with a verdict in `kept` is not run again, as long as what has to pass
        before it does so as before. `secret` is what the seeds of the workers are made with, where
        it is not this suite's.
        """
        job = Job(
            source=source,
            seed=seed,
            on_verdict=on_verdict,
            only=only,
            first_failure=first_failure,
            retry=retry,
            attempt=attempt,
            on_reply=on_reply,
            on_note=on_note,
            first=first,
            stop=stop,
            kept={verdict.check: verdict for verdict in kept},
            secret=self.secret if secret is None else secret,
            worker=SharedWorker(self._open_worker, self._ceiling(only)),
            budget=Budget(self.topic.assignment.limits, self._asked(only)),
            follows=Follows(self.topic.assignment, source),
        )
        self._jobs.put(job)
        while not job.done.wait(1.0):
            if not self._thread.is_alive():
                raise SuiteError(f"the judge of {self.topic.name} ended: {self._problem}")
        if job.error is not None:
            raise job.error
        return job.verdicts

    def interrupt(self) -> None:
        """Ends the call that is being made, from any thread."""
        if self._running is not None:
            self._running.kill()

    def close(self) -> None:
        """Ends the session, and what it is at; the place and its processes are the caller's."""
        self._closing = True
        self.interrupt()
        if self._thread.is_alive():
            self._jobs.put(None)
            self._thread.join(CLOSE_SECONDS)  # it may be at the reference's training

    # -- pytest's side, in the judge's thread --

    def _pytest(self) -> None:
        arguments = [str(self._collected_from()), f"--rootdir={self.suite}", "-c", os.devnull]
        arguments += ["--import-mode=importlib", "--assert=plain", "--capture=no"]
        arguments += ["--disable-plugin-autoload", f"--confcutdir={self.suite}"]
        for plugin in PLUGINS_LEFT_OUT:
            arguments += ["-p", f"no:{plugin}"]
        try:
            with self._quiet:
                self._quiet.enter_context(contextlib.redirect_stderr(io.StringIO()))
                code = pytest.main(arguments, plugins=[self])
            if not self._collected.is_set() and not self._problem:
                self._problem = f"no checks found in {self.suite} (pytest: {code!r})"
        except BaseException as error:
            self._problem = self._problem or f"{type(error).__name__}: {error}"
        finally:
            self._collected.set()

    def _collected_from(self) -> Path:
        # Beside the public checks a student's own tests may stand, which are no checks.
        file = self.suite / f"test_{self.topic.name}.py"
        return file if self.public and file.is_file() else self.suite

    def pytest_collectreport(self, report: pytest.CollectReport) -> None:
        """Keeps the first reason why a file of the suite can't be collected."""
        if report.failed and not self._problem:
            self._problem = f"{report.nodeid or self.suite}: {report.longreprtext[-2000:]}"

    def pytest_collection_finish(self, session: pytest.Session) -> None:
        """Reads what `@check` says of each test."""
        # pytest names modules by their file alone, and takes the one of that name where another
        # suite in this process has brought it: the hidden checks for the public ones.
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None)
            if file is not None and self.suite in Path(file).parents:
                del sys.modules[name]
        if self._problem:
            return
        if not session.items:
            self._problem = f"no checks found in {self.suite}"
            return
        try:
            self._register(session.items)
        except (SuiteError, TopicError) as error:
            self._problem = str(error)

    def _register(self, items: list[pytest.Item]) -> None:
        found: dict[str, tuple[Check, str]] = {}
        for item in items:
            function = getattr(item, "function", None)
            info: Check | None = getattr(function, "autograder_check", None)
            if info is None:
                raise SuiteError(f"{item.nodeid}: a test without @check(exercise, es=…)")
            title = " ".join((function.__doc__ or "").split()).removesuffix(".")
            if not title or not info.title_es:
                raise SuiteError(f"{item.nodeid}: a check has a docstring, and es= in Spanish")
            if item.name in found:
                raise SuiteError(f"{item.nodeid}: two checks of this name")
            if info.after and info.after not in found:
                raise SuiteError(f"{item.name}: after={info.after!r} is not a check before it")
            found[item.name] = (info, title)
        weights: dict[str, float] = {}
        for info, _ in found.values():
            weights[info.exercise] = weights.get(info.exercise, 0.0) + info.weight
        for name, (info, title) in found.items():
            points = self.topic.exercise(info.exercise).points
            share = points * info.weight / weights[info.exercise]
            self.checks[name] = (info, Text(en=title, es=info.title_es.removesuffix(".")), share)
        if not self.public:
            for exercise in self.topic.assignment.exercises:
                if exercise.name not in weights:
                    raise SuiteError(f"no check of the hidden suite is for {exercise.name!r}")

    def pytest_runtestloop(self, session: pytest.Session) -> bool:
        """One submission after the other, until the session is closed."""
        if self._problem:
            return True
        self._quiet.close()  # standard error is everybody's
        self._collected.set()
        last = None
        while (job := self._jobs.get()) is not None:
            try:
                self._judge(job, session.items)
            except BaseException as error:
                job.error = error
            finally:
                job.worker.close()
                job.done.set()
            last = session.items[-1]
        if last is not None:
            session._setupstate.teardown_exact(None)
        return True

    def _judge(self, job: Job, items: list[pytest.Item]) -> None:
        failed: set[str] = set()
        fatal = ""
        pending: list[tuple[Verdict, list[Turn]]] = []
        for item in self._in_order(items, job.first):
            if self._closing:
                raise SuiteError("the judge was closed")
            job.go_on()
            info = self.checks[item.name][0]
            if job.only is not None and item.name not in job.only:
                continue
            observed.clear()
            blocked = fatal or (info.after if info.after in failed else "")
            if blocked:
                verdict = self._verdict(
                    item.name, "not_run", kind=Kind.NOT_RUN, fault="student", blocked_by=blocked
                )
                turns: list[Turn] = []
            elif item.name in job.kept and job.kept[item.name].kind != Kind.NOT_RUN:
                verdict, turns = self._as_now(job.kept[item.name]), []
            elif (limit := job.budget.used_up) is not None:
                kind = Kind.TIME_USED_UP
                verdict = self._verdict(
                    item.name, "not_run", kind=kind, fault="student", limit=limit
                )
                turns = []
            else:
                verdict, turns = self._run(item, info, job)
            verdict = job.follows.because(verdict)
            if verdict.passed:
                job.passed.add(item.name)
            elif verdict.kind != Kind.TIME_USED_UP:  # then nothing is run that waits for it, either
                failed.add(item.name)
                if verdict.kind in FATAL:
                    fatal = item.name
            job.go_on()  # an interrupted call is no verdict
            pending.append((verdict, turns))
            if job.on_verdict is not None:
                job.on_verdict(verdict)
            if job.first_failure and not verdict.passed:
                break
        job.worker.close()
        self.pool.settle()
        position = {item.name: number for number, item in enumerate(items)}
        for verdict, turns in sorted(pending, key=lambda each: position[each[0].check]):
            used = sum(turn.cpu_seconds for turn in turns)
            cpu_seconds = round(verdict.cpu_seconds + used, 4)
            verdict = job.follows.because(verdict)  # whatever the order was in which they were run
            job.verdicts.append(msgspec.structs.replace(verdict, cpu_seconds=cpu_seconds))

    def _in_order(self, items: list[pytest.Item], first: Sequence[str]) -> list[pytest.Item]:
        """The items, those named in `first` before the others; what has to pass before one of them
        comes before it."""
        ahead: dict[str, None] = {}
        for name in first:
            chain = [name]
            while after := self.checks[chain[-1]][0].after:
                chain.append(after)
            ahead.update(dict.fromkeys(reversed(chain)))
        rank = {name: number for number, name in enumerate(ahead)}
        return sorted(items, key=lambda item: rank.get(item.name, len(rank)))

    def _run(self, item: pytest.Item, info: Check, job: Job) -> tuple[Verdict, list[Turn]]:
        turns: list[Turn] = []
        attempt, disturbed = job.attempt, False
        last = info.retries if job.retry else attempt
        try:
            while True:
                run = CheckRun(self._suite, item.name, info, job, attempt)
                self._running = run
                observed.clear()
                try:
                    self._execute(item, run)
                finally:
                    run.close()
                if run.turn is not None:
                    turns.append(run.turn)
                error = run.error
                if isinstance(error, Failure) and self.public and error.kind in WAITED_FOR:
                    break
                if error is not None and run.turn is not None and not run.turn.first:
                    job.go_on()  # no verdict: other checks had run in that worker
                elif _was_killed(error) and not disturbed and not self._closing:
                    job.go_on()
                    disturbed = True  # from outside, perhaps; whoever ends itself does so again
                    turns.clear()
                elif isinstance(error, Failure) and error.kind == Kind.DID_NOT_CONVERGE:
                    if attempt == last:
                        break
                    attempt += 1
                else:
                    break
            run.error = self._named(item, run)
            return self._outcome(item.name, run, attempt), turns
        finally:
            self.oracle.end_check()  # after the diagnosis, which runs the wrong answers

    def _execute(self, item: pytest.Item, run: CheckRun) -> None:
        """Runs a check, and keeps what it raised."""
        wanted: Sequence[str] = getattr(item, "fixturenames", ())
        if not set(wanted) <= set(FIXTURES):
            # "Next is its file": tears the test down, so that it can be run again.
            runtestprotocol(item, log=False, nextitem=item.parent)  # type: ignore[arg-type]
            return
        # Where a check asks for nothing of pytest's, its three phases and fifty hooks would be a
        # third of what a judge costs.
        function: Callable[..., None] = item.obj  # type: ignore[attr-defined]
        try:
            function(**{name: FIXTURES[name](self, run) for name in wanted})
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            run.error = error

    def _named(self, item: pytest.Item, run: CheckRun) -> BaseException | None:
        """What ended a check; where that is an error in the suite that a reply brought about, the
        failure of the submission that it is. With the reference's own answers the same check does
        not come to it, and an answer differs from the reference's."""
        error = run.error
        if error is None or isinstance(error, Failure | MachineFault | AssertionError):
            return error
        if isinstance(error, OracleError) and not isinstance(error, UnansweredError):
            return error
        failure: Failure | None = None
        kept = list(observed)
        try:
            failure = run.difference()
            if failure is not None and not self._holds_for_reference(item, run):
                failure = None
        except OracleError:
            return error
        finally:
            observed[:] = kept
        if failure is None:
            return error
        detail = failure.fields.get("detail") or Detail()
        failure.fields["detail"] = msgspec.structs.replace(detail, message=_line_of(error))
        return failure

    def _holds_for_reference(self, item: pytest.Item, run: CheckRun) -> bool:
        reference = ReferenceRun(run.suite, run.name, run.check, run.job, run.attempt)
        self._running = reference
        try:
            self._execute(item, reference)
        finally:
            self._running = run
        return reference.error is None or isinstance(reference.error, Failure)

    @cached_property
    def _suite(self) -> Suite:
        by_hand = (
            name for exercise in self.topic.assignment.exercises for name in exercise.by_hand
        )
        return Suite(
            topic=self.topic,
            pool=self.pool,
            oracle=self.oracle,
            public=self.public,
            starter=read_starter(self.topic.given),
            by_hand=frozenset(by_hand),
        )

    def _open_worker(self, cpu_seconds: float) -> Worker:
        return self.pool.open(self.topic.assignment.limits, cpu_seconds)

    def _ceiling(self, only: frozenset[str] | None) -> float:
        """What the kernel lets a worker use that serves all these checks."""
        return sum(ceiling(self.topic, info) for info in self._asked(only))

    def _asked(self, only: frozenset[str] | None) -> list[Check]:
        return [info for name, (info, _, _) in self.checks.items() if not only or name in only]

    def _outcome(self, name: str, run: CheckRun, attempt: int) -> Verdict:
        error = run.error
        if error is None:
            # Nobody looks at the curve of a hidden check that was passed, and a class has
            # thousands; whoever asks for a check by name does look.
            looked_at = self.public or run.job.only is not None
            shared = run.turn is not None and not run.turn.first
            return self._verdict(
                name, "passed", looked_at=looked_at, attempts=attempt + 1, shared=shared
            )
        if isinstance(error, Failure) and error.kind == Kind.NOT_RUN:
            return self._verdict(
                name, "not_run", kind=Kind.NOT_RUN, fault="student", **error.fields
            )
        if isinstance(error, Failure):
            return self._failed(name, run, error, attempt)
        where = traceback.extract_tb(error.__traceback__)
        if isinstance(error, AssertionError) and self.suite in Path(where[-1].filename).parents:
            return self._failed(name, run, Failure(Kind.BROKEN_PROPERTY), attempt)
        fault: Fault = "machine" if isinstance(error, MachineFault) else "grader"
        kind = Kind.MACHINE_FAULT if fault == "machine" else Kind.GRADER_FAULT
        detail = Detail(message=_line_of(error))
        return self._verdict(name, "ungraded", kind=kind, fault=fault, detail=detail)

    def _failed(self, name: str, run: CheckRun, failure: Failure, attempt: int) -> Verdict:
        fields = dict(failure.fields)
        detail = fields.pop("detail", None) or Detail()
        if not detail.call:
            last_call = call_text(run.calls[-1][1]) if run.calls else ""
            detail = msgspec.structs.replace(detail, call=last_call)
        detail = self._with_script(detail, name, run)
        output = run.turn.output if run.turn is not None else b""
        if output:
            text = output[:MAX_TEXT].decode("utf-8", "replace")
            flooded = len(output) >= FLOOD
            detail = msgspec.structs.replace(detail, output=text, flooded=flooded)
        try:
            hint = run.diagnosis() if failure.kind not in UNDIAGNOSED else None
        except Exception:
            hint = None  # the verdict stands without it, whatever was compared with what
        return self._verdict(
            name,
            "failed",
            kind=failure.kind,
            fault="student",
            detail=detail,
            hint=hint,
            attempts=attempt + 1,
            **fields,
        )

    def _with_script(self, detail: Detail, name: str, run: CheckRun) -> Detail:
        """The detail with the call as a script: of a public check, whose numbers are no secret."""
        if not self.public or run.asked is None:
            return detail
        script = script_of(
            run.asked,
            self.checks[name][1].en,
            self.topic.starter.stem,
            run.suite.starter.signatures,
            notebook=bool(run.job.source.cells),
        )
        return msgspec.structs.replace(detail, script=script, whole=can_be_pasted(run.asked))

    def _verdict(
        self, name: str, outcome: Any, *, looked_at: bool = True, **fields: Any
    ) -> Verdict:
        info, title, points = self.checks[name]
        metric, limit, curve = observed[-1] if observed else (None, None, None)
        if curve is not None and name in self.oracle.bands:
            low, high = self.oracle.bands[name]
            curve = msgspec.structs.replace(curve, band_low=low, band_high=high)
        return Verdict(
            check=name,
            exercise=info.exercise,
            title=title,
            outcome=outcome,
            points=points if outcome == "passed" else 0.0,
            max_points=points,
            public=self.public,
            retries=info.retries,
            metric=metric if metric is None or math.isfinite(metric) else None,
            metric_limit=limit,
            curve=curve if looked_at else None,
            **fields,
        )

    def _as_now(self, verdict: Verdict) -> Verdict:
        """A verdict that stays, under the title and with the points that its check has now."""
        info, title, points = self.checks[verdict.check]
        return msgspec.structs.replace(
            verdict,
            exercise=info.exercise,
            title=title,
            points=points if verdict.passed else 0.0,
            max_points=points,
        )

    @pytest.hookimpl(wrapper=True)
    def pytest_runtest_makereport(
        self, item: pytest.Item, call: pytest.CallInfo[None]
    ) -> Iterator[None]:
        """Takes the exception as it is, before pytest makes a text of it."""
        if call.excinfo is not None and self._running is not None and self._running.error is None:
            self._running.error = call.excinfo.value
            call.excinfo = None  # its text would be made for nobody
        return (yield)

    @pytest.fixture
    def student(self) -> Student:
        """The submission."""
        found: Student = self._given("student")
        return found

    @pytest.fixture
    def rng(self) -> np.random.Generator:
        """Random numbers that depend on the run's seed, the check and the attempt alone."""
        found: np.random.Generator = self._given("rng")
        return found

    @pytest.fixture
    def data(self) -> TopicData:
        """The topic's data: for the public checks what students get, for the hidden ones all."""
        found: TopicData = self._given("data")
        return found

    @pytest.fixture
    def topic_folder(self) -> Path:
        """The folder of the suite, for what is stored beside it."""
        found: Path = self._given("topic_folder")
        return found

    @cached_property
    def topic_data(self) -> TopicData:
        """What the fixture `data` gives, read once for all submissions."""
        return TopicData(self.topic, public=self.public)

    def _given(self, name: str) -> Any:
        assert self._running is not None
        return FIXTURES[name](self, self._running)


# What a check may ask for; with anything else it is run by pytest's own protocol.
FIXTURES: dict[str, Callable[[JudgeSession, CheckRun], Any]] = {
    "student": lambda session, run: Student(run),
    "rng": lambda session, run: np.random.Generator(np.random.PCG64(run.seeds())),
    "data": lambda session, run: session.topic_data,
    "topic_folder": lambda session, run: session.suite,
}


def _line_of(error: BaseException) -> str:
    """An error in a line, with where it was raised."""
    where = traceback.extract_tb(error.__traceback__)
    line = f" ({Path(where[-1].filename).name}:{where[-1].lineno})" if where else ""
    return f"{type(error).__name__}: {error}{line}"[:MAX_TEXT]


def _was_killed(error: BaseException | None) -> bool:
    return isinstance(error, Failure) and error.fields.get("exception") == KILLED
