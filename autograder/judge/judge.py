"""A judge with all that it needs, warm and ready for one submission after the other."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path

from autograder.execution.forked import Host
from autograder.execution.sandbox.isolation import Isolation
from autograder.execution.unconfined import self_check_pool
from autograder.execution.workers import WorkerPool
from autograder.judge.oracle import FrozenOracle, LiveOracle, Oracle, stored_bands
from autograder.judge.session import JudgeSession
from autograder.model.record import Verdict
from autograder.model.submission import Problem, Source
from autograder.model.topic import Topic

FROZEN = "expected.bin"
SEED = 20_000_101  # of the public checks: the same numbers for everybody, frozen with their answers


class Judge:
    """One suite of a topic, the pool where submissions run, and the oracle."""

    def __init__(
        self,
        topic: Topic,
        suite: Path,
        pool: WorkerPool,
        oracle: Oracle,
        isolation: str,
        public: bool,
    ) -> None:
        self.topic = topic
        self.pool = pool
        self.oracle = oracle
        self.isolation = isolation
        self.session = JudgeSession(topic, suite, pool, oracle, public=public)
        self.session.start()

    def judge(
        self,
        source: Source,
        seed: int,
        on_verdict: Callable[[Verdict], None] | None = None,
        first: Sequence[str] = (),
        stop: threading.Event | None = None,
        on_note: Callable[[Problem], None] | None = None,
    ) -> list[Verdict]:
        """The verdicts of the suite, in its order; see `JudgeSession.judge`."""
        return self.session.judge(
            source, seed, on_verdict=on_verdict, on_note=on_note, first=first, stop=stop
        )

    def close(self) -> None:
        """Ends the judge and every process of its pool."""
        self.session.close()
        self.pool.close()


def hidden_judge(
    topic: Topic, isolation: Isolation, answers: Path | None = None, slot: int = 0
) -> Judge:
    """For grading: the hidden suite, workers under `isolation`, the solutions of the course.

    `answers` is where what they answered is kept. Raises SuiteError, MissingLayer.
    """
    assert topic.hidden is not None
    host = Host(isolation, topic.assignment.forbidden.calls, slot)
    host.start()
    oracle = LiveOracle(topic, host, answers)
    oracle.bands = stored_bands(topic.hidden / "calibration.json")
    return Judge(topic, topic.hidden, host, oracle, isolation.described, public=False)


def public_judge(
    topic: Topic, pool: WorkerPool | None = None, solutions: WorkerPool | None = None
) -> Judge:
    """For a student's self-check: the public checks, without a sandbox.

    In a handout the right answers are those that were frozen when it was built; in a course they
    are computed, in `solutions` where those have a pool of their own.
    """
    pool = pool or self_check_pool(topic.assignment.forbidden.calls)
    frozen = topic.public_suite / FROZEN
    oracle: Oracle
    if topic.solutions is not None and not frozen.exists():
        oracle = LiveOracle(topic, solutions or pool)
    else:
        oracle = FrozenOracle(frozen)
    return Judge(topic, topic.public_suite, pool, oracle, "none", public=True)
