"""Tries attacks on the real judge and worker, and says in what they succeeded."""

import hashlib
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import msgspec
import numpy as np
import psutil
import pytest

from autograder.authoring.new import new_topic
from autograder.collect import read_source
from autograder.execution.forked import Host
from autograder.execution.sandbox.isolation import Isolation, MissingLayer, choose
from autograder.execution.wire import Value
from autograder.grading.job import record_of
from autograder.judge.oracle import LiveOracle
from autograder.judge.session import JudgeSession
from autograder.lms.export.feedback import as_html, as_text, feedback_of
from autograder.model.record import Record, for_student, to_json
from autograder.model.submission import File, Source, Submission
from autograder.model.topic import Topic
from tests.framework.attacks import BROKEN, CANARY, Attack
from tests.framework.conftest import container_prefix

ASSIGNMENT = """
[[exercises]]
name = "softmax"
title = { en = "Softmax", es = "Softmax" }
points = 10
defines = ["softmax"]

[limits]
cpu_seconds = 0.4
import_cpu_seconds = 0.4
wall_seconds = 2.5
memory_mib = 200
reply_mib = 8

[forbidden]
names = ["torch.softmax", "torch.nn.functional.softmax", "torch.log_softmax"]
operators = ["aten::softmax.int", "aten::_softmax", "aten::log_softmax.int", "aten::_log_softmax",
    "aten::special_softmax", "aten::scaled_dot_product_attention"]
"""
SUITE = f'''
import numpy as np
from autograder.judge.suite import Student, check

SECRET = "{CANARY}"

@check("double", es="x")
def test_values(student: Student, rng: np.random.Generator) -> None:
    """double returns twice its input."""
    for shape in [(3,), (2, 5), (3,)]:
        student.double(rng.standard_normal(shape)).matches_reference()

@check("double", es="x")
def test_large(student: Student, rng: np.random.Generator) -> None:
    """double returns twice large inputs."""
    for _ in range(2):
        student.double(100 * rng.standard_normal(4)).matches_reference()

@check("double", after=test_values, es="x")
def test_gradients(student: Student, rng: np.random.Generator) -> None:
    """Gradients flow through double."""
    student.double.gradients(rng.standard_normal((2, 3))).matches_reference()

@check("softmax", es="x")
def test_softmax(student: Student, rng: np.random.Generator) -> None:
    """softmax does."""
    student.softmax(rng.standard_normal((2, 3))).matches_reference()
'''
REFERENCE = f"""
import torch
SECRET = "{CANARY}"
def double(x): return 2 * x
def softmax(x):
    e = torch.exp(x - x.max(-1, keepdim=True).values)
    return e / e.sum(-1, keepdim=True)
"""
HONEST = """
import torch
def double(x): return x + x
def softmax(x): return x.exp() / x.exp().sum(-1, keepdim=True)
"""
ARRANGEMENTS = ("bubblewrap", "container")
CHECKS = {
    "double": frozenset({"test_values", "test_large", "test_gradients"}),
    "softmax": frozenset({"test_softmax"}),
}


class Container(Isolation):
    """`container`, seen from root without namespaces, also where the interpreter lies in a folder
    that is closed to other users."""

    def host_command(self, argv: object, readable: object = ()) -> list[str]:
        return [*container_prefix(), *super().host_command(argv, readable)]  # type: ignore[arg-type]


def isolation(name: str) -> Isolation:
    """The arrangement of that name, or a skip with the reason."""
    try:
        if name == "container":
            if os.geteuid() != 0:
                pytest.skip("only root can become another user")
            from autograder.execution.sandbox.layers import LAYERS

            return Container("container", LAYERS)
        return choose(name)
    except MissingLayer as missing:
        pytest.skip(str(missing))


class Ground:
    """A toy course, a judge under one arrangement, and what an attack could harm around them."""

    def __init__(self, root: Path, arrangement: str) -> None:
        self.isolation = isolation(arrangement)
        course = root / "course"
        new_topic("toy", course)
        (course / "solutions/toy/reference.py").write_text(REFERENCE)
        hidden = course / "tests/hidden/toy/test_toy.py"
        hidden.write_text(SUITE)
        toml = course / "assignments/toy/assignment.toml"
        toml.write_text(toml.read_text() + ASSIGNMENT)
        course.chmod(0o700)
        self.outside = root / "outside"
        self.outside.mkdir()
        (self.outside / "marked").write_text("as it was")
        neighbour = self.outside / "neighbour.py"
        neighbour.write_text(HONEST)
        for path in (self.outside, *self.outside.iterdir()):
            path.chmod(0o777)  # what only the sandbox protects
        self.places = {
            "HIDDEN": str(hidden),
            "REFERENCE": str(course / "solutions/toy/reference.py"),
            "COURSE": str(course),
            "JUDGE": str(os.getpid()),
            "OUTSIDE": str(self.outside),
            "NEIGHBOUR": str(neighbour),
            "RESULTS": str(self.outside),
        }
        self.topic = Topic(course / "assignments" / "toy", course)
        self.pool = self.host = Host(self.isolation, self.topic.assignment.forbidden.calls, slot=7)
        self.host.start()
        oracle = LiveOracle(self.topic, self.host, root / "answers")
        assert self.topic.hidden is not None
        self.session = JudgeSession(self.topic, self.topic.hidden, self.host, oracle, public=False)
        self.session.start()
        self.before = ""
        self.before = self._digest()
        assert not self.neighbour(), "the honest submission, before any attack"

    def close(self) -> None:
        self.session.close()
        self.host.close()

    def grade(
        self, files: dict[str, str], exercise: str, calls: list[dict[str, Value]] | None = None
    ) -> Record:
        """The record of a submission, judged on one exercise."""
        handed_in = tuple(File(path=path, data=text.encode()) for path, text in files.items())
        submission = Submission(id="x", files=handed_in, main="toy.py")
        source = read_source(submission, self.topic.assignment)
        assert source.problem is None, source.problem
        # Also what is not imported by name, as it would lie in the folder of a naive grader.
        modules = {**{p: t for p, t in files.items() if p.endswith(".py")}, **source.modules}
        source = msgspec.structs.replace(source, modules=modules)
        return self.judge(submission, source, exercise, calls)

    def judge(
        self,
        submission: Submission,
        source: Source,
        exercise: str,
        calls: list[dict[str, Value]] | None = None,
    ) -> Record:
        on_reply: Callable[[str, dict[str, Value], Value], None] | None = None
        if calls is not None:
            on_reply = lambda name, request, reply: calls.append(request)  # noqa: E731
        verdicts = self.session.judge(source, 1, only=CHECKS[exercise], on_reply=on_reply)
        return record_of(self.topic, submission, "graded", source=source, verdicts=verdicts, seed=1)

    def successes(self, attack: Attack) -> tuple[list[str], Record]:
        """In what an attack succeeded: nothing, one hopes."""
        calls: list[dict[str, Value]] = []
        record = self.grade(attack.filled(self.places), attack.exercise, calls)
        found = []
        if record.status != "graded":
            found.append(f"not graded: {[v.detail for v in record.verdicts if v.detail]}")
        if record.score:
            flagged = "flagged for the teacher" if record.uses else "not flagged"
            found.append(f"{record.score} points ({flagged})")
        if BROKEN in to_json(record).decode():
            found.append("it did what it must not")
        shown = student_sees(record)
        if CANARY in shown or CANARY in to_json(record).decode():
            found.append("a secret in the record")
        found += [f"an input in what a student sees: {number}" for number in inputs(calls, shown)]
        if self._digest() != self.before:
            found.append("something outside was changed")
            self.before = self._digest()
        found += self.left()
        found += self.neighbour()
        return found, record

    def neighbour(self) -> list[str]:
        """What is wrong with the next honest submission."""
        record = self.grade({"toy.py": HONEST}, "double")
        full = sum(verdict.max_points for verdict in record.verdicts)
        if record.status == "graded" and record.score == pytest.approx(full, abs=0.01):
            return []
        return [f"the neighbour got {record.score} of {full}: {record.verdicts}"]

    def left(self) -> list[str]:
        """Workers that are alive after all of them were closed."""
        self.session.oracle.end_check()  # what diagnosed the last check is the course's own
        self.host.settle()
        process = self.host._process
        assert process is not None
        kept = psutil.Process(process.pid).children(recursive=True)
        # bubblewrap's own, and the host in it, are no workers.
        alive = [child for child in kept if _is_worker(child)]
        return [f"a process is left: {child}" for child in alive]

    def _digest(self) -> str:
        """What lies outside, by name, content, rights and times; what /tmp and /dev/shm hold."""
        digest = hashlib.sha256()
        for path in [self.outside, *sorted(self.outside.rglob("*"))]:
            status = path.lstat()
            digest.update(f"{path}{status.st_mode}{status.st_size}{status.st_mtime}".encode())
            if path.is_file():
                digest.update(path.read_bytes())
        for folder in ("/tmp", "/dev/shm"):
            digest.update(str(sorted(p.name for p in Path(folder).glob("attack*"))).encode())
        return digest.hexdigest()


@contextmanager
def ground(root: Path, arrangement: str) -> Iterator[Ground]:
    """A ground, closed at the end."""
    made = Ground(root, arrangement)
    try:
        yield made
    finally:
        made.close()


def _is_worker(process: psutil.Process) -> bool:
    """Whether a process is a fork of the host: same command line, and a Python for a parent."""
    try:
        parent = process.parent()
        same = parent is not None and parent.cmdline() == process.cmdline()
        return same and process.exe() == os.path.realpath(sys.executable)
    except psutil.Error:
        return False


def student_sees(record: Record) -> str:
    """Everything that a student may read of a record."""
    shown = [to_json(for_student(record)).decode()]
    for language in ("en", "es"):
        feedback = feedback_of(record, language)
        shown += [as_text(feedback), as_html(feedback)]
    return "\n".join(shown)


def inputs(calls: list[dict[str, Value]], shown: str) -> list[str]:
    """The inputs of hidden calls that can be read in a text."""
    numbers = [
        number
        for request in calls
        for argument in request["args"]
        if isinstance(argument, np.ndarray)
        for number in argument.ravel()
    ]
    digits = [f"{abs(number):.5f}"[:6] for number in numbers]
    return [each for each in digits if re.search(rf"(?<![\d.]){re.escape(each)}", shown)]
