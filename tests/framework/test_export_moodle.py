"""Moodle's worksheet filled in, its feedback zip, its gradebook imports: what Moodle makes of them.

`Moodle` below takes an upload as Moodle 4.5 was seen to take it, bad numbers and all.
"""

import csv
import io
import re
import zipfile
from pathlib import Path
from xml.etree import ElementTree

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.collect import collect
from autograder.lms.export import FORMATS, Export, ExportError, Options
from autograder.model.record import Hint, Kind, Place, Record, Text, Verdict
from autograder.model.submission import Problem, Student
from autograder.model.topic import Assignment, Exercise

FIXTURES = Path(__file__).parent / "fixtures" / "lms"
EMPTY = (FIXTURES / "moodle45_grading_worksheet_empty.csv").read_bytes()
GRADED = (FIXTURES / "moodle45_grading_worksheet_graded.csv").read_bytes()
MOODLE51 = (FIXTURES / "moodle51_grading_worksheet_empty.csv").read_bytes()
ASSIGNMENT = Assignment(
    title=Text("Homework", "Tarea"),
    file="hw1.py",
    exercises=(Exercise(name="f", title=Text("f", "f"), points=10, defines=("f",)),),
)


def listing(name: str) -> bytes:
    """The worksheet in a fixture that also tells where it came from."""
    lines = (FIXTURES / name).read_text(encoding="utf-8").splitlines(keepends=True)
    return "".join(lines[1 : lines.index("\n")]).encode()


def record(name: str, identity: str = "", score: float | None = 50.0, **more: object) -> Record:
    """A record of one person, graded unless `more` says otherwise."""
    failed = Verdict(
        check="check",
        exercise="f",
        title=Text("<b>f</b> is right", "f está bien"),
        outcome="failed",
        points=0,
        max_points=10,
        kind=Kind.RAISED,
        exception="ValueError",
        place=Place(file="hw1.py", line=3, code='x = "C:\\" + "\\"" # <script>'),
        hint=Hint(wrong="w", text=Text("Look again.", "Mira otra vez.")),
    )
    about: dict[str, object] = {
        "submission": f"{name}_{identity}",
        "students": (Student(name=name, id=identity),),
        "topic": "hw1",
        "status": "graded",
        "score": score,
        "max_score": 100.0,
        "verdicts": (failed,),
    }
    return Record(**(about | more))


def export(records: list[Record], template: bytes, **options: object) -> Export:
    """The files for the worksheet."""
    return FORMATS["moodle"].export(records, template, Options(**options))


def grades_of(files: Export) -> dict[str, str]:
    """What stands in the Grade column, by identifier."""
    rows = csv.DictReader(io.StringIO(files.files["worksheet.csv"].decode("utf-8-sig")))
    return {row["Identifier"]: row["Grade"] for row in rows}


def raw_cells(data: bytes) -> list[list[str]]:
    """The cells of a sheet without line breaks in them, quotes and all."""
    return [
        re.findall(r'(?:^|,)("(?:[^"]|"")*"|[^,]*)', line)
        for line in data.decode("utf-8").split("\n")
    ]


def php_rows(data: bytes) -> list[list[str]]:
    """PHP's `fgetcsv`: a quote behind a backslash does not end a cell."""
    text = data.decode("utf-8").removeprefix("\ufeff")
    rows, row, position = [], [], 0
    cell = re.compile(r'"((?:[^"\\]|\\.|"")*)"|([^,"\r\n]*)', re.DOTALL)
    while position < len(text):
        match = cell.match(text, position)
        assert match, text[position:]
        quoted = match[1] is not None
        row.append(match[1].replace('""', '"') if quoted else match[2])
        position = match.end()
        if text[position : position + 1] == ",":
            position += 1
            continue
        rows.append(row)
        row = []
        position += 2 if text[position : position + 2] == "\r\n" else 1
    return rows


class Moodle:
    """An assignment in Moodle with English words; `grades` and `comments` by participant."""

    def __init__(self, grades: dict[str, float], comments: dict[str, str]) -> None:
        self.grades, self.comments = dict(grades), dict(comments)

    def upload(self, data: bytes) -> None:
        """Takes a worksheet; raises ValueError where Moodle refuses the whole file."""
        header, *rows = php_rows(data)
        if not {"Identifier", "Grade", "Last modified (grade)"} <= set(header):
            raise ValueError("Moodle could not read the uploaded worksheet")
        for cells in rows:
            row = dict(zip(header, cells, strict=True))
            if not re.fullmatch(r"Participant \d+", row["Identifier"]):
                raise ValueError("Error reading from database")
            who = row["Identifier"]
            self._grade(who, row)
            if "Feedback comments" in header and header.index("Feedback comments") > 0:
                if row["Feedback comments"]:
                    self.comments[who] = row["Feedback comments"]
                else:
                    self.comments.pop(who, None)

    def _grade(self, who: str, row: dict[str, str]) -> None:
        text = row["Grade"]
        if not text or row.get("Grade can be changed") == "No":
            return
        if who in self.grades and row["Last modified (grade)"] == "-":
            return
        number = re.match(r"\d+(\.\d+)?", text)
        value = 0.0 if text == "nan" else float(number[0]) if number else -1.0
        if re.search(r"[%a-z]", text.replace("nan", "")) or value < 0:
            return
        if value <= float(row.get("Maximum grade", "100")):
            self.grades[who] = value


def class_of_fixture(version: str) -> list[Record]:
    """Records of the real download of that Moodle, with different scores."""
    collection = collect(FIXTURES / f"moodle{version}_all_submissions.zip", ASSIGNMENT)
    return [
        record(
            each.students[0].name,
            each.students[0].id,
            score=7.5 * number,
            submission=each.id,
            students=each.students,
        )
        for number, each in enumerate(collection.submissions)
    ]


@pytest.mark.parametrize(("version", "sheet"), [("45", EMPTY), ("51", MOODLE51)])
def test_a_real_download_goes_back_into_the_real_worksheet(version: str, sheet: bytes) -> None:
    records = class_of_fixture(version)
    files = export(records, sheet)
    moodle = Moodle({}, {})
    moodle.upload(files.files["worksheet.csv"])
    assert moodle.grades == {f"Participant {each.students[0].id}": each.score for each in records}
    assert set(moodle.comments) == set(moodle.grades)
    assert str(files.counts) == "7 grades, 0 unchanged, 0 not in the template"


@pytest.mark.parametrize("sheet", [EMPTY, MOODLE51, EMPTY.replace(b"\n", b"\r\n"), EMPTY[3:]])
def test_every_byte_but_grade_and_feedback_stays(sheet: bytes) -> None:
    version = "51" if sheet is MOODLE51 else "45"
    written = export(class_of_fixture(version), sheet).files["worksheet.csv"]
    before, after = raw_cells(sheet), raw_cells(written)
    assert written[:3] == sheet[:3]
    assert after[0] == before[0]
    assert [cells[:4] + cells[5:9] for cells in after] == [
        cells[:4] + cells[5:9] for cells in before
    ]
    assert written.count(b"\r\n") == sheet.count(b"\r\n")
    changed = [number for number, cells in enumerate(after) if cells != before[number]]
    assert len(changed) == 7


def test_a_worksheet_is_given_back_byte_for_byte_where_nothing_is_new() -> None:
    people = {"José Núñez-OBrien": ("7", 65.5), "John Smith": ("2", 55.25)}
    same = [record(name, number, score) for name, (number, score) in people.items()]
    files = export([same[0]], GRADED)
    assert files.files["worksheet.csv"] == GRADED
    assert files.counts.unchanged == 1
    assert files.counts.grades == 0
    nobody = export([record("No Submission", "3", None, status="not_submitted")], GRADED)
    assert nobody.files == {"worksheet.csv": GRADED}


def test_who_handed_in_nothing_or_was_not_graded_stays_blank_and_keeps_the_comment() -> None:
    records = [
        record("No Submission", "3", None, status="not_submitted"),
        record("John Smith", "2", None, status="ungraded"),
        record(
            "Under Score Na me",
            "4",
            None,
            status="unreadable",
            problem=Problem(kind="empty_file", data={"file": "hw1.py"}),
        ),
        record("John Smith", "5", 56.0),
    ]
    empty = export(records, EMPTY)
    assert grades_of(empty)["Participant 2"] == ""
    assert grades_of(empty)["Participant 3"] == ""
    assert grades_of(empty)["Participant 4"] == ""
    assert any("John Smith_2" in note and "fault" in note for note in empty.notes)
    assert any("Under Score" in note and "could not be read" in note for note in empty.notes)
    moodle = Moodle({"Participant 2": 55.25}, {"Participant 2": "a   b", "Participant 4": "ok"})
    moodle.upload(export(records, GRADED).files["worksheet.csv"])
    assert moodle.comments["Participant 2"] == "a   b"
    assert moodle.comments["Participant 4"] == "ok"
    assert moodle.grades["Participant 2"] == 55.25


def test_scores_are_scaled_to_the_maximum_of_the_worksheet() -> None:
    sheet = EMPTY.replace(b",100.00,", b",30.00,")
    files = export([record("Alice Liddell", "1", 66.67)], sheet)
    assert grades_of(files)["Participant 1"] == "20.00"
    assert "grades were scaled from 100 to 30 points" in files.notes


def test_a_grade_that_moodle_would_not_take_is_refused_with_row_and_reason() -> None:
    locked = [record("Alice Liddell", "1", 70.0)]
    with pytest.raises(ExportError, match=r"row 2, Participant 1: .*can't be changed"):
        export(locked, GRADED)
    refilled = export([record("Alice Liddell", "1", 70.0)], EMPTY).files["worksheet.csv"]
    with pytest.raises(ExportError, match="older than its own"):
        export([record("Alice Liddell", "1", 80.0)], refilled)


@pytest.mark.parametrize(
    ("old", "new", "said"),
    [
        (b",67.00,", b",nan,", "row 2: the grade 'nan' is no number"),
        (b",67.00,", b',"67,5",', "row 2: the grade '67,5' is no number with a decimal point"),
        (b",67.00,", b",67%,", "row 2: the grade '67%' is no number"),
        (b",67.00,", b",abc,", "row 2: the grade 'abc' is no number"),
        (b",67.00,", b",-1,", "row 2: the grade '-1' is no number"),
        (b",67.00,", b",105.00,", "row 2: the grade 105.00 is above 100.00"),
        (b",67.00,", b",inf,", "row 2: the grade 'inf' is no number"),
        (b'"Participant 1"', b"1", "row 2: '1' is no identifier such as 'Participant 7'"),
        (b'"Participant 7"', b'"Participant 1"', "row 3, Participant 1: 1 stands in row 2"),
        (b'"Participant 1"', b'"Teilnehmer/in 1"', "row 2: 'Teilnehmer/in 1' is no identifier"),
        (b"Identifier,", b"identifier,", "no column 'Identifier'"),
        (b",Grade,", b",grade,", "no column 'Grade'"),
        (b'"Last modified (grade)"', b"Date", r"no column 'Last modified \(grade\)'"),
        (b"100.00,No", b"x,No", "the maximum 'x' is no number"),
        (b",67.00,", b",67.00,,", "row 2 has 11 cells where the header has 10"),
        (b'"Alice Liddell"', b'"Alice "Liddell"', "row 2: the quotes of column 2"),
        ("é".encode(), b"\xe9", "not UTF-8"),
    ],
)
def test_a_worksheet_with_a_bad_cell_is_refused(old: bytes, new: bytes, said: str) -> None:
    assert old in GRADED
    with pytest.raises(ExportError, match=said) as refused:
        export([record("John Smith", "2", 60.0)], GRADED.replace(old, new, 1))
    assert "Next: " in str(refused.value)


def test_a_comment_column_that_moodle_would_not_read_is_refused() -> None:
    rows = [row[-1:] + row[:-1] for row in csv.reader(io.StringIO(EMPTY.decode("utf-8-sig")))]
    text = io.StringIO()
    csv.writer(text).writerows(rows)
    with pytest.raises(ExportError, match="first column"):
        export([record("Alice Liddell", "1")], text.getvalue().encode())


def test_columns_may_stand_in_any_order_and_others_be_missing() -> None:
    text = io.StringIO()
    kept = ("Last modified (grade)", "Grade", "Identifier")
    for row in csv.DictReader(io.StringIO(EMPTY.decode("utf-8-sig"))):
        csv.writer(text).writerow(row[name] for name in kept)
    sheet = (",".join(kept) + "\n" + text.getvalue()).encode()
    files = export([record("Alice Liddell", "1")], sheet)
    assert grades_of(files)["Participant 1"] == "50.00"
    assert any("must have that maximum" in note for note in files.notes)


def test_a_scale_is_refused_since_a_score_is_no_word_of_it() -> None:
    with pytest.raises(ExportError, match="scale"):
        export([record("Alice Liddell", "31")], listing("moodle45_scale.txt"))


def test_blind_marking_is_matched_by_number_alone() -> None:
    files = export([record("Participant 14", "14", 55.0)], listing("moodle45_blind.txt"))
    assert grades_of(files)["Participant 14"] == "5.50"
    assert set(zipfile.ZipFile(io.BytesIO(files.files["feedback.zip"])).namelist()) == {
        "s_14_assignfeedback_file/report.html"
    }


def test_a_groups_grade_goes_to_every_member() -> None:
    group = record("Team 1", "1", 80.0)
    default = record("", "", 40.0, submission="Default group", students=(), group="Default group")
    files = export([group, default], listing("moodle45_team.txt"))
    grades = grades_of(files)
    assert {who for who, grade in grades.items() if grade == "8.00"} == {
        "Participant 20",
        "Participant 23",
    }
    assert {who for who, grade in grades.items() if grade == "4.00"} == {
        f"Participant {number}" for number in (22, 17, 19, 21)
    }
    assert files.counts.grades == 6


def test_a_member_of_a_group_who_is_named_is_found_by_number() -> None:
    members = (Student(name="Alice Liddell", id="20"), Student(name="Josephine", id="99"))
    files = export(
        [record("", "", 80.0, submission="Team 1_1", students=members, group="Team 1")],
        listing("moodle45_team.txt"),
    )
    assert grades_of(files)["Participant 20"] == "8.00"
    assert files.counts.not_in_template == 1
    assert any("Josephine" in note for note in files.notes)


def test_a_number_of_another_assignment_gives_nobody_elses_grade() -> None:
    # In Moodle 5.1's worksheet, Participant 1 is John Smith.
    files = export([record("Alice Liddell", "1"), record("Ann Lee, Jr.", "3")], MOODLE51)
    assert grades_of(files)["Participant 1"] == ""
    assert grades_of(files)["Participant 3"] == "50.00"
    assert files.counts.not_in_template == 1
    assert any("Alice Liddell" in note for note in files.notes)


def test_a_worksheet_in_another_language_keeps_its_words() -> None:
    when = '"Freitag, 27. November 2026, 10:05"'
    sheet = (
        '\ufeffID,"Vollständiger Name",E-Mail,Status,Bewertung,Bestwertung,'
        '"Bewertung kann geändert werden","Zuletzt geändert (Abgabe)",'
        '"Zuletzt geändert (Bewertung)","Feedback als Kommentar"\r\n'
        f'"Teilnehmer/in 4",Bea,bea@example.invalid,Abgegeben,"52,50","100,00",Ja,'
        f"{when},{when},\r\n"
        f'"Teilnehmer/in 5",Cleo,cleo@example.invalid,Abgegeben,,"100,00",Nein,{when},-,\r\n'
        f'"Teilnehmer/in 6",Dan,dan@example.invalid,Abgegeben,,"100,00",Ja,{when},-,\r\n'
    ).encode()
    files = export([record("Bea", "4", 52.5), record("Dan", "6", 61.0)], sheet)
    lines = files.files["worksheet.csv"].decode().split("\r\n")
    assert lines[0] == sheet.decode().split("\r\n")[0]
    assert lines[1].startswith('"Teilnehmer/in 4",Bea,bea@example.invalid,Abgegeben,"52,50"')
    assert lines[3].startswith('"Teilnehmer/in 6",Dan,dan@example.invalid,Abgegeben,61.00,"100,00"')
    assert str(files.counts) == "1 grade, 1 unchanged, 0 not in the template"
    with pytest.raises(ExportError, match="can't be changed"):
        export([record("Cleo", "5", 52.5)], sheet)
    unclear = sheet.replace(b'"100,00"', b"Gut")
    with pytest.raises(ExportError, match="switch Moodle to English"):
        export([record("Bea", "4")], unclear)


def test_a_students_text_can_neither_leave_the_cell_nor_run() -> None:
    files = export([record("Alice Liddell", "1")], EMPTY)
    rows = php_rows(files.files["worksheet.csv"])
    assert len(rows) == 9
    assert all(len(row) == 10 for row in rows)
    comment = rows[1][9]
    assert "<script>" not in comment
    assert "<b>" not in comment
    assert "\\" not in comment
    assert "&lt;b&gt;f&lt;/b&gt; is right" in comment
    report = zipfile.ZipFile(io.BytesIO(files.files["feedback.zip"])).read(
        "s_1_assignfeedback_file/report.html"
    )
    assert b"<script>" not in report


def test_the_feedback_is_in_the_language_that_was_asked_for() -> None:
    files = export([record("Alice Liddell", "1")], EMPTY, language="es")
    comment = php_rows(files.files["worksheet.csv"])[1][9]
    assert "50 de 100 puntos" in comment
    assert "f está bien" in comment
    assert "Mira otra vez." in comment


def test_moodle_finds_each_feedback_file_by_the_number_in_its_path() -> None:
    names = zipfile.ZipFile(
        io.BytesIO(export(class_of_fixture("45"), EMPTY).files["feedback.zip"])
    ).namelist()
    # Moodle: the first part has no `_`, the number follows.
    found = [re.fullmatch(r"[^_/]+_(\d+)_assignfeedback_file_?/report\.html", n) for n in names]
    assert sorted(int(match[1]) for match in found if match) == [1, 2, 4, 5, 6, 7, 8]


def test_students_text_with_backslashes_in_the_worksheet_survives() -> None:
    before = listing("moodle45_blind.txt")
    php = before.replace(b'"hi   "', b'"a \\" b, c"', 1)
    files = export([record("Participant 10", "10", 55.0)], php)
    assert b'"a \\" b, c"' in files.files["worksheet.csv"]
    assert grades_of_php(files)["Participant 10"] == "5.50"
    with pytest.raises(ExportError, match="ambiguous"):
        export([record("Participant 10", "10")], before.replace(b'"hi   ",-', b'"a\\",",b\\"', 1))


def grades_of_php(files: Export) -> dict[str, str]:
    header, *rows = php_rows(files.files["worksheet.csv"])
    column = header.index("Grade")
    return {row[0]: row[column] for row in rows}


names = st.text(
    st.characters(codec="utf-8", exclude_categories=("Cs", "Cc")), min_size=1, max_size=12
).map(lambda name: name.replace("\\", "/").strip() or "x")
scores = st.floats(0, 100, allow_nan=False)


def fputcsv(cells: list[str]) -> str:
    """A line as PHP writes it."""
    return (
        ",".join(
            '"' + cell.replace('"', '""') + '"' if re.search(r'[\s",\\]', cell) else cell
            for cell in cells
        )
        + "\n"
    )


@settings(max_examples=60, deadline=None)
@given(st.lists(st.tuples(names, scores, st.booleans()), min_size=1, max_size=6), st.data())
def test_any_class_arrives_in_moodle_as_it_was_graded(
    people: list[tuple[str, float, bool]], data: st.DataObject
) -> None:
    header = php_rows(EMPTY)[0]
    order = data.draw(st.permutations(range(len(people))))
    sheet = "\ufeff" + fputcsv(header)
    for number in order:
        name = people[number][0]
        sheet += fputcsv(
            [f"Participant {number + 1}", name, "", "s", "", "100.00", "Yes", "d", "-", ""]
        )
    records = [
        record(
            name,
            str(number + 1),
            score if graded else None,
            **({} if graded else {"status": "ungraded"}),
        )
        for number, (name, score, graded) in enumerate(people)
    ]
    files = export(records, sheet.encode())
    moodle = Moodle({}, {})
    moodle.upload(files.files["worksheet.csv"])
    assert set(moodle.grades) == {
        f"Participant {number + 1}" for number, (_, _, graded) in enumerate(people) if graded
    }
    for number, (_, score, graded) in enumerate(people):
        if graded:
            assert abs(moodle.grades[f"Participant {number + 1}"] - score) <= 0.005 + 1e-9
    before, after = php_rows(sheet.encode()), php_rows(files.files["worksheet.csv"])
    assert [row[:4] + row[5:9] for row in before] == [row[:4] + row[5:9] for row in after]


# -- the gradebook --


def gradebook_import(
    data: bytes, known: dict[str, str], column: str, most: float = 100
) -> dict[str, float]:
    """Moodle's CSV import: all of it, or ValueError."""
    grades = {}
    for row in csv.DictReader(io.StringIO(data.decode())):
        user = known.get(row[column].casefold())
        item = row["hw1"]
        if user is None:
            raise ValueError("Import failed: unknown user")
        if item and item != "-":
            if not re.fullmatch(r"\d+(\.\d+)?", item) or float(item) > most:
                raise ValueError("Import failed: bad grade")
            grades[user] = float(item)
            assert row["hw1 feedback"]
    return grades


def with_email(name: str, email: str, score: float = 50.0) -> Record:
    return record(name, "", score, students=(Student(name=name, email=email),))


def test_the_gradebook_import_takes_all_grades_by_email() -> None:
    records = [
        with_email("=Ann", "ann@example.invalid", 12.345),
        with_email("Bo", "Bo@Example.invalid"),
        record("Cy", "", None, status="not_submitted"),
    ]
    files = FORMATS["moodle-csv"].export(records, None)
    known = {"ann@example.invalid": "a", "bo@example.invalid": "b"}
    grades = gradebook_import(files.files["grades.csv"], known, "Email address")
    assert grades == {"a": 12.35, "b": 50.0}
    assert b"'=Ann" in files.files["grades.csv"]
    assert not files.files["grades.csv"].startswith(b"\xef\xbb\xbf")


def test_emails_are_taken_from_the_class_list_and_never_guessed() -> None:
    records = [record("Alice Liddell", "1"), record("John Smith", "2"), record("Nobody", "44")]
    files = FORMATS["moodle-csv"].export(records, EMPTY)
    rows = list(csv.DictReader(io.StringIO(files.files["grades.csv"].decode())))
    assert [row["Email address"] for row in rows] == [
        "alice@example.invalid",
        "dup1@example.invalid",
    ]
    assert files.counts.not_in_template == 1


def test_people_whom_moodle_could_not_know_are_refused() -> None:
    records = [record("Alice Liddell", "1"), with_email("Bo", "bo@example.invalid")]
    with pytest.raises(ExportError, match=r"Alice Liddell.*has no e-mail"):
        FORMATS["moodle-csv"].export(records, None)
    twice = [
        with_email("Al", "x@example.invalid"),
        with_email("Bo", "X@example.invalid", 1.0),
    ]
    with pytest.raises(ExportError, match="more than once"):
        FORMATS["moodle-csv"].export(twice, None)


def test_the_xml_import_names_item_and_people_by_id_number() -> None:
    participants = (
        b"First name,Last name,ID number,Email address\n"
        b"Ann,<&>,0042,ann@example.invalid\nJohn,Smith,7,js@example.invalid\n"
    )
    records = [with_email("Ann", "ann@example.invalid", 33.333), record("Smith, John", "1")]
    files = FORMATS["moodle-xml"].export(records, participants, Options(item="HW-1"))
    results = ElementTree.fromstring(files.files["grades.xml"])
    assert [
        tuple(result.findtext(name) for name in ("state", "assignment", "student", "score"))
        for result in results
    ] == [("new", "HW-1", "0042", "33.33"), ("new", "HW-1", "7", "50.00")]
    assert all(result.findtext("feedback") for result in results)


def test_the_xml_import_is_refused_without_id_numbers() -> None:
    records = [record("Alice Liddell", "1")]
    with pytest.raises(ExportError, match="ID number"):
        FORMATS["moodle-xml"].export(records, None, Options(item="HW-1"))
    with pytest.raises(ExportError, match="--item"):
        FORMATS["moodle-xml"].export(records, EMPTY, Options())
    with pytest.raises(ExportError, match="has no ID number"):
        FORMATS["moodle-xml"].export(records, EMPTY, Options(item="HW-1"))
