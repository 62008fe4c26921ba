"""One check on one submission: what is asked of its worker, and what is made of the answers."""

import difflib
import hashlib
import threading
import zlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from autograder.execution.wire import Request, Value
from autograder.execution.workers import Worker, WorkerFailure, WorkerPool
from autograder.judge.follows import Follows
from autograder.judge.oracle import REFERENCE, Oracle, UnansweredError, diagnose
from autograder.judge.replies import (
    MAX_TEXT,
    are_gradients,
    checked_reply,
    failure_of,
    failure_that_is_claimed,
    statements_passed_over,
)
from autograder.judge.sharing import Budget, SharedWorker, Turn
from autograder.judge.starter import Starter, named_part
from autograder.judge.suite import Answer, Check, Failure
from autograder.model.record import FirstFailure, Hint, Kind, Verdict
from autograder.model.submission import Problem, Source
from autograder.model.topic import Topic

CALLS_DIAGNOSED = 12
COSTLY_CPU_SECONDS = 0.3  # a check that took longer is a training
GRACE = 0.5  # seconds in which a worker whose time is up may say in which line it was
CALLS_PAID = 20  # calls at their limit that the kernel's ceiling of a check allows for


class Stopped(Exception):  # noqa: N818 -- wanted, not an error
    """The submission was dropped before all of its checks were run."""


@dataclass(frozen=True)
class Suite:
    """What the checks of a suite have in common: `starter` is what that says of its functions,
    `by_hand` names those in which automatic differentiation is refused."""

    topic: Topic
    pool: WorkerPool
    oracle: Oracle
    public: bool
    starter: Starter
    by_hand: frozenset[str]


@dataclass
class Job:
    """One submission that is put to a judge; see `JudgeSession.judge`."""

    source: Source
    seed: int
    on_verdict: Callable[[Verdict], None] | None
    only: frozenset[str] | None
    first_failure: FirstFailure | None
    retry: bool
    attempt: int
    on_reply: Callable[[str, dict[str, Value], Value], None] | None
    on_note: Callable[[Problem], None] | None
    first: Sequence[str]
    stop: threading.Event | None
    kept: dict[str, Verdict]
    secret: bytes
    worker: SharedWorker
    budget: Budget
    follows: Follows
    passed: set[str] = field(default_factory=set)
    waited_for: dict[str, str] = field(default_factory=dict)  # by function, the check that waited
    verdicts: list[Verdict] = field(default_factory=list)
    notes: list[Problem] | None = None  # on what was passed over when it was loaded first
    error: BaseException | None = None
    done: threading.Event = field(default_factory=threading.Event)

    def endless(self) -> list[Problem]:
        """The notes on statements that took too long, and shall not be waited for again."""
        return [note for note in self.notes or () if note.kind == "line_endless"]

    def go_on(self) -> None:
        """Raises Stopped where nobody waits for the verdicts any more."""
        if self.stop is not None and self.stop.is_set():
            raise Stopped


def ceiling(topic: Topic, check: Check) -> float:
    """The CPU seconds after which the kernel ends a worker that serves this check; each call has
    its own limit, watched from outside."""
    limits = topic.assignment.limits
    return limits.import_cpu_seconds + CALLS_PAID * (check.cpu_seconds or limits.cpu_seconds)


class CheckRun:
    """One check on one submission: its worker, its calls, and how they ended."""

    def __init__(self, suite: Suite, name: str, check: Check, job: Job, attempt: int) -> None:
        self.suite = suite
        self.name = name
        self.check = check
        self.job = job
        self.attempt = attempt
        self.error: BaseException | None = None
        self.asked: dict[str, Value] | None = None  # the last request, answered or not
        self.calls: list[tuple[str, dict[str, Value], Value]] = []
        self.diagnosable = True
        self.turn: Turn | None = None
        limits = suite.topic.assignment.limits
        self.cpu_seconds = check.cpu_seconds or limits.cpu_seconds
        self.wall_seconds = check.wall_seconds or max(limits.wall_seconds, 4 * self.cpu_seconds)

    def seeds(self) -> np.random.SeedSequence:
        """What the judge's own random numbers come from."""
        key = zlib.crc32(self.name.encode())
        return np.random.SeedSequence([self.job.seed, key, self.attempt])

    def worker_seed(self, stream: int) -> int:
        """62 bits for a worker, from which the numbers that the judge draws can't be computed."""
        text = f"{self.job.seed} {self.name} {self.attempt} {stream}".encode()
        digest = hashlib.blake2b(text, key=self.job.secret, digest_size=8).digest()
        return int.from_bytes(digest, "big") >> 2

    def ask(self, asked: dict[str, Value]) -> Value:
        """See `Backend.ask`."""
        needed = _needed(asked)
        self.asked = asked
        self._require_defined(needed)
        self._require_an_end(needed)
        identity, request = self._request(asked)
        self.asked = request
        self._require_time()
        turn = self.turn or self._begin()
        try:
            reply = self._timed(turn.worker, request, self.cpu_seconds, self.wall_seconds, GRACE)
        except WorkerFailure as failure:
            self.diagnosable = False
            failed = failure_of(failure)
            if failed.kind == Kind.TIMED_OUT:
                self._require_time()
                failed = self._out_of_time(failed, needed, failed.fields["limit"] - GRACE)
            raise failed from None
        self.diagnosable = False
        reply = checked_reply(reply)
        if request.get("gradients") and "value" in reply and not are_gradients(reply["value"]):
            raise Failure(Kind.MALFORMED_REPLY)
        self.diagnosable = True
        self.calls.append((identity, request, reply))
        if self.job.on_reply is not None:
            self.job.on_reply(identity, request, reply)
        if "error" in reply:
            failed = self._claimed(reply, needed)
            if failed.kind == Kind.OUT_OF_MEMORY:
                failed.fields["limit"] = float(self.suite.topic.assignment.limits.memory_mib)
            if failed.kind == Kind.TIMED_OUT:
                self.diagnosable = False
                self._require_time()
                by_clock = reply.get("by_clock") is True
                limit = self.wall_seconds if by_clock else self.cpu_seconds
                failed = self._out_of_time(failed, needed, limit)
            raise failed
        return reply["value"]

    def _timed(
        self,
        worker: Worker,
        request: dict[str, Value],
        cpu_seconds: float,
        wall_seconds: float,
        grace: float = 0.0,
    ) -> Value:
        """A worker's reply, on the submission's budget; `grace` is for the worker to say that it is
        late. Raises WorkerFailure."""
        budget = self.job.budget
        cpu_limit, wall_limit = budget.within(cpu_seconds, wall_seconds)
        before, waited = worker.usage.cpu_seconds, worker.usage.wall_seconds
        ended_at = 0.0
        try:
            return worker.ask(request, cpu_limit + grace, wall_limit + grace)
        except WorkerFailure as failure:
            if failure.kind == Kind.TIMED_OUT and failure.data["limit"] == cpu_limit + grace:
                ended_at = cpu_limit  # what the kernel counted is known later
            raise
        finally:
            used = max(ended_at, worker.usage.cpu_seconds - before)
            budget.spend(used, worker.usage.wall_seconds - waited)

    def _require_time(self) -> None:
        """Raises Failure where the submission's budget is used up."""
        seconds = self.job.budget.used_up
        if seconds is not None:
            raise Failure(Kind.TIME_USED_UP, limit=seconds)

    def _request(self, asked: dict[str, Value]) -> tuple[str, Request]:
        """What is sent to a worker for what a suite asks, and which call of the check it is."""
        index = len(self.calls)
        by_hand: list[Value] = [name for name in _needed(asked) if name in self.suite.by_hand]
        request = Request({**asked, "seed": self.worker_seed(index + 1), "by_hand": by_hand})
        return f"{self.name}:{self.attempt}:{index}", request

    def _require_defined(self, names: list[str]) -> None:
        source = self.job.source
        if source.open_ended or not source.names:
            return
        for name in names:
            if name not in source.names:
                close = difflib.get_close_matches(name, source.names, n=1, cutoff=0.6)
                self.diagnosable = False
                raise Failure(Kind.MISSING, function=name, suggestion=close[0] if close else "")

    def _require_an_end(self, names: list[str]) -> None:
        """Raises Failure where one of these, or what it calls, has been waited for in vain in
        another check: a student waits once. Where points depend on it, each check waits for
        itself."""
        if not self.suite.public or not self.job.waited_for:
            return
        reached = {*names, *self.job.follows.reached_from(self.check.exercise)}
        for name, check in self.job.waited_for.items():
            if name in reached:
                raise Failure(Kind.NOT_RUN, blocked_by=check, function=name)

    def _out_of_time(self, failure: Failure, names: list[str], seconds: float) -> Failure:
        for name in names:
            self.job.waited_for.setdefault(name, self.name)
        failure.fields["limit"] = seconds
        return failure

    def _begin(self) -> Turn:
        """A turn in a worker in which the submission has just been executed."""
        alone = self.check.retries or self.check.cpu_seconds or self.check.wall_seconds
        if alone:
            self.turn = self.job.worker.alone(ceiling(self.suite.topic, self.check))
        else:
            self.turn = self.job.worker.turn()
        self.job.go_on()  # it may have been dropped before there was a worker to end
        if not self.turn.first and not self._load({"op": "again"}):
            # Something was left behind that can't be put back.
            self.job.worker.close()
            self.turn = self.job.worker.turn()
        if self.turn.first:
            source = self.job.source
            self._load(
                {
                    "op": "load",
                    "name": self.suite.topic.starter.stem,
                    "main": source.main,
                    "modules": source.modules,
                    "call_seconds": [self.cpu_seconds, self.wall_seconds],
                }
            )
        return self.turn

    def _load(self, request: dict[str, Value]) -> bool:
        """Has the submission executed: whether that could be done in the process as it is."""
        assert self.turn is not None
        limits = self.suite.topic.assignment.limits
        wall_seconds = max(limits.wall_seconds, 4 * limits.import_cpu_seconds)
        request["seed"] = self.worker_seed(0)
        request["cpu_seconds"] = limits.import_cpu_seconds
        request["wall_seconds"] = wall_seconds
        request["endless"] = [[note.data["file"], note.data["at"]] for note in self.job.endless()]
        try:
            cpu_seconds = limits.import_cpu_seconds
            reply = self._timed(self.turn.worker, request, cpu_seconds, wall_seconds)
        except WorkerFailure as failure:
            if failure.kind == Kind.TIMED_OUT:
                self._require_time()
            failed = failure_of(failure)
            raise Failure(
                Kind.IMPORT_FAILED,
                **{**failed.fields, "exception": failed.fields.get("exception") or failure.kind},
            ) from None
        reply = checked_reply(reply)
        if "error" in reply:
            raise self._claimed({**reply, "error": Kind.IMPORT_FAILED})
        if request["op"] == "load" and self.job.notes is None:
            # Of a process that has seen no call: there is nothing hidden that it could tell.
            self.job.notes = statements_passed_over(
                reply["value"], self.job.source, self._is_refused
            )
            if self.job.on_note is not None:
                for note in self.job.notes:
                    self.job.on_note(note)
        return reply["value"] is not False

    def _claimed(self, reply: dict[str, Any], needed: Sequence[str] = ()) -> Failure:
        return failure_that_is_claimed(
            reply, self.job.source, self._is_refused, public=self.suite.public, needed=needed
        )

    def _is_refused(self, name: str) -> bool:
        """Whether a name is one under which a call may have been refused."""
        forbidden = self.suite.topic.assignment.forbidden
        return forbidden.holds(name) and self.suite.pool.may_refuse(name)

    def expected(self) -> Value:
        """See `Backend.expected`."""
        identity, request, _ = self.calls[-1]
        return self._right(identity, request)

    def _right(self, identity: str, request: dict[str, Value]) -> Value:
        reply = self.suite.oracle.answer(REFERENCE, identity, request)
        if not isinstance(reply, dict) or "error" in reply:
            raise UnansweredError(f"the reference answers {reply!r}"[:MAX_TEXT])
        return reply["value"]

    def difference(self) -> Failure | None:
        """The first way in which the form of a reply differs from the reference's, else a number
        that is not finite, else that numbers differ, or None: what may have brought down a check
        that looks at the replies. Raises OracleError where the reference can't be asked."""
        found: Failure | None = None
        for identity, request, reply in self.calls:
            try:
                right = self._right(identity, request)
            except UnansweredError:
                break  # what the student answered to an earlier call was passed on
            answer = Answer(
                Known(reply["value"], right, self.argument_name, self.part_name), request
            )
            try:
                answer.matches_form()
            except Failure as failure:
                return failure
            try:
                answer.matches_reference()
            except Failure as failure:
                if found is None or found.kind != Kind.NOT_FINITE:
                    found = failure
        if found is None or found.kind == Kind.NOT_FINITE:
            return found
        # They may be as right as the reference's, as those of a training are.
        return Failure(Kind.BROKEN_PROPERTY, function=found.fields["function"])

    def argument_name(self, function: str, key: str) -> str:
        """See `Backend.argument_name`."""
        names = self.suite.starter.signatures.get(function, ())
        return names[int(key)] if key.isdigit() and int(key) < len(names) else key

    def part_name(self, function: str, part: str, answer: Value) -> str:
        """See `Backend.part_name`. A list is the check's own making, and no answer of a
        function's."""
        names = self.suite.starter.returned.get(function, ())
        return named_part(part, names, len(answer)) if isinstance(answer, tuple) else part

    def diagnosis(self) -> Hint | None:
        """The hint that is certain, or None."""
        if self.job.first_failure == "undiagnosed" or not self.calls or not self.diagnosable:
            return None
        if len(self.calls) > CALLS_DIAGNOSED:
            return None
        costly = self.turn is not None and self.turn.cpu_seconds > COSTLY_CPU_SECONDS
        # Wrong answers are told by checks of the hidden suite; a public one of the name asks less.
        passed = () if self.suite.public else self.job.passed
        return diagnose(self.suite.oracle, self.name, self.calls, costly, passed)

    def kill(self) -> None:
        """Ends the call that is being made, from any thread."""
        turn = self.turn
        if turn is not None:
            turn.worker.kill()

    def close(self) -> None:
        """Ends the turn; whatever did not pass ends the worker with it."""
        if self.turn is not None:
            self.job.worker.end(self.turn, passed=self.error is None)


class ReferenceRun(CheckRun):
    """The same check on the reference."""

    def ask(self, asked: dict[str, Value]) -> Value:
        """The reference's answer."""
        identity, request = self._request(asked)
        right = self._right(identity, request)
        self.calls.append((identity, request, {"value": right}))
        return right


@dataclass(frozen=True)
class Known:
    """A backend of one call whose answers are there."""

    got: Value
    right: Value
    argument_name: Callable[[str, str], str]
    part_name: Callable[[str, str, Value], str]

    def ask(self, request: dict[str, Value]) -> Value:
        """See `Backend.ask`."""
        return self.got

    def expected(self) -> Value:
        """See `Backend.expected`."""
        return self.right


def _needed(asked: dict[str, Value]) -> list[str]:
    """The names of the student's module that a request uses."""
    function = str(asked.get("function", ""))
    return [function] if function else list(asked["needs"])
