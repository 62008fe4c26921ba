"""How grading a class grows: `python -m benchmarks.scale [SIZE…]` (100, 1000 and 10000).

A toy topic whose check costs next to nothing, so that what is measured is ours. For each size, as
distinct submissions of 20 KB and as copies of a few: CPU seconds of everything, wall seconds, and
the most memory that the coordinator held. Then one worker against two, on the smallest size.
"""

import os
import resource
import subprocess
import sys
import tempfile
import time
from pathlib import Path

from autograder.new import new_topic
from benchmarks.kills import SUITE, WORK

STUDENT_BYTES = 20_000
COPIED = 5  # different ones, where the class is copies


def make_class(folder: Path, size: int, different: int) -> None:
    """A class of `size`, of which `different` are different."""
    for number in range(size):
        student = folder / f"student{number:05}"
        student.mkdir(parents=True)
        filler = "#" + "x" * 98 + "\n"
        text = f"{WORK[number % 2]}# {number % different}\n{filler * (STUDENT_BYTES // 100)}"
        (student / "toy.py").write_text(text)


def peak_mib(pid: int) -> float:
    """The most memory that a process has held so far, in MiB."""
    try:
        for line in Path(f"/proc/{pid}/status").read_text().splitlines():
            if line.startswith("VmHWM"):
                return int(line.split()[1]) / 1024
    except OSError:  # it has ended
        pass
    return 0.0


def grade(course: Path, class_: Path, out: Path, workers: int) -> tuple[float, float, float]:
    """CPU seconds, wall seconds and the coordinator's peak memory of grading a class."""
    command = [sys.executable, "-m", "autograder", "grade", str(class_), "--topic", "toy"]
    command += ["--out", str(out), "--seed", "1", "--workers", str(workers)]
    before, start = resource.getrusage(resource.RUSAGE_CHILDREN), time.monotonic()
    peak = 0.0
    with subprocess.Popen(command, cwd=course, stdout=subprocess.DEVNULL) as process:
        while process.poll() is None:
            peak = max(peak, peak_mib(process.pid))
            time.sleep(0.2)
    if process.returncode:
        raise SystemExit(f"{' '.join(command)} ended with {process.returncode}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    used = after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime
    return used, time.monotonic() - start, peak


def main() -> None:
    """Prints the table."""
    sizes = [int(size) for size in sys.argv[1:]] or [100, 1000, 10000]
    print(f"{os.cpu_count()} cores, load {os.getloadavg()[0]:.1f} before")
    print("  size  kind      CPU-s  CPU-ms each   wall s  coordinator's peak MiB")
    with tempfile.TemporaryDirectory(prefix="scale-") as name:
        root = Path(name)
        course = root / "course"
        new_topic("toy", course)
        (course / "tests/hidden/toy/test_toy.py").write_text(SUITE)
        (course / "solutions/toy/reference.py").write_text(WORK[0])
        for size in sizes:
            for kind, different in (("copies", COPIED), ("distinct", size)):
                class_ = root / f"{kind}{size}"
                make_class(class_, size, different)
                cpu, wall, peak = grade(course, class_, root / f"run-{kind}{size}", 2)
                each = 1000 * cpu / size
                print(
                    f"{size:6}  {kind:8}{cpu:8.1f}{each:13.1f}{wall:9.1f}{peak:10.0f}", flush=True
                )
        walls = []
        for workers in (1, 2):
            out = root / f"run-workers{workers}"
            cpu, wall, _ = grade(course, root / f"distinct{sizes[0]}", out, workers)
            walls.append(wall)
            print(f"{workers} workers: {wall:.1f} s, {cpu:.1f} CPU-s")
        print(f"two workers are {walls[0] / walls[1]:.2f} × one, start-up included")


if __name__ == "__main__":
    main()
