"""A submission gets the same record however it comes: as .py, as a notebook, in any download."""

import sys
import zipfile
from collections.abc import Callable, Iterator
from pathlib import Path

import msgspec
import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.collect import collect
from autograder.execution.forked import Host
from autograder.grading.job import GradeJob, grade_submission
from autograder.judge.judge import Judge
from autograder.judge.oracle import LiveOracle
from autograder.model.record import Record
from tests.framework.conftest import Course

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the shared host is forked")

CELLS = [
    "import torch",
    "def helper(x):\n    return x**2",
    "def double(x):\n    return helper(x)",
]
# An honest notebook has more than what is handed in as a file.
NOTEBOOK = nbformat.writes(
    new_notebook(
        cells=[
            new_markdown_cell("# My work"),
            *map(new_code_cell, CELLS),
            new_code_cell("print(double(torch.ones(2)))"),
        ]
    )
)
SCRIPT = "\n\n\n".join(CELLS) + "\n"
METADATA = """
submission_12345:
  :submitters: [{":name": Ann Lee, ":sid": "100", ":email": ann@x.invalid}]
  :created_at: 2023-09-21 10:00:00.000 Z
"""
DOWNLOADS: dict[str, str] = {
    "moodle": "Ann Lee_7_assignsubmission_file/{file}",
    "moodle before 4.1": "Ann Lee_7_assignsubmission_file_/{file}",
    "moodle, flat": "Ann Lee_7_assignsubmission_file_{file}",
    "moodle, blind": "Participant_7_assignsubmission_file/{file}",
    "moodle, a team": "Team 1_1_assignsubmission_file/{file}",
    "moodle, ungrouped": "Default group_assignsubmission_file/{file}",
    "canvas": "leeann_101_5567_{file}",
    "canvas, late": "leeann_LATE_101_5567_{file}",
    "canvas, anonymous": "anon_x7Kq2_5567_{file}",
    "canvas, again": "leeann_101_5567_{stem}-2.{kind}",
    "gradescope": "assignment_9_export/submission_12345/{file}",
    "github": "hw1-submissions/hw1-ann/{file}",
    "blackboard": "HW1_ann_attempt_2026-03-01-10-00-00_{file}",
    "plain": "ann/{file}",
    "plain, nested": "class/ann/work/{file}",
}


@pytest.fixture
def grade(course: Course, host: Host) -> Iterator[Callable[[Path], Record]]:
    """Grades the only submission of a file or download."""
    topic = course.topic
    assert topic.hidden is not None
    oracle = LiveOracle(topic, host)
    judge = Judge(topic, topic.hidden, host, oracle, "none", public=False)

    def graded(path: Path) -> Record:
        submissions = collect(path, topic.assignment).submissions
        found = [each for each in submissions if each.files]
        assert len(found) == 1, submissions
        job = GradeJob(
            course=str(course.root), topic="toy", submission=found[0], seed=3, isolation="none",
            answers="",
        )  # fmt: skip
        return grade_submission(judge, job, "suite")

    yield graded
    judge.session.close()


def what_was_found(record: Record) -> Record:
    """The record without whose it is, how it came, where its lines stood and how long it took."""
    verdicts = tuple(
        msgspec.structs.replace(verdict, cpu_seconds=0.0, place=None, detail=None)
        for verdict in record.verdicts
    )
    return Record(
        submission="", students=(), topic=record.topic, status=record.status, score=record.score,
        max_score=record.max_score, verdicts=verdicts, seed=record.seed, suite=record.suite,
        isolation=record.isolation,
    )  # fmt: skip


def test_the_same_work_gets_the_same_record_in_every_download(
    grade: Callable[[Path], Record], tmp_path: Path
) -> None:
    script, notebook = tmp_path / "toy.py", tmp_path / "toy.ipynb"
    script.write_text(SCRIPT)
    notebook.write_text(NOTEBOOK)
    alone = grade(script)
    assert {each.kind for each in alone.verdicts} >= {"wrong_value"}
    assert any(each.hint for each in alone.verdicts)
    assert what_was_found(grade(notebook)) == what_was_found(alone)
    for number, (name, path) in enumerate(DOWNLOADS.items()):
        for kind, text in {"py": SCRIPT, "ipynb": NOTEBOOK}.items():
            download = tmp_path / f"{number}{kind}.zip"
            inside = path.format(file=f"toy.{kind}", stem="toy", kind=kind)
            with zipfile.ZipFile(download, "w") as archive:
                archive.writestr(inside, text)
                if name == "gradescope":
                    archive.writestr("assignment_9_export/submission_metadata.yml", METADATA)
                if name in ("github", "plain"):  # a class is more than one
                    archive.writestr(inside.replace("ann", "bob").replace(kind, "txt"), "?")
            record = grade(download)
            assert what_was_found(record) == what_was_found(alone), (name, kind)
            if kind == "py":
                assert record.source == alone.source or "again" in name, name
