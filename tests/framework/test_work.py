"""Which file a self-check is of, in a handout as students have it: whatever became of the starter,
the file that was worked on is checked as grading would, and that one is to be handed in."""

import json
import os
import shutil
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from autograder.authoring.handout import build_topic
from autograder.model.topic import Topic
from tests.framework.conftest import finished_topic

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="answers are frozen on Linux here")

RIGHT = "def double(x):\n    return 2 * x\n"
BROKEN = "def double(x:\n    return\n"
LATER = 600  # seconds: what was unpacked together was not saved one after the other


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("course")
    finished_topic(root)
    folder = tmp_path_factory.mktemp("built") / "toy"
    build_topic(Topic(root / "assignments/toy", root), folder)
    return folder


@pytest.fixture
def handout(built: Path, tmp_path: Path) -> Path:
    """The topic's folder, freshly unpacked."""
    shutil.copytree(built, tmp_path / "toy")
    return tmp_path / "toy"


def write(path: Path, text: str, seconds_later: int = 0) -> None:
    """Writes a script, or the notebook with one definition in place of the starter's."""
    if path.suffix == ".ipynb":
        notebook = json.loads(path.read_text(encoding="utf-8"))
        (cell,) = (each for each in notebook["cells"] if "def double" in "".join(each["source"]))
        cell["source"] = text
        text = json.dumps(notebook)
    path.write_text(text, encoding="utf-8")
    saved = path.stat().st_mtime + seconds_later
    os.utime(path, (saved, saved))


def check(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {key: text for key, text in os.environ.items() if key != "AUTOGRADER_COURSE"}
    environment |= {"AUTOGRADER_LANG": "en", "XDG_STATE_HOME": str(folder.parent)}
    return subprocess.run(
        [sys.executable, "-m", "autograder", "check", *arguments],
        cwd=folder, env=environment, capture_output=True, text=True, check=False,
    )  # fmt: skip


def with_bom(folder: Path) -> None:
    (folder / "toy.py").write_bytes(b"\xef\xbb\xbf" + RIGHT.encode())


def saved_as_unicode_on_windows(folder: Path) -> None:
    (folder / "toy.py").write_bytes(RIGHT.encode("utf-16"))


def notebook_alone(folder: Path) -> None:
    (folder / "toy.py").unlink()
    write(folder / "toy.ipynb", RIGHT)


def notebook_beside_the_untouched_starter(folder: Path) -> None:
    write(folder / "toy.ipynb", RIGHT)


def starter_saved_again_after_the_notebook(folder: Path) -> None:
    write(folder / "toy.ipynb", RIGHT)
    write(folder / "toy.py", (folder / "toy.py").read_text(encoding="utf-8"), LATER)


def script_beside_a_notebook_that_was_only_opened(folder: Path) -> None:
    write(folder / "toy.py", RIGHT)
    path = folder / "toy.ipynb"
    notebook = json.loads(path.read_text(encoding="utf-8"))
    notebook["metadata"]["opened"] = True
    write(path.with_suffix(".tmp"), json.dumps(notebook), LATER)
    path.with_suffix(".tmp").replace(path)


@pytest.mark.parametrize(
    ("become", "file"),
    [
        (with_bom, "toy.py"),
        (saved_as_unicode_on_windows, "toy.py"),
        (notebook_alone, "toy.ipynb"),
        (notebook_beside_the_untouched_starter, "toy.ipynb"),
        (starter_saved_again_after_the_notebook, "toy.ipynb"),
        (script_beside_a_notebook_that_was_only_opened, "toy.py"),
    ],
)
def test_the_file_that_was_worked_on_is_checked_and_to_be_handed_in(
    handout: Path, become: Callable[[Path], None], file: str
) -> None:
    become(handout)
    done = check(handout)
    lines = done.stdout.splitlines()
    assert lines[0] == f"toy · Toy · {file}"
    assert lines[-1].endswith(f"next: hand in {file}")
    assert (done.returncode, done.stderr) == (0, "")


def test_a_file_of_another_name_is_checked_without_the_starter_beside_it(handout: Path) -> None:
    (handout / "toy.py").unlink()
    (handout / "toy.ipynb").unlink()
    write(handout / "final version.py", RIGHT)
    done = check(handout, "final version.py")
    assert done.stdout.splitlines()[-1].endswith("next: hand in final version.py")
    assert done.returncode == 0


def test_a_broken_starter_is_no_fault_of_ours_and_none_of_the_notebook_s(handout: Path) -> None:
    write(handout / "toy.py", BROKEN)
    done = check(handout, "toy.py")
    assert "Line 1 of toy.py is not valid Python" in done.stdout
    assert done.returncode == 2
    write(handout / "toy.ipynb", RIGHT)
    done = check(handout, "toy.ipynb")
    assert "next: hand in toy.ipynb" in done.stdout
    assert done.returncode == 0


def test_where_both_were_worked_on_the_later_one_is_checked_and_the_other_named(
    handout: Path,
) -> None:
    write(handout / "toy.py", "def double(x):\n    return 3 * x\n")
    write(handout / "toy.ipynb", RIGHT, LATER)
    done = check(handout)
    assert done.stdout.startswith(
        "toy · Toy · toy.ipynb\ntoy.py has work in it too, and is not checked"
    )
    assert done.returncode == 0
    write(handout / "toy.py", (handout / "toy.py").read_text(encoding="utf-8"), 2 * LATER)
    done = check(handout)
    assert "toy.ipynb has work in it too" in done.stdout
    assert done.returncode == 1
