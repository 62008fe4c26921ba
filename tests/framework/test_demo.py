"""The demonstration class, graded as `make demo` does: a real Moodle download, real workers."""

import csv
from pathlib import Path

import pytest

from autograder.collect import collect
from autograder.grading.grade import grade_class
from autograder.grading.gradebook import load_records
from autograder.lms.export import export_run
from autograder.model.record import Kind, Record, for_student
from autograder.model.topic import find_topic
from autograder.presentation.report.statistics import misconceptions
from demo.make_class import SLIPS, STYLES, people, write_download

COURSE = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, dict[str, Record]]:
    folder = tmp_path_factory.mktemp("class")
    write_download(folder, "gru", people())
    topic = find_topic("gru", COURSE)
    worksheet = folder / "gru-worksheet.csv"
    collection = collect(folder / "gru-submissions.zip", topic.assignment, roster=worksheet)
    grade_class(topic, collection.submissions, folder / "run", workers=2, seed=7)
    records = load_records(folder / "run")
    return folder, {record.submission: record for record in records}


def record_at(records: dict[str, Record], number: int) -> Record:
    (found,) = [each for each in records.values() if each.students[0].id == str(number)]
    return found


def numbers(records: dict[str, Record], kind: str) -> list[int]:
    """The participants whose work came from a folder of the course, or a file of the demo."""
    alone = 1 + len(STYLES)
    right = alone - len(SLIPS)
    demo = sorted(path.stem for path in (COURSE / "demo/submissions").glob("*.py"))
    if kind == "right":
        return list(range(1, right + 1))
    if kind == "wrong":
        return list(range(right + 1, alone + 13))
    return [alone + 13 + demo.index(kind)]


def test_right_answers_in_every_style_get_full_marks(
    graded: tuple[Path, dict[str, Record]],
) -> None:
    _, records = graded
    scores = [record_at(records, number).score for number in numbers(records, "right")]

    assert scores == [100.0] * len(scores)


def test_every_wrong_answer_falls_short_and_is_named(
    graded: tuple[Path, dict[str, Record]],
) -> None:
    _, records = graded
    for number in numbers(records, "wrong"):
        record = record_at(records, number)
        first = next(verdict for verdict in record.verdicts if not verdict.passed)

        assert record.score is not None
        assert record.score < 100
        assert first.hint is not None, record.submission


def test_a_mistake_that_several_make_each_in_their_own_code_is_one_misconception(
    graded: tuple[Path, dict[str, Record]],
) -> None:
    _, records = graded
    held = [(each.wrong, len(each.holders)) for each in misconceptions([*records.values()])]

    assert held[:2] == [("update_gate_swapped", 3), ("step_without_zero_grad", 2)]
    assert {number for _, number in held[2:]} == {1}


@pytest.mark.parametrize(
    ("name", "kind"),
    [
        ("eats_memory", Kind.OUT_OF_MEMORY),
        ("hangs", Kind.TIMED_OUT),
        ("leaves", Kind.IMPORT_FAILED),
        ("library_cell", Kind.FORBIDDEN),
        ("misspelt", Kind.MISSING),
        ("patches", Kind.WRONG_TYPE),
        ("searches", Kind.RAISED),  # what it finds is a namesake of torch's
    ],
)
def test_what_cheats_or_breaks_is_recorded_by_name_and_gains_nothing(
    graded: tuple[Path, dict[str, Record]], name: str, kind: Kind
) -> None:
    _, records = graded
    record = record_at(records, numbers(records, name)[0])

    assert record.status == "graded"
    assert record.score == 0.0
    assert record.verdicts[0].kind == kind


def test_the_starter_notebooks_broken_files_and_absentees_are_what_they_are(
    graded: tuple[Path, dict[str, Record]],
) -> None:
    _, records = graded
    broken = record_at(records, numbers(records, "broken")[0])
    last = max(int(record.students[0].id) for record in records.values())
    starter, notebook, damaged, pdf, renamed, absent = (
        record_at(records, number) for number in range(last - 5, last + 1)
    )

    assert (broken.status, broken.score) == ("unreadable", None)
    assert broken.problem is not None
    assert broken.problem.kind == "syntax_error"
    assert starter.score == 0.0
    assert {verdict.kind for verdict in starter.verdicts} == {Kind.NOT_WRITTEN, Kind.NOT_RUN}
    assert [notebook.score, damaged.score, renamed.score] == [100.0] * 3
    assert (pdf.status, pdf.score) == ("unreadable", None)
    assert (absent.status, absent.score) == ("not_submitted", None)


def test_the_table_has_a_row_for_everybody_and_blanks_for_who_has_no_score(
    graded: tuple[Path, dict[str, Record]],
) -> None:
    folder, records = graded
    with (folder / "run" / "grades.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))

    assert {row["submission"] for row in rows} == set(records)
    for row in rows:
        assert (row["score"] == "") == (row["status"] != "graded")


def test_what_a_student_gets_holds_nothing_of_a_hidden_call(
    graded: tuple[Path, dict[str, Record]],
) -> None:
    _, records = graded
    for record in records.values():
        shown = for_student(record)

        assert all(verdict.detail is None for verdict in shown.verdicts)


def test_the_grades_go_back_into_the_worksheet_that_was_downloaded(
    graded: tuple[Path, dict[str, Record]], tmp_path: Path
) -> None:
    folder, records = graded
    worksheet = folder / "gru-worksheet.csv"
    out = tmp_path / "moodle.zip"

    export = export_run(list(records.values()), "moodle", worksheet, out)

    scored = sum(record.score is not None for record in records.values())
    assert export.counts.grades == scored
    assert export.counts.not_in_template == 0
