"""The pytest session of one suite, kept open: collected once, one submission after the other.

pytest runs in a thread of its own, whose test loop waits for submissions; `JudgeSession.judge`
hands one in and waits for its verdicts. So a submission does not pay for pytest's start, and a
check stays an ordinary test function with ordinary fixtures.
"""

import ast
import builtins
import contextlib
import difflib
import hashlib
import io
import math
import os
import queue
import re
import sys
import threading
import traceback
import zlib
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

import msgspec
import numpy as np
import pytest
from _pytest.runner import runtestprotocol

from autograder.execution.wire import Value
from autograder.execution.workers import KILLED, MachineFault, Worker, WorkerFailure, WorkerPool
from autograder.judge.digests import suite_secret
from autograder.judge.oracle import REFERENCE, Oracle, OracleError, diagnose
from autograder.judge.suite import Check, Failure, Student, SuiteError, call_text, observed
from autograder.model.record import Detail, Fault, FirstFailure, Kind, Place, Text, Verdict
from autograder.model.submission import Source
from autograder.model.topic import Topic, TopicError

MAX_TEXT = 2000
CLOSE_SECONDS = 5.0
CALLS_DIAGNOSED = 12
COSTLY_CPU_SECONDS = 0.3  # a check that took longer is a training
ERROR_KINDS = frozenset(
    {
        Kind.MISSING,
        Kind.NOT_CALLABLE,
        Kind.IMPORT_FAILED,
        Kind.NOT_WRITTEN,
        Kind.FORBIDDEN,
        Kind.RAISED,
        Kind.OUT_OF_MEMORY,
        Kind.WRONG_TYPE,
        Kind.NO_GRADIENT,
    }
)
# pytest's, of no use to a judge, or of harm to the process around it.
PLUGINS_LEFT_OUT = (
    "cacheprovider",
    "faulthandler",
    "logging",
    "terminal",
    "threadexception",
    "unraisableexception",
)
AUTOGRAD = "torch.autograd"  # what a worker calls automatic differentiation
# Types that a hidden call may be said to have raised: Python's, numpy's, torch's, and a worker's.
EXCEPTIONS = frozenset(
    {
        *(name for name, value in vars(builtins).items() if isinstance(value, type)),
        *("AxisError", "DTypePromotionError", "LinAlgError", "UFuncTypeError", "_LinAlgError"),
        *("_ArrayMemoryError", "_UFuncBinaryResolutionError", "_UFuncNoLoopError"),
        *("AcceleratorError", "OutOfMemoryError", "FrozenInstanceError", "JSONDecodeError"),
        *("CannotCross", "ForbiddenCall", ""),
    }
)
# After these nothing else of the submission can be run.
FATAL = frozenset({Kind.IMPORT_FAILED})
# No wrong answer says these: nothing to look for, and no training of theirs to run for it.
UNDIAGNOSED = FATAL | {Kind.NOT_WRITTEN}


class Stopped(Exception):  # noqa: N818 -- wanted, not an error
    """The submission was dropped before all of its checks were run."""


@dataclass
class _Job:
    source: Source
    seed: int
    on_verdict: Callable[[Verdict], None] | None
    only: frozenset[str] | None
    first_failure: FirstFailure | None
    retry: bool
    on_reply: Callable[[str, dict[str, Value], Value], None] | None
    first: Sequence[str]
    stop: threading.Event | None
    kept: dict[str, Verdict]
    secret: bytes
    passed: set[str] = field(default_factory=set)
    verdicts: list[Verdict] = field(default_factory=list)
    error: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def go_on(self) -> None:
        """Raises Stopped where nobody waits for the verdicts any more."""
        if self.stop is not None and self.stop.is_set():
            raise Stopped


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
        self._jobs: queue.Queue[_Job | None] = queue.Queue()
        self._collected = threading.Event()
        self._problem = ""
        self._quiet = contextlib.ExitStack()
        self._thread = threading.Thread(target=self._pytest, name="judge", daemon=True)
        self._bench: CheckRun | None = None
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
        on_reply: Callable[[str, dict[str, Value], Value], None] | None = None,
        first: Sequence[str] = (),
        stop: threading.Event | None = None,
        kept: Sequence[Verdict] = (),
        secret: bytes | None = None,
    ) -> list[Verdict]:
        """The verdicts of every check (or of those named in `only`), in the suite's order.

        `on_verdict` sees each as it is known; `on_reply` each call's identity, request
        and reply.
        With `first_failure` the verdicts end at the first that is not a pass, with its diagnosis or
        without. Without `retry` a training that did not converge is not tried again. The checks
        named in `first` are run before the others, in that order. Raises Stopped once `stop` is
        set; `interrupt` then ends the call that is being made. A check with a verdict in `kept` is
        not run again, as long as what has to pass before it does so as before. `secret` is what the
        seeds of the workers are made with, where it is not this suite's.
        """
        job = _Job(
            source=source,
            seed=seed,
            on_verdict=on_verdict,
            only=only,
            first_failure=first_failure,
            retry=retry,
            on_reply=on_reply,
            first=first,
            stop=stop,
            kept={verdict.check: verdict for verdict in kept},
            secret=self.secret if secret is None else secret,
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
        if self._bench is not None:
            self._bench.kill()

    def close(self) -> None:
        """Ends the session, and what it is at; the place and its processes are the caller's."""
        self._closing = True
        self.interrupt()
        if self._thread.is_alive():
            self._jobs.put(None)
            self._thread.join(CLOSE_SECONDS)  # it may be at the reference's training

    # -- pytest's side, in the judge's thread --

    def _pytest(self) -> None:
        arguments = [str(self.suite), f"--rootdir={self.suite}", "-c", os.devnull]
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
                job.done.set()
            last = session.items[-1]
        if last is not None:
            session._setupstate.teardown_exact(None)
        return True

    def _judge(self, job: _Job, items: list[pytest.Item]) -> None:
        failed: set[str] = set()
        fatal = ""
        pending: list[tuple[Verdict, list[Worker]]] = []
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
                workers: list[Worker] = []
            elif item.name in job.kept and job.kept[item.name].kind != Kind.NOT_RUN:
                verdict, workers = self._as_now(job.kept[item.name]), []
            else:
                verdict, workers = self._run(item, info, job)
            if verdict.passed:
                job.passed.add(item.name)
            else:
                failed.add(item.name)
                if verdict.kind in FATAL:
                    fatal = item.name
            job.go_on()  # an interrupted call is no verdict
            pending.append((verdict, workers))
            if job.on_verdict is not None:
                job.on_verdict(verdict)
            if job.first_failure and not verdict.passed:
                break
        self.pool.settle()
        position = {item.name: number for number, item in enumerate(items)}
        for verdict, workers in sorted(pending, key=lambda each: position[each[0].check]):
            used = sum(worker.usage.cpu_seconds for worker in workers)
            cpu_seconds = round(verdict.cpu_seconds + used, 4)
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

    def _run(self, item: pytest.Item, info: Check, job: _Job) -> tuple[Verdict, list[Worker]]:
        workers: list[Worker] = []
        last = info.retries if job.retry else 0
        attempt, disturbed = 0, False
        try:
            while True:
                judge = CheckRun(self, item.name, info, job, attempt)
                self._bench = judge
                observed.clear()
                try:
                    # "Next is its file": tears the test down, so that it can be run again.
                    runtestprotocol(item, log=False, nextitem=item.parent)  # type: ignore[arg-type]
                finally:
                    judge.close()
                    workers += judge.workers
                error = judge.error
                if _was_killed(error) and not disturbed and not self._closing:
                    job.go_on()
                    disturbed = True  # from outside, perhaps; whoever ends itself does so again
                    workers.clear()
                elif isinstance(error, Failure) and error.kind == Kind.DID_NOT_CONVERGE:
                    if attempt == last:
                        break
                    attempt += 1
                else:
                    break
            return self._outcome(item.name, judge, attempt), workers
        finally:
            self.oracle.end_check()  # after the diagnosis, which runs the wrong answers

    def _outcome(self, name: str, judge: "CheckRun", attempt: int) -> Verdict:
        error = judge.error
        if error is None:
            # Nobody looks at the curve of a hidden check that was passed, and a class has
            # thousands; whoever asks for a check by name does look.
            looked_at = self.public or judge.job.only is not None
            return self._verdict(name, "passed", looked_at=looked_at, attempts=attempt + 1)
        if isinstance(error, Failure):
            return self._failed(name, judge, error, attempt)
        where = traceback.extract_tb(error.__traceback__)
        if isinstance(error, AssertionError) and self.suite in Path(where[-1].filename).parents:
            return self._failed(name, judge, Failure(Kind.BROKEN_PROPERTY), attempt)
        fault: Fault = "machine" if isinstance(error, MachineFault) else "grader"
        kind = Kind.MACHINE_FAULT if fault == "machine" else Kind.GRADER_FAULT
        line = f" ({Path(where[-1].filename).name}:{where[-1].lineno})" if where else ""
        message = f"{type(error).__name__}: {error}{line}"[:MAX_TEXT]
        detail = Detail(message=message)
        return self._verdict(name, "ungraded", kind=kind, fault=fault, detail=detail)

    def _failed(self, name: str, judge: "CheckRun", failure: Failure, attempt: int) -> Verdict:
        fields = dict(failure.fields)
        detail = fields.pop("detail", None) or Detail()
        if not detail.call:
            last_call = call_text(judge.calls[-1][1]) if judge.calls else ""
            detail = msgspec.structs.replace(detail, call=last_call)
        output = b"".join(bytes(worker.output) for worker in judge.workers)
        if output:
            text = output[:MAX_TEXT].decode("utf-8", "replace")
            detail = msgspec.structs.replace(detail, output=text)
        try:
            hint = judge.diagnosis() if failure.kind not in UNDIAGNOSED else None
        except OracleError:
            hint = None  # the verdict stands without it
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
        if call.excinfo is not None and self._bench is not None and self._bench.error is None:
            self._bench.error = call.excinfo.value
            call.excinfo = None  # its text would be made for nobody
        return (yield)

    @pytest.fixture
    def student(self) -> Student:
        """The submission."""
        assert self._bench is not None
        return Student(self._bench)

    @pytest.fixture
    def rng(self) -> np.random.Generator:
        """Random numbers that depend on the run's seed, the check and the attempt alone."""
        assert self._bench is not None
        return np.random.Generator(np.random.PCG64(self._bench.seeds()))

    @pytest.fixture
    def topic_folder(self) -> Path:
        """The folder of the suite, for what is stored beside it."""
        return self.suite

    @cached_property
    def signatures(self) -> dict[str, tuple[str, ...]]:
        """The argument names of the starter's functions, which the suite calls by position."""
        tree = ast.parse(self.topic.starter.read_text(encoding="utf-8"))
        return {
            node.name: tuple(argument.arg for argument in node.args.args)
            for node in tree.body
            if isinstance(node, ast.FunctionDef)
        }

    @cached_property
    def by_hand(self) -> frozenset[str]:
        """The functions in which automatic differentiation is refused."""
        return frozenset(
            name for exercise in self.topic.assignment.exercises for name in exercise.by_hand
        )


class CheckRun:
    """One check on one submission: its worker, its calls, and how they ended."""

    def __init__(
        self, session: JudgeSession, name: str, info: Check, job: _Job, attempt: int
    ) -> None:
        self.session = session
        self.name = name
        self.info = info
        self.job = job
        self.attempt = attempt
        self.error: BaseException | None = None
        self.workers: list[Worker] = []
        self.calls: list[tuple[str, dict[str, Value], Value]] = []
        self.diagnosable = True
        self._worker: Worker | None = None
        limits = session.topic.assignment.limits
        self.cpu_seconds = info.cpu_seconds or limits.cpu_seconds
        self.wall_seconds = info.wall_seconds or max(limits.wall_seconds, 4 * self.cpu_seconds)

    def seeds(self) -> np.random.SeedSequence:
        """What the judge's own random numbers come from."""
        key = zlib.crc32(self.name.encode())
        return np.random.SeedSequence([self.job.seed, key, self.attempt])

    def worker_seed(self, stream: int) -> int:
        """62 bits for a worker, from which the numbers that the judge draws can't be computed."""
        text = f"{self.job.seed} {self.name} {self.attempt} {stream}".encode()
        digest = hashlib.blake2b(text, key=self.job.secret, digest_size=8).digest()
        return int.from_bytes(digest, "big") >> 2

    def ask(self, request: dict[str, Value]) -> Value:
        """See `Backend.ask`."""
        function = str(request.get("function", ""))
        self._require_defined([function] if function else list(request["needs"]))
        index = len(self.calls)
        request["seed"] = self.worker_seed(index + 1)
        needed = [function] if function else request["needs"]
        request["by_hand"] = any(name in self.session.by_hand for name in needed)
        worker = self._worker or self._open()
        try:
            reply = worker.ask(request, self.cpu_seconds, self.wall_seconds)
        except WorkerFailure as failure:
            self.diagnosable = False
            raise _failure(failure) from None
        self.diagnosable = False
        reply = _checked_reply(reply)
        if request.get("gradients") and "value" in reply and not _are_gradients(reply["value"]):
            raise Failure(Kind.MALFORMED_REPLY)
        self.diagnosable = True
        identity = f"{self.name}:{index}"
        self.calls.append((identity, request, reply))
        if self.job.on_reply is not None:
            self.job.on_reply(identity, request, reply)
        if "error" in reply:
            failed = self._error_failure(reply, needed)
            if failed.kind == Kind.OUT_OF_MEMORY:
                failed.fields["limit"] = float(self.session.topic.assignment.limits.memory_mib)
            raise failed
        return reply["value"]

    def _require_defined(self, names: list[str]) -> None:
        source = self.job.source
        if source.open_ended or not source.names:
            return
        for name in names:
            if name not in source.names:
                close = difflib.get_close_matches(name, source.names, n=1, cutoff=0.6)
                self.diagnosable = False
                raise Failure(Kind.MISSING, function=name, suggestion=close[0] if close else "")

    def _open(self) -> Worker:
        limits = self.session.topic.assignment.limits
        # A ceiling for the kernel; each call has its own limit, watched from outside.
        ceiling = limits.import_cpu_seconds + 20 * self.cpu_seconds
        worker = self.session.pool.open(limits, ceiling)
        self._worker = worker
        self.workers.append(worker)
        self.job.go_on()  # it may have been dropped before there was a worker to end
        source = self.job.source
        seed = self.worker_seed(0)
        load = {
            "op": "load",
            "name": self.session.topic.starter.stem,
            "main": source.main,
            "modules": source.modules,
            "seed": seed,
        }
        try:
            wall = max(limits.wall_seconds, 4 * limits.import_cpu_seconds)
            reply = worker.ask(load, limits.import_cpu_seconds, wall)
        except WorkerFailure as failure:
            failed = _failure(failure)
            raise Failure(
                Kind.IMPORT_FAILED,
                **{**failed.fields, "exception": failed.fields.get("exception") or failure.kind},
            ) from None
        reply = _checked_reply(reply)
        if "error" in reply:
            raise self._error_failure({**reply, "error": Kind.IMPORT_FAILED})
        return worker

    def _error_failure(self, reply: dict[str, Any], needed: Sequence[str] = ()) -> Failure:
        """The failure that an error reply claims. `needed` are the functions that were called.

        What a student reads of a hidden check holds no words that the process could make up, in
        which it would carry the inputs out: a name is shown where it is known to be one.
        """
        source = self.job.source
        said = {
            key: reply[key][:200] if isinstance(reply.get(key), str) else ""
            for key in ("exception", "function", "suggestion", "forbidden", "message", "type")
        }
        kind = Kind(reply["error"])
        if not self._is_refused(said["forbidden"]):
            said["forbidden"] = ""
            kind = Kind.RAISED if kind == Kind.FORBIDDEN else kind
        message = reply["message"][:MAX_TEXT] if said["message"] else ""
        if not self.session.public:
            if said["exception"] not in EXCEPTIONS and not _is_word(said["exception"], source):
                message = f"{said['exception']}: {message}"
                said["exception"] = "Exception"
            if not _is_word(said["suggestion"], source):
                said["suggestion"] = ""
        fields: dict[str, Any] = {
            key: said[key] for key in ("exception", "suggestion", "forbidden") if said[key]
        }
        if said["function"] in needed:
            fields["function"] = said["function"]
        place = _code_place(reply.get("place"), source)
        if place is not None:
            fields["place"] = place
        fields["detail"] = Detail(message=message, got=said["type"])
        return Failure(kind, **fields)

    def _is_refused(self, name: str) -> bool:
        forbidden = self.session.topic.assignment.forbidden
        return name == AUTOGRAD or (forbidden.holds(name) and self.session.pool.may_refuse(name))

    def expected(self) -> Value:
        """See `Backend.expected`."""
        identity, request, _ = self.calls[-1]
        reply = self.session.oracle.answer(REFERENCE, identity, request)
        if not isinstance(reply, dict) or "error" in reply:
            raise OracleError(f"the reference answers {reply!r}")
        return reply["value"]

    def argument_name(self, function: str, key: str) -> str:
        """See `Backend.argument_name`."""
        names = self.session.signatures.get(function, ())
        return names[int(key)] if key.isdigit() and int(key) < len(names) else key

    def diagnosis(self) -> Any:
        """The hint that is certain, or None."""
        if self.job.first_failure == "undiagnosed" or not self.calls or not self.diagnosable:
            return None
        if len(self.calls) > CALLS_DIAGNOSED:
            return None
        costly = sum(worker.usage.cpu_seconds for worker in self.workers) > COSTLY_CPU_SECONDS
        # Wrong answers are told by checks of the hidden suite; a public one of the name asks less.
        passed = () if self.session.public else self.job.passed
        return diagnose(self.session.oracle, self.name, self.calls, costly, passed)

    def kill(self) -> None:
        """Ends the call that is being made, from any thread."""
        worker = self._worker
        if worker is not None:
            worker.kill()

    def close(self) -> None:
        """Lets go of the worker."""
        if self._worker is not None:
            self._worker.close()


def _was_killed(error: BaseException | None) -> bool:
    return isinstance(error, Failure) and error.fields.get("exception") == KILLED


def _failure(failure: WorkerFailure) -> Failure:
    fields = dict(failure.data)
    message = fields.pop("message", "")
    return Failure(failure.kind, detail=Detail(message=message), **fields)


def _checked_reply(reply: Value) -> dict[str, Any]:
    """A reply, if it has the form of one: everything in it is the student's to choose."""
    if isinstance(reply, dict):
        if set(reply) == {"value"}:
            return reply
        error = reply.get("error")
        if isinstance(error, str) and error in ERROR_KINDS:
            return reply
    raise Failure(Kind.MALFORMED_REPLY)


def _are_gradients(value: Value) -> bool:
    """Whether a value has the form of what `student.NAME.gradients(…)` gives."""
    if not isinstance(value, dict) or set(value) != {"outputs", "gradients"}:
        return False
    gradients = value["gradients"]
    return gradients is None or (
        isinstance(gradients, dict)
        and all(each is None or isinstance(each, np.ndarray) for each in gradients.values())
    )


def _is_word(name: str, source: Source) -> bool:
    """Whether a name stands in the student's own text."""
    return name.isidentifier() and any(
        re.search(rf"\b{re.escape(name)}\b", text) for text in source.modules.values()
    )


def _code_place(value: Value, source: Source) -> Place | None:
    if not isinstance(value, list | tuple) or len(value) != 4:
        return None
    file, line, column, end = value
    if not isinstance(file, str) or file not in source.modules or type(line) is not int:
        return None
    lines = source.modules[file].split("\n")
    if not 1 <= line <= len(lines):
        return None
    cell = None
    shown = line
    if file == source.main and line <= len(source.cells):
        cell, shown = source.cells[line - 1].cell, source.cells[line - 1].line
    code = lines[line - 1]
    columns: tuple[int, int] | tuple[None, None] = (None, None)
    if type(column) is int and type(end) is int and 0 <= column <= end:
        # Python counts bytes of UTF-8, people count characters.
        columns = (_characters(code, column), _characters(code, end))
    return Place(
        file=file,
        line=shown,
        code=code[:200],
        column=columns[0],
        end_column=columns[1],
        cell=cell,
    )


def _characters(line: str, count: int) -> int:
    """How many characters of `line` its first `count` bytes are, at most those that are shown."""
    return min(200, len(line.encode()[:count].decode("utf-8", "replace")))
