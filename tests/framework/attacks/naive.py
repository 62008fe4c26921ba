"""A grader as they usually are: student code, hidden tests and pytest in one process.

    python naive.py FOLDER SECONDS CLASS…

grades classes of two (the folders `attack` and `honest` of FOLDER/CLASS) one after the other: a
grader forked for each class forks a process for each submission, and gives it SECONDS on the
clock. Says as a line of JSON what came of each class. Only to be run where nothing can be harmed:
`benchmarks/attacks.py` puts it into a jail.

It is two graders in one: a check counts as passed where pytest says so in its results, and all of
them where the exit status is 0, as for a grader that looks at no more (GitHub Classroom).
"""

import contextlib
import json
import os
import select
import shutil
import signal
import sys
import time
from pathlib import Path

CHECKS = {"double": ("values", "large", "close", "gradients"), "softmax": ("softmax",)}
KEPT = 64 << 20  # bytes of output

SUITE = """
import numpy, reference, torch
from toy import *

SECRET = "canary-hidden"

def test_values():
    for shape in [(3,), (2, 5), (3,)]:
        x = torch.randn(*shape, dtype=torch.float64)
        got = double(x)
        torch.testing.assert_close(got, reference.double(x))

def test_large():
    for _ in range(2):
        x = 100 * torch.randn(4, dtype=torch.float64)
        want = reference.double(x)
        got = double(x)
        assert not ((got - want).abs() > 1e-6).any(), (x, got, want)

def test_close():
    x = torch.randn(4, dtype=torch.float64)
    numpy.testing.assert_allclose(double(x), reference.double(x))

def test_gradients():
    x = torch.randn(2, 3, dtype=torch.float64, requires_grad=True)
    double(x).sum().backward()
    assert torch.allclose(x.grad, torch.full_like(x, 2.0)), x

def test_softmax():
    x = torch.randn(2, 3, dtype=torch.float64)
    assert torch.allclose(softmax(x), reference.softmax(x))
"""
REFERENCE = """
import torch
SECRET = "canary-hidden"
def double(x): return 2 * x
def softmax(x):
    e = torch.exp(x - x.max(-1, keepdim=True).values)
    return e / e.sum(-1, keepdim=True)
"""


def grade(folder: Path, results: int) -> int:
    """In the child: runs the suite on the submission in `folder`, writes what passed."""
    import pytest

    sys.path.insert(0, str(folder.parent / "course"))
    sys.path.insert(0, str(folder))
    os.chdir(folder)
    suite = folder / "test_toy.py"
    suite.write_text(SUITE)
    passed: list[str] = []
    collected = {"passed": passed}

    class Results:
        def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
            if report.when == "call" and report.passed:
                passed.append(report.nodeid.rpartition("::test_")[2])

    code = pytest.main(["-q", "-s", "-p", "no:cacheprovider", str(suite)], plugins=[Results()])
    os.write(results, json.dumps(collected).encode())
    return int(code)


def run(folder: Path, kept: Path) -> dict[str, object]:
    """Grades one submission in a child, for at most `SECONDS`."""
    reading, writing = os.pipe()
    printed, output = os.pipe()
    child = os.fork()
    if child == 0:
        for descriptor in (1, 2):
            os.dup2(output, descriptor)
        os.dup2(writing, 20, inheritable=True)
        code = 1
        try:
            code = grade(folder, writing)
            sys.stdout.flush()
        finally:
            sys.exit(code)
    os.close(writing)
    os.close(output)
    os.set_blocking(printed, False)
    os.set_blocking(reading, False)
    words, said, deadline, status = b"", b"", time.monotonic() + SECONDS, None
    while time.monotonic() < deadline and status is None:
        select.select([printed], [], [], 0.05)
        for descriptor in (printed, reading):
            with contextlib.suppress(BlockingIOError):
                data = os.read(descriptor, 1 << 20)
                if descriptor == printed:
                    words += data[: max(0, KEPT - len(words))]
                else:
                    said += data
        ended, found = os.waitpid(child, os.WNOHANG)
        status = found if ended else None
    for descriptor in (printed, reading):
        with contextlib.suppress(BlockingIOError):
            data = os.read(descriptor, 1 << 20)
            words, said = (words + data, said) if descriptor == printed else (words, said + data)
    if status is None:
        os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
    with contextlib.suppress(OSError):
        said = kept.read_bytes() or said  # the file of results, where somebody has written one
    passed: list[str] | None = None
    with contextlib.suppress(ValueError, TypeError, KeyError):
        passed = list(json.loads(said[: said.index(b"}") + 1])["passed"])
    if status == 0:
        passed = [name for names in CHECKS.values() for name in names]
    text = words.decode("utf-8", "replace")
    said_last = text[-10000:] if len(text) > 20000 else ""
    return {
        "passed": passed,
        "output": text[:20000] + said_last,
        "size": len(words),
        "hung": status is None,
    }


def left(grader: int) -> list[int]:
    """The processes that are left but ours, the grader's and the jail's own."""
    found = []
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and int(entry.name) not in (1, BATCH, grader):
            with contextlib.suppress(OSError):
                if "Z" not in (entry / "stat").read_text().rpartition(")")[2].split()[0]:
                    found.append(int(entry.name))
    return found


def grade_class(root: Path) -> dict[str, object]:
    """Grades both submissions and says what came of it."""
    os.open(root / "course" / "test_toy.py", os.O_RDONLY)  # as a grader leaves files open
    answer: dict[str, object] = {}
    for name in ("attack", "honest"):
        answer[name] = run(root / name, root / "results" / f"{name}.json")
        answer[f"left by {name}"] = left(os.getpid())
    made = (Path("/tmp"), Path("/dev/shm"), root / "outside")
    answer["made"] = [str(path) for folder in made for path in folder.glob("*attack*")]
    return answer


BATCH = os.getpid()
SECONDS = float(sys.argv[2]) if __name__ == "__main__" else 0.0


def main() -> None:
    """Grades class after class, and clears away what each left."""
    import torch

    torch.set_num_threads(1)
    for name in sys.argv[3:]:
        reading, writing = os.pipe()
        grader = os.fork()
        if grader == 0:
            os.close(reading)
            os.write(writing, json.dumps(grade_class(Path(sys.argv[1]) / name)).encode())
            os._exit(0)
        os.close(writing)
        said = b""
        while select.select([reading], [], [], 3 * SECONDS)[0]:
            data = os.read(reading, 1 << 20)
            said += data
            if not data:
                break
        os.close(reading)
        os.kill(grader, signal.SIGKILL)
        os.waitpid(grader, 0)
        for other in left(0):
            with contextlib.suppress(OSError):
                os.kill(other, signal.SIGKILL)
        for path in (*Path("/tmp").glob("*"), *Path("/dev/shm").glob("*")):
            shutil.rmtree(path) if path.is_dir() else path.unlink()
        try:
            answer = json.loads(said)
        except ValueError:  # nothing, or what the attack wrote into it
            answer = None
        print(json.dumps([name, answer]), flush=True)


if __name__ == "__main__":
    main()
