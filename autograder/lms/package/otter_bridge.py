"""otter-grader: a zip for `otter run` and for otter's users, judged by us and not in its kernel.

otter runs student code, hidden tests and the bookkeeping in one process, and unpickles what that
process wrote. Here it never meets what was handed in: a plugin puts that away before anything of it
is read by otter's grading, gives otter an empty notebook to run, grades the real one with our
worker, and hands otter the results in its own form.
"""

import json
import shutil
import tempfile
from pathlib import Path
from typing import Any

import msgspec
import nbformat
from nbformat.v4 import new_notebook
from otter.generate import main as otter_generate
from otter.plugins import AbstractOtterPlugin
from otter.test_files import GradingResults

from autograder.collect import collect
from autograder.lms.export.formats.gradescope import results as gradescope_results
from autograder.lms.package import (
    CONSTRAINTS,
    PackageSettings,
    grade_packaged,
    package_files,
    packaged_topic,
    read_settings,
    write_package,
)
from autograder.model.record import Record
from autograder.model.topic import Topic
from autograder.presentation.messages import Language

# otter wants a test to run; what it finds is thrown away.
DUMMY = """\
from otter.test_files import test_case

OK_FORMAT = False
name = {topic!r}
points = 0


@test_case()
def nothing():
    pass
"""


def otter_package(topic: Topic, out: Path, settings: PackageSettings) -> None:
    """Writes the zip for `otter run -a`, which is one for Gradescope too. Raises TopicError."""
    files = package_files(topic, settings)
    (wheel,) = (name for name in files if name.endswith(".whl"))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "tests").mkdir()
        (folder / "tests" / f"{topic.name}.py").write_text(DUMMY.format(topic=topic.name))
        config = {
            "plugins": ["autograder.lms.package.otter_bridge.Plugin"],
            # Whole: each check is one of otter's public tests, seen by its student.
            "show_hidden": True,
            "show_all_public": True,
            "force_public_test_summary": False,
        }
        (folder / "config.json").write_text(json.dumps(config))
        (folder / "requirements.txt").write_text(
            "--extra-index-url https://download.pytorch.org/whl/cpu\n"
            f"--constraint /autograder/source/{CONSTRAINTS}\n"
            f"/autograder/source/{wheel}[otter]\n"
        )
        otter_generate(
            tests_dir=str(folder / "tests"),
            output_path=str(folder / "otter.zip"),
            config=str(folder / "config.json"),
            requirements=str(folder / "requirements.txt"),
            no_environment=True,
            python_version="3.12",
        )
        shutil.unpack_archive(folder / "otter.zip", folder / "unpacked")
        for path in sorted((folder / "unpacked").rglob("*")):
            if path.is_file():
                files[path.relative_to(folder / "unpacked").as_posix()] = path.read_bytes()
    write_package(files, out, executable=("setup.sh", "run_autograder"))


class Plugin(AbstractOtterPlugin):  # type: ignore[misc]  # otter has no types
    """What otter calls while it grades, in its own process, which is the trusted one."""

    def before_grading(self, config: Any) -> None:
        """Puts all that was handed in where otter does not look, before it unpickles a log or a
        package that shadows a real one is found."""
        path = Path(self.submission_path)
        self._folder = path.parent
        self._private = Path(tempfile.mkdtemp(prefix="autograder-"))
        for each in sorted(self._folder.iterdir()):
            if each.name != "tests":  # otter's own, made anew by it
                shutil.move(each, self._private / each.name)
        if path.suffix == ".ipynb":
            nbformat.write(new_notebook(), path)
        else:
            path.write_text("")

    def before_execution(self, submission: Any) -> nbformat.NotebookNode:
        """Nothing: no student code enters otter's kernel."""
        empty: nbformat.NotebookNode = new_notebook()
        return empty

    def after_grading(self, results: GradingResults) -> None:
        """Grades what was put away and replaces what otter found.

        Raises RunError and MissingLayer where nothing can be graded here: then there are no
        results, and no score is claimed.
        """
        source = self._folder.parent / "source"
        topic = packaged_topic(source)
        try:
            (submission,) = collect(self._private, topic.assignment, system="file").submissions
            submission = msgspec.structs.replace(submission, id=topic.name, students=())
            source.chmod(0o700)  # root's or the teacher's alone
            record = grade_packaged(source, submission)
        finally:
            shutil.rmtree(self._private, ignore_errors=True)
        results.clear_results()
        results.results.update(as_otter(record, read_settings(source).language).results)
        results.set_output(gradescope_results(record, "en")["output"])


def as_otter(record: Record, language: Language) -> GradingResults:
    """The record as otter's results, a test file for each check; none where there is no score."""
    if record.score is None:
        return GradingResults([])
    shown = gradescope_results(record, language)["tests"]
    files = [
        {
            "filename": f"{test['number']}.py",
            "points": test["max_score"],
            "test_case_results": [
                {
                    "test_case": {
                        "name": test["number"],
                        "code": "",
                        "hidden": False,
                        "points": test["max_score"],
                        "success_message": None,
                        "failure_message": None,
                    },
                    "error": test["output"],
                    "passed": test["status"] == "passed",
                }
            ],
        }
        for test in shown
    ]
    found = GradingResults.from_ottr_json(json.dumps({"test_file_results": files})).results
    earned = record.earned or 1
    for test in shown:
        file = found[test["number"]]
        file.name = f"{test['number']} {test['name']}"
        file.update_score(file.score * record.score / earned)  # what a late policy took
    return GradingResults(list(found.values()))
