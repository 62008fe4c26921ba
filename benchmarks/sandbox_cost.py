"""What the sandbox costs: each layer of a worker, a fork, the outer wall, choosing; and where the
time of a worker goes, stage after stage.

    python -m benchmarks.sandbox_cost [FORKS]

Medians over FORKS children (60 by default) of a process that is as warm as a host, in milliseconds:
of the clock in the first table, of CPU time in the second.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import numpy as np

from autograder.execution.sandbox.isolation import BASE_LAYERS, Isolation, MissingLayer, choose
from autograder.execution.sandbox.layers import LAYERS, Confinement, confine
from autograder.execution.wire import Value
from autograder.execution.worker import forbid, inert, serve
from autograder.execution.worker.perform import Performer
from autograder.execution.worker.warm import use_huge_pages, warm
from autograder.model.topic import find_topic
from benchmarks.submission_cost import COURSE, class_of, load_request


def in_child(measure: Callable[[int], dict[str, float]]) -> dict[str, float]:
    """What `measure` returns in a forked child; it gets the descriptor it may keep."""
    reading, writing = os.pipe()
    start = time.perf_counter()
    pid = os.fork()
    if pid == 0:
        try:
            found = {"fork": time.perf_counter() - start, **measure(writing)}
            os.write(writing, json.dumps(found).encode())
        finally:
            os._exit(0)
    os.close(writing)
    with os.fdopen(reading, "rb") as file:
        answer: dict[str, float] = json.loads(file.read())
    os.waitpid(pid, 0)
    answer["fork, all base layers, exit and reaping"] = time.perf_counter() - start
    return answer


def layer_by_layer(keep: int) -> dict[str, float]:
    """Seconds that each base layer takes, in the order in which they are put on."""
    base = Isolation("base", BASE_LAYERS).confinement(0, 1024, 60)
    found = {}
    for name in BASE_LAYERS:
        one = Confinement(1024, 60, readable=base.readable, layers=(name,))
        start = time.perf_counter()
        confine(one, {keep})
        found[name] = time.perf_counter() - start
    found["all base layers"] = sum(found.values())
    return found


def change_of_user(keep: int) -> dict[str, float]:
    """Seconds that becoming another user takes."""
    start = time.perf_counter()
    confine(Confinement(1024, 60, uid=60600, gid=60600, layers=("drop_user",)), {keep})
    return {"drop_user": time.perf_counter() - start}


class Stages:
    """What a worker does with a submission to the GRU, up to some stage."""

    def __init__(self) -> None:
        topic = find_topic("gru", COURSE)
        forbid.refuse(topic.assignment.forbidden.calls)
        self.import_ = load_request(topic, class_of(topic)[0])
        rng = np.random.default_rng(0)
        shapes = ((2, 3), (2, 5), (15, 3), (15, 5), (15,), (15,))  # N = 2, D = 3, H = 5
        arguments = [rng.standard_normal(shape) for shape in shapes]
        self.call: dict[str, Value] = {"op": "call", "function": "gru_cell", "args": arguments}
        self.call |= {"kwargs": {}, "gradients": False, "seed": 0}
        self.confinement = choose().confinement(0, 1024, 60)

    def run(self, layers: bool, requests: list[dict[str, Value]]) -> None:
        """In the forked child."""
        if layers:
            confine(self.confinement, set(os.pipe()))
        performer = Performer()
        for request in requests:
            serve.answer(performer, request)

    def table(self, forks: int) -> list[tuple[str, float, float]]:
        """For each stage: CPU milliseconds of the worker, and of the host that forks it."""
        gradients: dict[str, Value] = {**self.call, "gradients": True}
        rows: tuple[tuple[str, bool, list[dict[str, Value]]], ...] = (
            ("fork and end", False, []),
            ("… and every layer", True, []),
            ("… and importing the GRU", True, [self.import_]),
            ("… and one call", True, [self.import_, self.call]),
            ("… and eight calls", True, [self.import_, *[self.call] * 8]),
            ("… and a call with gradients", True, [self.import_, gradients]),
        )
        found = []
        for title, layers, requests in rows:
            workers, hosts = [], []
            for _ in range(forks):
                start = time.process_time()
                pid = os.fork()
                if pid == 0:
                    try:
                        self.run(layers, requests)
                        os._exit(0)
                    finally:
                        os._exit(1)
                hosts.append(1000 * (time.process_time() - start))
                _, status, usage = os.wait4(pid, 0)
                assert status == 0, title
                workers.append(1000 * (usage.ru_utime + usage.ru_stime))
            found.append((title, statistics.median(workers), statistics.median(hosts)))
        return found


def median(samples: list[dict[str, float]]) -> dict[str, float]:
    """The median of each entry."""
    return {name: statistics.median(sample[name] for sample in samples) for name in samples[0]}


def timed(action: Callable[[], object], times: int) -> float:
    """The median duration of an action, in seconds."""
    durations = []
    for _ in range(times):
        start = time.perf_counter()
        action()
        durations.append(time.perf_counter() - start)
    return statistics.median(durations)


def main() -> None:
    """Measures and prints the table."""
    forks = int(sys.argv[1]) if len(sys.argv) > 1 else 60
    warm()
    inert.install()
    use_huge_pages()
    rows = median([in_child(layer_by_layer) for _ in range(forks)])
    if os.geteuid() == 0:
        rows["drop_user"] = median([in_child(change_of_user) for _ in range(forks)])["drop_user"]
    command = [sys.executable, "-I", "-S", "-c", ""]
    plain = timed(lambda: subprocess.run(command, check=True), 10)
    rows["an empty interpreter"] = plain
    try:
        wall = choose("bubblewrap").host_command(command)
        rows["the same in bubblewrap (once a host)"] = timed(
            lambda: subprocess.run(wall, check=True), 10
        )
        rows["choosing (once a run)"] = timed(choose, 3)
    except MissingLayer as missing:
        print(f"without bubblewrap: {missing.reason}")
    order = ["fork", *LAYERS]
    for name in sorted(rows, key=lambda name: order.index(name) if name in order else len(order)):
        print(f"{name:42}{1000 * rows[name]:8.2f} ms")
    print(f"\n{'CPU time of':42}{'a worker':>11}{'its host':>11}")
    for title, worker, host in Stages().table(forks):
        print(f"{title:42}{worker:8.1f} ms{host:8.1f} ms")


if __name__ == "__main__":
    main()
