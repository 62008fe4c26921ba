"""Team assignments in Moodle: whose work it is, whose grade, and whose feedback file."""

import csv
import html
import io
import re
import zipfile
from pathlib import Path

import pytest

from autograder.collect import collect
from autograder.collect.names import group_named
from autograder.lms.export import FORMATS, Export, Options
from autograder.model.record import Record
from autograder.model.submission import Student, Submission
from tests.framework.moodle_packs import PACKS, sheet
from tests.framework.test_export_moodle import ASSIGNMENT, record

ES = PACKS["es"]
# Group numbers of this class are participants' numbers of other groups.
TEAMS = {
    "Equipo Ñandú & Co": (5, [1, 2]),
    "Los <más> 'raros' \"\\/": (1, [5]),
    "Team_3": (2, [7, 8]),
    "🚀": (8, [9]),
    "Grupo predeterminado": (None, [3, 4]),
}


def folder(team: str, number: int | None) -> str:
    """The name of a team's folder as Moodle's zip writes it: escaped, then cleaned."""
    escaped = html.escape(team, quote=True).replace("&#x27;", "&#039;")
    clean = re.sub(r"[&<>\"`|':\\/]", "", escaped).replace("_", " ")
    return clean if number is None else f"{clean}_{number}"


def worksheet() -> bytes:
    rows = [
        ES.row(member, f"Persona {'abcdefghij'[member]}", ES.submitted, team=team)
        for team, (_, members) in TEAMS.items()
        for member in members
    ]
    return sheet(ES.header(team=True), rows)


def collected(tmp_path: Path, *, roster: bool = True) -> list[Submission]:
    path, sheet_path = tmp_path / "all.zip", tmp_path / "sheet.csv"
    sheet_path.write_bytes(worksheet())
    with zipfile.ZipFile(path, "w") as archive:
        for team, (number, _) in TEAMS.items():
            archive.writestr(
                f"{folder(team, number)}_assignsubmission_file/hw1.py", "def f(): pass"
            )
    found = collect(path, ASSIGNMENT, roster=sheet_path if roster else None)
    assert [(note.kind, note.data) for note in found.notes] == [
        ("no_group", {"id": "Grupo predeterminado"})
    ]
    return list(found.submissions)


def records_of(submissions: list[Submission]) -> list[Record]:
    """A record of each, with a score of its own."""
    return [
        record("", "", 10.0 + place, submission=each.id, students=each.students, group=each.group)
        for place, each in enumerate(submissions)
    ]


def delivered(export: Export) -> dict[str, str]:
    """Which team's page Moodle gives to which team: it looks for the group of that number."""
    teams = {str(number): team for team, (number, _) in TEAMS.items() if number}
    archive = zipfile.ZipFile(io.BytesIO(export.files["feedback.zip"]))
    return {teams[path.split("_")[1]]: archive.read(path).decode() for path in archive.namelist()}


def grades_of(export: Export) -> dict[str, str]:
    rows = csv.DictReader(io.StringIO(export.files["worksheet.csv"].decode("utf-8-sig")))
    return {row[ES.recordid].removeprefix(ES.hiddenuser): row[ES.grade] for row in rows}


def test_the_folders_are_as_the_real_moodle_names_them() -> None:
    assert folder("Equipo Ñandú & Co", 5) == "Equipo Ñandú amp; Co_5"


def test_a_team_is_found_by_its_name_as_the_zip_spells_it(tmp_path: Path) -> None:
    teams = {
        each.group: sorted(int(student.id) for student in each.students)
        for each in collected(tmp_path)
    }
    assert teams == {team: members for team, (_, members) in TEAMS.items()}


@pytest.mark.parametrize("roster", [True, False])
def test_every_member_gets_the_teams_grade_and_no_page_reaches_another_team(
    tmp_path: Path, roster: bool
) -> None:
    submissions = collected(tmp_path, roster=roster)
    export = FORMATS["moodle"].export(records_of(submissions), worksheet(), Options())
    expected = {
        str(member): f"{10.0 + place:.2f}"
        for place, (_, members) in enumerate(TEAMS.values())
        for member in members
    }
    assert grades_of(export) == expected
    pages = delivered(export)
    assert pages.keys() == {team for team, (number, _) in TEAMS.items() if number}
    for place, team in enumerate(TEAMS):
        if team in pages:
            assert f"{10 + place} " in pages[team]
    (told,) = [note for note in export.notes if "no feedback file" in note]
    assert "Grupo predeterminado" in told
    assert "Equipo" not in told


def test_a_teams_number_is_no_participants_where_marking_is_blind() -> None:
    header = ES.header(team=True)
    rows = [ES.row(number, "", ES.submitted, team=f"T{number % 2}") for number in (1, 2, 3, 4)]
    blind = [[cell for i, cell in enumerate(row) if i not in (1, 2)] for row in [header, *rows]]
    export = FORMATS["moodle"].export(
        [
            record("T0", "1", 20.0, students=(Student(name="T0", id="1"),)),
            record("T1", "2", 30.0, students=(Student(name="T1", id="2"),)),
        ],
        sheet(blind[0], blind[1:]),
        Options(),
    )
    assert grades_of(export) == {"1": "30.00", "2": "20.00", "3": "30.00", "4": "20.00"}


def test_two_teams_whose_names_systems_spell_alike_are_told_by_the_exact_one_or_not_at_all() -> (
    None
):
    assert group_named("T 1", {"T 1", "T-1"}) == {"T 1"}
    assert group_named("T/1", {"T 1", "T-1"}) == {"T 1", "T-1"}
    assert group_named("", {"", "T"}) == set()
