"""Whatever comes back from a submission, at whichever call of whichever check: it is the
submission's, and never a fault of ours.

A topic of which something has changed since its proof gets all replies at every call. Of the others
the commit draws some, and of each call's replies a few.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from autograder.authoring.proof import stored_proof
from autograder.execution.forked import Host
from autograder.execution.sandbox.isolation import choose
from autograder.execution.workers import Usage
from autograder.judge.oracle import REFERENCE, LiveOracle
from autograder.judge.session import JudgeSession
from autograder.model.submission import Source
from autograder.model.topic import Limits, Topic, find_topics
from tests.course.drawn import drawn

COURSE = Path(__file__).resolve().parents[2]
SHARE, SAMPLE = 3, 5  # of so many topics whose proof holds one; replies that each call of it gets
TOPICS = [topic for topic in find_topics(COURSE) if not topic.assignment.draft]
DRAWN = {topic.name for topic in drawn("replies").sample(TOPICS, -(-len(TOPICS) // SHARE))}


def filled(with_: float | int) -> Callable[[Any], Any]:
    """What has the form of the right answer, and this number everywhere."""

    def fill(right: Any) -> Any:
        if isinstance(right, np.ndarray):
            number = with_ if right.dtype.kind in "fc" or np.isfinite(with_) else -(2**31)
            return np.full_like(right, number, dtype=right.dtype)
        if isinstance(right, list | tuple):
            return type(right)(fill(item) for item in right)
        if isinstance(right, dict):
            return {key: fill(item) for key, item in right.items()}
        if isinstance(right, float):
            return float(with_)
        if isinstance(right, int) and not isinstance(right, bool):
            return int(with_) if np.isfinite(with_) else 2**62
        return right

    return fill


def shortened(right: Any) -> Any:
    """The right answer without its last entries."""
    if isinstance(right, np.ndarray):
        return right[..., :-1] if right.ndim else right[None]
    if isinstance(right, list | tuple):
        return right[:-1]
    if isinstance(right, dict):
        return dict(list(right.items())[:-1])
    return [right]


def emptied(right: Any) -> Any:
    """The right answer with arrays and lists that hold nothing."""
    if isinstance(right, np.ndarray):
        return np.zeros((0, *right.shape[1:]), right.dtype)
    if isinstance(right, list | tuple):
        return []
    if isinstance(right, dict):
        return {key: emptied(item) for key, item in right.items()}
    return np.zeros(0)


REPLIES: dict[str, Callable[[Any], Any]] = {
    "None": lambda right: None,
    "text": lambda right: "\x1b[2Jnan",
    "a dict of other keys": lambda right: {"": right, "x\0": None},
    "an empty dict": lambda right: {},
    "an empty array": lambda right: np.zeros(0),
    "an array of many axes": lambda right: np.zeros((1, 2, 1, 2, 1, 2, 1, 2)),
    "complex numbers": lambda right: np.full((2, 2), 1j),
    "truth values": lambda right: np.ones(3, dtype=bool),
    "a huge whole number": lambda right: 2**63 - 1,
    "infinity": lambda right: float("-inf"),
    "nested lists": lambda right: [[[], [None]], ([right],), {"a": [1.5, "b"]}],
    "one in a list": lambda right: [right],
    "the right answer shortened": shortened,
    "the right form and nothing in it": emptied,
    "NaN in the right form": filled(float("nan")),
    "infinity in the right form": filled(float("inf")),
    "zeros in the right form": filled(0),
    "huge numbers in the right form": filled(2**30),
    "negative numbers in the right form": filled(-3),
}


class Answers:
    """Workers that answer as the reference does, but for one call of a check."""

    def __init__(self, oracle: LiveOracle) -> None:
        self.oracle = oracle
        self.at: int | None = None
        self.instead: Callable[[Any], Any] = lambda right: right
        self.calls = 0
        self.output = bytearray()
        self.usage = Usage()

    def open(self, limits: Limits, cpu_seconds: float) -> "Answers":
        """Itself, as a worker that has not been called."""
        self.calls = 0
        return self

    def ask(self, request: dict[str, Any], cpu_seconds: float, wall_seconds: float) -> Any:
        """The reply to a request."""
        if request["op"] in ("load", "again"):
            return {"value": True}
        reply = self.oracle.answer(REFERENCE, "", request)
        self.calls += 1
        if self.calls - 1 != self.at or "error" in reply:  # type: ignore[operator] # a dict
            return reply
        return {"value": self.instead(reply["value"])}  # type: ignore[index,call-overload] # a dict

    def may_refuse(self, name: str) -> bool:
        """Nothing is refused."""
        return False

    def settle(self) -> None:
        """Nothing to wait for."""

    def kill(self) -> None:
        """Nothing to end."""

    def close(self) -> None:
        """Nothing to end."""


@pytest.mark.parametrize("topic", TOPICS, ids=lambda topic: topic.name)
def test_no_reply_is_a_fault_of_ours(topic: Topic) -> None:
    proven = stored_proof(topic) is not None
    if proven and topic.name not in DRAWN:
        pytest.skip("nothing of it has changed, and the commit draws others")
    host = Host(choose("none"), topic.assignment.forbidden.calls)
    host.start()
    oracle = LiveOracle(topic, host)
    pool = Answers(oracle)
    assert topic.hidden is not None
    session = JudgeSession(topic, topic.hidden, pool, oracle, public=False)
    source = Source(main=topic.assignment.file, modules={}, open_ended=True)
    session.start()
    ours, passed, put = [], [], 0
    replies = sorted(REPLIES)
    draw = drawn(topic.name) if proven else None

    def judged(check: str) -> Any:
        pool.calls = 0
        (verdict,) = session.judge(
            source, 1, only=frozenset([check]), first_failure="undiagnosed", retry=False
        )
        return verdict

    try:
        for check in session.checks:
            pool.at = None
            assert judged(check).passed, check
            calls = pool.calls
            for pool.at in range(calls):
                for name in draw.sample(replies, SAMPLE) if draw else replies:
                    pool.instead = REPLIES[name]
                    put += 1
                    verdict = judged(check)
                    if verdict.fault not in (None, "student"):
                        ours.append((check, pool.at, name, verdict.detail.message))
                    elif verdict.passed:
                        passed.append((check, pool.at, name))
    finally:
        session.close()
        host.close()
    assert ours == []
    assert put > 50
    print(topic.name, put, "passed", passed)
