"""A student's first hour: `python -m benchmarks.fresh_handout [--lang en|es] [TOPIC…]`.

Builds the handout, installs it by the very commands of its README into a fresh environment, checks
each untouched starter from the terminal and in a notebook's kernel, solves both with the reference,
checks again, and grades what a student would hand in. Then looks through every file of the handout
for lines of the solutions and of the hidden suite. Says what it found, and ends with 1 where
anything is not as a student should have it. Installing downloads what pip does not have yet.
"""

import argparse
import os
import re
import shutil
import subprocess
import sys
import tempfile
import zipfile
import zlib
from collections.abc import Sequence
from pathlib import Path

import nbformat
from nbformat.v4 import new_code_cell

from autograder.authoring.handout import build_handout
from autograder.collect import collect
from autograder.grading.grade import grade_class
from autograder.grading.gradebook import load_records
from autograder.judge.judge import FROZEN
from autograder.model.topic import Topic, find_topic

COURSE = Path(__file__).resolve().parents[1]
# So short a line is anyone's.
SHORTEST = 25

EXECUTE = """
import sys
import nbformat
from nbclient import NotebookClient
notebook = nbformat.read(sys.argv[1], as_version=4)
NotebookClient(notebook, timeout=600, resources={"metadata": {"path": sys.argv[2]}}).execute()
nbformat.write(notebook, sys.argv[1])
"""


def readme_commands(readme: str) -> list[str]:
    """The commands with which the README sets up: its first indented block."""
    block = re.search(r"\n((?:    .+\n)+)", readme)
    assert block is not None, "the README has no commands"
    return [line.split("#")[0].strip() for line in block[1].splitlines()]


def solved(topic: Topic, notebook: nbformat.NotebookNode) -> nbformat.NotebookNode:
    """The notebook with a cell of the reference before the one that checks."""
    assert topic.solutions is not None
    reference = (topic.solutions / "reference.py").read_text(encoding="utf-8")
    notebook.cells.insert(len(notebook.cells) - 1, new_code_cell(reference))
    return notebook


def shown(notebook: nbformat.NotebookNode) -> str:
    """What the last cell shows, as text."""
    outputs = notebook.cells[-1].outputs
    texts = (each.get("text") or each.get("data", {}).get("text/plain", "") for each in outputs)
    return "".join(texts)


def lines_of(path: Path) -> set[str]:
    """The lines of a Python file that say something of their own."""
    every = (line.strip() for line in path.read_text(encoding="utf-8").splitlines())
    return {
        line for line in every if len(line) >= SHORTEST and not line.startswith(("import", "from"))
    }


def secrets_in(folder: Path, topics: Sequence[Topic]) -> list[str]:
    """The lines of solutions and hidden checks in the files of a handout of these topics that no
    file of what ships has by right."""
    own, hidden = [*(COURSE / "autograder").rglob("*.py")], []
    for topic in topics:
        assert topic.solutions is not None
        assert topic.hidden is not None
        own += [*topic.folder.rglob("*.py"), *topic.folder.glob("*.md")]
        hidden += [*topic.solutions.rglob("*.py"), *topic.hidden.rglob("*.py")]
    shipped = "\n".join(path.read_text(encoding="utf-8") for path in own)
    secret = {line for path in hidden for line in lines_of(path) if line not in shipped}
    found = []
    for path in sorted(folder.rglob("*")):
        if not path.is_file():
            continue
        contents = {path.name: path.read_bytes()}
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                contents = {name: wheel.read(name) for name in wheel.namelist()}
        elif path.name == FROZEN:
            contents = {FROZEN: zlib.decompress(path.read_bytes())}
        for name, data in contents.items():
            text = data.decode("utf-8", "replace")
            found += [f"{name}: {line}" for line in secret if line in text]
    print(f"{len(secret)} lines are secret, {len(found)} of them in the handout")
    return found


def main() -> int:
    """Does all of it. Returns the exit code."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("topics", nargs="*", metavar="TOPIC", default=["gru"])
    parser.add_argument("--lang", choices=("en", "es"), default="en")
    options = parser.parse_args()
    topics = [find_topic(name, COURSE) for name in options.topics]
    folder = Path(tempfile.mkdtemp()).resolve()
    out = folder / "handout"
    build_handout(topics, out, options.lang)
    wrong = secrets_in(out, topics)
    environment = {key: value for key, value in os.environ.items() if key != "AUTOGRADER_COURSE"}
    environment |= {"NO_COLOR": "1", "AUTOGRADER_LANG": options.lang}
    environment.pop("VIRTUAL_ENV", None)

    def run(script: str) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # a README's own commands
            ["bash", "-ec", script], cwd=out, env=environment, text=True, check=False,
            stdout=subprocess.PIPE, stderr=subprocess.STDOUT,
        )  # fmt: skip

    def expect(what: str, holds: bool, details: str) -> None:
        print(f"{'✓' if holds else '✗'} {what}", flush=True)
        if not holds:
            wrong.append(what)
            print(details[-3000:])

    readme = out / ("README.md" if options.lang == "en" else "README.es.md")
    activate = ". .venv/bin/activate\n"
    done = run("\n".join(readme_commands(readme.read_text(encoding="utf-8"))))
    expect("the README's commands install it", done.returncode == 0, done.stdout)
    done = run(f"{activate}pip install --quiet nbclient ipykernel")  # of jupyterlab what runs cells
    expect("what runs notebooks can be installed beside it", done.returncode == 0, done.stdout)
    (folder / "execute.py").write_text(EXECUTE)
    for topic in topics:
        name = topic.name
        work = out / name / topic.assignment.file
        notebook = out / name / f"{topic.starter.stem}.ipynb"
        execute = f"{activate}python {folder / 'execute.py'} {notebook} {notebook.parent}"
        written = nbformat.read(notebook, as_version=4)

        done = run(f"{activate}autograder check {name}")
        expect(
            f"{name}: the starter is not written yet",
            done.returncode == 1 and "✓" not in done.stdout,
            done.stdout,
        )
        done = run(execute)
        said = shown(nbformat.read(notebook, as_version=4))
        expect(
            "nor is it in a notebook's kernel",
            "✓" not in said and not done.returncode,
            done.stdout + said,
        )
        nbformat.write(solved(topic, written), notebook)
        done = run(execute)
        said = shown(nbformat.read(notebook, as_version=4))
        expect(
            "solved, the kernel says that all pass",
            "✓" in said and "✗" not in said,
            done.stdout + said,
        )
        print(said)
        assert topic.solutions is not None
        shutil.copyfile(topic.solutions / "reference.py", work)
        done = run(f"{activate}autograder check {work}")
        expect("solved, the terminal says that it passes", done.returncode == 0, done.stdout)
        print(done.stdout)
        for path in (work, notebook):
            submissions = collect(path, topic.assignment).submissions
            run_folder = folder / f"{name}{path.suffix}"
            grade_class(topic, submissions, run_folder, workers=1)
            (record,) = load_records(run_folder)
            expect(f"{path.name} gets {record.score} of {record.max_score}",
                   record.score == record.max_score, str(record.problem))  # fmt: skip
    for line in wrong:
        print(f"✗ {line}")
    return 1 if wrong else 0


if __name__ == "__main__":
    sys.exit(main())
