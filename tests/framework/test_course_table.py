"""The grades of a course in one table: whose is what, what counts how much, what has no total."""

import csv
import io
from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.cli import main
from autograder.grading.course_table import CourseTable, course_table
from autograder.grading.gradebook import Gradebook, RunError
from autograder.model.record import Record
from autograder.model.submission import Student


def record(
    topic: str, name: str, score: float | None, identity: str = "", email: str = "", **more: object
) -> Record:
    about: dict[str, object] = {
        "submission": f"{name}_{identity}" if identity else name,
        "students": (Student(name=name, id=identity, email=email),),
        "topic": topic,
        "status": "graded" if score is not None else "not_submitted",
        "score": score,
        "max_score": 50.0,
    }
    return Record(**(about | more))


def rows(table: CourseTable) -> dict[str, dict[str, str]]:
    found = list(csv.DictReader(io.StringIO(table.csv)))
    assert [each["student"] for each in found[:2]] == ["points possible", "weight"]
    return {each["email"] or each["id"] or each["student"]: each for each in found[2:]}


def test_people_are_told_by_email_though_moodle_numbers_them_anew_in_each_assignment() -> None:
    table = course_table(
        {
            "gru": [
                record("gru", "Ann", 50.0, "1", "ann@x.invalid"),
                record("gru", "Bob", 25.0, "2", "bob@x.invalid"),
            ],
            "gan": [
                record("gan", "Bob", 50.0, "1", "bob@x.invalid"),
                record("gan", "Ann", None, "2", "Ann@x.invalid"),
            ],
        },
        {"gan": 3.0},
    )
    found = rows(table)
    assert (found["ann@x.invalid"]["gru"], found["ann@x.invalid"]["gan"]) == ("50.00", "")
    assert found["ann@x.invalid"]["total"] == "25.00"
    assert found["bob@x.invalid"]["total"] == "87.50"
    assert found["bob@x.invalid"]["id"] == ""


def test_namesakes_are_never_put_together() -> None:
    gru = [record("gru", "Ann", 10.0, "1", "a@x.invalid"), record("gru", "Ann", 20.0, "2")]
    gan = [record("gan", "Ann", 30.0, "7"), record("gan", "Zoe", 5.0, "9", "z@x.invalid")]
    table = course_table({"gru": gru, "gan": gan}, {})
    assert len(table.people) == 4
    assert {(row["gru"], row["gan"]) for row in rows(table).values()} <= {
        ("10.00", ""), ("20.00", ""), ("", "30.00"), ("", "5.00"),
    }  # fmt: skip
    alone = course_table({"gru": gru[:1], "gan": gan[:1]}, {})
    assert len(alone.people) == 1  # the only Ann on either side


def test_ids_of_their_own_count_and_whoever_has_no_grade_yet_has_no_total() -> None:
    gru = [record("gru", "Ann Lee", 10.0, submission="a", students=(Student(name="x", id="S1"),))]
    gan = [
        record(
            "gan", "Lee", None, submission="b", status="unreadable",
            students=(Student(name="Lee, Ann", id="S1"),),
        )
    ]  # fmt: skip
    table = course_table({"gru": gru, "gan": gan}, {})
    assert rows(table)["S1"]["total"] == ""
    assert table.notes == ("1 without a total yet: some of their work has no grade",)
    assert rows(course_table({"gru": gru, "gan": gan}, {"gan": 0.0}))["S1"]["total"] == "20.00"


def test_no_name_is_a_formula() -> None:
    table = course_table({"gru": [record("gru", "=HYPERLINK(1)", 1.0)]}, {})
    assert "'=HYPERLINK(1)" in table.csv


@pytest.mark.parametrize(
    ("weights", "said"),
    [
        ({"gnu": 1.0}, "did you mean gru?"),
        ({"gru": -1.0}, "a number from 0"),
        ({"gru": float("nan")}, "a number from 0"),
        ({"gru": 0.0}, "nothing would count"),
    ],
)
def test_a_weight_that_is_none_is_refused(weights: dict[str, float], said: str) -> None:
    with pytest.raises(RunError) as refused:
        course_table({"gru": [record("gru", "Ann", 1.0)]}, weights)
    assert said in str(refused.value)


def test_the_command_writes_the_table_of_several_runs(tmp_path: Path) -> None:
    for topic, score in (("gru", 40.0), ("gan", 10.0)):
        with Gradebook(tmp_path / topic, write=True) as book:
            book.write(record(topic, "Ann", score, "1", "ann@x.invalid"))
    out = tmp_path / "course.csv"
    runs = [str(tmp_path / "gru"), str(tmp_path / "gan")]
    done = CliRunner().invoke(main, ["gradebook", *runs, "--out", str(out), "--weight", "gru=3"])
    assert done.exit_code == 0, done.output
    assert "1 people, gru, gan" in done.output
    assert out.read_text().splitlines()[-1] == "Ann,,ann@x.invalid,40.00,10.00,65.00"
    twice = CliRunner().invoke(main, ["gradebook", runs[0], runs[0], "--out", str(out)])
    assert twice.exit_code == 2
    assert "second run of gru" in twice.output
    bad = CliRunner().invoke(main, ["gradebook", *runs, "--out", str(out), "--weight", "gru"])
    assert bad.exit_code == 2
    assert "TOPIC=NUMBER" in bad.output
