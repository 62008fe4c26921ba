"""A class graded on a Dask cluster: a real scheduler, real workers, one of them killed."""

import itertools
import json
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import psutil
import pytest

from autograder.grading.grade import grade_class
from autograder.grading.gradebook import RunError, load_records
from autograder.grading.processes import Summary
from autograder.model.record import Record
from autograder.model.submission import File, Student, Submission
from tests.framework.conftest import Course, until

pytest.importorskip("distributed")
pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="classes are graded on Linux")

SUITE = """
@check("double", es="x")
def test_values(student, rng):
    "values"
    student.double(rng.standard_normal(3)).matches_reference()
"""
WORK = {
    "right": "def double(x): return x + x",
    "wrong": "def double(x): return x**2",
    "same": "def double(x): return x + x",
    "hangs": "def double(x):\n    while True: pass",
    "quits": "import os\nos._exit(0)",
    "broken": "def double(x:",
    **{
        f"slow{n}": f"import time\ndef double(x):\n    time.sleep(0.3)\n    return x + x  # {n}"
        for n in range(6)
    },
}


class Cluster:
    """A scheduler and workers, as anybody would start them."""

    def __init__(self, folder: Path) -> None:
        self._file = folder / "scheduler.json"
        self._log = (folder / "cluster.log").open("w")
        self._processes: list[subprocess.Popen[bytes]] = []
        self._numbers = itertools.count()
        arguments = ["--host", "127.0.0.1", "--port", "0", "--no-dashboard"]
        self._start("scheduler", *arguments, "--scheduler-file", str(self._file))

    def _start(self, what: str, *arguments: str) -> subprocess.Popen[bytes]:
        command = [sys.executable, "-m", "dask", what, *arguments]
        process = subprocess.Popen(command, stdout=self._log, stderr=self._log)
        self._processes.append(process)
        return process

    def worker(self) -> psutil.Process:
        """Adds one; returns the process that runs jobs."""
        arguments = ["--nthreads", "1", "--no-nanny", "--no-dashboard", "--name"]
        name = f"w{next(self._numbers)}"
        started = self._start("worker", *arguments, name, "--scheduler-file", str(self._file))
        return psutil.Process(started.pid)

    @property
    def address(self) -> str:
        """Where the scheduler listens."""
        until(lambda: self._file.exists() and self._file.read_text().endswith("}"))
        return str(json.loads(self._file.read_text())["address"])

    def close(self) -> None:
        for process in self._processes:
            process.kill()
            process.wait()
        self._log.close()


@pytest.fixture
def cluster(tmp_path: Path) -> Iterator[Cluster]:
    made = Cluster(tmp_path)
    yield made
    made.close()


def grade(course: Course, out: Path, address: str, on_record: Callable[[Record], None]) -> Summary:
    class_ = [
        Submission(
            id=name,
            files=(File(path="toy.py", data=text.encode()),),
            students=(Student(name=name.title()),),
        )
        for name, text in WORK.items()
    ]
    return grade_class(
        course.topic,
        class_,
        out,
        workers=1,
        seed=1,
        isolation="none",
        cluster=address,
        on_record=on_record,
    )


def test_a_cluster_grades_a_class_though_one_of_its_workers_is_killed(
    course: Course, cluster: Cluster, tmp_path: Path
) -> None:
    course.suite(SUITE)
    course.assignment("[limits]\ncpu_seconds = 0.5\nwall_seconds = 10.0\n")
    victim = cluster.worker()
    told: list[str] = []

    def kill_it(record: Record) -> None:
        if len(told) == 2:
            cluster.worker()
            hosts = victim.children(recursive=True)
            victim.kill()
            _, alive = psutil.wait_procs(hosts, timeout=20)
            assert not alive, "what it had started has ended with it"
        told.append(record.submission)

    summary = grade(course, tmp_path / "run", cluster.address, kill_it)
    assert (summary.interrupted, summary.left) == (False, 0)
    assert sorted(told) == sorted(WORK), "each is written once"
    records = {record.submission: record for record in load_records(tmp_path / "run")}
    assert list(records) == list(WORK)
    scores = {name: record.score for name, record in records.items()}
    assert scores == {
        "right": 10.0,
        "wrong": 0.0,
        "same": 10.0,
        "hangs": 0.0,
        "quits": 0.0,
        "broken": None,
        **{f"slow{n}": 10.0 for n in range(6)},
    }
    assert records["hangs"].verdicts[0].kind == "timed_out", "our own limit is in force there"

    # The workers outlive the run, and what they hold of the suite that was.
    course.suite(SUITE.replace("student.double(rng", "student.double(0 * rng"))
    again = tmp_path / "again"
    grade(course, again, cluster.address, lambda record: None)
    assert next(r.score for r in load_records(again) if r.submission == "wrong") == 10.0


def test_a_cluster_that_is_not_there_is_named(course: Course, tmp_path: Path) -> None:
    with pytest.raises(RunError, match=r"no cluster answers at 127\.0\.0\.1:9: "):
        grade(course, tmp_path / "run", "127.0.0.1:9", lambda record: None)
