"""How far a student is, what they get back, and what they hand in: real commands in a handout."""

import json
import os
import re
import shutil
import subprocess
import sys
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path

import pytest

from autograder.authoring.handout import build_topic
from autograder.authoring.new import new_topic
from autograder.execution.unconfined import self_check_pool
from autograder.execution.workers import WorkerPool
from autograder.model.topic import Topic
from autograder.presentation.messages import Translator
from autograder.selfcheck.standing import standings
from autograder.selfcheck.work import all_work

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="answers are frozen on Linux here")

TOPICS = ("toy", "second", "third")
RIGHT = "def double(x):\n    return 2 * x\n"
WRONG = "def double(x):\n    return x**2\n"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A handout of three topics."""
    root = tmp_path_factory.mktemp("course")
    out = tmp_path_factory.mktemp("built")
    for name in TOPICS:
        new_topic(name, root)
        path = root / f"assignments/{name}/assignment.toml"
        path.write_text(path.read_text().partition("\n")[2])
        build_topic(Topic(path.parent, root), out / name)
    return out


@pytest.fixture
def handout(built: Path, tmp_path: Path) -> Path:
    shutil.copytree(built, tmp_path / "handout")
    return tmp_path / "handout"


Run = Callable[..., subprocess.CompletedProcess[str]]


@pytest.fixture
def run(tmp_path: Path) -> Run:
    def run(folder: Path, *arguments: str, lang: str = "en") -> subprocess.CompletedProcess[str]:
        environment = {key: text for key, text in os.environ.items() if key != "AUTOGRADER_COURSE"}
        environment |= {"AUTOGRADER_LANG": lang, "XDG_STATE_HOME": str(tmp_path / "state")}
        environment |= {"COLUMNS": "80"}
        return subprocess.run(
            [sys.executable, "-m", "autograder", *arguments],
            cwd=folder, env=environment, capture_output=True, text=True, check=False,
        )  # fmt: skip

    return run


def test_without_a_topic_there_is_a_line_for_each(handout: Path, run: Run) -> None:
    (handout / "toy/toy.py").write_text(RIGHT)
    (handout / "second/second.py").write_text(WRONG)
    done = run(handout, "check")
    lines = {each.split()[1]: each for each in done.stdout.splitlines()[:3]}
    assert re.match(r"  ✓ toy +done · 1 of 1 check passes · 10 of 10 points +toy\.py", lines["toy"])
    assert re.match(r"  ▸ second +begun · 0 of 1 check", lines["second"])
    assert re.match(r"  · third +to do$", lines["third"])
    assert "and no grade" in done.stdout
    assert done.stdout.splitlines()[-1] == "next: autograder check second"
    assert done.returncode == 1
    spanish = run(handout, "check", lang="es").stdout
    assert "empezado" in spanish
    assert "siguiente: autograder check second" in spanish


def test_where_all_is_done_the_files_to_hand_in_are_named(handout: Path, run: Run) -> None:
    for name in TOPICS:
        (handout / name / f"{name}.py").write_text(RIGHT)
    done = run(handout, "check")
    assert "All is done. Hand in second.py, third.py, toy.py" in done.stdout
    assert done.returncode == 0


def test_topics_that_refuse_the_same_calls_share_their_processes(
    handout: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    started: list[WorkerPool] = []

    def spied(forbidden: Sequence[str]) -> WorkerPool:
        started.append(self_check_pool(forbidden))
        return started[-1]

    monkeypatch.setattr("autograder.execution.unconfined.self_check_pool", spied)
    for name in TOPICS:
        (handout / name / f"{name}.py").write_text(RIGHT)
    path = handout / "third/assignment.toml"
    path.write_text(path.read_text() + '\n[forbidden]\ngroups = ["recurrent layers"]\n')
    states = [each.state for each in standings(all_work(handout), Translator("en"))]
    assert states == ["done"] * 3
    assert len(started) == 2, "one for the first two, and one for the third"


def test_json_says_the_same_for_other_programs(handout: Path, run: Run) -> None:
    (handout / "toy/toy.py").write_text(WRONG)
    done = run(handout, "check", "--json")
    found = {each["topic"]: each for each in json.loads(done.stdout)["topics"]}
    assert {name: each["state"] for name, each in found.items()} == {
        "toy": "begun", "second": "to_do", "third": "to_do",
    }  # fmt: skip
    one = run(handout, "check", "toy", "--json")
    (toy,) = json.loads(one.stdout)["topics"]
    (verdict,) = toy["verdicts"]
    assert (verdict["kind"], toy["passed"], toy["checks"]) == ("wrong_value", 0, 1)
    assert "── wrong value" in toy["texts"][verdict["check"]]
    assert one.returncode == 1
    (handout / "toy/toy.py").write_text("def double(x:\n")
    broken = run(handout, "check", "toy", "--json")
    assert json.loads(broken.stdout)["topics"][0]["state"] == "unreadable"
    assert broken.returncode == 2


def test_one_exercise_is_checked_by_its_name_or_its_function(handout: Path, run: Run) -> None:
    (handout / "toy/toy.py").write_text(RIGHT)
    done = run(handout, "check", "toy", "double")
    assert "next: the other exercises of toy.py" in done.stdout
    assert done.returncode == 0
    unknown = run(handout, "check", "toy", "triple")
    assert "toy has no exercise triple. It has double." in unknown.stdout
    assert unknown.returncode == 2


def test_the_starter_comes_back_and_the_old_file_is_kept(handout: Path, run: Run) -> None:
    starter = (handout / "toy/toy.py").read_text()
    (handout / "toy/toy.py").write_text(WRONG)
    assert "Your old file is toy.py.old1." in run(handout, "reset", "toy").stdout
    assert (handout / "toy/toy.py").read_text() == starter
    assert (handout / "toy/toy.py.old1").read_text() == WRONG
    (handout / "toy/toy.py").write_text(RIGHT)
    assert "toy.py.old2" in run(handout, "reset", "toy").stdout
    assert (handout / "toy/toy.py.old1").read_text() == WRONG, "nothing of theirs is overwritten"


def test_one_exercise_comes_back_and_the_rest_stays(handout: Path, run: Run) -> None:
    mine = (
        "import torch\n\nMINE = 1\n\n\ndef double(x):\n    return x**2\n\n\ndef mine():\n    pass\n"
    )
    (handout / "toy/toy.py").write_text(mine)
    done = run(handout, "reset", "toy", "double")
    assert "double of toy.py is the starter's again" in done.stdout
    text = (handout / "toy/toy.py").read_text()
    assert "raise NotImplementedError" in text
    assert "x**2" not in text
    assert "MINE = 1" in text
    assert "def mine():" in text
    (handout / "toy/toy.py").write_text("def double(x:\n")
    broken = run(handout, "reset", "toy", "double")
    assert "can't be taken apart" in broken.stdout
    assert (handout / "toy/toy.py").read_text() == "def double(x:\n"
    assert broken.returncode == 2


def test_one_exercise_of_a_notebook_comes_back_in_its_cell(handout: Path, run: Run) -> None:
    path = handout / "toy/toy.ipynb"
    notebook = json.loads(path.read_text())
    (cell,) = (each for each in notebook["cells"] if "def double" in "".join(each["source"]))
    cell["source"] = "a = 1\n" + WRONG + "print(double(a))\n"
    path.write_text(json.dumps(notebook))
    assert run(handout, "reset", "toy", "double").returncode == 0
    after = json.loads(path.read_text())
    (cell,) = (each for each in after["cells"] if "def double" in "".join(each["source"]))
    text = "".join(cell["source"])
    assert text.startswith("a = 1\n")
    assert text.endswith("print(double(a))\n")
    assert "raise NotImplementedError" in text
    assert [each for each in after["cells"] if each != cell] == [
        each for each in notebook["cells"] if "def double" not in "".join(each["source"])
    ]


def test_a_course_has_no_starter_to_give_back(tmp_path: Path, run: Run) -> None:
    new_topic("toy", tmp_path)
    before = (tmp_path / "assignments/toy/toy.py").read_text()
    done = run(tmp_path, "reset", "toy")
    assert "There is no starter of toy here to give back" in done.stdout
    assert (tmp_path / "assignments/toy/toy.py").read_text() == before
    assert done.returncode == 2


def test_what_is_packed_is_the_file_and_what_it_imports(handout: Path, run: Run) -> None:
    folder = handout / "toy"
    (folder / "toy.py").write_text(
        "from helpers import twice\n\n\ndef double(x):\n    return twice(x)\n"
    )
    (folder / "helpers.py").write_text("def twice(x):\n    return 2 * x\n")
    (folder / "diary.py").write_text("PRIVATE = 1\n")
    done = run(handout, "pack", "toy")
    assert "holds toy.py, helpers.py" in done.stdout
    with zipfile.ZipFile(folder / "toy-upload.zip") as archive:
        assert archive.namelist() == ["toy.py", "helpers.py"]
    first = (folder / "toy-upload.zip").read_bytes()
    run(handout, "pack", "toy")
    assert (folder / "toy-upload.zip").read_bytes() == first
    assert done.returncode == 0


def test_a_notebook_is_packed_without_its_outputs(handout: Path, run: Run) -> None:
    folder = handout / "toy"
    notebook = json.loads((folder / "toy.ipynb").read_text())
    for cell in notebook["cells"]:
        if cell["cell_type"] == "code":
            cell["outputs"] = [{"output_type": "stream", "name": "stdout", "text": "x" * 100_000}]
    (cell,) = (each for each in notebook["cells"] if "def double" in "".join(each["source"]))
    cell["source"] = RIGHT
    (folder / "toy.ipynb").write_text(json.dumps(notebook))
    done = run(handout, "pack", "toy")
    with zipfile.ZipFile(folder / "toy-upload.zip") as archive:
        packed = json.loads(archive.read("toy.ipynb"))
    assert all(not cell.get("outputs") for cell in packed["cells"])
    assert [cell["source"] for cell in packed["cells"]] == [
        cell["source"] for cell in notebook["cells"]
    ]
    assert done.returncode == 0


def test_what_is_missing_is_said_before_it_is_handed_in(handout: Path, run: Run) -> None:
    (handout / "toy/toy.py").write_text("def duoble(x):\n    return 2 * x\n")
    assert "Not in it, though asked for: double." in run(handout, "pack", "toy").stdout
    (handout / "toy/toy.py").write_text("def double(x:\n")
    broken = run(handout, "pack", "toy")
    assert "is not valid Python" in broken.stdout
    assert broken.returncode == 2


def test_opened_hints_belong_to_a_folder_and_can_be_closed(
    built: Path, handout: Path, run: Run, tmp_path: Path
) -> None:
    (handout / "toy/toy.py").write_text("def double(x):\n    return 5 * x\n")
    assert "where to look:" in run(handout, "check", "toy", "--hint").stdout
    assert "where to look:" in run(handout, "check", "toy").stdout
    other = tmp_path / "another copy"
    shutil.copytree(handout, other)
    assert "where to look:" not in run(other, "check", "toy").stdout
    assert "The hints of toy are closed." in run(handout, "check", "toy", "--close-hints").stdout
    assert "where to look:" not in run(handout, "check", "toy").stdout
    assert "No hint of toy was open." in run(handout, "check", "toy", "--close-hints").stdout
