"""The same command again into the same run: whoever handed in other work is graded anew."""

import json
import zipfile
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.authoring.new import new_topic
from autograder.cli import main
from autograder.grading.gradebook import Changes, Gradebook, load_records
from autograder.grading.regrade import override
from autograder.lms.push import Delivery
from autograder.model.record import Record
from autograder.model.submission import File, Student, Submission

RIGHT, WRONG = "def double(x): return x + x", "def double(x): return x**2"
HALF = "def double(x): return (2 * x).detach()"


class Class:
    """A toy course, and a Moodle that students hand in to."""

    def __init__(self, folder: Path) -> None:
        self.download, self.out = folder / "all.zip", folder / "run"
        self.worksheet: Path | None = None
        new_topic("toy", folder / "course")

    def grade(self, work: dict[str, str], *more: str) -> str:
        with zipfile.ZipFile(self.download, "w") as archive:
            for name, text in work.items():
                archive.writestr(f"{name}_assignsubmission_file/toy.py", text)
        command = [
            "grade", str(self.download), "--topic", "toy", "--workers", "1", "--isolation", "none",
            "--lang", "en", "--out", str(self.out), *more,
        ]  # fmt: skip
        done = CliRunner().invoke(main, command)
        assert done.exit_code == 0, done.output
        return done.output

    def scores(self) -> dict[str, float | None]:
        return {each.submission: each.score for each in load_records(self.out)}

    def record(self, name: str) -> Record:
        return next(each for each in load_records(self.out) if each.submission == name)


@pytest.fixture
def toy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Class:
    monkeypatch.setenv("AUTOGRADER_COURSE", str(tmp_path / "course"))
    monkeypatch.setenv("COLUMNS", "100")
    return Class(tmp_path)


def test_whoever_changed_is_graded_anew_and_the_command_counts_them(toy: Class) -> None:
    first = toy.grade({"Ann_1": WRONG, "Bob_2": RIGHT, "Cy_3": HALF})
    assert "kept" not in first
    assert toy.scores() == {"Ann_1": 0.0, "Bob_2": 10.0, "Cy_3": 5.0}
    said = toy.grade({"Ann_1": RIGHT, "Bob_2": RIGHT, "Dan_4": WRONG})
    assert "1 changed, 1 kept, 1 new, 1 no longer there" in said
    assert "an earlier attempt: Ann_1" in " ".join(said.split())
    assert toy.scores() == {"Ann_1": 10.0, "Bob_2": 10.0, "Dan_4": 0.0, "Cy_3": 5.0}
    assert (toy.record("Ann_1").attempt, toy.record("Bob_2").attempt) == (2, None)
    with Gradebook(toy.out, write=False) as book:
        assert [each.score for each in book.earlier_attempts("Ann_1")] == [0.0]
        assert book.submission("Cy_3").files[0].data == HALF.encode()  # work and grade stay
    written = json.loads((toy.out / "records" / "Ann_1.json").read_text())
    assert written["score"] == 10.0
    assert "2 kept" in toy.grade({"Ann_1": RIGHT, "Bob_2": RIGHT})


def test_a_regrade_and_a_third_attempt_find_everybody(toy: Class) -> None:
    for place, text in enumerate((WRONG, HALF, RIGHT)):
        toy.grade({"Ann_1": text})
        assert toy.scores() == {"Ann_1": 5.0 * place}
    with Gradebook(toy.out, write=False) as book:
        assert [each.score for each in book.earlier_attempts("Ann_1")] == [0.0, 5.0]
    toy.grade({"Ann_1": RIGHT})
    record = toy.record("Ann_1")
    assert (record.attempt, record.attempts) == (3, 3)
    assert [(note.kind, note.data) for note in record.notes] == [
        ("graded_before", {"scores": "0, 5"})
    ]


def test_points_by_hand_belong_to_the_work_they_were_given_for(toy: Class) -> None:
    toy.grade({"Ann_1": WRONG, "Bob_2": WRONG})
    override(toy.out, "Ann_1", 7.0, "a fine try")
    override(toy.out, "Bob_2", 8.0, "so is this")
    said = toy.grade({"Ann_1": HALF, "Bob_2": WRONG})
    assert toy.scores() == {"Ann_1": 5.0, "Bob_2": 8.0}
    assert "count no more: Ann_1." in " ".join(said.split())


def test_a_class_list_that_misses_a_download_takes_no_grade_away(
    toy: Class, tmp_path: Path
) -> None:
    roster = tmp_path / "class.csv"
    roster.write_text(
        "Identifier,Full name,Status\n"
        "Participant 1,Ann,Submitted for grading - 1 day late -  - \n"
        "Participant 2,Bob,Submitted for grading -  - \n"
    )
    toy.grade({"Ann_1": RIGHT}, "--roster", str(roster))
    assert toy.scores() == {"Ann_1": 10.0, "Bob_2": None}
    said = toy.grade({"Bob_2": HALF}, "--roster", str(roster))
    assert "1 new, 1 no longer there" in said
    assert toy.scores() == {"Ann_1": 10.0, "Bob_2": 5.0}


def test_the_same_work_keeps_its_grade_and_gets_what_the_list_says_now(
    toy: Class, tmp_path: Path
) -> None:
    roster = tmp_path / "class.csv"
    toy.grade({"Ann_1": RIGHT})
    roster.write_text(
        "Identifier,Full name,Email address,Status\n"
        "Participant 1,Ann,ann@example.invalid,Submitted for grading - 2 days late -  - \n"
    )
    said = toy.grade({"Ann_1": RIGHT}, "--roster", str(roster), "--late-penalty", "10")
    assert "1 kept" in said
    record = toy.record("Ann_1")
    assert record.students == (Student(name="Ann", id="1", email="ann@example.invalid"),)
    assert (record.late_seconds, record.score, record.attempt) == (2 * 86400, 8.0, None)


def submission(name: str, text: str = "") -> Submission:
    files = (File(path="toy.py", data=text.encode()),) if text else ()
    return Submission(id=name, files=files)


def test_what_was_interrupted_is_neither_kept_nor_changed(tmp_path: Path) -> None:
    with Gradebook(tmp_path / "run", write=True) as book:
        work = [submission("a", "1"), submission("b", "2")]
        assert book.take_class(work) == Changes(new=["a", "b"])
        book.write(
            Record(
                submission="a", students=(), topic="toy", status="graded", score=1.0, max_score=1.0
            )
        )
        assert book.take_class(work) == Changes(kept=["a"])
        other = [submission("a", "3"), submission("b", "2")]
        assert book.take_class(other) == Changes(changed=["a"])
        assert book.finished() == set()  # killed here, the next call grades both
        assert book.take_class(other) == Changes()
        assert [each.files[0].data for each in book.handed_in()] == [b"3", b"2"]


def test_the_same_grade_for_other_work_is_sent_again() -> None:
    def delivery(source: str) -> Delivery:
        return Delivery(user="4", grade="5.00", text="", html="", page=b"", source=source)

    assert delivery("one").digest == delivery("one").digest
    assert delivery("one").digest != delivery("other").digest
