"""`autograder check --watch`, driven as a student drives it: through a terminal, or a pipe."""

import os
import shutil
import signal
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path

import pexpect
import pytest

from autograder.selfcheck.watch import Keys

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a pty of Linux")

COURSE = Path(__file__).parent / "fixtures" / "course"
SECONDS = 120  # that a slow machine may take
COMMAND = ["-m", "autograder", "check", "regression.py", "--watch", "--lang", "en"]
PREDICT = '"""The predictions x·w, shape (N,)."""\n    '
LOSS = '"""The mean of the squared errors, shape ()."""\n    '
SCALE = 'the means; the deviations."""\n    '
HANGS = "while True:\n        pass"


@pytest.fixture
def course(tmp_path: Path) -> Path:
    """A course whose calls may take long enough for nobody to wait for a loop without end."""
    root = tmp_path / "course"
    shutil.copytree(COURSE, root)
    assignment = root / "assignments/regression/assignment.toml"
    text = assignment.read_text().replace("\ncpu_seconds = 0.5", "\ncpu_seconds = 600")
    text = text.replace("\nsubmission_cpu_seconds = 2\n", "\nsubmission_cpu_seconds = 6000\n")
    assignment.write_text(text.replace("wall_seconds = 20", "wall_seconds = 2000"))
    shutil.copyfile(root / "assignments/regression/regression.py", root / "regression.py")
    return root


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    # LINES and COLUMNS, which other tests may bring into this process, outweigh a terminal's size.
    dropped = ("AUTOGRADER_COURSE", "LINES", "COLUMNS")
    kept = {name: value for name, value in os.environ.items() if name not in dropped}
    return {**kept, "XDG_STATE_HOME": str(tmp_path / "state"), "TERM": "xterm-256color"}


@pytest.fixture
def watch(
    course: Path, environment: dict[str, str]
) -> Iterator[Callable[..., "pexpect.spawn[str]"]]:
    """Starts it in a terminal of so many lines and columns."""
    started = []

    def start(lines: int = 40, columns: int = 80) -> "pexpect.spawn[str]":
        child = pexpect.spawn(
            sys.executable,
            COMMAND,
            cwd=str(course),
            env=environment,  # type: ignore[arg-type] # the stubs want os._Environ
            dimensions=(lines, columns),
            encoding="utf-8",
            timeout=SECONDS,
        )
        child.str_last_chars = 4000  # of the screen, where a test fails
        started.append(child)
        return child

    yield start
    for child in started:
        child.close(force=True)


def save(course: Path, after: str, body: str) -> None:
    """Puts `body` in place of the stub after that docstring, as an editor saves: at one stroke."""
    path = course / "regression.py"
    head, _, tail = path.read_text().partition(after)
    _, _, rest = tail.partition("\n\n\n")
    new = path.with_name("regression.py.new")
    new.write_text(f"{head}{after}{body}\n\n\n{rest}")
    new.replace(path)


def test_a_student_saves_and_reads_what_passes_now_and_the_next_step(
    watch: Callable[..., "pexpect.spawn[str]"], course: Path, tmp_path: Path
) -> None:
    child = watch()
    child.expect_exact("next: write predict, then save")

    save(course, PREDICT, "return x @ w")
    child.expect_exact("✓ passes now: predict multiplies the data by the weights")
    child.expect_exact("next: write loss, then save")

    child.send("h")
    child.expect_exact("where to look:")
    child.expect_exact("remembered on this machine alone")
    child.send("l")
    child.expect_exact("dónde mirar:")
    child.expect_exact("se recuerda solo en este equipo")
    child.expect_exact("siguiente: escribe loss y guarda")
    child.send("l")
    child.expect_exact("next: write loss, then save")
    child.send("\x1b[A")  # an arrow is no letter
    child.send("a")
    child.expect_exact("write loss")
    child.expect_exact("a first only")
    assert "loss" in (tmp_path / "state/autograder/hints.json").read_text()

    child.send("q")
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1


def test_a_run_that_hangs_is_dropped_when_the_file_is_saved_again(
    watch: Callable[..., "pexpect.spawn[str]"], course: Path
) -> None:
    save(course, PREDICT, HANGS)
    child = watch()
    child.expect_exact("(checking …)")
    child.expect_exact("saving again drops this run")

    save(course, PREDICT, "return (x @ w")
    child.expect_exact("'(' was never closed")
    save(course, PREDICT, "return x @ w")
    child.expect_exact("next: write loss, then save")
    save(course, LOSS, HANGS)
    child.expect_exact("saving again drops this run")

    child.send("q")  # in the middle of a run
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 1


def test_passes_share_a_line_where_the_terminal_is_low(
    watch: Callable[..., "pexpect.spawn[str]"], course: Path
) -> None:
    reference = (COURSE / "solutions/regression/reference.py").read_text()
    (course / "regression.py").write_text(reference)
    child = watch(lines=8)
    child.expect_exact("✓ \x1b[0m8 checks pass")
    child.expect_exact("All 8 checks pass · next: hand in regression.py")
    child.sendintr()
    child.expect(pexpect.EOF)
    child.close()
    assert child.exitstatus == 0


def test_in_a_pipe_each_change_is_printed_once_and_in_plain_text(
    course: Path, environment: dict[str, str]
) -> None:
    with subprocess.Popen(
        [sys.executable, *COMMAND],
        cwd=course,
        env=environment,
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        text=True,
    ) as child:
        assert child.stdout is not None
        lines = []

        def read_until(text: str) -> None:
            for line in child.stdout or []:
                lines.append(line)
                if text in line:
                    return
            raise AssertionError(f"no {text!r} in {lines}")

        read_until("next: write predict, then save")
        (course / "regression.py").touch()  # saved, and the same
        save(course, PREDICT, "return x @ w")
        read_until("next: write loss, then save")
        save(course, SCALE, "return 3")
        read_until("next: fix this one, then save")
        child.send_signal(signal.SIGINT)
        assert child.wait(SECONDS) == 1
    text = "".join(lines)
    assert text.count("regression · Linear regression") == 3
    third = text.rpartition("regression · Linear regression")[2].splitlines()
    assert third[1].startswith("  ✗ scale returns"), "what was edited is checked first"
    assert "✓ passes now: predict" in text
    assert "\x1b" not in text
    assert "autograder check regression.py --lang en --hint" in text, "no key can be pressed here"


def test_the_terminal_is_left_as_it_was(environment: dict[str, str]) -> None:
    script = (
        "import termios\nfrom autograder.selfcheck.watch import Keys\n"
        "before = termios.tcgetattr(0)\n"
        "with Keys() as keys:\n"
        "    print('there', keys.there, termios.tcgetattr(0) != before)\n"
        "print('as before', termios.tcgetattr(0) == before)\n"
    )
    child = pexpect.spawn(
        sys.executable,
        ["-c", script],
        env=environment,  # type: ignore[arg-type] # the stubs want os._Environ
        encoding="utf-8",
        timeout=SECONDS,
    )
    child.expect_exact("there True True")
    child.expect_exact("as before True")
    child.close()


def test_without_a_terminal_there_are_no_keys() -> None:
    done = subprocess.run(
        [sys.executable, "-c", "from autograder.selfcheck.watch import Keys; print(Keys().there)"],
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout.strip() == "False"
    with Keys() as keys:
        assert keys.wait(0.0) == ""
