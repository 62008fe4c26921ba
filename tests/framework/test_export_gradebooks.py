"""The tables of other systems, filled in or written: what each system makes of them.

`Canvas` below takes an upload as its gradebook importer was read to take it.
"""

import contextlib
import csv
import io
import re
from pathlib import Path

import msgspec
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.lms.export import FORMATS, Export, ExportError, Options
from autograder.model.record import Record, Text, Verdict
from autograder.model.submission import Student

CANVAS = (
    "Student,ID,SIS User ID,SIS Login ID,Section,HW1 (55),HW2 (56),Final Score project (77),"
    "HW1 Current Score\r\n"
    "    Points Possible,,,,,100,50,10,(read only)\r\n"
    '"Liddell, Alice",101,S001,alice,Sec 1,91.50,,,88.1\r\n'
    '"Núñez, José",102,0042,jose,Sec 1,,"12,5",3,\r\n'
    '"Smith, John",103,S003,john1,Sec 1,EX,,,\r\n'
    '"Smith, John",104,S004,john2,"Sec ""2""",,,,\r\n'
    '"Student, Test",105,,,Sec 1,,,,\r\n'
).encode()
BRIGHTSPACE = (
    "OrgDefinedId,Username,Last Name,First Name,"
    "HW1 Points Grade <Numeric MaxPoints:20 Weight:10>,End-of-Line Indicator\r\n"
    "#0042,#alice,Liddell,Alice,,#\r\n"
    "#7,#jose,Núñez,José,12.5,#\r\n"
).encode()
BLACKBOARD = (
    '"Last Name"\t"First Name"\t"Username"\t"Student ID"\t"Week 1 [Total Pts: 0 Text] |981722"\t'
    '"HW1 [Total Pts: 50 Score] |403340"\n'
    '"Liddell"\t"Alice"\t"alice"\t"0042"\t"x"\t""\n'
    '"Núñez"\t"José"\t"jose"\t"7"\t""\t"Needs Grading"\n'
)
OPENEDX = (
    "user_id,username,full_name,student_uid,enrolled,track,cohort,block_id,title,"
    "date_last_graded,who_last_graded,Previous Points,New Points\r\n"
    "4,alice,Alice Liddell,,True,audit,,block-v1:x,HW1,,,,\r\n"
    "5,jose,José Núñez,,True,audit,,block-v1:x,HW1,2026,staff,25.0,\r\n"
).encode()


def record(
    name: str = "", identity: str = "", score: float | None = 50.0, **more: object
) -> Record:
    """A record of one person, graded unless `more` says otherwise."""
    about: dict[str, object] = {
        "submission": f"{name}_{identity}",
        "students": (Student(name=name, id=identity),),
        "topic": "hw1",
        "status": "graded",
        "score": score,
        "max_score": 100.0,
        "verdicts": (
            Verdict(
                check="c",
                exercise="f",
                title=Text("=f is right", "=f está bien"),
                outcome="passed",
                points=5,
                max_points=5,
            ),
        ),
    }
    return Record(**(about | more))


def export(name: str, records: list[Record], template: bytes | None, **options: object) -> Export:
    """The files of a format."""
    return FORMATS[name].export(records, template, Options(**options))


def table(files: Export, delimiter: str = ",", encoding: str = "utf-8") -> list[dict[str, str]]:
    """The rows of the only file."""
    (data,) = files.files.values()
    return list(csv.DictReader(io.StringIO(data.decode(encoding), newline=""), delimiter=delimiter))


class Canvas:
    """A course with scores by (Canvas ID, assignment id); `changes` are what an upload changes."""

    def __init__(
        self, people: dict[str, tuple[str, str, str]], scores: dict[tuple[str, str], str]
    ) -> None:
        self.people, self.scores = people, scores
        self.changes: dict[tuple[str, str], str] = {}
        self.new_assignments: list[str] = []

    def upload(self, data: bytes) -> None:
        text = data.decode("utf-8-sig")
        rows = list(csv.reader(io.StringIO(text, newline="")))
        header = rows[0]
        assert len(header) >= 4
        assert header[0] == "Student"
        first = header.index("Section") + 1
        rows = rows[1:]
        points: list[str] = []
        if rows and rows[0][0].strip() == "Points Possible":
            points = rows.pop(0)
        assignments = {}
        for column in range(first, len(header)):
            if re.search("(Current|Final) (Score|Points|Grade)|Override", header[column]):
                continue
            if points and "read only" in points[column]:
                continue
            match = re.fullmatch(r"(.*)\s\((\d+)\)", header[column])
            if match:
                assignments[column] = match[2]
            else:
                self.new_assignments.append(header[column])
        for row in rows:
            person = self._person(row)
            for column, assignment in assignments.items():
                new, old = row[column], self.scores.get((person, assignment), "")
                if self._number(new) != self._number(old):
                    self.changes[person, assignment] = new

    def _person(self, row: list[str]) -> str:
        for column, key in ((1, 0), (2, 1), (3, 2)):
            for person, ids in self.people.items():
                if row[column] and (person, *ids)[key] == row[column]:
                    return person
        raise AssertionError(f"Canvas knows nobody for {row}")

    @staticmethod
    def _number(cell: str) -> str:
        # The last comma or point is the decimal mark.
        whole, mark, rest = cell.replace(",", ".").rpartition(".")
        number = f"{whole.replace('.', '')}{mark}{rest}"
        return f"{float(number):.2f}" if re.fullmatch(r"\d+(\.\d*)?", number) else cell


COURSE = {
    "101": ("S001", "alice", ""),
    "102": ("0042", "jose", ""),
    "103": ("S003", "john1", ""),
    "104": ("S004", "john2", ""),
    "105": ("", "", ""),
}
BEFORE = {("101", "55"): "91.5", ("102", "56"): "12.5", ("103", "55"): "EX", ("102", "77"): "3"}


def test_canvas_changes_the_new_grades_and_nothing_else() -> None:
    records = [
        record("liddellalice", "101", 91.5),
        record("núñezjosé", "102", 1.0 / 3),
        record("smithjohn", "103", 70.0),
        record("smithjohn", "104", None, status="not_submitted"),
    ]
    files = export("canvas", records, CANVAS, item="HW1")
    canvas = Canvas(COURSE, BEFORE)
    canvas.upload(files.files["gradebook.csv"])
    assert canvas.changes == {("102", "55"): "0.33"}
    assert canvas.new_assignments == []
    assert (files.counts.grades, files.counts.unchanged) == (1, 1)
    assert any("excused" in note for note in files.notes)
    assert files.files["gradebook.csv"].replace(b"Sec 1,0.33,", b"Sec 1,,") == CANVAS


@pytest.mark.parametrize("item", ["HW2", "56", "HW2 (56)"])
def test_canvas_scales_to_the_points_possible_of_the_column(item: str) -> None:
    files = export(
        "canvas", [record("liddellalice", "101", 33.0)], b"\xef\xbb\xbf" + CANVAS, item=item
    )
    assert files.files["gradebook.csv"].startswith(b"\xef\xbb\xbfStudent,")
    assert b"Sec 1,91.50,16.50,,88.1\r\n" in files.files["gradebook.csv"]
    assert "grades were scaled from 100 to 50 points" in files.notes


@pytest.mark.parametrize(
    ("old", "new", "item", "said"),
    [
        (b"", b"", "", "several columns are for the grades"),
        (b"", b"", "HW9", "no column is called 'HW9'"),
        (b"", b"", "77", "takes a column of such a name for a total"),
        (b"HW1 (55)", b"HW1", "HW1", "no column is called 'HW1'"),
        (b",100,50,", b",(read only),50,", "HW1", "says that it is read only"),
        (b",100,50,", b",many,50,", "HW1", "points possible are 'many'"),
        (b"Section", b"section", "HW1", "not Canvas's gradebook"),
        (b"Student,", b"student,", "HW1", "not Canvas's gradebook"),
        (b",104,", b",103,", "HW1", "103 stands in row 5"),
        (b",104,", b",x4,", "HW1", "the ID 'x4' is no number"),
        (b",101,S001", b",,S001", "HW1", "has no ID"),
        (b",91.50,,,88.1", b",91.50,,88.1", "HW1", "row 3 has 8 cells where the header has 9"),
    ],
)
def test_a_gradebook_that_canvas_would_misread_is_refused(
    old: bytes, new: bytes, item: str, said: str
) -> None:
    assert old in CANVAS
    records = [record("Alice Liddell", "S001", 40.0)]
    with pytest.raises(ExportError, match=said) as refused:
        export("canvas", records, CANVAS.replace(old, new, 1), item=item)
    assert "Next: " in str(refused.value)


def test_two_people_of_one_name_are_listed_in_canvas_and_not_guessed() -> None:
    files = export("canvas", [record("John Smith"), record("José Núñez")], CANVAS, item="55")
    assert files.counts.not_in_template == 1
    assert any("2 people of the template have this name" in note for note in files.notes)
    assert files.counts.grades == 1


def test_a_semicolon_gradebook_stays_one() -> None:
    sheet = CANVAS.replace(b'"12,5"', b"12.5").replace(b'"Smith, John"', b"John Smith")
    sheet = sheet.replace(b'"Liddell, Alice"', b"Alice Liddell")
    sheet = sheet.replace('"Núñez, José"'.encode(), "José Núñez".encode())
    sheet = sheet.replace(b'"Student, Test"', b"Test Student").replace(b",", b";")
    files = export("canvas", [record("José Núñez")], sheet, item="55")
    assert files.files["gradebook.csv"] == sheet.replace(b"jose;Sec 1;;", b"jose;Sec 1;50.00;")


cells = st.text(st.characters(codec="utf-8", exclude_categories=("Cs",)), max_size=10)


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(cells, cells, st.floats(0, 100), st.booleans()), min_size=1, max_size=6))
def test_any_class_arrives_in_canvas_as_it_was_graded(
    people: list[tuple[str, str, float, bool]],
) -> None:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\r\n")
    writer.writerow(["Student", "ID", "SIS User ID", "SIS Login ID", "Section", "note", "HW (9)"])
    writer.writerow(["    Points Possible", "", "", "", "", "", "100"])
    for number, (name, note, _, _) in enumerate(people, start=10):
        writer.writerow([f"x{name}", number, f"S{number}", "", "s", note, ""])
    sheet = text.getvalue().encode()
    records = [
        record(
            f"x{name}",
            str(number),
            score if graded else None,
            **({} if graded else {"status": "unreadable"}),
        )
        for number, (name, _, score, graded) in enumerate(people, start=10)
    ]
    files = export("canvas", records, sheet)
    canvas = Canvas({str(n): (f"S{n}", "", "") for n in range(10, 10 + len(people))}, {})
    before = list(csv.reader(io.StringIO(sheet.decode(), newline="")))
    after = list(csv.reader(io.StringIO(files.files["gradebook.csv"].decode(), newline="")))
    assert [row[:-1] for row in before] == [row[:-1] for row in after]
    canvas.upload(files.files["gradebook.csv"].replace(b",note,", b",n (1),"))
    for number, (_, _, score, graded) in enumerate(people, start=10):
        change = canvas.changes.get((str(number), "9"))
        assert (change is not None) == graded
        assert change is None or abs(float(change) - score) <= 0.005 + 1e-9


def test_brightspace_keeps_its_ids_and_line_ends() -> None:
    records = [record("Alice Liddell", "0042", 33.0), record("jose", "", 62.5)]
    files = export("brightspace", records, BRIGHTSPACE)
    assert files.files["grades.csv"] == BRIGHTSPACE.replace(b"Alice,,#", b"Alice,6.60,#")
    assert (files.counts.grades, files.counts.unchanged) == (1, 1)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b",End-of-Line Indicator", b",End", "not Brightspace's grades export"),
        (b"12.5,#", b"12.5,", "does not end with #"),
        (b"#0042,#alice", b",", "has neither OrgDefinedId nor Username"),
        (b"#7,", b"#0042,", "0042 stands in row 2"),
        (b"Points Grade", b"Text Grade", "no column is for the grades"),
    ],
)
def test_a_brightspace_export_that_was_changed_is_refused(
    old: bytes, new: bytes, said: str
) -> None:
    with pytest.raises(ExportError, match=said):
        export("brightspace", [record("Alice Liddell", "0042")], BRIGHTSPACE.replace(old, new, 1))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16"])
def test_blackboard_keeps_the_number_of_its_column(encoding: str) -> None:
    sheet = BLACKBOARD.encode(encoding)
    files = export(
        "blackboard", [record("Alice Liddell", "alice"), record("jose", "jose", 9)], sheet
    )
    written = files.files["gradebook.csv"]
    expected = BLACKBOARD.replace('"x"\t""', '"x"\t25.00').replace('"Needs Grading"', "4.50")
    assert written == expected.encode(encoding)


def test_a_blackboard_column_without_number_or_for_text_is_refused() -> None:
    records = [record("Alice Liddell", "alice")]
    without = BLACKBOARD.replace(" |403340", "").encode()
    with pytest.raises(ExportError, match="can't be filled in: its grades are Text"):
        export("blackboard", records, without)
    with pytest.raises(ExportError, match="can't be filled in: its grades are Text"):
        export("blackboard", records, BLACKBOARD.encode(), item="981722")


def open_edx(data: bytes) -> dict[str, float]:
    """What Open edX saves: all of a file, or ValueError."""
    rows = list(csv.DictReader(io.StringIO(data.decode())))
    if not {"user_id", "New Points", "block_id", "Previous Points"} <= set(rows[0]):
        raise ValueError("Missing column: user_id")
    saved: dict[str, float] = {}
    for row in rows:
        if row["block_id"] != "block-v1:x":
            raise ValueError("wrong block")
        if row["New Points"]:
            saved.setdefault(row["user_id"], float(row["New Points"]))
    return saved


def test_open_edx_gets_only_new_points_and_no_byte_order_mark() -> None:
    records = [record("Alice Liddell", "", 50.0), record("jose", "5", 25.0)]
    files = export("openedx", records, b"\xef\xbb\xbf" + OPENEDX)
    assert open_edx(files.files["grades.csv"]) == {"4": 50.0}
    assert files.counts.unchanged == 1
    assert files.files["grades.csv"] == OPENEDX.replace(b"HW1,,,,\r", b"HW1,,,,50.00\r")
    assert any("byte-order mark" in note for note in files.notes)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b"user_id,", b"User,", "no column user_id"),
        (b"25.0,\r", b"25.0,nan\r", "New Points are 'nan'"),
        (b"\r\n5,", b"\r\n4,", "4 stands in row 2"),
        (b"\r\n5,", b"\r\nfive,", "the user_id 'five' is no number"),
        (b"audit,,block-v1:x", b"audit,,block-v1:y", "not the same in every row"),
    ],
)
def test_a_file_of_which_open_edx_would_save_nothing_is_refused(
    old: bytes, new: bytes, said: str
) -> None:
    with pytest.raises(ExportError, match=said):
        export("openedx", [record("Alice Liddell", "4")], OPENEDX.replace(old, new, 1))


def test_relate_lists_only_who_has_a_grade() -> None:
    people = [Student(name="Ann", email="ann@x.invalid"), Student(name="Bo", email="bo@x.invalid")]
    records = [
        record("Ann", "1", 12.5, students=people[:1]),
        record("Bo", "2", None, students=people[1:], status="ungraded"),
    ]
    files = export("relate", records, None)
    assert [(row["email"], row["points"]) for row in table(files)] == [("ann@x.invalid", "12.50")]
    assert "\n" not in table(files)[0]["feedback"]
    assert any("column 1" in note and "maximum 100" in note for note in files.notes)


def test_nbgraders_table_needs_no_quotes() -> None:
    records = [
        record('Lee, "Jr."', "0042", 12.5),
        record("=cmd()", "7", None, status="not_submitted"),
    ]
    (data,) = export("nbgrader", records, None).files.values()
    header, first, second = data.decode().splitlines()
    assert len(header.split(",")) == len(first.split(",")) == len(second.split(",")) == 11
    assert first.split(",")[3:10] == ["0042", "Lee Jr.", "", "", "12.50", "0.00", "12.50"]
    assert second.split(",")[4] == "'=cmd()"
    assert second.split(",")[9] == ""
    assert '"' not in data.decode()
    with pytest.raises(ExportError, match="would need quotes"):
        export("nbgrader", [record("Ann", "4,2")], None)


def test_csv_and_json_hold_every_record() -> None:
    records = [record("=Ann", "0042"), record("Bo", "7", None, status="ungraded")]
    rows = table(export("csv", records, None))
    assert [(row["status"], row["score"]) for row in rows] == [
        ("graded", "50.00"),
        ("ungraded", ""),
    ]
    assert rows[0]["student"] == "'=Ann"
    (data,) = export("json", records, None).files.values()
    assert msgspec.json.decode(data, type=list[Record]) == records


# --- templates that are damaged ----------------------------------------------------------------

LMS = Path(__file__).parent / "fixtures" / "lms"
WORKSHEET = (LMS / "moodle45_grading_worksheet_graded.csv").read_bytes()
TEMPLATES = {
    "canvas": CANVAS,
    "brightspace": BRIGHTSPACE,
    "blackboard": b"\xff\xfe" + BLACKBOARD.encode("utf-16-le"),
    "openedx": OPENEDX,
    "moodle": WORKSHEET,
    "moodle-csv": WORKSHEET,
    "moodle-xml": WORKSHEET,
    "relate": b'Name,ID number,Email\r\n"Liddell, Alice",0042,alice@x.invalid\r\n',
}
TOKENS = (
    *(b'"', b'""', b"\\", b'\\"', b",", b";", b"\t", b"\r\n", b"\n", b"\r", b"\0", b"\xff", b"PK"),
    *(
        b"\xef\xbb\xbf",
        b"=1+1",
        b"1e999",
        b"nan",
        b"-5",
        b"1,5",
        b"1_0",
        "²".encode(),
        "١".encode(),
    ),
    *(b"9" * 400, b"1E+99999999", b"Grade", b"Points Possible", b"(read only)", b"#", b""),
)
DAMAGE = st.lists(
    st.tuples(st.integers(0, 900), st.integers(0, 12), st.sampled_from(TOKENS)),
    min_size=1,
    max_size=6,
)


def damaged(data: bytes, changes: list[tuple[int, int, bytes]]) -> bytes:
    """The bytes with some taken out and some put in, at some places."""
    for place, count, token in changes:
        at = place % (len(data) + 1)
        data = data[:at] + token + data[at + count :]
    return data


def test_every_format_that_fills_in_a_file_is_among_the_damaged() -> None:
    assert {name for name, each in FORMATS.items() if each.template} == TEMPLATES.keys()


@settings(max_examples=400, deadline=None)
@given(st.sampled_from(sorted(TEMPLATES)), DAMAGE, st.sampled_from([None, 10.0]))
def test_no_damage_to_a_template_raises_anything_undocumented(
    name: str, changes: list[tuple[int, int, bytes]], points: float | None
) -> None:
    records = [record("Alice Liddell", "0042"), record("José Núñez", "7", 12.5), record("Bob", "")]
    template = damaged(TEMPLATES[name], changes)
    with contextlib.suppress(ExportError):
        assert export(name, records, template, points=points).files
