"""Points for one exercise by hand, and what tables and pages say of exercises and of namesakes."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner
from rich.console import Console

from autograder.cli import main
from autograder.grading.gradebook import Gradebook, RunError
from autograder.grading.late import LatePolicy, adjusted
from autograder.grading.regrade import override
from autograder.grading.table import exercises_of, grades_csv
from autograder.lms.export import FORMATS, Options
from autograder.lms.export.feedback import as_text, feedback_of
from autograder.model.record import Hint, Kind, Record, Text, Verdict
from autograder.model.submission import Student
from autograder.presentation.messages import Translator
from autograder.presentation.report import write_report
from autograder.presentation.sentences import first_finding
from autograder.presentation.terminal.grading import results_table

POLICY = LatePolicy(percent_per_day=10, cap=50)


def verdict(check: str, exercise: str, points: float, **more: object) -> Verdict:
    about: dict[str, object] = {
        "check": check, "exercise": exercise, "title": Text(f"{check} holds", f"{check} vale"),
        "outcome": "passed" if points else "failed", "points": points, "max_points": 10.0,
        "kind": None if points else Kind.WRONG_VALUE, "fault": None if points else "student",
    }  # fmt: skip
    return Verdict(**(about | more))


def record(name: str = "Ann", submission: str = "Ann_1", **more: object) -> Record:
    about: dict[str, object] = {
        "submission": submission, "students": (Student(name=name, id=submission[-1]),),
        "topic": "gru", "status": "graded", "score": 10.0, "max_score": 20.0,
        "verdicts": (verdict("test_cell", "cell", 10.0), verdict("test_back", "back", 0.0)),
    }  # fmt: skip
    return Record(**(about | more))


@pytest.fixture
def run(tmp_path: Path) -> Path:
    with Gradebook(tmp_path / "run", write=True) as book:
        for each in (record(), record("Bob", "Bob_2"), record("Ann", "Ann_3")):
            book.write(each)
        book.finish()
    return tmp_path / "run"


def written(run: Path, name: str) -> Record:
    with Gradebook(run, write=False) as book:
        found = book.record(name)
    assert found is not None
    return found


def test_points_for_an_exercise_take_the_place_of_what_its_checks_gave(run: Path) -> None:
    given = override(run, "Bob_2", 7.0, "a sign slip", "back")
    assert given.score == 17.0
    assert override(run, "Bob_2", 6.0, "on a second look", "back").score == 16.0  # one of each
    assert override(run, "Bob_2", 4.0, "copied", "cell").score == 10.0
    rows = {
        each["submission"]: each
        for each in csv.DictReader(io.StringIO((run / "grades.csv").read_text()))
    }
    assert list(rows["Bob_2"])[-2:] == ["exercise cell", "exercise back"]
    assert (rows["Bob_2"]["exercise cell"], rows["Bob_2"]["exercise back"]) == ("4.00", "6.00")
    assert (rows["Ann_1"]["exercise cell"], rows["Ann_1"]["exercise back"]) == ("10.00", "0.00")
    # For the whole they count no more, and are still told.
    whole = override(run, "Bob_2", 12.5, "settled")
    assert whole.score == 12.5
    assert [each.exercise for each in whole.adjustments] == ["back", "cell", ""]
    assert written(run, "Bob_2") == whole


def test_they_are_part_of_what_a_late_policy_takes_from_and_stay(run: Path) -> None:
    override(run, "Bob_2", 7.0, "a sign slip", "back")
    late = adjusted(
        Record(**{
            field: getattr(written(run, "Bob_2"), field) for field in Record.__struct_fields__
        } | {"late": True, "late_seconds": 86400}),
        POLICY,
    )  # fmt: skip
    assert late.score == pytest.approx(15.3)
    assert late.earned == 10.0
    assert adjusted(late, LatePolicy(percent_per_day=0)).score == 17.0


def test_a_regrade_keeps_them_on_what_it_finds_anew(run: Path) -> None:
    override(run, "Bob_2", 7.0, "a sign slip", "back")
    anew = record(
        "Bob", "Bob_2", score=3.0,
        verdicts=(verdict("test_cell", "cell", 3.0), verdict("test_back", "back", 0.0)),
    )  # fmt: skip
    with Gradebook(run, write=True) as book:
        book.write(anew)
    assert written(run, "Bob_2").score == 10.0


@pytest.mark.parametrize(
    ("who", "score", "exercise", "said"),
    [
        ("Bob_2", 11.0, "back", "from 0 to 10"),
        ("Bob_2", float("nan"), "back", "from 0 to 10"),
        ("Bob_2", 1.0, "bakc", "did you mean back?"),
        ("Bbo_2", 1.0, "", "did you mean Bob_2"),
        ("Ann", 1.0, "", "could be Ann_1, Ann_3"),
    ],
)
def test_what_cannot_be_given_is_refused_with_what_was_meant(
    run: Path, who: str, score: float, exercise: str, said: str
) -> None:
    with pytest.raises(RunError) as refused:
        override(run, who, score, "why", exercise)
    assert said in str(refused.value)


def test_a_person_is_found_by_name_and_the_command_says_both_scores(run: Path) -> None:
    words = ["override", str(run), "bob", "--exercise", "back", "--score", "7", "--why", "slip"]
    done = CliRunner().invoke(main, words)
    assert done.exit_code == 0, done.output
    assert done.output == "Bob_2: back 7 of its points\nBob_2: 10 → 17 of 20\n"


def test_the_student_reads_who_gave_the_points(run: Path) -> None:
    given = override(run, "Bob_2", 7.0, "a sign slip", "back")
    assert "7 points for back set by your teacher, 10 → 17 in all: a sign slip" in as_text(
        feedback_of(given, "en")
    )
    assert "7 puntos en back" in as_text(feedback_of(given, "es"))


def test_the_table_has_a_column_for_each_exercise_and_blanks_for_what_was_not_graded() -> None:
    records = [
        record(status="unreadable", score=None, verdicts=()),
        record("Bob", "Bob_2"),
    ]
    rows = list(csv.DictReader(io.StringIO(grades_csv(records, exercises_of(records)))))
    assert [row["exercise cell"] for row in rows] == ["", "10.00"]
    (text,) = FORMATS["csv"].export(records, None, Options()).files.values()
    assert text.decode() == grades_csv(records, ["cell", "back"])


def test_a_check_that_was_not_run_says_what_failed_first() -> None:
    waits = verdict(
        "test_more", "back", 0.0, outcome="not_run", kind=Kind.NOT_RUN, blocked_by="test_cell"
    )
    waits_again = verdict(
        "test_most[2]", "back", 0.0, outcome="not_run", kind=Kind.NOT_RUN, blocked_by="test_more"
    )
    failed = verdict("test_cell[1]", "cell", 0.0)
    text = as_text(feedback_of(record(verdicts=(failed, waits, waits_again), score=0.0), "en"))
    assert text.count("not run, because this failed: test_cell[1] holds") == 2
    assert "yet" not in text


def test_the_finding_is_in_words() -> None:
    hint = Hint(
        wrong="update_gate_swapped",
        text=Text("The update gate is the other way round.", "La compuerta está al revés."),
    )
    found = record(verdicts=(verdict("test_cell", "cell", 0.0, hint=hint),), score=0.0)
    assert first_finding(found, Translator("en")) == "The update gate is the other way round."
    assert first_finding(found, Translator("es")) == "La compuerta está al revés."


def test_two_of_one_name_are_told_apart_in_tables_and_on_pages(tmp_path: Path) -> None:
    records = [record(), record("Ann", "Ann_3"), record("Bob", "Bob_2")]
    console = Console(width=100, record=True, file=io.StringIO())
    console.print(results_table(records, Translator("en")))
    table = console.export_text()
    assert "Ann (Ann_1)" in table
    assert "Ann (Ann_3)" in table
    assert "Bob (" not in table
    write_report(records, tmp_path, "en", {})
    index = (tmp_path / "index.html").read_text()
    page = (tmp_path / "submissions" / "Ann_3.html").read_text()
    for name in ("Ann (Ann_1)", "Ann (Ann_3)"):
        assert name in index
        assert name in page
