"""pytest as a student uses it: in a handout, in an editor's panel, and with the debugger."""

import os
import re
import shutil
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from autograder.authoring.handout import build_topic
from autograder.model.topic import Topic
from tests.framework.conftest import finished_topic

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="answers are frozen on Linux here")

PLUGIN = "autograder.selfcheck.plugin"
SECONDS = 120  # that a slow machine may take
CHECKS = '''
"""The public checks of toy."""

import numpy as np
import pytest

from autograder.suite import Student, check


@check("double", es="double devuelve el doble")
def test_values(student: Student, rng: np.random.Generator) -> None:
    """double returns twice its input."""
    student.double(rng.standard_normal((2, 3))).matches_reference()


@check("double", after=test_values, es="de un número")
def test_scalar(student: Student) -> None:
    """double takes a single number."""
    student.double(np.ones(())).matches_reference()


def test_ordinary():
    """No check: pytest's own."""
    assert True
'''
RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    twice = 3 * x\n    return twice\n"
RAISES = "def double(x):\n    rows = x.sum(dim=1)\n    return rows @ x.T\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """A course with one topic, and a handout of it."""
    root = tmp_path_factory.mktemp("course")
    finished_topic(root)
    path = root / "assignments/toy/checks/test_toy.py"
    plain = CHECKS.partition("\n\ndef test_ordinary")[0] + "\n"
    path.write_text(plain, encoding="utf-8")
    folder = tmp_path_factory.mktemp("built") / "toy"
    build_topic(Topic(root / "assignments/toy", root), folder)
    return root, folder


@pytest.fixture
def handout(built: tuple[Path, Path], tmp_path: Path) -> Path:
    shutil.copytree(built[1], tmp_path / "handout/toy")
    return tmp_path / "handout"


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    dropped = ("AUTOGRADER_COURSE", "LINES", "COLUMNS", "PYTEST_ADDOPTS", "PYTEST_CURRENT_TEST")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    kept["PYTEST_DISABLE_PLUGIN_AUTOLOAD"] = "1"  # a student has none of ours
    return {**kept, "AUTOGRADER_LANG": "en", "XDG_STATE_HOME": str(tmp_path), "NO_COLOR": "1"}


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
        command = [sys.executable, "-m", "pytest", "-p", PLUGIN, *arguments]
        return subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )

    return run


def write(handout: Path, text: str) -> None:
    (handout / "toy/toy.py").write_text(text, encoding="utf-8")


def test_pytest_runs_the_public_checks_on_the_student_s_file(handout: Path, run: Run) -> None:
    write(handout, RIGHT)
    done = run(handout)
    assert "toy: the checks of toy.py" in done.stdout
    assert "2 passed" in done.stdout
    assert done.returncode == 0


def test_a_failure_s_text_is_our_verdict_without_a_traceback(handout: Path, run: Run) -> None:
    write(handout, WRONG)
    done = run(handout)
    assert "wrong value\n" in done.stdout
    assert "double returns twice its input" in done.stdout
    assert "I called" in done.stdout
    for ours in ("Traceback", "autograder/", "plugin.py", "session.py", "student = None"):
        assert ours not in done.stdout, done.stdout
    assert done.returncode == 1


def test_an_unreadable_file_is_said_to_be_one(handout: Path, run: Run) -> None:
    write(handout, "def double(x:\n")
    done = run(handout, "-x")
    assert "Line 1 of toy.py is not valid Python" in done.stdout
    assert "1 failed" in done.stdout


def test_an_editor_finds_every_check_and_loads_nothing_for_it(handout: Path, run: Run) -> None:
    write(handout, "raise SystemExit('never run for a list')")
    done = run(handout, "--collect-only", "-q")
    assert "toy/checks/test_toy.py::test_values\ntoy/checks/test_toy.py::test_scalar" in done.stdout
    assert done.returncode == 0


def test_checks_are_chosen_stopped_at_and_run_again_as_any_test(handout: Path, run: Run) -> None:
    write(handout, WRONG)
    assert "1 failed, 1 deselected" in run(handout, "-k", "values").stdout
    assert "stopping after 1 failures" in run(handout, "-x").stdout
    write(handout, RIGHT)
    again = run(handout, "--lf", "--durations=3", "-vv").stdout
    assert "1 passed" in again
    assert "slowest" in again


def test_other_tests_beside_the_checks_are_pytest_s(handout: Path, run: Run) -> None:
    write(handout, RIGHT)
    (handout / "toy/checks/test_mine.py").write_text(
        "import pytest\n\n\ndef test_mine():\n    assert 1 + 1 == 2\n\n\n"
        "def test_student_of_mine(student):\n    assert student is None\n"
    )
    (handout / "test_elsewhere.py").write_text("def test_it(rng):\n    pass\n")
    done = run(handout)
    assert "fixture 'rng' not found" in run(handout, "test_elsewhere.py").stdout
    assert "5 passed" in done.stdout, done.stdout


def test_the_hidden_suite_is_put_to_a_trusted_file_and_it_is_no_grading(
    built: tuple[Path, Path], run: Run, tmp_path: Path
) -> None:
    root, _ = built
    file = tmp_path / "theirs.py"
    file.write_text("def double(x):\n    return x**2\n")
    suite = str(root / "tests/hidden/toy")
    done = run(root, suite, f"--submission={file}")
    assert "This is no grading." in done.stdout.replace("\n", " ")
    assert "wrong value" in done.stdout
    assert done.returncode == 1
    without = run(root, suite)
    assert "put to --submission FILE" in without.stdout + without.stderr
    assert without.returncode == 4


# --- the debugger --------------------------------------------------------------------------------


Start = Callable[..., "pexpect.spawn[str]"]


@pytest.fixture
def start(environment: dict[str, str]) -> Iterator[Start]:
    started = []

    def start(folder: Path, *arguments: str) -> "pexpect.spawn[str]":
        child = pexpect.spawn(
            sys.executable,
            ["-m", *arguments],
            cwd=str(folder),
            env=environment,  # type: ignore[arg-type] # the stubs want os._Environ
            encoding="utf-8",
            timeout=SECONDS,
            dimensions=(60, 160),
        )
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def at_prompt(child: "pexpect.spawn[str]") -> str:
    """What was printed until the debugger asks."""
    child.expect(r"\(Pdb\) ")
    return child.before or ""


def asked(child: "pexpect.spawn[str]", command: str) -> str:
    child.sendline(command)
    return at_prompt(child)


def test_pdb_stops_in_the_student_s_line_that_raised(handout: Path, start: Start) -> None:
    write(handout, RAISES)
    child = start(handout, "pytest", "-p", PLUGIN, "--pdb", "-x", "-k", "values")
    seen = at_prompt(child)
    assert "your code raised an error" in seen
    assert re.search(r"toy/toy\.py\(3\)double\(\)", seen), seen
    assert "-> return rows @ x.T" in seen
    assert "torch.Size([2])" in asked(child, "p rows.shape")
    child.sendline("q")
    child.expect(pexpect.EOF)


def test_pdb_stops_where_a_wrong_value_was_returned(handout: Path, start: Start) -> None:
    write(handout, WRONG)
    child = start(handout, "pytest", "-p", PLUGIN, "--pdb", "-x", "-k", "values")
    seen = at_prompt(child)
    assert "-> return twice" in seen
    assert "torch.Size([2, 3])" in asked(child, "p twice.shape")
    child.sendline("q")
    child.expect(pexpect.EOF)


def test_a_breakpoint_in_the_student_s_code_stops_there(handout: Path, start: Start) -> None:
    write(handout, "def double(x):\n    breakpoint()\n    y = 2 * x\n    return y\n")
    child = start(handout, "pytest", "-p", PLUGIN, "-k", "values")
    seen = at_prompt(child)
    assert re.search(r"toy/toy\.py\([23]\)double\(\)", seen), seen
    asked(child, "n")
    asked(child, "n")
    assert "torch.Size([2, 3])" in asked(child, "p x.shape")
    child.sendline("c")
    child.expect("1 passed")
    child.expect(pexpect.EOF)


def test_trace_stops_at_the_first_line_of_what_a_check_calls(handout: Path, start: Start) -> None:
    write(handout, WRONG)
    child = start(handout, "pytest", "-p", PLUGIN, "--trace", "-k", "values")
    seen = at_prompt(child)
    assert "-> twice = 3 * x" in seen
    child.sendline("c")
    child.expect("1 failed")
    child.expect(pexpect.EOF)


def test_a_check_is_debugged_by_its_name_or_its_exercise(handout: Path, start: Start) -> None:
    write(handout, WRONG)
    for name in ("values", "double"):
        child = start(handout / "toy", "autograder", "check", "--debug", name)
        assert "-> twice = 3 * x" in at_prompt(child)
        child.sendline("q")
        child.expect(pexpect.EOF)
    child = start(handout / "toy", "autograder", "check", "--debug", "nothing")
    child.expect_exact("There is no check nothing. There are values, scalar.")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 2
