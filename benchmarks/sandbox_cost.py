"""What the sandbox costs: each layer of a worker, a fork, the outer wall, choosing.

    python benchmarks/sandbox_cost.py [FORKS]

Medians over FORKS children (30 by default) of a process that has imported torch, in milliseconds.
"""

import json
import os
import statistics
import subprocess
import sys
import time
from collections.abc import Callable

import torch

from autograder.sandbox.isolation import BASE_LAYERS, Isolation, MissingLayer, choose
from autograder.sandbox.layers import LAYERS, Confinement, confine


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
    forks = int(sys.argv[1]) if len(sys.argv) > 1 else 30
    torch.set_num_threads(1)
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


if __name__ == "__main__":
    main()
