"""What the tests of the core share: hosts that are warm once, and courses that a test writes."""

import functools
import os
import shutil
import signal
import textwrap
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import pytest

from autograder.authoring.new import new_topic
from autograder.execution.forked import Host
from autograder.execution.sandbox import isolation as arrangements
from autograder.execution.sandbox.isolation import MissingLayer, choose
from autograder.execution.workers import WorkerPool
from autograder.judge.oracle import LiveOracle
from autograder.judge.session import JudgeSession
from autograder.model.record import Text, Verdict
from autograder.model.submission import Source
from autograder.model.topic import Forbidden, Topic
from autograder.model.wrong_answer import header_of

# A shell that runs the tests in the background ignores Ctrl-C for them, and for what they start.
signal.signal(signal.SIGINT, signal.default_int_handler)

REPOSITORY = Path(__file__).resolve().parents[2]
ROOT = os.geteuid() == 0 if hasattr(os, "geteuid") else False

SUITE_HEAD = """
import numpy as np
from autograder.judge.suite import Student, check, expect, expect_below, expect_equal, probe
"""


def source(text: str, **fields: Any) -> Source:
    """A submission of one file, as `collect` would hand it on."""
    text = textwrap.dedent(text)
    return Source(main="toy.py", modules={"toy.py": text}, **{"open_ended": True, **fields})


def header(check: str, kind: str, hint: Text | None) -> str:
    """The header of a wrong answer."""
    hints = f'# hint.en = "{hint.en}"\n# hint.es = "{hint.es}"\n' if hint else ""
    return f'# /// wrong answer\n# check = "{check}"\n# kind = "{kind}"\n{hints}# ///\n'


def until(holds: Callable[[], object]) -> None:
    """Waits for something that other processes or threads bring about; fails after a minute."""
    end = time.monotonic() + 60
    while not holds():
        assert time.monotonic() < end, "what was waited for did not come about"
        time.sleep(0.01)


@dataclass
class Course:
    """A course with the one topic `toy`, in a folder of its own."""

    root: Path
    pool: WorkerPool
    sessions: list[JudgeSession] = field(default_factory=list)

    @property
    def topic(self) -> Topic:
        """The topic, read afresh."""
        return Topic(self.root / "assignments" / "toy", self.root)

    def suite(self, text: str) -> None:
        """Writes the hidden suite."""
        path = self.root / "tests/hidden/toy/test_toy.py"
        path.write_text(SUITE_HEAD + textwrap.dedent(text), encoding="utf-8")

    def starter(self, text: str) -> None:
        """Writes the starter."""
        path = self.root / "assignments/toy/toy.py"
        path.write_text(textwrap.dedent(text), encoding="utf-8")

    def reference(self, text: str) -> None:
        """Writes the reference."""
        path = self.root / "solutions/toy/reference.py"
        path.write_text(textwrap.dedent(text), encoding="utf-8")

    def wrong(self, **answers: str) -> None:
        """Writes the wrong answers, with hints that say their names. All fail at `test_values` but
        those that begin with a header of their own."""
        folder = self.root / "solutions/toy/wrong"
        for path in folder.iterdir():
            path.unlink()
        for name, text in answers.items():
            text = textwrap.dedent(text)
            if not header_of(text):
                hint = Text(en=f"this is {name}", es=f"esto es {name}")
                text = header("test_values", "wrong_value", hint) + text
            (folder / f"{name}.py").write_text(text, encoding="utf-8")

    def assignment(self, text: str) -> None:
        """Adds to `assignment.toml`: limits, what is forbidden, more exercises."""
        path = self.root / "assignments/toy/assignment.toml"
        path.write_text(path.read_text(encoding="utf-8") + textwrap.dedent(text), encoding="utf-8")

    def session(self, pool: WorkerPool | None = None) -> JudgeSession:
        """A judge of the hidden suite as it stands, with the solutions of the course."""
        pool = pool or self.pool
        topic = self.topic
        assert topic.hidden is not None
        oracle = LiveOracle(topic, pool, self.root / "answers")
        session = JudgeSession(topic, topic.hidden, pool, oracle, public=False)
        self.sessions.append(session)
        session.start()
        return session

    def judge(
        self, submission: str | Source, seed: int = 1, pool: WorkerPool | None = None
    ) -> dict[str, Verdict]:
        """The verdicts on one submission, by check."""
        found = submission if isinstance(submission, Source) else source(submission)
        verdicts = self.session(pool).judge(found, seed)
        return {verdict.check: verdict for verdict in verdicts}


# A group, and of the library's that no operator stands behind and that no test needs two functions
# and a class.
FORBIDDEN = Forbidden(
    groups=("recurrent layers",),
    names=("torch.nn.utils.clip_grad_value_", "torch.optim.Rprop", "torch.nn.utils.parametrize"),
)


def has_bubblewrap() -> bool:
    try:
        arrangements.try_layer("bubblewrap")
    except MissingLayer:
        return False
    return True


@functools.cache
def container_prefix() -> list[str]:
    """A prefix under which root's grader is what it is in a container: no namespaces of its own
    are taken away, and the interpreter is where other users can read it (closed folders above it
    are replaced by open ones that hold nothing else)."""
    if not ROOT:
        pytest.skip("only root can become another user")
    files = arrangements._computing_files()
    closed = {folder for path in files for folder in arrangements._closed(path)}
    if not closed:
        return []
    if not has_bubblewrap():
        pytest.skip(f"{closed} is closed, and bubblewrap is needed to make a view where it is open")
    tops = [folder for folder in closed if not set(folder.parents) & closed]
    places, links = arrangements._placed(files)
    bwrap = shutil.which("bwrap") or ""
    command = [bwrap, "--dev-bind", "/", "/", "--cap-add", "ALL", "--die-with-parent"]
    for folder in tops:
        command += ["--tmpfs", str(folder)]
    places = [path for path in places if set(path.parents) & closed]
    links = {link: target for link, target in links.items() if set(link.parents) & closed}
    above = {folder for path in [*places, *links] for folder in path.parents}
    for folder in sorted(folder for folder in above if set(folder.parents) & closed):
        command += ["--perms", "0755", "--dir", str(folder)]
    for path in places:
        command += ["--ro-bind", str(path), str(path)]
    for link, target in links.items():
        command += ["--symlink", target, str(link)]
    return command


@pytest.fixture(scope="session")
def host() -> Iterator[Host]:
    """Workers without a sandbox, as a student's self-check has them."""
    pool = Host(choose("none"), FORBIDDEN.calls)
    pool.start()
    yield pool
    pool.close()


@pytest.fixture(scope="session")
def sandbox() -> Iterator[Host]:
    """Workers in the best sandbox that this machine has."""
    pool = Host(choose(), FORBIDDEN.calls)
    pool.start()
    yield pool
    pool.close()


@pytest.fixture(params=["none", "best"])
def either(request: pytest.FixtureRequest) -> Host:
    """Both of them, one after the other."""
    pool: Host = request.getfixturevalue({"none": "host", "best": "sandbox"}[request.param])
    return pool


def finished_topic(root: Path) -> None:
    """Makes a course of one topic, `toy`, that is no draft any more."""
    new_topic("toy", root)
    path = root / "assignments/toy/assignment.toml"
    path.write_text(path.read_text().partition("\n")[2])


@pytest.fixture
def make_course(tmp_path: Path, host: Host) -> Iterator[Callable[[], Course]]:
    """Makes courses: what `autograder new` writes, in a folder of the test's own."""
    made: list[Course] = []

    def make() -> Course:
        root = tmp_path / f"course{len(made)}"
        new_topic("toy", root)
        assignment = root / "assignments/toy/assignment.toml"
        forbidden = (
            f"[forbidden]\ngroups = {list(FORBIDDEN.groups)}\n"
            f"names = {list(FORBIDDEN.names)}\n\n[title]"
        )
        assignment.write_text(assignment.read_text().replace("[title]", forbidden))
        made.append(Course(root, host))
        return made[-1]

    yield make
    for course in made:
        for session in course.sessions:
            session.close()


@pytest.fixture
def course(make_course: Callable[[], Course]) -> Course:
    """One such course."""
    return make_course()
