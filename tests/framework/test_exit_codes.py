"""What is the user's ends with 2 and says what to do; nothing that is no file is ever replaced."""

import os
import stat
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.authoring.new import new_topic
from autograder.cli import main
from autograder.grading.gradebook import Gradebook, write_whole
from autograder.model.record import Record
from autograder.model.submission import Student

Command = Callable[..., Result]


@pytest.fixture
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Command:
    """The command, in a course with the one topic `toy`."""
    new_topic("toy", tmp_path / "course")
    monkeypatch.setenv("AUTOGRADER_COURSE", str(tmp_path / "course"))
    monkeypatch.chdir(tmp_path)
    return lambda *words: CliRunner().invoke(main, [str(word) for word in words])


@pytest.fixture
def download(tmp_path: Path) -> Path:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("Ann_1_assignsubmission_file/toy.py", "def double(x): return x + x")
    return path


@pytest.fixture
def graded(tmp_path: Path) -> Path:
    """A run of `toy` with one record."""
    folder = tmp_path / "run"
    with Gradebook(folder, write=True) as book:
        book.put({"topic": "toy", "seed": "1", "suite": "x", "secret": ""})
        book.write(
            Record(
                submission="Ann_1", students=(Student(name="Ann"),), topic="toy",
                status="graded", score=5.0, max_score=10.0,
            )
        )  # fmt: skip
        book.finish()
    return folder


def refused(done: Result, *said: str) -> None:
    """The command ended with 2, says so in a line, and it was not our fault."""
    assert done.exit_code == 2, done.output
    assert "our fault" not in done.output
    assert "Traceback" not in done.output
    for each in said:
        assert each in done.output


def test_an_unknown_topic_is_the_users(run: Command, download: Path) -> None:
    refused(run("grade", download, "--topic", "gnu", "--out", "r"), "gnu")
    refused(run("handout", "gnu", "--out", "h"), "gnu")
    refused(run("package", "gnu", "--for", "otter", "--out", "p.zip"), "gnu")
    refused(run("verify", "gnu"), "gnu")


def test_a_draft_and_a_full_folder_are_the_users(run: Command, tmp_path: Path) -> None:
    refused(run("handout", "toy", "--out", "h"), "draft")
    refused(run("package", "toy", "--for", "gradescope", "--out", "p.zip"), "draft")
    refused(run("handout", "toy", "--out", tmp_path / "course"), "not empty")
    refused(run("new", "toy"), "is there already")
    refused(run("new", "Not A Name"))


@pytest.mark.parametrize("what", ["folder", "zip", "noise"])
def test_a_download_without_a_submission_is_said_to_be_one(
    run: Command, tmp_path: Path, what: str
) -> None:
    path = tmp_path / ("empty.zip" if what == "zip" else "empty")
    if what == "zip":
        zipfile.ZipFile(path, "w").close()
    else:
        path.mkdir()
    if what == "noise":
        (path / ".DS_Store").write_bytes(b"x")
    refused(run("grade", path, "--topic", "toy", "--out", "r"), "no submission in it")
    assert not (tmp_path / "r").exists()


def test_a_run_of_something_else_is_told_before_the_download_is_read(
    run: Command, graded: Path, tmp_path: Path
) -> None:
    new_topic("other", tmp_path / "course")
    # A download that can't be read: whoever reads it first says that.
    broken = tmp_path / "broken.zip"
    broken.write_bytes(b"PK\x03\x04 no zip")
    refused(run("grade", broken, "--topic", "other", "--out", graded), "a run of toy")
    refused(run("grade", broken, "--topic", "toy", "--out", graded), "the suite of toy has changed")
    refused(run("grade", broken, "--topic", "toy", "--out", broken), "is no folder")
    refused(run("grade", broken, "--topic", "toy", "--out", broken / "run"), "is no folder")
    with Gradebook(graded, write=True):
        refused(
            run("grade", broken, "--topic", "toy", "--out", graded), "another autograder is writing"
        )


def device(path: Path) -> Path:
    """A device such as /dev/full, of our own: nothing here may break the machine."""
    if os.geteuid() != 0:
        pytest.skip("only root may make a device")
    try:
        os.mknod(path, stat.S_IFCHR | 0o666, os.makedev(1, 7))
    except PermissionError:
        pytest.skip("no device can be made here")
    return path


def link(path: Path) -> Path:
    target = path.with_name("target")
    target.write_text("mine")
    path.symlink_to(target)
    return path


def fifo(path: Path) -> Path:
    os.mkfifo(path)
    return path


@pytest.mark.parametrize("make", [device, link, fifo])
@pytest.mark.parametrize(
    "words",
    [
        ("export", "RUN", "--to", "csv", "--out"),
        ("export", "RUN", "--to", "coursera", "--out"),
        ("similar", "RUN", "--json"),
        ("report", "RUN", "--out"),
        ("report", "RUN", "--student-feedback"),
    ],
    ids=["file", "folder", "json", "report", "feedback"],
)
def test_an_output_that_is_no_file_is_refused_and_stays(
    run: Command, graded: Path, tmp_path: Path, words: tuple[str, ...],
    make: Callable[[Path], Path],
) -> None:  # fmt: skip
    out = make(tmp_path / "out")
    before = out.lstat()
    refused(run(*[str(graded) if word == "RUN" else word for word in words], out), "out")
    after = out.lstat()
    assert (before.st_mode, before.st_ino, before.st_rdev) == (
        after.st_mode, after.st_ino, after.st_rdev,
    )  # fmt: skip
    if make is link:
        assert out.read_text() == "mine"


def test_a_file_is_still_replaced_whole(tmp_path: Path) -> None:
    path = tmp_path / "file"
    path.write_text("old")
    write_whole(path, b"new")
    assert path.read_text() == "new"
    loop = tmp_path / "loop"
    loop.symlink_to(loop)
    with pytest.raises(OSError, match="link"):
        write_whole(loop, b"new")


def test_a_path_that_cannot_be_written_is_the_users(run: Command, graded: Path) -> None:
    inside = graded / "grades.csv" / "deeper"
    refused(run("export", graded, "--to", "csv", "--out", inside))
    refused(run("similar", graded, "--json", inside))
    refused(run("handout", "toy", "--out", graded / "grades.csv"))
    refused(run("lti", "new-key", inside))


def test_messages_name_options_that_the_command_has(
    run: Command, graded: Path, tmp_path: Path
) -> None:
    (tmp_path / "full").mkdir()
    (tmp_path / "full" / "thesis.tex").write_text("mine")
    done = run("report", graded, "--student-feedback", tmp_path / "full")
    refused(done, "--student-feedback")
    assert "--out" not in done.output
    with Gradebook(graded, write=True):
        for words in (["override", graded, "Ann_1", "--score", "1", "--why", "x"],):
            done = run(*words)
            refused(done, "another autograder is writing")
            assert "--out" not in done.output


# What a suite that looks at a result does with one: takes a part, an entry, a number out of it.
LOOKS = """
@check("double", es="x")
def test_looks(student: Student, rng: np.random.Generator) -> None:
    "twice the input"
    answer = student.double(rng.standard_normal(3))
    assert float(answer.value[2]) == float(answer.array()[-1])
"""
MALFORMED = {
    "nothing": "None",
    "text": "'three numbers'",
    "a dict": "{'y': x}",
    "an empty tensor": "x[:0]",
    "a number": "1.0",
}


@pytest.mark.parametrize("returned", MALFORMED.values(), ids=MALFORMED)
def test_a_result_that_a_suite_stumbles_over_costs_its_submission_points_and_is_no_fault_of_ours(
    run: Command, tmp_path: Path, returned: str
) -> None:
    suite = tmp_path / "course" / "tests" / "hidden" / "toy" / "test_toy.py"
    suite.write_text(suite.read_text() + LOOKS)
    (tmp_path / "work").mkdir()
    (tmp_path / "work" / "toy.py").write_text(f"def double(x):\n    return {returned}\n")
    done = run("grade", "work", "--topic", "toy", "--out", "r")
    assert done.exit_code == 0, done.output
    with Gradebook(tmp_path / "r", write=False) as book:
        (record,) = book.records()
    looked = next(verdict for verdict in record.verdicts if verdict.check == "test_looks")
    assert (record.status, looked.outcome, looked.fault) == ("graded", "failed", "student")
