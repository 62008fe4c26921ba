"""What one submission costs, as shares: `python -m benchmarks.submission_cost [TOPIC] [FILE]`.

CPU seconds of everything that grading a submission runs: starting the judge and its host (once),
then for each submission the judge, the host, and the workers; of the workers, how much is the
student's own compute, by making the same calls bare in one warm process.
"""

import statistics
import sys
import tempfile
import time
from pathlib import Path

import psutil

from autograder.bench import hidden_bench
from autograder.judge.oracle import source_of
from autograder.places import Host
from autograder.sandbox.isolation import choose
from autograder.topic import find_topic
from autograder.wire import Value

COURSE = Path(__file__).resolve().parents[1]
ROUNDS = 5


def processes_seconds() -> float:
    """CPU seconds of the children of this process that are alive, and of their reaped children."""
    total = 0.0
    for child in psutil.Process().children(recursive=True):
        try:
            times = child.cpu_times()
        except psutil.Error:
            continue
        total += times.user + times.system
    return total


def bare_seconds(requests: list[dict[str, Value]], load: dict[str, Value]) -> float:
    """CPU seconds of the same calls in this process, torch loaded, nothing around them."""
    from autograder.worker.perform import Performer
    from autograder.worker.warm import warm

    warm()
    found = []
    for _ in range(3):
        start = time.process_time()
        performer = Performer()
        performer.perform(load)
        for request in requests:
            performer.perform(request)
        found.append(time.process_time() - start)
    return min(found)


def main() -> None:
    """Prints the table."""
    topic = find_topic(sys.argv[1] if len(sys.argv) > 1 else "gru", COURSE)
    assert topic.solutions is not None
    path = Path(sys.argv[2]) if len(sys.argv) > 2 else topic.solutions / "reference.py"
    source = source_of(path, topic.assignment.file)
    requests: list[dict[str, Value]] = []
    with tempfile.TemporaryDirectory() as folder:
        start = time.process_time()
        bench = hidden_bench(topic, choose(), Path(folder))
        bench.session.judge(source, 1, spy=lambda _, request, reply: requests.append(request))
        assert isinstance(bench.place, Host)
        started = time.process_time() - start + processes_seconds()
        judge, hosts, workers, wall = [], [], [], []
        for _ in range(ROUNDS):
            cpu, other, clock = time.process_time(), processes_seconds(), time.perf_counter()
            verdicts = bench.judge(source, 1)
            wall.append(time.perf_counter() - clock)
            judge.append(time.process_time() - cpu)
            hosts.append(processes_seconds() - other)
            workers.append(sum(verdict.cpu_seconds for verdict in verdicts))
        bench.close()
    load: dict[str, Value] = {
        "op": "load",
        "name": topic.starter.stem,
        "main": source.main,
        "modules": dict(source.modules),
        "seed": 0,
    }
    bare = bare_seconds(requests, load)
    checks = len(bench.session.checks)
    judged, hosted, worked = map(statistics.median, (judge, hosts, workers))
    whole = judged + hosted + worked
    print(f"{topic.name}, {path.name}, {checks} checks, {len(requests)} calls, {bench.isolation}")
    print(f"start-up, once: {started:.2f} CPU-s (judge, host, torch, the reference's answers)")
    print(f"a submission: {whole:.3f} CPU-s in {statistics.median(wall):.3f} s, of which")
    rows = (
        ("the student's own compute, bare", bare),
        ("workers beyond it: fork, layers, import, transport", max(0.0, worked - bare)),
        ("host: forking, reaping", hosted),
        ("judge: pytest, drawing inputs, comparing", judged),
    )
    for name, seconds in rows:
        print(f"  {seconds:7.3f} CPU-s  {100 * seconds / whole:5.1f} %  {name}")
    print(f"everything ÷ bare compute: {whole / bare:.2f}")


if __name__ == "__main__":
    main()
