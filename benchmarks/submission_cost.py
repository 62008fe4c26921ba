"""What grading costs beyond the student's own compute.

    python -m benchmarks.submission_cost [TOPIC]

CPU seconds of everything that grading a class runs (the judge, the host, its workers; starting them
once), as shares, and over those of the same calls made bare in one warm Python. The class: the
reference, alternatives and wrong answers of the topic. Twice: with every check, and without those
that train.
"""

import sys
import tempfile
import time
from dataclasses import dataclass
from pathlib import Path

import psutil

from autograder.execution.sandbox.isolation import choose
from autograder.execution.wire import Value
from autograder.judge.judge import Judge, hidden_judge
from autograder.judge.oracle import source_of
from autograder.model.submission import Source
from autograder.model.topic import Topic, find_topic

COURSE = Path(__file__).resolve().parents[1]
TRAINING_SECONDS = 0.1  # bare, of a check: what takes longer is a training
ROUNDS = 5

Calls = dict[str, list[dict[str, Value]]]  # by check


def children_seconds() -> float:
    """CPU seconds of the children of this process that are alive, and of what they reaped."""
    total = 0.0
    for child in psutil.Process().children(recursive=True):
        try:
            times = child.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system + times.children_user + times.children_system
    return total


def class_of(topic: Topic) -> list[Source]:
    """A few submissions of a topic: right in several ways, wrong in some."""
    assert topic.solutions is not None
    paths = [topic.solutions / "reference.py"]
    paths += sorted((topic.solutions / "alternatives").glob("*.py"))[:2]
    texts = [path.read_text(encoding="utf-8") for path in paths]
    texts += [each.text for each in topic.wrong_answers.values()][:1]
    return [source_of(text, topic.assignment.file) for text in texts]


@dataclass
class Cost:
    """CPU seconds of a class, by who used them."""

    judge: float = 0.0
    host: float = 0.0
    workers: float = 0.0
    bare: float = 0.0
    checks: int = 0

    @property
    def whole(self) -> float:
        """Everything."""
        return self.judge + self.host + self.workers

    def add(self, other: "Cost", bare: float) -> None:
        """Takes another submission's cost, and what its calls cost bare."""
        self.judge += other.judge
        self.host += other.host
        self.workers += other.workers
        self.checks += other.checks
        self.bare += bare


def graded(judge: Judge, source: Source, only: frozenset[str] | None) -> tuple[Cost, Calls]:
    """What grading that submission costs, and the calls that were made."""
    calls: Calls = {}

    def on_reply(identity: str, request: dict[str, Value], reply: Value) -> None:
        calls.setdefault(identity.partition(":")[0], []).append(request)

    ours, theirs = time.process_time(), children_seconds()
    verdicts = judge.session.judge(source, 1, only=only, on_reply=on_reply)
    workers = sum(verdict.cpu_seconds for verdict in verdicts)
    return Cost(
        judge=time.process_time() - ours,
        host=children_seconds() - theirs - workers,
        workers=workers,
        checks=sum(verdict.outcome != "not_run" for verdict in verdicts),
    ), calls


def load_request(topic: Topic, source: Source) -> dict[str, Value]:
    """What a worker is asked first: to import that submission."""
    return {
        "op": "load",
        "name": topic.starter.stem,
        "main": source.main,
        "modules": dict(source.modules),
        "seed": 0,
    }


def bare_seconds(topic: Topic, source: Source, calls: Calls) -> dict[str, float]:
    """CPU seconds of the same calls in this process, torch loaded, nothing around them: of loading
    the file once (under ""), and of the calls of each check."""
    from autograder.execution.worker.perform import Performer

    load = load_request(topic, source)
    start = time.process_time()
    performer = Performer()
    performer.perform(load)
    found = {"": time.process_time() - start}
    for check, requests in calls.items():
        start = time.process_time()
        for request in requests:
            performer.perform(request)
        found[check] = time.process_time() - start
    return found


def report(title: str, cost: Cost, submissions: int) -> None:
    """Prints the shares of a class."""
    print(f"\n{title}: {submissions} submissions, {cost.checks} checks run")
    rows = (
        ("the student's own compute, bare", cost.bare),
        ("workers beyond it: fork, layers, import, transport, end", cost.workers - cost.bare),
        ("host: forking, reaping", cost.host),
        ("judge: pytest, drawing inputs, comparing, diagnosis", cost.judge),
    )
    for name, seconds in rows:
        each = 1000 * seconds / cost.checks
        share = 100 * seconds / cost.whole
        print(f"  {seconds:8.3f} CPU-s {share:5.1f} % {each:7.1f} ms a check  {name}")
    print(f"  {cost.whole / submissions:.3f} CPU-s a submission")
    print(f"  everything ÷ bare compute: {cost.whole / cost.bare:.2f}")


def measured(
    judge: Judge, topic: Topic, sources: list[Source], only: frozenset[str] | None
) -> tuple[Cost, dict[str, float]]:
    """What a class costs, graded and bare by turns, and the bare seconds of each check. Of several
    rounds the least, of each submission and side: what others do on the machine only adds."""
    class_, alone = Cost(), dict[str, float]()
    for source in sources:
        rounds, bares = [], []
        for _ in range(ROUNDS):
            cost, calls = graded(judge, source, only)
            found = bare_seconds(topic, source, calls)
            rounds.append(cost)
            bares.append(sum(found.values()))
            for check, seconds in found.items():
                alone[check] = max(alone.get(check, 0.0), seconds)
        class_.add(min(rounds, key=lambda cost: cost.whole), min(bares))
    return class_, alone


def main() -> None:
    """Prints the tables."""
    topic = find_topic(sys.argv[1] if len(sys.argv) > 1 else "gru", COURSE)
    sources = class_of(topic)
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        judge = hidden_judge(topic, choose(), Path(folder))
        # What is computed once a class, and what is warmed by the first forks, is no submission's.
        for source in sources:
            graded(judge, source, None)
        started = time.process_time() - start + children_seconds()
        from autograder.execution.worker.warm import warm

        warm()
        whole, alone = measured(judge, topic, sources, None)
        started -= whole.whole
        print(f"{topic.name}, {len(judge.session.checks)} checks, {judge.isolation}")
        print(f"once: {started:.1f} CPU-s (judge, host, torch, the answers of all solutions)")
        report("with training", whole, len(sources))
        short = frozenset(name for name in alone if name and alone[name] < TRAINING_SECONDS)
        report("without training", measured(judge, topic, sources, short)[0], len(sources))
        judge.close()
        for size in (30, 200, 1000):
            own = (started + size * whole.whole / len(sources)) / (size * whole.bare / len(sources))
            print(f"a class of {size}, once-only costs included: {own:.2f} × bare")


if __name__ == "__main__":
    main()
