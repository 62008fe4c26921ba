"""A package, in the place it was made for: Gradescope's `/autograder` as root in a container, and
`otter run`. The scripts are the zip's own; only what they would download stands for itself."""

import io
import json
import os
import shutil
import stat
import subprocess
import sys
import tarfile
import zipfile
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from autograder.execution.sandbox import isolation
from autograder.grading.late import LatePolicy
from autograder.lms.package import CONSTRAINTS, new_settings
from autograder.lms.package.gradescope import gradescope_package
from autograder.lms.package.otter_bridge import otter_package
from autograder.model.topic import Topic, TopicError
from tests.framework.conftest import finished_topic

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="grading others is Linux's")

RIGHT = "def double(x):\n    return x + x\n"
WRONG = "def double(x):\n    return x**2\n"
# A sandbox that held nothing would be seen in the results.
FORGED = """
import glob, json, os, pathlib, subprocess

RESULTS = json.dumps({"score": 10.0, "tests": []})
found = []
for path in ["/autograder/results/results.json", "/autograder/results/x", "/autograder/x",
             "/tmp/results.json", "results.json"]:
    try:
        pathlib.Path(path).write_text(RESULTS)
        found.append(path)
    except OSError:
        pass
for path in glob.glob("/autograder/source/**", recursive=True) + [
    "/autograder/source/settings.json",
    "/autograder/source/course/tests/hidden/toy/test_toy.py",
    "/autograder/source/course/solutions/toy/reference.py",
    "/autograder/submission_metadata.json",
    "/proc/1/environ",
]:
    try:
        found.append(pathlib.Path(path).read_text() and path)
    except OSError:
        pass
print('{"score": 10.0, "tests": []}')
if found or os.getuid() == 0:
    raise RuntimeError("got through: " + " ".join(map(str, found)))

def double(x):
    raise RuntimeError("held")
"""
METADATA = {
    "id": 77,
    "created_at": "2026-03-02T10:00:00.000000-03:00",
    "assignment": {"due_date": "2026-03-01T09:00:00.000000-03:00", "total_points": "10.0"},
    "users": [{"email": "ann@x.invalid", "id": 5, "name": "Ann <b>Lee</b>"}],
    "previous_submissions": [{"score": "1.0"}],
}
SYSTEM = {"usr", "bin", "sbin", "lib", "lib64", "lib32", "etc"}
STUBS = {
    "apt-get": "exit 0",
    "python3": "exit 0",
    # The environment of these tests, in place of one that is downloaded.
    "uv": f"""
echo "$@" >> /opt/uv.log
if [ "$1" = venv ]; then
  mkdir -p /opt/autograder/bin
  printf '#!/bin/sh\\nexec {sys.executable} "$@"\\n' > /opt/autograder/bin/python
  chmod +x /opt/autograder/bin/python
fi""",
}


@pytest.fixture(scope="module")
def topic(tmp_path_factory: pytest.TempPathFactory) -> Topic:
    root = tmp_path_factory.mktemp("course")
    finished_topic(root)
    with (root / "assignments/toy/assignment.toml").open("a") as file:
        file.write("\n[limits]\ncpu_seconds = 1\nwall_seconds = 30\n")
    return Topic(root / "assignments/toy", root)


class Gradescope:
    """The machine that Gradescope builds from a zip: as root, without namespaces, and with nothing
    on it but a system and what `setup.sh` put there."""

    def __init__(self, package: Path, folder: Path) -> None:
        self.folder = folder
        self.image = folder / "image"
        for name in ("autograder/source", "autograder/results", "opt", "stubs"):
            (self.image / name).mkdir(parents=True)
        for name, script in STUBS.items():
            stub = self.image / "stubs" / name
            stub.write_text(f"#!/bin/bash\n{script}\n")
            stub.chmod(0o755)
        source = self.image / "autograder/source"
        subprocess.run(["unzip", "-q", str(package), "-d", str(source)], check=True)
        shutil.copy(source / "run_autograder", self.image / "autograder/run_autograder")
        setup = self.run(self.image, "/autograder/source/setup.sh")
        assert setup.returncode == 0, setup.stdout + setup.stderr
        self.setup = setup.stdout
        self.count = 0

    def run(self, image: Path, script: str) -> subprocess.CompletedProcess[str]:
        """Runs a script of the zip on that image."""
        bwrap = shutil.which("bwrap") or ""
        command = [bwrap, "--cap-add", "ALL", "--die-with-parent", "--unshare-pid", "--tmpfs", "/"]
        # First, since the interpreter may lie in it.
        command += ["--perms", "1777", "--tmpfs", "/tmp"]
        system = [path for path in Path("/").glob("*") if path.name in SYSTEM]
        places, links = isolation._placed([*system, *isolation._computing_files()])
        above = {folder for path in [*places, *links] for folder in path.parents}
        for folder in sorted(above - {Path("/")}):
            command += ["--perms", "0755", "--dir", str(folder)]
        for path in places:
            command += ["--ro-bind", str(path), str(path)]
        for link, target in links.items():
            command += ["--symlink", target, str(link)]
        command += ["--ro-bind", "/dev/null", bwrap]  # Gradescope has none
        command += ["--proc", "/proc", "--dev", "/dev", "--tmpfs", "/run"]
        for name in ("autograder", "opt", "stubs"):
            command += ["--bind", str(image / name), f"/{name}"]
        command += ["--clearenv", "--setenv", "PATH", "/stubs:/usr/bin:/bin", "--setenv", "HOME"]
        command += ["/root", "--chdir", "/autograder", "--", script]
        return subprocess.run(command, capture_output=True, text=True, check=False, timeout=300)

    def grade(self, files: dict[str, bytes | str], metadata: Any = METADATA) -> dict[str, Any]:
        """The results of one submission, in a container of its own."""
        self.count += 1
        image = self.folder / f"container{self.count}"
        shutil.copytree(self.image, image, symlinks=True)
        base = image / "autograder"
        for path, content in files.items():
            file = base / "submission" / path
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(content if isinstance(content, bytes) else content.encode())
        text = metadata if isinstance(metadata, str) else json.dumps(metadata)
        (base / "submission_metadata.json").write_text(text)
        done = self.run(image, "/autograder/run_autograder")
        assert done.returncode == 0, done.stderr
        found: dict[str, Any] = json.loads((base / "results/results.json").read_text())
        found["stdout"] = done.stdout + done.stderr
        return found


@pytest.fixture(scope="module")
def package(topic: Topic, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("package") / "autograder.zip"
    late = LatePolicy(percent_per_day=10, cap=50)
    gradescope_package(topic, out, new_settings(topic, "en", late))
    return out


@pytest.fixture(scope="module")
def gradescope(package: Path, tmp_path_factory: pytest.TempPathFactory) -> Gradescope:
    if os.geteuid() != 0 or shutil.which("bwrap") is None:
        pytest.skip("a container's root is played by root, in bubblewrap")
    return Gradescope(package, tmp_path_factory.mktemp("gradescope"))


def test_the_zip_has_at_its_root_what_gradescope_looks_for(package: Path, topic: Topic) -> None:
    with zipfile.ZipFile(package) as archive:
        names = archive.namelist()
        for script in ("setup.sh", "run_autograder"):
            assert stat.S_IMODE(archive.getinfo(script).external_attr >> 16) & 0o111
            assert archive.read(script).startswith(b"#!")
        setup = archive.read("setup.sh").decode()
        fallback = json.loads(archive.read("ungraded.json"))
    assert "torch==2.13.0" in setup
    assert "https://download.pytorch.org/whl/cpu" in setup
    assert CONSTRAINTS in names
    assert "course/tests/hidden/toy/test_toy.py" in names
    assert not [name for name in names if "__pycache__" in name]
    assert fallback["score"] == 0
    assert "stands for a grade that is not there yet" in fallback["output"]
    assert "ours, not yours" in fallback["output"]


def test_only_a_zip_is_written_and_only_from_a_finished_course(
    topic: Topic, tmp_path: Path
) -> None:
    settings = new_settings(topic, "en", None)
    with pytest.raises(TopicError, match="no zip"):
        gradescope_package(topic, tmp_path / "autograder.tar", settings)
    with pytest.raises(TopicError, match="no hidden suite"):
        gradescope_package(Topic(topic.folder, None), tmp_path / "a.zip", settings)
    assert not list(tmp_path.iterdir())


def test_setup_says_which_walls_the_container_has(gradescope: Gradescope) -> None:
    assert "Grading will use: container" in gradescope.setup
    log = (gradescope.image / "opt/uv.log").read_text()
    assert "torch==2.13.0 --index-url https://download.pytorch.org/whl/cpu" in log
    assert "autograder-" in log.splitlines()[-1]


def test_a_right_and_late_submission_gets_its_points_after_the_late_policy(
    gradescope: Gradescope,
) -> None:
    found = gradescope.grade({"toy.py": RIGHT})
    assert found["score"] == 8.0  # two days begun, 10% each
    assert "2 days late" in found["output"]
    assert "20 % off, 10 → 8" in found["output"]
    assert found["extra_data"]["isolation"] == "container"
    for test in found["tests"]:
        assert test["status"] == "passed"
        assert test["score"] == test["max_score"]
        assert test["visibility"] == "visible"
        assert test["output_format"] == "text"
        assert test["name"]
        assert test["number"]


def test_a_wrong_notebook_is_named_and_a_broken_metadata_file_costs_nothing(
    gradescope: Gradescope,
) -> None:
    text = nbformat.writes(new_notebook(cells=[new_code_cell(WRONG)]))
    found = gradescope.grade({"toy.ipynb": text}, metadata="{")
    assert found["score"] == 0
    assert "square of the input" in found["tests"][0]["output"].replace("\n", " ")


def test_a_submission_that_forges_results_or_reads_the_suite_is_held(
    gradescope: Gradescope,
) -> None:
    found = gradescope.grade({"toy.py": FORGED})
    assert found["score"] == 0
    assert "RuntimeError" in found["tests"][0]["output"]
    assert "I called double" in found["tests"][0]["output"], found  # nothing got through on import
    assert "hidden" not in json.dumps(found["tests"])


@pytest.mark.parametrize(
    "text",
    [
        "import os\ndef double(x):\n    os._exit(0)\n",
        "def double(x):\n    while True:\n        pass\n",
    ],
    ids=["exiting", "hanging"],
)
def test_a_submission_that_exits_or_hangs_has_results(gradescope: Gradescope, text: str) -> None:
    found = gradescope.grade({"toy.py": text})
    assert found["score"] == 0
    assert found["tests"][0]["status"] == "failed"


def test_what_cannot_be_read_has_the_number_that_is_asked_for_and_says_why(
    gradescope: Gradescope,
) -> None:
    data = io.BytesIO()
    with tarfile.open(fileobj=data, mode="w") as archive:
        link = tarfile.TarInfo("toy.py")
        link.type, link.linkname = tarfile.SYMTYPE, "/autograder/source/course/solutions"
        archive.addfile(link)
    found = gradescope.grade({"work.tar": data.getvalue()})
    assert found["score"] == 0
    assert not any("score" in test for test in found["tests"])
    assert "could not be read" in found["output"]
    assert "stands for a grade that is not there yet" in found["output"]


def test_a_fault_of_ours_claims_no_score_and_says_so(
    gradescope: Gradescope, tmp_path: Path
) -> None:
    suite = gradescope.image / "autograder/source/course/tests/hidden/toy/test_toy.py"
    text = suite.read_text()
    suite.write_text("import nothing_of_that_name\n")
    try:
        found = gradescope.grade({"toy.py": RIGHT})
    finally:
        suite.write_text(text)
    assert found["score"] == 0
    assert not any("score" in test for test in found["tests"])
    assert "stands for a grade that is not there yet" in found["output"]
    assert "ours, not yours" in found["output"]
    assert "nothing_of_that_name" in found["stdout"]
    assert "nothing_of_that_name" not in json.dumps(found["tests"]) + found["output"]


# --- otter ---------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def otter_zip(topic: Topic, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("otter") / "autograder.zip"
    otter_package(topic, out, new_settings(topic, "en", None))
    return out


def otter_run(package: Path, submission: Path) -> subprocess.CompletedProcess[str]:
    command = [sys.executable, "-m", "otter", "run", "--no-logo", "-a", str(package)]
    return subprocess.run(
        [*command, str(submission)],
        cwd=submission.parent,
        capture_output=True,
        text=True,
        check=False,
    )


def test_otter_run_gives_our_verdicts_on_right_and_wrong(otter_zip: Path, tmp_path: Path) -> None:
    notebook = tmp_path / "toy.ipynb"
    nbformat.write(new_notebook(cells=[new_code_cell(RIGHT)]), notebook)
    right = otter_run(otter_zip, notebook)
    assert right.returncode == 0, right.stderr
    found = json.loads((tmp_path / "results.json").read_text())
    assert [test["score"] for test in found["tests"]] == [5.0, 5.0]
    assert found["tests"][0]["visibility"] == "visible"
    # Wrong, and out to shadow packages, to be unpickled and to bring its own tests.
    evil = "import pathlib\npathlib.Path('pwned').write_text('x')\nraise SystemExit\n"
    work = tmp_path / "work.zip"
    with zipfile.ZipFile(work, "w") as archive:
        archive.writestr("toy.py", WRONG)
        archive.writestr("otter/__init__.py", evil)
        archive.writestr("dill/__init__.py", evil)
        archive.writestr(".OTTER_LOG", b"cos\nsystem\n(S'touch " + bytes(tmp_path) + b"/log'\ntR.")
        archive.writestr("tests/toy.py", "OK_FORMAT = True\ntest = {'name': 'toy', 'suites': []}")
    wrong = otter_run(otter_zip, work)
    assert wrong.returncode == 0, wrong.stderr
    found = json.loads((tmp_path / "results.json").read_text())
    assert [test["score"] for test in found["tests"]] == [0.0, 0.0]
    assert "square of the input" in " ".join(found["tests"][0]["output"].split())
    assert {path.name for path in tmp_path.iterdir()} == {
        "toy.ipynb", "work.zip", "results.json",
    }  # fmt: skip
