"""What a student installs and what a command loads: no more than a self-check needs."""

import os
import re
import subprocess
import sys
import tomllib
from importlib.metadata import packages_distributions, requires
from pathlib import Path

import pytest
from packaging.requirements import Requirement

from autograder.authoring.handout import build_topic
from autograder.model.topic import Topic
from autograder.selfcheck import work
from tests.framework.conftest import REPOSITORY, finished_topic

MOST = 15  # packages besides torch's own
# Loads only what is on the list, besides Python's own and ours; then runs the command.
GUARDED = """\
import sys
allowed = {*sys.argv.pop(1).split(","), *sys.stdlib_module_names}
class Guard:
    def find_spec(self, name, path=None, target=None):
        top = name.partition(".")[0]
        if top not in allowed and not top.startswith("_sysconfigdata"):
            raise ModuleNotFoundError(f"{name} is not installed by a handout", name=name)
sys.meta_path.insert(0, Guard())
from autograder.cli import main
main()
"""


def declared() -> list[Requirement]:
    project = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))["project"]
    return [Requirement(each) for each in project["dependencies"]]


def installed_by(wanted: list[Requirement]) -> set[str]:
    """The distributions that pip brings for these, by the metadata of those that are here."""
    found: set[str] = set()
    waiting = [(each.name, each.extras) for each in wanted]
    while waiting:
        name, extras = waiting.pop()
        if plain(name) not in found:
            found.add(plain(name))
            each = [Requirement(line) for line in requires(name) or ()]
            environments = [{"extra": extra} for extra in extras or {""}]
            waiting += [
                (one.name, one.extras)
                for one in each
                if one.marker is None or any(map(one.marker.evaluate, environments))
            ]
    return found


def plain(name: str) -> str:
    """The name of a distribution as it is compared."""
    return re.sub(r"[-_.]+", "-", name).lower()


def test_a_student_installs_few_packages_beside_torch() -> None:
    torchs = installed_by([Requirement("torch")])
    ours = installed_by(declared()) - torchs
    assert "numpy" in ours
    assert len(ours) < MOST, sorted(ours)  # and our own wheel


@pytest.fixture(scope="module")
def handout(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a handout's topic; its work is right."""
    root = tmp_path_factory.mktemp("course")
    finished_topic(root)
    folder = tmp_path_factory.mktemp("student") / "toy"
    build_topic(Topic(root / "assignments/toy", root), folder)
    (folder / "toy.py").write_text("def double(x): return 2 * x")
    return folder


def test_a_self_check_runs_with_what_a_student_installs_and_nothing_else(handout: Path) -> None:
    distributions = {
        top: {plain(name) for name in names} for top, names in packages_distributions().items()
    }
    installed = installed_by(declared())
    allowed = {top for top, names in distributions.items() if names & installed}
    assert "numpy" in allowed
    assert not {"babel", "matplotlib", "nbformat", "otter", "sklearn", "yaml"} & allowed
    done = run(["-c", GUARDED, ",".join({*allowed, "autograder", "test_toy"}), "check"], handout)
    assert (done.returncode, done.stderr) == (0, "")
    assert "next: hand in toy.py" in done.stdout


# What takes a tenth of a second and more to load, and has no part in what is said at once.
HEAVY = ("numpy", "pytest", "torch", "nbformat", "otter", "matplotlib", "babel", "jinja2", "psutil")


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["--help"], 0),
        (["check", "--help"], 0),
        (["topics"], 0),
        (["check", "nowhere/toy.py"], 2),
        (["check", "typo"], 2),
        (["check", "broken/toy.py"], 2),
    ],
)
def test_what_can_be_said_at_once_waits_for_nothing_heavy(
    handout: Path, arguments: list[str], code: int
) -> None:
    (handout / "broken").mkdir(exist_ok=True)
    (handout / "broken/toy.py").write_text("def double(x:\n    return (\n")
    script = (
        "import atexit, sys\n"
        "atexit.register(lambda: print('loaded', *sys.modules))\n"
        "from autograder.cli import main\nmain()"
    )
    done = run(["-c", script, *arguments], handout)
    assert done.returncode == code
    loaded = done.stdout.splitlines()[-1].split()[1:]
    assert "click" in loaded
    assert not set(HEAVY) & set(loaded)


def run(arguments: list[str], folder: Path) -> subprocess.CompletedProcess[str]:
    environment = {key: text for key, text in os.environ.items() if key != "AUTOGRADER_COURSE"}
    environment |= {"AUTOGRADER_LANG": "en", "XDG_STATE_HOME": str(folder.parent)}
    command = [sys.executable, *arguments]
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("installed", "notes"),
    [("2.13.0+cpu", 0), ("2.14.1", 0), ("2.12.1", 1), ("2.15.0a0+git1", 1), ("3.0", 1)],
)
def test_a_version_of_torch_that_was_not_tried_is_told_and_not_refused(
    installed: str, notes: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(work, "version", lambda name: installed)
    found = work.untried_torch()
    assert [each.kind for each in found] == ["untried_torch"] * notes
