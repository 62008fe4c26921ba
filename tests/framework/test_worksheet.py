"""Moodle's worksheet in the words of its language packs: read as a class list, and filled in."""

import csv
import io
import zipfile
from pathlib import Path

import pytest

from autograder.collect import Collection, collect
from autograder.collect.roster import read_roster
from autograder.collect.worksheet import iso_time, locate, participant, state
from autograder.lms.export import FORMATS, Export, ExportError, Options
from autograder.model.record import Record
from autograder.model.submission import Student
from tests.framework.moodle_packs import PACKS, Pack, sheet
from tests.framework.test_export_moodle import ASSIGNMENT, record

LANGUAGES = pytest.mark.parametrize("pack", PACKS.values(), ids=PACKS)
FORMS = pytest.mark.parametrize("form", ["plain", "team", "workflow"])


def rows(pack: Pack, form: str) -> bytes:
    """Five people: in time, late, nothing handed in, graded and locked, a draft."""
    team, workflow = form == "team", form == "workflow"
    about = [
        (149, "Ana María Núñez", pack.submitted, {}),
        (150, "José Núñez", pack.submitted, {"late": True}),
        (151, "Nadie", pack.none, {}),
        (152, "Cleo", pack.submitted, {"grade": "52.50", "locked": True}),
        (7, "Dan", pack.draft, {}),
    ]
    return sheet(
        pack.header(team=team, workflow=workflow),
        [
            pack.row(number, name, status, team="T1" if team else None, workflow=workflow, **more)
            for number, name, status, more in about
        ],
    )


def export(records: list[Record], template: bytes) -> Export:
    return FORMATS["moodle"].export(records, template, Options())


def download(tmp_path: Path, *people: tuple[str, int]) -> Path:
    path = tmp_path / "all.zip"
    with zipfile.ZipFile(path, "w") as archive:
        for name, number in people:
            archive.writestr(f"{name}_{number}_assignsubmission_file/hw1.py", "def f(): pass")
    return path


def collected(tmp_path: Path, data: bytes, *people: tuple[str, int]) -> Collection:
    roster = tmp_path / "sheet.csv"
    roster.write_bytes(data)
    return collect(download(tmp_path, *people), ASSIGNMENT, roster=roster)


@LANGUAGES
@FORMS
def test_a_worksheet_goes_back_with_nothing_changed_but_grades_and_comments(
    pack: Pack, form: str
) -> None:
    template = rows(pack, form)
    files = export([record("Ana María Núñez", "149", 61.0), record("Dan", "7", 7.25)], template)
    assert files.counts.grades == 2
    old = list(csv.reader(io.StringIO(template.decode())))
    new = list(csv.reader(io.StringIO(files.files["worksheet.csv"].decode())))
    header = old[0]
    grade, comments = header.index(pack.grade), header.index(pack.comments)
    assert [row[grade] for row in new[1:]] == ["61.00", "", "", pack.number("52.50"), "7.25"]
    assert [bool(row[comments]) for row in new[1:]] == [True, False, False, False, True]
    for before, after in zip(old, new, strict=True):
        kept = [i for i in range(len(header)) if i not in (grade, comments)]
        assert [before[i] for i in kept] == [after[i] for i in kept]


@LANGUAGES
def test_a_grade_that_the_worksheet_calls_locked_is_refused(pack: Pack) -> None:
    with pytest.raises(ExportError, match="can't be changed"):
        export([record("Cleo", "152", 60.0)], rows(pack, "plain"))


@LANGUAGES
def test_an_old_grade_with_the_packs_decimal_mark_is_known_again(pack: Pack) -> None:
    assert export([record("Cleo", "152", 52.5)], rows(pack, "plain")).counts.unchanged == 1


@LANGUAGES
@FORMS
def test_the_worksheet_is_a_class_list(pack: Pack, form: str, tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_bytes(rows(pack, form))
    roster = read_roster(path)
    assert roster.is_worksheet
    assert [(person.id, person.name, person.email) for person in roster.people][:2] == [
        ("149", "Ana María Núñez", "p149@example.invalid"),
        ("150", "José Núñez", "p150@example.invalid"),
    ]
    assert {person.group for person in roster.people} == {"T1" if form == "team" else ""}
    assert [person.submitted_at for person in roster.people] == [
        "2026-11-27T10:05:00", "2026-11-27T10:05:00", "", "2026-11-27T10:05:00",
        "2026-11-27T10:05:00",
    ]  # fmt: skip


@LANGUAGES
def test_lateness_and_the_date_come_from_the_worksheet(pack: Pack, tmp_path: Path) -> None:
    found = collected(tmp_path, rows(pack, "plain"), ("Ana María Núñez", 149), ("José Núñez", 150))
    handed_in = {each.students[0].id: each for each in found.submissions if each.files}
    assert (handed_in["149"].late, handed_in["149"].late_seconds) == (False, 0)
    assert (handed_in["150"].late, handed_in["150"].late_seconds) == (True, 51 * 3600)
    assert handed_in["149"].submitted_at == "2026-11-27T10:05:00"
    absent = [each.students[0].name for each in found.submissions if not each.files]
    assert absent == ["Nadie", "Cleo", "Dan"]


@LANGUAGES
def test_a_draft_is_told_from_what_was_handed_in(pack: Pack, tmp_path: Path) -> None:
    found = collected(tmp_path, rows(pack, "plain"), ("Ana María Núñez", 149), ("Dan", 7))
    drafts = {
        each.students[0].name: [note.kind for note in each.notes] for each in found.submissions
    }
    assert "draft" in drafts["Dan"]
    assert "draft" not in drafts["Ana María Núñez"]
    assert [(note.kind, note.data) for note in found.notes if note.kind == "drafts"] == [
        ("drafts", {"count": 1, "submissions": "Dan_7"})
    ]
    draft = record("Dan", "7", notes=found.submissions[1].notes)
    notes = export([record("Ana María Núñez", "149"), draft], rows(pack, "plain")).notes
    assert any("drafts that were never handed in, 1," in note for note in notes)


@LANGUAGES
def test_what_to_tick_when_uploading_is_said(pack: Pack) -> None:
    data = sheet(
        pack.header(workflow=True),
        [
            pack.row(1, "Ana", pack.submitted, grade="5.00", workflow=True),
            pack.row(2, "Bea", pack.submitted, workflow=True),
        ],
    )
    notes = export([record("Ana", "1"), record("Bea", "2")], data).notes
    assert any(note.startswith("1 had a grade already: when uploading, tick") for note in notes)
    assert any("marking workflow" in note for note in notes)
    assert any("speaks the language" in note for note in notes) is (pack is not PACKS["en"])
    fresh = export([record("Bea", "2")], sheet(pack.header(), [pack.row(2, "Bea", pack.none)]))
    assert not any("tick" in note or "workflow" in note for note in fresh.notes)


@LANGUAGES
def test_two_of_the_same_name_are_told_apart_by_their_numbers(pack: Pack, tmp_path: Path) -> None:
    data = sheet(
        pack.header(),
        [pack.row(12, "Ana Paz", pack.submitted), pack.row(3, "Ana Paz", pack.submitted)],
    )
    found = collected(tmp_path, data, ("Ana Paz", 3), ("Ana Paz", 12))
    assert [each.students[0].email for each in found.submissions] == [
        "p3@example.invalid",
        "p12@example.invalid",
    ]


@LANGUAGES
def test_a_state_says_draft_late_or_in_time(pack: Pack) -> None:
    assert state(pack.row(1, "", pack.draft)[3]).is_draft
    assert not state(pack.row(1, "", pack.submitted)[3]).is_draft
    assert state(pack.row(1, "", pack.submitted, late=True)[3]).late_seconds == 51 * 3600
    assert state(pack.row(1, "", pack.submitted)[3]).late is False


def test_an_extension_or_an_overdue_time_is_no_lateness() -> None:
    until = (
        "Enviado para calificar - Plazo ampliado hasta: lunes, 30 de noviembre de 2026, 23:59 - "
    )
    assert state(until).late is False
    assert state("No submission - Assignment is overdue by: 1 day -  - ").late is not True


@pytest.mark.parametrize(
    ("said", "meant"),
    [
        ("Monday, 23 November 2026, 7:42 PM", "2026-11-23T19:42:00"),
        ("Monday, 23 November 2026, 12:05 AM", "2026-11-23T00:05:00"),
        ("viernes, 7 de agosto de 2026, 10:05 p. m.", "2026-08-07T22:05:00"),
        ("martes, 3 de marzo de 2026, 09:00", "2026-03-03T09:00:00"),
        ("lundi 1 février 2027 à 8h30", "2027-02-01T08:30:00"),
        ("Dienstag, 3. März 2026, 09:00", "2026-03-03T09:00:00"),
        ("asteartea, 2026(e)ko martxoaren 3(e)an, 09:00(e)an", "2026-03-03T09:00:00"),
        ("-", ""),
        ("jueves, 99 de enero de 2026, 10:00", ""),
        ("27 de nada de 2026, 10:00", ""),
    ],
)
def test_a_date_is_read_in_any_of_the_languages(said: str, meant: str) -> None:
    assert iso_time(said) == meant


def test_student_numbers_that_look_like_identifiers_make_no_worksheet(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text("id,name,email\nA1234,Ana,a@example.invalid\nA1235,Bea,b@example.invalid\n")
    roster = read_roster(path)
    assert not roster.is_worksheet
    assert [person.id for person in roster.people] == ["A1234", "A1235"]


def test_a_language_that_nobody_here_knows_is_read_by_the_form_of_its_cells() -> None:
    header = [f"Sarake {letter}" for letter in "ABCDEFGHIJ"]
    body = [
        ["Osallistuja1", "Aino", "a@example.invalid", "Palautettu -  - ", "", "10,00", "Kyllä",
         "perjantai, 27. marraskuuta 2026, 10.05", "-", ""],
        ["Osallistuja22", "Eero", "e@example.invalid", "Ei palautusta -  - ", "7,50", "10,00",
         "Kyllä", "-", "perjantai, 27. marraskuuta 2026, 11.05", "Hyvä"],
    ]  # fmt: skip
    found = locate(header, body)
    assert found is not None
    assert (found.name, found.email, found.status, found.grade, found.maximum) == (1, 2, 3, 4, 5)
    assert (found.changeable, found.submitted_at, found.graded_at, found.feedback) == (6, 7, 8, 9)
    files = export([record("Aino", "1", 55.0)], sheet(header, body))
    assert files.files["worksheet.csv"].decode().split("\n")[1].split(",")[4] == "5.50"


@pytest.mark.parametrize(
    ("identifier", "found"),
    [
        ("Participant 7", ("Participant ", "7")),
        ("Participante149", ("Participante", "149")),
        ("Teilnehmer/in4", ("Teilnehmer/in", "4")),
        ("Partaidea 12", ("Partaidea ", "12")),
        ("149", None),
        ("Participante", None),
        ("Participante 1 2x", None),
        ("A0042", None),
    ],
)
def test_a_participants_number_is_what_stands_behind_the_word(
    identifier: str, found: tuple[str, str] | None
) -> None:
    assert participant(identifier) == found


def test_a_class_list_may_begin_with_the_line_that_excel_writes(tmp_path: Path) -> None:
    path = tmp_path / "class.csv"
    path.write_text(
        'sep=;\n"id";"nombre completo"\n0042;"Núñez, Ana, la mayor"\n', encoding="utf-8"
    )
    (person,) = read_roster(path).people
    assert (person.id, person.name) == ("0042", "Núñez, Ana, la mayor")


def test_a_person_is_matched_by_the_number_though_the_zip_drops_marks_of_the_name(
    tmp_path: Path,
) -> None:
    pack = PACKS["es"]
    data = sheet(pack.header(), [pack.row(5, "Núñez_O'Brien", pack.submitted)])
    (submission,) = collected(tmp_path, data, ("Núñez OBrien", 5)).submissions
    assert submission.students == (
        Student(name="Núñez_O'Brien", id="5", email="p5@example.invalid"),
    )


@LANGUAGES
def test_the_worksheet_tells_the_addresses_for_every_other_way_in(pack: Pack) -> None:
    records = [record("Ana María Núñez", "149"), record("José Núñez", "150")]
    files = FORMATS["moodle-csv"].export(records, rows(pack, "plain"))
    listed = list(csv.DictReader(io.StringIO(files.files["grades.csv"].decode())))
    assert [row["Email address"] for row in listed] == [
        "p149@example.invalid",
        "p150@example.invalid",
    ]
