"""Grading a class: nothing lost, nothing twice, whatever is killed; and whose fault it was."""

import contextlib
import csv
import json
import multiprocessing
import os
import signal
import subprocess
import sys
import tempfile
import textwrap
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from pathlib import Path

import msgspec
import psutil
import pytest

from autograder.execution.forked import Host
from autograder.execution.sandbox.isolation import choose
from autograder.grading import grade
from autograder.grading.grade import grade_class
from autograder.grading.gradebook import Gradebook, RunError, load_records
from autograder.grading.job import GradeJob, grade_submission, preflight, run_job
from autograder.grading.processes import LocalPool
from autograder.judge.digests import suite_digest
from autograder.judge.judge import Judge, hidden_judge
from autograder.judge.oracle import LiveOracle
from autograder.model.record import Record
from autograder.model.submission import File, Student, Submission
from tests.framework.conftest import Course, has_bubblewrap, until

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="classes are graded on Linux")

SUITE = """
@check("double", es="x")
def test_values(student, rng):
    "values"
    student.double(rng.standard_normal(3)).matches_reference()

@check("double", es="x")
def test_shape(student, rng):
    "shape"
    student.double(rng.standard_normal((2, 3))).matches_reference()
"""
WORK = {
    "right": "def double(x): return x + x",
    "half": "def double(x): return 2 * x if x.dim() == 1 else x",
    "wrong": "def double(x): return x**2",
    "exits": "import os\ndef double(x): os._exit(0)",
    "quits": "import os\nos._exit(0)",
    "broken": "def double(x:",
    "random": "import torch\ndef double(x): return x + torch.rand(3, dtype=x.dtype)",
    "slow": "import time\ndef double(x):\n    time.sleep(0.2)\n    return x + x",
}


def submission(name: str, text: str | None) -> Submission:
    files = () if text is None else (File(path="toy.py", data=text.encode()),)
    return Submission(id=name, files=files, students=(Student(name=name.title()),))


def comparable(record: Record) -> Record:
    """A record without what no two runs share: how long it took."""
    verdicts = tuple(msgspec.structs.replace(v, cpu_seconds=0.0) for v in record.verdicts)
    return msgspec.structs.replace(record, verdicts=verdicts, cpu_seconds=0.0)


@pytest.fixture
def undisturbed(course: Course, host: Host) -> Iterator[Callable[..., Record]]:
    """Grades a submission here, in one go."""
    judges: list[Judge] = []

    def graded(name: str, text: str | None, seed: int) -> Record:
        topic = course.topic
        if not judges:
            assert topic.hidden is not None
            oracle = LiveOracle(topic, host)
            judges.append(Judge(topic, topic.hidden, host, oracle, "none", public=False))
        job = GradeJob(
            course=str(course.root),
            topic="toy",
            submission=submission(name, text),
            seed=seed,
            isolation="none",
            answers="",
        )
        return comparable(grade_submission(judges[0], job, suite_digest(topic)))

    yield graded
    for judge in judges:
        judge.session.close()


# --- killed at any moment ---------------------------------------------------------------------

GRADER = """
import json
import sys
from pathlib import Path

from autograder.grading.grade import grade_class
from autograder.model.submission import File, Student, Submission
from autograder.model.topic import Topic

if __name__ == "__main__":
    root, out = Path(sys.argv[1]), Path(sys.argv[2])
    work = json.loads((root / "work.json").read_text())
    submissions = [
        Submission(
            id=name,
            files=(File(path="toy.py", data=text.encode()),),
            students=(Student(name=name.title()),),
        )
        for name, text in work.items()
    ]
    summary = grade_class(
        Topic(root / "assignments" / "toy", root),
        submissions,
        out,
        workers=2,
        seed=5,
        isolation="none",
        on_start=lambda total, done: print("start", total, done, flush=True),
        on_record=lambda record: print("record", record.submission, flush=True),
    )
    print("end", json.dumps([summary.interrupted, summary.left]), flush=True)
"""


class Run:
    """One call of the same command, in a session of its own."""

    def __init__(self, course: Course, out: Path) -> None:
        script = course.root / "grader.py"
        script.write_text(GRADER)
        self._errors = tempfile.TemporaryFile("w+")  # noqa: SIM115 -- as long as the run
        self.process = subprocess.Popen(
            [sys.executable, str(script), str(course.root), str(out)],
            stdout=subprocess.PIPE,
            stderr=self._errors,
            text=True,
            start_new_session=True,
        )
        self.graded: list[str] = []
        self.start: list[int] = []
        self.end: list[int | bool] = []
        self.errors = ""

    def read(self, records: int | None = None) -> None:
        """Reads what it says until so many records were known, or to its end."""
        assert self.process.stdout is not None
        while records is None or len(self.graded) < records:
            word, _, rest = self.process.stdout.readline().strip().partition(" ")
            if word == "start":
                self.start = [int(number) for number in rest.split()]
                if records == 0:
                    return
            elif word == "record":
                self.graded.append(rest)
            elif word == "end":
                self.end = json.loads(rest)
            else:
                break

    def pool(self) -> list[psutil.Process]:
        """The processes that judge."""
        if self.process.poll() is not None:
            return []
        children = psutil.Process(self.process.pid).children()
        return [each for each in children if "spawn_main" in " ".join(each.cmdline())]

    def finish(self) -> None:
        """Reads to the end and waits for it."""
        self.read()
        self.process.wait(60)
        self._errors.seek(0)
        self.errors = self._errors.read()

    def kill(self) -> list[psutil.Process]:
        """SIGKILL; returns the processes that it leaves behind."""
        family = psutil.Process(self.process.pid).children(recursive=True)
        self.process.kill()
        self.process.wait(60)
        return family


def test_the_same_command_finishes_a_class_whatever_was_killed(
    course: Course, tmp_path: Path, undisturbed: Callable[..., Record]
) -> None:
    course.suite(SUITE)
    (course.root / "work.json").write_text(json.dumps(WORK))
    out = tmp_path / "run"

    first = Run(course, out)
    first.read(0)
    first.kill()

    second = Run(course, out)
    second.read(2)
    with pytest.raises(RunError, match="another autograder is writing"):
        grade_class(course.topic, [], out, workers=1, isolation="none")
    left = second.kill()
    _, alive = psutil.wait_procs(left, timeout=20)
    assert not alive, "what the killed grader had started has ended too"

    third = Run(course, out)
    third.read(1)
    os.killpg(third.process.pid, signal.SIGINT)
    third.finish()
    assert third.process.returncode == 0
    assert third.end[0] is True
    assert third.errors == ""

    fourth = Run(course, out)
    fourth.read(0)
    if third.end[1]:
        until(lambda: fourth.pool() or fourth.process.poll() is not None)
        for process in fourth.pool()[:1]:  # none where it ended too early, which `errors` explains
            process.kill()
    fourth.finish()
    assert fourth.end == [False, 0], fourth.errors
    assert "Traceback" not in fourth.errors

    told = [name for run in (first, second, third, fourth) for name in run.graded]
    assert len(told) == len(set(told)), "nothing is graded twice"
    assert fourth.start[1] == len(WORK) - len(fourth.graded), "nothing is lost"
    records = {record.submission: comparable(record) for record in load_records(out)}
    assert list(records) == list(WORK)
    for name, text in WORK.items():
        assert records[name] == undisturbed(name, text, 5)
    with (out / "grades.csv").open() as file:
        scores = {row["submission"]: row["score"] for row in csv.DictReader(file)}
    assert scores == {
        "right": "10.00",
        "half": "5.00",
        "wrong": "0.00",
        "exits": "0.00",
        "quits": "0.00",
        "broken": "",
        "random": "0.00",
        "slow": "10.00",
    }
    assert sorted(path.stem for path in (out / "records").iterdir()) == sorted(WORK)


def test_nothing_waits_for_ever_where_a_process_is_killed_as_others_start() -> None:
    for step in range(60):
        pool = LocalPool(2)
        before = multiprocessing.active_children()
        jobs = [pool.submit(abs, -1)]  # type: ignore[arg-type] # a job like another
        (process,) = set(multiprocessing.active_children()) - set(before)
        killer = threading.Timer(step * 50e-6, process.kill)
        killer.start()
        with contextlib.suppress(pool.broken):
            jobs.append(pool.submit(abs, -2))  # type: ignore[arg-type]
        _, left = wait(jobs, timeout=60)
        assert not left
        ends = threading.Thread(target=pool.renew, daemon=True)
        ends.start()
        ends.join(60)
        assert not ends.is_alive()
        killer.join()


# --- whose fault ------------------------------------------------------------------------------


def test_what_fails_by_our_fault_costs_nothing_takes_nothing_along_and_is_tried_again(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.suite(f"""
        import os
        from pathlib import Path

        MENDED = Path({str(tmp_path / "mended")!r})

        @check("double", es="x")
        def test_values(student):
            "values"
            value = student.double(np.ones(3)).array()[0]
            if value == 13 and not MENDED.exists():
                os.kill(os.getpid(), 9)
            if 0 < value - 2 < 1e-9 and not MENDED.exists():  # as right as the reference's
                raise RuntimeError("a bug of ours")
            expect(value == 2)
    """)
    monkeypatch.setattr(grade, "TRIES", 2)
    class_ = [
        submission("kills", "def double(x): return 12 + x"),
        submission("right", WORK["right"]),
        submission("same", WORK["right"]),
        submission("again", WORK["right"]),
        submission("bug", "def double(x): return 2 * x + 1e-12"),
        submission("nothing", None),
        submission("broken", WORK["broken"]),
    ]
    out = tmp_path / "run"
    told: list[str] = []

    def run() -> dict[str, Record]:
        told.clear()
        summary = grade_class(
            course.topic,
            class_,
            out,
            workers=1,
            isolation="none",
            on_record=lambda record: told.append(record.submission),
        )
        records = {record.submission: record for record in load_records(out)}
        assert summary.left == sum(each.status == "ungraded" for each in records.values())
        return records

    records = run()
    assert sorted(told) == sorted(each.id for each in class_)
    assert {name: (record.status, record.score) for name, record in records.items()} == {
        "kills": ("ungraded", None),
        "right": ("graded", 10.0),
        "same": ("graded", 10.0),
        "again": ("graded", 10.0),
        "bug": ("ungraded", None),
        "nothing": ("not_submitted", None),
        "broken": ("unreadable", None),
    }
    assert records["kills"].problem is not None
    assert records["kills"].problem.kind == "machine_fault"
    assert {verdict.fault for verdict in records["bug"].verdicts} == {"grader"}
    twins = [records[name] for name in ("right", "same", "again")]
    assert len({record.cpu_seconds for record in twins}) == 1, "computed once"
    assert [record.students[0].name for record in twins] == ["Right", "Same", "Again"]

    (tmp_path / "mended").touch()
    records = run()
    assert sorted(told) == ["bug", "kills"]
    assert (records["kills"].score, records["bug"].score) == (0.0, 0.0)
    assert json.loads((out / "records/bug.json").read_bytes())["status"] == "graded"


def test_a_worker_that_was_killed_from_outside_costs_nobody_anything(
    course: Course, tmp_path: Path
) -> None:
    killed = tmp_path / "killed"
    course.suite(f"""
        import os
        from pathlib import Path

        KILLED = Path({str(killed)!r})

        def kill_once(name, worker):
            path = KILLED.with_name(name)
            if not path.exists():
                path.touch()
                os.kill(worker._pid, 9)

        @check("double", es="x")
        def test_values(student, rng):
            "values"
            x = rng.standard_normal(3)
            student.double(x)
            kill_once("student", student._backend.turn.worker)
            student.double(x).matches_reference()
            oracle = student._backend.suite.oracle
            kill_once("reference", oracle._workers["reference"])
            student.double(x + 1).matches_reference()
    """)
    right, own = course.judge(WORK["right"]), course.judge(SUICIDE)
    assert {path.name for path in tmp_path.iterdir()} >= {"student", "reference"}
    assert right["test_values"].passed
    assert right["test_values"].attempts == 1
    assert (own["test_values"].kind, own["test_values"].exception) == ("process_ended", "SIGKILL")


SUICIDE = "import os\ndef double(x): os.kill(os.getpid(), 9)"


def test_preflight_passes_in_the_sandbox_and_stops_everything_without_one(
    course: Course, host: Host, sandbox: Host
) -> None:
    course.suite(SUITE)
    topic = course.topic
    assert topic.hidden is not None
    best = choose()
    for place in (sandbox, host):
        oracle = LiveOracle(topic, place)
        judge = Judge(topic, topic.hidden, place, oracle, best.name, public=False)
        try:
            if place is sandbox:
                preflight(judge, best)
            else:
                with pytest.raises(RunError, match="nothing was graded"):
                    preflight(judge, best)
        finally:
            judge.session.close()


def test_a_record_says_what_its_arrangement_went_without(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not has_bubblewrap():
        pytest.skip("without Landlock an ordinary user needs bubblewrap")
    course.suite(SUITE)
    assert choose("bubblewrap").described == "bubblewrap"
    monkeypatch.setattr("autograder.execution.sandbox.isolation.landlock_abi", lambda: 0)
    reduced = choose("bubblewrap")
    judge = hidden_judge(course.topic, reduced)
    try:
        preflight(judge, reduced)
        job = GradeJob(
            course=str(course.root),
            topic="toy",
            submission=submission("right", WORK["right"]),
            seed=1,
            isolation="bubblewrap",
            answers="",
        )
        record = grade_submission(judge, job, "")
    finally:
        judge.close()
    assert (record.score, record.isolation) == (10.0, "bubblewrap without landlock")


# --- one run, one topic, one suite, one seed --------------------------------------------------


def begun(course: Course, out: Path, seed: int | None = 3) -> None:
    grade_class(course.topic, [], out, workers=1, seed=seed, isolation="none")


def test_a_run_goes_on_with_the_seed_it_was_begun_with(course: Course, tmp_path: Path) -> None:
    begun(course, tmp_path)
    begun(course, tmp_path)
    begun(course, tmp_path, seed=None)
    with Gradebook(tmp_path, write=True) as book:
        assert book.get("seed") == "3"


def test_a_run_without_a_seed_draws_one_that_nobody_can_foresee(
    course: Course, tmp_path: Path
) -> None:
    seeds = set()
    for name in ("a", "b"):
        begun(course, tmp_path / name, seed=None)
        with Gradebook(tmp_path / name, write=True) as book:
            seeds.add(int(book.get("seed") or 0))
    assert len(seeds) == 2
    assert min(seeds) > 2**40


@pytest.mark.parametrize("change", ["seed", "suite", "reference", "limits", "topic"])
def test_a_run_of_something_else_is_refused_with_what_to_do(
    course: Course, tmp_path: Path, change: str
) -> None:
    out = tmp_path / "run"
    begun(course, out)
    words = {"seed": "--seed", "topic": "run of toy, not of other"}.get(change, "has changed")
    if change == "suite":
        course.suite(SUITE)
    elif change == "reference":
        course.reference("def double(x): return x + x")
    elif change == "limits":
        course.assignment("[limits]\ncpu_seconds = 3.0\n")
    elif change == "topic":
        for folder in ("assignments", "solutions", "tests/hidden"):
            (course.root / folder / "toy").rename(course.root / folder / "other")
        from autograder.model.topic import Topic

        other = Topic(course.root / "assignments/other", course.root)
        with pytest.raises(RunError, match=words):
            grade_class(other, [], out, workers=1, isolation="none")
        return
    with pytest.raises(RunError, match=words) as refused:
        begun(course, out, seed=4 if change == "seed" else 3)
    assert "--out" in str(refused.value)


def test_a_message_of_a_refused_seed_does_not_tell_the_secret_one(
    course: Course, tmp_path: Path
) -> None:
    begun(course, tmp_path, seed=123456789)
    with pytest.raises(RunError) as refused:
        begun(course, tmp_path, seed=1)
    assert "123456789" not in str(refused.value)


def test_a_process_with_another_course_or_suite_grades_nobody(
    course: Course, tmp_path: Path
) -> None:
    job = GradeJob(
        course=str(course.root),
        topic="toy",
        submission=submission("right", WORK["right"]),
        seed=1,
        isolation="none",
        answers="",
        suite="of yesterday",
    )
    with pytest.raises(RunError, match="is not the one that this run is of"):
        run_job(job)
    with pytest.raises(RunError, match="the course has to be there"):
        run_job(msgspec.structs.replace(job, course=str(tmp_path / "nowhere")))


def test_the_hidden_suite_is_part_of_what_a_run_is_of(course: Course) -> None:
    before = suite_digest(course.topic)
    assert suite_digest(course.topic) == before
    text = textwrap.dedent(SUITE)
    (course.root / "tests/hidden/toy/helpers.py").write_text(text)
    assert suite_digest(course.topic) != before
