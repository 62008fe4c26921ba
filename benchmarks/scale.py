"""How grading a class grows.

    python -m benchmarks.scale [SIZE…]                  (100, 1000 and 10000)
    python -m benchmarks.scale --coordinator [SIZE…]
    python -m benchmarks.scale --workers

A toy topic whose checks cost next to nothing, so that what is measured is ours. For each size as
copies of a few submissions of 20 KB, and as distinct ones: CPU seconds of everything, wall seconds,
and the most memory that the coordinator held.

With `--workers` a class of the GRU topic is graded by one worker, then by two.

With `--coordinator` no submission is run: the pool answers at once, with a record of twenty checks,
so that the memory of the coordinator is seen in a minute, from collecting to the table of results.
"""

import contextlib
import io
import os
import resource
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future
from pathlib import Path

import psutil
from rich.console import Console

from autograder.authoring.new import new_topic
from autograder.collect import collect
from autograder.grading import grade as grading
from autograder.grading.gradebook import Gradebook
from autograder.grading.job import GradeJob, record_of
from autograder.grading.processes import LocalPool
from autograder.model.record import Record, Text, Verdict
from autograder.model.topic import Topic
from autograder.presentation.messages import Translator
from autograder.presentation.terminal.grading import (
    collection_table,
    results_summary,
    results_table,
)
from benchmarks.kills import SUITE, WORK

STUDENT_BYTES = 20_000
COPIED = 6  # different ones, where the class is copies
CHECKS = 20
GRU_SIZE = 60  # submissions with which one worker is compared with two
BUSY = "import sys\nfor _ in range(int(sys.argv[1])): sum(range(10_000_000))"
BUSY_ROUNDS = 40  # some eight seconds
COURSE = Path(__file__).resolve().parents[1]


def make_class(folder: Path, file: str, texts: Iterable[str]) -> None:
    """A class in which each text is one student's `file`."""
    for number, text in enumerate(texts):
        student = folder / f"student{number:05}"
        student.mkdir(parents=True)
        (student / file).write_text(text)


def toys(size: int, different: int) -> Iterator[str]:
    """Answers to the toy topic, of which `different` are different."""
    filler = ("#" + "x" * 98 + "\n") * (STUDENT_BYTES // 100)
    return (f"{WORK[number % 2]}# {number % different}\n{filler}" for number in range(size))


def make_course(root: Path) -> Topic:
    """The toy topic, in a course of its own."""
    new_topic("toy", root)
    (root / "tests/hidden/toy/test_toy.py").write_text(SUITE)
    (root / "solutions/toy/reference.py").write_text(WORK[0])
    return Topic(root / "assignments/toy", root)


def seen(process: psutil.Process) -> tuple[float, float]:
    """CPU seconds of a process and all below it so far, and the most memory it has held, in MiB."""
    used = 0.0
    for each in [process, *process.children(recursive=True)]:
        try:
            times = each.cpu_times()
        except psutil.Error:
            continue
        used += times.user + times.system + times.children_user + times.children_system
    for line in Path(f"/proc/{process.pid}/status").read_text().splitlines():
        if line.startswith("VmHWM"):
            return used, int(line.split()[1]) / 1024
    return used, 0.0


def grade(
    course: Path, class_: Path, out: Path, workers: int, topic: str = "toy"
) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and the coordinator's peak memory of grading a class."""
    command = [sys.executable, "-m", "autograder", "grade", str(class_), "--topic", topic]
    command += ["--out", str(out), "--seed", "1", "--workers", str(workers)]
    start, used, peak = time.monotonic(), 0.0, 0.0
    with psutil.Popen(command, cwd=course, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            # At the end hosts are killed, and nobody is told what they used: so as it goes on.
            with contextlib.suppress(psutil.Error, OSError):
                now, held = seen(process)
                used, peak = max(used, now), max(peak, held)
            time.sleep(0.2)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    return used, time.monotonic() - start, peak


def whole(sizes: list[int]) -> None:
    """Grades classes as anybody would, and prints what that took."""
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    print("  size  kind        CPU-s  CPU-ms each   wall s  coordinator's peak MiB")
    with tempfile.TemporaryDirectory(prefix="scale-") as name:
        root = Path(name)
        make_course(root / "course")
        for size in sizes:
            for kind, different in (("copies", COPIED), ("distinct", size)):
                make_class(root / f"{kind}{size}", "toy.py", toys(size, different))
                out = root / f"run-{kind}{size}"
                cpu, wall, peak = grade(root / "course", root / f"{kind}{size}", out, 2)
                cells = f"{cpu:8.1f}{1000 * cpu / size:13.1f}{wall:9.1f}{peak:10.0f}"
                print(f"{size:6}  {kind:10}{cells}", flush=True)


def machine() -> float:
    """How much sooner two processes that only compute are done than one: what two cores that are
    shared with others can give."""

    def wall(*rounds: int) -> float:
        start = time.monotonic()
        busy = [subprocess.Popen([sys.executable, "-c", BUSY, str(each)]) for each in rounds]
        for process in busy:
            process.wait()
        return time.monotonic() - start

    return wall(2 * BUSY_ROUNDS) / wall(BUSY_ROUNDS, BUSY_ROUNDS)


def workers() -> None:
    """Grades a class of right GRU answers with one worker and with two, and prints the ratio beside
    that of the machine, before and after."""
    machines = [machine()]
    with tempfile.TemporaryDirectory(prefix="scale-") as name:
        root = Path(name)
        reference = (COURSE / "solutions/gru/reference.py").read_text()
        texts = (f"{reference}# {number}\n" for number in range(GRU_SIZE))
        make_class(root / "class", "gru.py", texts)
        walls = []
        for count in (1, 2):
            cpu, wall, _ = grade(COURSE, root / "class", root / f"run{count}", count, "gru")
            walls.append(wall)
            print(f"{count} workers: {wall:.1f} s, {cpu:.1f} CPU-s", flush=True)
        ratio = walls[0] / walls[1]
        machines.append(machine())
        print(f"{GRU_SIZE} of the GRU: two workers are {ratio:.2f} × one, start-up included")
        print(f"two plain processes: {machines[0]:.2f} × one before it, {machines[1]:.2f} × after")


class AnsweringPool(LocalPool):
    """A pool that has every record at once."""

    def submit(self, function: Callable[[GradeJob], Record], job: object) -> Future[Record]:
        """A record of twenty checks, all passed."""
        assert isinstance(job, GradeJob)
        verdicts = [
            Verdict(
                check=f"test_{number}",
                exercise="double",
                title=Text("What a check says of itself", "Lo que dice una comprobación"),
                outcome="passed",
                points=0.5,
                max_points=0.5,
            )
            for number in range(CHECKS)
        ]
        topic = Topic(Path(job.course) / "assignments/toy", Path(job.course))
        future: Future[Record] = Future()
        future.set_result(
            record_of(topic, job.submission, "graded", verdicts=verdicts, suite=job.suite)
        )
        return future


def coordinator(size: int) -> None:
    """Takes a class from collecting to the table of results, and prints the memory of that."""
    grading.LocalPool = AnsweringPool  # type: ignore[attr-defined] # in place of processes
    console = Console(file=io.StringIO(), width=90)
    t = Translator("en")
    with tempfile.TemporaryDirectory(prefix="scale-") as name:
        root = Path(name)
        topic = make_course(root / "course")
        make_class(root / "class", "toy.py", toys(size, size))
        collection = collect(root / "class", topic.assignment)
        console.print(collection_table(collection, t))
        grading.grade_class(
            topic, collection.submissions, root / "run", workers=2, seed=1, isolation="none"
        )
        with Gradebook(root / "run", write=False) as gradebook:
            console.print(results_table(gradebook.records(), t))
            console.print(results_summary(gradebook.records(), root / "run", t))
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    used = time.process_time()
    print(f"{size:6} distinct submissions: {peak:.0f} MiB at most, {used:.1f} CPU-s", flush=True)


def main() -> None:
    """Prints the tables."""
    sizes = [int(word) for word in sys.argv[1:] if word.isdecimal()] or [100, 1000, 10000]
    if "--workers" in sys.argv:
        workers()
    elif "--coordinator" not in sys.argv:
        whole(sizes)
    elif len(sizes) == 1:
        coordinator(*sizes)
    else:  # each in a process of its own, since the most memory is of a process
        for size in sizes:
            command = [sys.executable, "-m", "benchmarks.scale", "--coordinator", str(size)]
            subprocess.run(command, check=True)


if __name__ == "__main__":
    main()
