"""What a run keeps: each record once, whole files, a table that a spreadsheet does not run."""

import csv
import io
import os
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import msgspec
import pytest

from autograder.grading.gradebook import (
    TEMPORARY,
    Gradebook,
    RunError,
    file_name,
    load_records,
    load_run,
    write_whole,
)
from autograder.grading.table import grades_csv, spreadsheet_text
from autograder.model.record import Record, from_json, to_json
from autograder.model.submission import File, Problem, Student, Submission


def record(submission: str = "s1", **fields: object) -> Record:
    defaults: dict[str, object] = {
        "students": (Student(name="Ana"),),
        "topic": "toy",
        "status": "graded",
        "score": 7.5,
        "max_score": 10.0,
    }
    return Record(submission=submission, **{**defaults, **fields})  # type: ignore[arg-type]


def test_a_record_is_kept_in_the_database_and_as_a_file(tmp_path: Path) -> None:
    with Gradebook(tmp_path / "run", write=True) as book:
        book.write(record())
        assert from_json(book.record_path("s1").read_bytes()) == record()
    assert load_records(tmp_path / "run") == [record()]


def test_a_record_that_is_written_again_takes_the_place_of_the_first(tmp_path: Path) -> None:
    with Gradebook(tmp_path, write=True) as book:
        book.write(record(status="ungraded", score=None))
        assert book.finished() == set()
        book.write(record())
        assert book.finished() == {"s1"}
        assert list(book.records()) == [record()]


@pytest.mark.parametrize("status", ["graded", "not_submitted", "unreadable"])
def test_only_what_failed_by_our_fault_is_run_again(tmp_path: Path, status: str) -> None:
    with Gradebook(tmp_path, write=True) as book:
        book.write(record("a", status=status, score=None))
        book.write(record("b", status="ungraded", score=None))
        assert book.finished() == {"a"}


def test_records_come_in_the_order_of_the_class_then_by_name(tmp_path: Path) -> None:
    with Gradebook(tmp_path, write=True) as book:
        for name in ("c", "b", "a", "z"):
            book.write(record(name))
        book.set_class([Submission(id="b"), Submission(id="z")])
        assert [each.submission for each in book.records()] == ["b", "z", "a", "c"]


def test_what_was_handed_in_is_kept_byte_for_byte_in_the_order_of_the_class(tmp_path: Path) -> None:
    notes = (Problem(kind="renamed_file", data={"file": "ñ.py", "expected": "toy.py"}),)
    files = (File(path="ñ.py", data=b"\xff\x00\r\n"),)
    student = Student(name="Zoë, O'Neil", id="0042")
    handed_in = [
        Submission(id="z", students=(student,), files=files, main="ñ.py", late=True, notes=notes),
        Submission(id="a"),
    ]
    with Gradebook(tmp_path, write=True) as book:
        book.set_class(handed_in)
    with Gradebook(tmp_path, write=False) as book:
        assert list(book.handed_in()) == handed_in


def test_files_that_a_kill_left_behind_or_took_away_are_made_right(tmp_path: Path) -> None:
    with Gradebook(tmp_path, write=True) as book:
        book.write(record("gone"))
        book.write(record("stale", status="ungraded", score=None))
        stale = book.record_path("stale").read_bytes()
        book.write(record("stale"))
        book.record_path("gone").unlink()
        book.record_path("stale").write_bytes(stale)
        half = [tmp_path / f"{TEMPORARY}x", tmp_path / "records" / f"{TEMPORARY}y"]
        for path in half:
            path.write_bytes(b"{")
    with Gradebook(tmp_path, write=True) as book:
        book.finish()
        for name in ("gone", "stale"):
            assert from_json(book.record_path(name).read_bytes()) == record(name)
    assert not any(path.exists() for path in half)


def test_facts_about_a_run_are_kept_all_or_none(tmp_path: Path) -> None:
    with Gradebook(tmp_path, write=True) as book:
        book.put({"topic": "gru", "seed": "1"})
        with pytest.raises(RunError):
            book.put({"topic": "rnn", "seed": None})  # type: ignore[dict-item]
        assert (book.get("topic"), book.get("seed"), book.get("x")) == ("gru", "1", None)


def test_two_cannot_write_to_one_run_but_others_may_read(tmp_path: Path) -> None:
    with Gradebook(tmp_path, write=True) as book:
        book.write(record())
        with pytest.raises(RunError, match="another autograder"):
            Gradebook(tmp_path, write=True)
        assert load_records(tmp_path) == [record()]
    Gradebook(tmp_path, write=True).close()


def test_a_folder_without_a_run_is_said_to_be_one(tmp_path: Path) -> None:
    with pytest.raises(RunError, match="holds no run"):
        load_records(tmp_path)


def test_a_file_that_is_no_database_is_said_to_be_none(tmp_path: Path) -> None:
    (tmp_path / "gradebook.sqlite").write_bytes(b"this is not a database" * 100)
    with pytest.raises(RunError, match="not a database"):
        Gradebook(tmp_path, write=True)
    with pytest.raises(RunError, match="not a database"):
        load_records(tmp_path)


def test_a_record_of_another_schema_is_said_to_be_one(tmp_path: Path) -> None:
    with Gradebook(tmp_path, write=True) as book:
        book.write(record())
    database = sqlite3.connect(tmp_path / "gradebook.sqlite")
    database.execute("UPDATE records SET record = ?", (to_json(record(schema=99)),))
    database.commit()
    database.close()
    with pytest.raises(RunError, match="schema 99"):
        load_records(tmp_path)


def test_a_run_of_an_older_version_is_said_to_be_one_and_what_to_do(tmp_path: Path) -> None:
    with Gradebook(tmp_path, write=True) as book:
        book.put({"topic": "gru"})
        book.write(record())
    database = sqlite3.connect(tmp_path / "gradebook.sqlite")
    database.execute("ALTER TABLE class DROP COLUMN handed_in")  # once only the order was kept
    database.execute("DROP TABLE earlier")
    database.close()
    assert load_records(tmp_path) == [record()], "what it has is still there to be exported"
    older = (
        "was written by an older version .* grade the same submissions again, into another folder"
    )
    with pytest.raises(RunError, match=older):
        load_run(tmp_path)
    with pytest.raises(RunError, match=older):
        Gradebook(tmp_path, write=True)
    with pytest.raises(RunError, match=older):
        Gradebook(tmp_path, write=True)  # the lock was let go of


@pytest.mark.skipif(sys.platform != "linux", reason="/proc takes no folder, not even root's")
def test_a_place_that_can_not_be_written_is_named() -> None:
    with pytest.raises(RunError, match=r"/proc/run can't be written: "):
        Gradebook(Path("/proc/run"), write=True)


def test_a_disk_that_is_full_is_named_and_what_was_kept_stays(tmp_path: Path) -> None:
    # A limit of file sizes is the full disk that needs no disk.
    script = """
        import resource, signal, sys
        from pathlib import Path
        from autograder.grading.gradebook import Gradebook, RunError
        from autograder.model.record import Record
        signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
        book = Gradebook(Path(sys.argv[1]), write=True)
        def write(number, size):
            book.write(Record(submission=str(number), students=(), topic="t" * size,
                              status="graded", score=1.0, max_score=1.0))
        for number in range(3):
            write(number, 10)
        resource.setrlimit(resource.RLIMIT_FSIZE, (200_000, -1))
        try:
            write(3, 300_000)
        except RunError as error:
            print(error)
        resource.setrlimit(resource.RLIMIT_FSIZE, (-1, -1))
        book.close()
    """
    done = subprocess.run(
        [sys.executable, "-c", textwrap.dedent(script), str(tmp_path)],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert f"{tmp_path} can't be written" in done.stdout
    assert "same command again" in done.stdout
    assert [each.submission for each in load_records(tmp_path)] == ["0", "1", "2"]


def test_numbers_that_are_not_finite_never_get_into_a_record(tmp_path: Path) -> None:
    with Gradebook(tmp_path, write=True) as book:
        with pytest.raises(ValueError, match="finite"):
            book.write(record(score=float("nan")))
        assert list(book.records()) == []


def test_a_record_survives_json_and_its_schema_is_json(tmp_path: Path) -> None:
    from autograder.model.record import json_schema

    full = record(late=True, attempt=2, students=(Student(name="Zoë", id="007"),))
    assert from_json(to_json(full)) == full
    assert msgspec.json.decode(msgspec.json.encode(json_schema()))["$defs"]["Record"]


# --- the table --------------------------------------------------------------------------------


def rows(*records: Record) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(grades_csv(records, []))))


def test_the_table_has_a_row_a_submission_and_blank_scores_where_nothing_was_graded() -> None:
    found = rows(
        record(late=False, attempt=2),
        record("s2", status="ungraded", score=None, students=()),
        record("s3", status="not_submitted", score=None, late=True),
    )
    assert list(found[0]) == [
        "submission",
        "student",
        "topic",
        "status",
        "score",
        "max_score",
        "late",
        "attempt",
        "earned",
        "changed",
    ]
    assert found[0] == {
        "submission": "s1",
        "student": "Ana",
        "topic": "toy",
        "status": "graded",
        "score": "7.50",
        "max_score": "10.00",
        "late": "no",
        "attempt": "2",
        "earned": "7.50",
        "changed": "",
    }
    assert [each["score"] for each in found] == ["7.50", "", ""]
    assert [each["late"] for each in found] == ["no", "", "yes"]


@pytest.mark.parametrize(
    "name",
    [
        '=HYPERLINK("http://x")',
        "+1",
        "-1",
        "@SUM(A1)",
        "\t=1",
        "\r=1",
        "\n=1",
        "  =1",
        "\u200b=1",
        "\ufeff=1",
        "\u202e=1",
        "＝1",
    ],
)
def test_no_name_is_a_formula(name: str) -> None:
    (row,) = rows(record(students=(Student(name=name),)))
    assert row["student"][0] not in "=+-@\t\r＝"
    assert "\n" not in row["student"]


@pytest.mark.parametrize("name", ["=1+1", "+1", "-2", "@x"])
def test_no_submission_is_a_formula(name: str) -> None:
    (row,) = rows(record(name))
    assert row["submission"][0] not in "=+-@"


@pytest.mark.parametrize(
    "name", ["María José Núñez", "O'Brien, Pat", "李雷", "Ana-Sofía", "a=b", "x@y.org", 'the "one"']
)
def test_honest_names_stay_as_they_are(name: str) -> None:
    assert spreadsheet_text(name) == name
    assert rows(record(students=(Student(name=name),)))[0]["student"] == name


def test_a_group_stands_in_one_cell() -> None:
    students = (Student(name="Ana"), Student(name="", id="7"))
    assert rows(record(students=students))[0]["student"] == "Ana; 7"


# --- file names -------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["ana", "María José", "李雷", "a.b", "x_1", "a,b; c", "ñ" * 60])
def test_a_plain_name_names_its_file(name: str) -> None:
    assert file_name(name) == name


@pytest.mark.parametrize(
    "name",
    [
        "",
        ".",
        "..",
        "../../etc/passwd",
        "/etc/passwd",
        "a/b",
        "a\\b",
        "C:\\x",
        "con",
        "NUL.txt",
        "LPT1",
        "com1.json",
        "a\x00b",
        "a\nb",
        "a\u202eb",
        "\ud800",
        " a",
        "a.",
        ".hidden",
        "x" * 500,
        "ñ" * 300,
        "a:b",
        "~",
        "-rf",
    ],
)
def test_no_name_leads_out_of_its_folder_or_hides(name: str, tmp_path: Path) -> None:
    found = file_name(name)
    path = tmp_path / f"{found}.json"
    path.write_bytes(b"{}")
    assert path.parent == tmp_path
    assert [each.name for each in tmp_path.iterdir()] == [path.name]
    assert not found.startswith((".", " "))
    assert len(os.fsencode(path.name)) <= 255
    assert found.split(".")[0].upper() not in {"CON", "NUL", "LPT1", "COM1"}


def test_two_submissions_never_share_a_file() -> None:
    names = ["a/b", "a\\b", "a:b", "a_b", "a b", "a\tb", "x" * 500, "x" * 501, "CON", "con", "é"]
    names += ["e\u0301", "a", "_CON"]
    assert len({file_name(name) for name in names}) == len(names)


def test_a_file_is_the_old_one_or_the_new_one(tmp_path: Path) -> None:
    path = tmp_path / "file"
    write_whole(path, b"old")
    with pytest.raises(TypeError):
        write_whole(path, "not bytes")  # type: ignore[arg-type]
    assert path.read_bytes() == b"old"
    assert list(tmp_path.iterdir()) == [path]
    write_whole(path, b"new")
    assert path.read_bytes() == b"new"
