"""What grading costs beyond the student's own compute.

    python -m benchmarks.submission_cost [TOPIC …]

CPU seconds of everything that grading a class runs (the judge, the host, its workers; starting them
once), as shares, and over those of the same calls made bare in one warm Python. The class: the
reference, alternatives and wrong answers of the topic. Twice: with every check, and without those
that train. At the end a row for each topic: what a right submission costs beyond its own compute,
and a wrong one beyond a right one.
"""

import functools
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
from autograder.model.topic import Topic, find_topic, find_topics

COURSE = Path(__file__).resolve().parents[1]
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
        check, _, number = identity.partition(":")
        if number == "0" and not judge.session.checks[check][0].retries:
            calls[check] = []  # a check that was put twice: what counted
        calls.setdefault(check, []).append(request)

    theirs, ours = children_seconds(), time.process_time()
    verdicts = judge.session.judge(source, 1, only=only, on_reply=on_reply)
    spent = time.process_time() - ours  # before the processes are looked at: that is ours alone
    workers = sum(verdict.cpu_seconds for verdict in verdicts)
    return Cost(
        judge=spent,
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


def bare_seconds(topic: Topic, source: Source, calls: Calls) -> float:
    """CPU seconds of the same calls in this process, torch loaded, nothing around them, and of
    loading the file once."""
    from autograder.execution.worker.perform import Performer

    load = load_request(topic, source)
    start = time.process_time()
    performer = Performer()
    performer.perform(load)
    for requests in calls.values():
        for request in requests:
            performer.perform(request)
    return time.process_time() - start


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
) -> Cost:
    """What a class costs, graded and bare by turns. Of several rounds the least, of each submission
    and side: what others do on the machine only adds."""
    class_ = Cost()
    for source in sources:
        rounds, bares = [], []
        for _ in range(ROUNDS):
            cost, calls = graded(judge, source, only)
            rounds.append(cost)
            bares.append(bare_seconds(topic, source, calls))
        class_.add(min(rounds, key=lambda cost: cost.whole), min(bares))
    return class_


def row(topic: Topic, judge: Judge, sources: list[Source], short: frozenset[str]) -> str:
    """A topic in a line: without training, and with it."""
    right = measured(judge, topic, sources[:1], short)
    wrong = measured(judge, topic, sources[-1:], short)
    whole = measured(judge, topic, sources[:1], None)
    beyond = right.whole - right.bare
    return (
        f"{topic.name:24} {right.checks:3} {right.bare:7.3f} {beyond:7.3f}"
        f" {1000 * beyond / right.checks:6.1f} {1000 * right.judge / right.checks:6.1f}"
        f" {1000 * (right.workers - right.bare) / right.checks:6.1f}"
        f" {1000 * right.host / right.checks:6.1f} {wrong.whole - right.whole:7.3f}"
        f" {whole.whole / whole.bare:6.2f}"
    )


HEADING = (
    "a right submission without training: checks, CPU-s bare and beyond; ms a check beyond: all,"
    " judge, workers, host; CPU-s of a wrong one beyond a right one; with training, everything ÷"
    " bare"
)


def main() -> None:
    """Prints the tables."""
    topics = [find_topic(name, COURSE) for name in sys.argv[1:]] or find_topics(COURSE)
    rows = []
    for topic in topics:
        rows.append(tables(topic))
    print(f"\n{HEADING}")
    for each in rows:
        print(each)


@functools.cache
def warm_here() -> None:
    """Makes this process what a host is, once; the first judge has started without torch."""
    from autograder.execution.worker.warm import warm

    warm()


def tables(topic: Topic) -> str:
    """Prints the tables of a topic, and returns its row."""
    sources = class_of(topic)
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        before = children_seconds()
        judge = hidden_judge(topic, choose(), Path(folder))
        # What is computed once a class, and what is warmed by the first forks, is no submission's.
        for source in sources:
            graded(judge, source, None)
        started = time.process_time() - start + children_seconds() - before
        warm_here()
        whole = measured(judge, topic, sources, None)
        started -= whole.whole
        print(f"\n{topic.name}, {len(judge.session.checks)} checks, {judge.isolation}")
        print(f"once: {started:.1f} CPU-s (judge, host, torch, the answers of all solutions)")
        report("with training", whole, len(sources))
        short = frozenset(
            name
            for name, (check, _, _) in judge.session.checks.items()
            if not check.retries and check.cpu_seconds is None  # else a training, in its own worker
        )
        report("without training", measured(judge, topic, sources, short), len(sources))
        found = row(topic, judge, sources, short)
        judge.close()
        for size in (30, 200, 1000):
            own = (started + size * whole.whole / len(sources)) / (size * whole.bare / len(sources))
            print(f"a class of {size}, once-only costs included: {own:.2f} × bare")
    return found


if __name__ == "__main__":
    main()
