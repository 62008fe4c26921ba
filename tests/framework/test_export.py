"""Exports as a whole: which formats there are, whose grade is whose, all or nothing on disk."""

import csv
import io
import zipfile
from decimal import Decimal
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.lms.export import FORMATS, ExportError, Options, export_run
from autograder.lms.export.check import scaled, written
from autograder.lms.export.people import Person, match
from autograder.lms.export.table import Table, TableError
from autograder.model.record import Record
from autograder.model.submission import Student

SHEET = (
    "Identifier,Full name,Grade,Maximum grade,Last modified (grade)\n"
    "Participant 1,Ann,,100.00,-\nParticipant 2,Bo,,100.00,-\n"
)


def record(
    name: str = "Ann", identity: str = "1", score: float | None = 50.0, **more: object
) -> Record:
    """A record of one person, graded unless `more` says otherwise."""
    about: dict[str, object] = {
        "submission": f"{name}_{identity}",
        "students": (Student(name=name, id=identity),),
        "topic": "hw1",
        "status": "graded",
        "score": score,
        "max_score": 100.0,
    }
    return Record(**(about | more))


def test_the_formats_are_found_and_say_what_they_are_for() -> None:
    assert set(FORMATS) == {
        "autolab", "blackboard", "brightspace", "canvas", "coursera", "csv", "github-classroom",
        "gradescope", "json", "moodle", "moodle-csv", "moodle-xml", "nbgrader", "openedx",
        "prairielearn", "relate",
    }  # fmt: skip
    assert all(each.description for each in FORMATS.values())


# -- on disk --


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    path = tmp_path / "sheet.csv"
    path.write_text(SHEET, encoding="utf-8")
    return path


def test_one_file_is_written_as_a_file_and_several_as_a_folder_or_zip(
    tmp_path: Path, sheet: Path
) -> None:
    export_run([record()], "csv", None, tmp_path / "new" / "grades.csv")
    assert (tmp_path / "new" / "grades.csv").read_text(encoding="utf-8").startswith("submission,")
    export_run([record()], "moodle", sheet, tmp_path / "folder")
    there = sorted(path.name for path in (tmp_path / "folder").iterdir())
    assert there == ["feedback.zip", "worksheet.csv"]
    export_run([record()], "moodle", sheet, tmp_path / "all.zip")
    assert zipfile.ZipFile(tmp_path / "all.zip").namelist() == ["worksheet.csv", "feedback.zip"]


def test_an_earlier_export_is_replaced_and_nothing_else_ever(tmp_path: Path, sheet: Path) -> None:
    out = tmp_path / "folder"
    export_run([record(score=10.0)], "moodle", sheet, out)
    export_run([record(score=20.0)], "moodle", sheet, out)
    assert ",20.00," in (out / "worksheet.csv").read_text(encoding="utf-8")
    (out / "mine.txt").write_text("mine")
    with pytest.raises(ExportError, match=r"holds other files \(mine\.txt\)"):
        export_run([record(score=30.0)], "moodle", sheet, out)
    assert ",20.00," in (out / "worksheet.csv").read_text(encoding="utf-8")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["folder", "sheet.csv"]


def test_the_downloaded_file_itself_is_never_written(sheet: Path) -> None:
    with pytest.raises(ExportError, match="stays as it is"):
        export_run([record()], "moodle", sheet, sheet)
    assert sheet.read_text(encoding="utf-8") == SHEET


def test_nothing_is_written_where_one_row_is_refused(tmp_path: Path, sheet: Path) -> None:
    sheet.write_text(SHEET.replace("Bo,,", "Bo,nan,"), encoding="utf-8")
    for out in ("folder", "all.zip", "new/deep"):
        with pytest.raises(ExportError, match="row 3: the grade 'nan'"):
            export_run([record()], "moodle", sheet, tmp_path / out)
    assert [path.name for path in tmp_path.iterdir()] == ["sheet.csv"]


def test_a_file_cannot_stand_where_a_folder_is_nor_the_other_way_round(
    tmp_path: Path, sheet: Path
) -> None:
    with pytest.raises(ExportError, match="is a folder, and this format is one file"):
        export_run([record()], "csv", None, tmp_path)
    with pytest.raises(ExportError, match="is a file, and this format is a folder"):
        export_run([record()], "moodle", sheet, _touched(tmp_path / "file"))


def _touched(path: Path) -> Path:
    path.touch()
    return path


@pytest.mark.parametrize(
    ("name", "template", "said"),
    [
        ("word", None, "there is no format 'word'"),
        ("moodle", None, "fills in the assignment's grading worksheet"),
        ("csv", "sheet.csv", "fills in no file"),
        ("moodle", "missing.csv", "can't be read: No such file"),
        ("moodle", ".", "can't be read: Is a directory"),
    ],
)
def test_what_is_asked_wrongly_is_said_with_the_next_step(
    tmp_path: Path, sheet: Path, name: str, template: str | None, said: str
) -> None:
    path = tmp_path / template if template else None
    with pytest.raises(ExportError, match=said) as refused:
        export_run([record()], name, path, tmp_path / "out")
    assert "Next: " in str(refused.value)
    assert not (tmp_path / "out").exists()


# -- scores --


@pytest.mark.parametrize("name", sorted(FORMATS))
@pytest.mark.parametrize(
    ("bad", "said"),
    [
        ({"score": float("nan")}, "score is nan"),
        ({"score": float("inf")}, "score is inf"),
        ({"score": -1.0}, "score is -1.0 of 100.0"),
        ({"score": 100.01}, "score is 100.01 of 100.0"),
        ({"max_score": 0.0, "score": 0.0}, "maximum is 0.0"),
        ({"max_score": float("nan")}, "maximum is nan"),
        ({"status": "ungraded"}, "is ungraded and has a score"),
        ({"score": None}, "is graded and has no score"),
    ],
)
def test_no_format_writes_a_score_that_is_none(
    name: str, bad: dict[str, object], said: str
) -> None:
    with pytest.raises(ExportError, match=f"Ann_1: .*{said}"):
        FORMATS[name].export([record(**bad)], SHEET.encode() if FORMATS[name].template else None)


def test_a_maximum_that_is_none_is_refused() -> None:
    with pytest.raises(ExportError, match="0 points"):
        FORMATS["moodle-csv"].export([record()], SHEET.encode(), Options(points=0.0))


@settings(deadline=None)
@given(st.floats(0, 1), st.floats(0.01, 10_000), st.decimals("0.01", 10_000, places=3))
def test_a_scaled_score_has_two_decimals_and_is_never_above_the_maximum(
    share: float, most: float, maximum: Decimal
) -> None:
    grade = scaled(record(score=min(most * share, most), max_score=most), maximum)
    assert grade is not None
    assert 0 <= grade <= maximum
    text = written(grade)
    assert text == f"{float(text):.2f}"
    assert abs(Decimal(text) - Decimal(share) * maximum) <= Decimal("0.011")


@pytest.mark.parametrize(
    ("score", "maximum", "grade"),
    [
        (100.0, "0.015", "0.01"),
        (100.0, "33.335", "33.33"),
        (50.0, "33.33", "16.67"),
        (0.005, "100", "0.01"),
        (0.0, "10", "0.00"),
    ],
)
def test_a_score_is_rounded_as_people_round_but_not_above_the_maximum(
    score: float, maximum: str, grade: str
) -> None:
    rounded = scaled(record(score=score), Decimal(maximum))
    assert rounded is not None
    assert written(rounded) == grade


# -- whose grade --


def person(row: int, name: str = "", **more: object) -> Person:
    about: dict[str, object] = {"row": row, "label": f"row {row + 1}", "name": name}
    return Person(**(about | more))


def rows(records: list[Record], people: list[Person]) -> dict[str, list[int]]:
    """The rows of each submission."""
    found: dict[str, list[int]] = {}
    for each in match(records, people).matches:
        found.setdefault(each.record.submission, []).append(each.person.row)
    return found


def test_an_id_comes_before_an_email_and_an_email_before_a_name() -> None:
    people = [
        person(1, "Ann Lee", ids=frozenset({"0042"}), email="a@x.invalid"),
        person(2, "Ann Lee", ids=frozenset({"42"}), email="b@x.invalid"),
        person(3, "Bo Ek", ids=frozenset({"7"}), email="c@x.invalid"),
    ]
    by_email = record("Lee", "", students=(Student(name="A. Lee", email="B@x.invalid"),))
    records = [record("Ann Lee", "0042"), by_email, record("Ek, Bo", "", submission="bo")]
    assert rows(records, people) == {"Ann Lee_0042": [1], "Lee_": [2], "bo": [3]}


def test_an_id_that_only_looks_the_same_is_not_the_same() -> None:
    matching = match([record("", "42")], [person(1, "", ids=frozenset({"0042"}))])
    assert matching.matches == ()
    assert len(matching.missing) == 1


def test_an_id_whose_names_disagree_is_nobodys() -> None:
    people = [person(1, "John Smith", ids=frozenset({"1"})), person(2, "Bo", ids=frozenset({"2"}))]
    matching = match([record("Alice Liddell", "1"), record("Bo", "2")], people)
    assert [each.person.row for each in matching.matches] == [2]
    assert "Alice Liddell" in matching.missing[0]


def test_two_people_of_one_name_are_never_told_by_it() -> None:
    alone = match([record("Ann", "", submission="s")], [person(1, "Ann"), person(2, "Ann")])
    assert alone.matches == ()
    assert "2 people of the template have this name" in alone.missing[0]
    twins = [record("Ann", "", submission="s"), record("Ann", "", submission="t")]
    one_row = match(twins, [person(1, "Ann")])
    assert one_row.matches == ()
    assert len(one_row.missing) == 2


def test_a_known_system_of_ids_is_not_left_for_a_name() -> None:
    people = [person(1, "Ann", ids=frozenset({"1"})), person(2, "Bo", ids=frozenset({"2"}))]
    matching = match([record("Ann", "1"), record("Bo", "9")], people)
    assert [each.person.row for each in matching.matches] == [1]
    assert "id 9 is not in the template" in matching.missing[0]


def test_two_grades_for_one_person_are_refused_unless_one_is_of_an_empty_submission() -> None:
    people = [person(1, "Ann", ids=frozenset({"1"}), email="a@x.invalid")]
    other = record("Ann", "", submission="late", students=(Student(name="", email="a@x.invalid"),))
    with pytest.raises(ExportError, match="row 2: has several records: Ann_1, late"):
        match([record(), other], people)
    empty = msgspec.structs.replace(other, score=None, status="not_submitted")
    matching = match([empty, record()], people)
    assert [each.record.submission for each in matching.matches] == ["Ann_1"]


def test_a_group_that_could_be_two_or_a_person_is_listed() -> None:
    group = record("Team 1", "9", submission="Team 1_9")
    two = match([group], [person(1, "Ann", group="Team_1"), person(2, "Bo", group="Team 1")])
    assert two.matches == ()
    assert "two groups" in two.missing[0]
    both = match([group], [person(1, "Ann", group="Team 1"), person(2, "Team 1", group="Team 2")])
    assert both.matches == ()


names = st.text(min_size=1, max_size=6)


@settings(deadline=None)
@given(st.lists(st.tuples(names, st.integers(0, 5)), max_size=6), st.lists(names, max_size=6))
def test_no_row_ever_gets_the_grade_of_another_id_or_of_an_ambiguous_name(
    template: list[tuple[str, int]], run: list[str]
) -> None:
    people = [
        person(row, name, ids=frozenset({f"id{number}-{row}"}))
        for row, (name, number) in enumerate(template, start=1)
    ]
    records = [record(name, "", submission=f"{number}") for number, name in enumerate(run)]
    for each in match(records, people).matches:
        name = each.record.students[0].name
        assert sum(other == each.person.name for other, _ in template) == 1
        assert run.count(name) == 1


# -- tables --

cell = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs",), exclude_characters="\0"), max_size=8
)


@settings(deadline=None)
@given(
    st.lists(st.lists(cell, min_size=3, max_size=3), min_size=2, max_size=6),
    st.sampled_from(["\n", "\r\n"]),
    st.sampled_from([",", ";", "\t"]),
    st.sampled_from(["utf-8", "utf-8-sig", "utf-16"]),
    st.booleans(),
    cell,
)
def test_a_table_keeps_every_byte_but_the_cell_that_was_set(
    cells: list[list[str]], end: str, delimiter: str, encoding: str, last_end: bool, text: str
) -> None:
    stream = io.StringIO()
    writer = csv.writer(stream, delimiter=delimiter, lineterminator=end, quoting=csv.QUOTE_ALL)
    writer.writerows(cells)
    sheet = stream.getvalue() if last_end else stream.getvalue().removesuffix(end)
    data = sheet.encode(encoding)
    table = Table(data, delimiters=delimiter)
    assert table.render() == data
    assert [table.row(row) for row in range(len(cells))] == cells
    table.set(1, 2, text)
    written = table.render().decode(encoding)
    again = list(csv.reader(io.StringIO(written, newline=""), delimiter=delimiter))
    expected = [list(row) for row in cells]
    expected[1][2] = text
    assert again == expected
    quoted = [['"' + each.replace('"', '""') + '"' for each in row] for row in cells]
    quoted[1][2] = "\0"
    around = end.join(delimiter.join(row) for row in quoted) + (end if last_end else "")
    before, after = around.split(f"{delimiter}\0", 1)
    assert written.startswith(before + delimiter)
    assert written.endswith(after)


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"", "empty"),
        (b"\xef\xbb\xbf\n", "empty"),
        (b"a,b\n1\n", "row 2 has 1 cells where the header has 2"),
        (b'a,b\n"1,2\n', "row 2: the quotes of column 1 do not pair up"),
        (b"a,b\n\xff,2\n", "not UTF-8"),
        (b"PK\x03\x04", "spreadsheet or a zip"),
    ],
)
def test_what_is_no_table_is_said(data: bytes, said: str) -> None:
    with pytest.raises(TableError, match=said):
        Table(data)
