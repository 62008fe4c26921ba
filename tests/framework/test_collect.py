"""Who handed in what: every form of download, the class list, and the choice of the graded file."""

import contextlib
import csv
import io
import json
import sys
import tracemalloc
import zipfile
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.collect import CollectError, Collection, collect, read_source
from autograder.collect.names import key, keys, printable, unique
from autograder.model.record import Text
from autograder.model.submission import Student, Submission
from autograder.model.topic import Assignment, Exercise

LMS = Path(__file__).parent / "fixtures" / "lms"
GRU = "def gru_cell(x, h):\n    return h\n"


def assignment(file: str = "gru.py", *defines: str) -> Assignment:
    return Assignment(
        title=Text("GRU", "GRU"),
        file=file,
        exercises=(
            Exercise(
                name="cell", title=Text("c", "c"), points=1, defines=defines or ("gru_cell", "GRU")
            ),
        ),
    )


def make_zip(path: Path, files: dict[str, str | bytes]) -> Path:
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return path


def zipped(files: dict[str, str | bytes]) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w") as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return stream.getvalue()


def make_folder(path: Path, files: dict[str, str | bytes]) -> Path:
    path.mkdir(exist_ok=True)
    for name, content in files.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(content if isinstance(content, bytes) else content.encode())
    return path


def notebook(*cells: str) -> str:
    return json.dumps(
        {
            "nbformat": 4,
            "metadata": {},
            "cells": [{"cell_type": "code", "source": cell} for cell in cells],
        }
    )


def by_id(collection: Collection) -> dict[str, Submission]:
    return {submission.id: submission for submission in collection.submissions}


def note_kinds(collection: Collection) -> list[str]:
    return sorted(note.kind for note in collection.notes)


# -- Moodle --


@pytest.mark.parametrize(
    ("version", "alice"), [("45", "Alice Liddell_1"), ("51", "Alice Liddell_7")]
)
def test_a_moodle_zip_gives_a_submission_for_each_folder(version: str, alice: str) -> None:
    found = collect(LMS / f"moodle{version}_all_submissions.zip", assignment("hw1.py", "add"))
    assert found.system == "moodle"
    assert len(found.submissions) == 7
    submission = by_id(found)[alice]
    assert submission.students == (Student(name="Alice Liddell", id=alice.split("_")[1]),)
    assert submission.main == "hw1.py"
    assert [file.path for file in submission.files] == ["hw1.py", "src/model.py"]
    assert submission.problem is None
    assert read_source(submission, assignment("hw1.py", "add")).names == ("add",)


@pytest.mark.parametrize("version", ["45", "51"])
def test_the_grading_worksheet_fills_in_names_and_says_who_handed_in_nothing(version: str) -> None:
    found = collect(
        LMS / f"moodle{version}_all_submissions.zip",
        assignment("hw1.py", "add"),
        roster=LMS / f"moodle{version}_grading_worksheet_empty.csv",
    )
    people = {s.students[0].email: s for s in found.submissions}
    assert len(people) == len(found.submissions) == 8
    assert people["jose@example.invalid"].students[0].name == "José Núñez-O'Brien"
    assert people["under@example.invalid"].students[0].name == "Under_Score Na_me"
    assert people["comma@example.invalid"].students[0].name == "Ann Lee, Jr."
    assert people["li@example.invalid"].students[0].name == "李 明"
    johns = [people["dup1@example.invalid"], people["dup2@example.invalid"]]
    assert {john.students[0].name for john in johns} == {"John Smith"}
    assert johns[0].id != johns[1].id
    assert people["comma@example.invalid"].late is True
    absent = people["nosub@example.invalid"]
    assert absent.files == ()
    assert absent.problem is None
    assert note_kinds(found) == ["late"]


def test_another_assignments_worksheet_is_noticed_and_matched_by_name() -> None:
    found = collect(
        LMS / "moodle51_all_submissions.zip",
        assignment("hw1.py", "add"),
        roster=LMS / "moodle45_grading_worksheet_empty.csv",
    )
    emails = {s.id: s.students[0].email for s in found.submissions}
    assert emails["Alice Liddell_7"] == "alice@example.invalid"
    assert emails["李 明_2"] == "li@example.invalid"
    assert emails["John Smith_1"] == ""  # two people have that name: nobody is guessed
    kinds = note_kinds(found)
    assert "roster_disagrees" in kinds
    assert "ambiguous_name" in kinds


def worksheet(tmp_path: Path, fixture: str) -> Path:
    """The CSV part of a fixture that also holds the download's headers and entries."""
    lines = (LMS / fixture).read_text(encoding="utf-8").split("\n")
    path = tmp_path / "Grades.csv"
    rows = [line for line in lines[1:] if line and not line.startswith("[")]
    path.write_text("\ufeff" + "\n".join(rows), encoding="utf-8")
    return path


def test_blind_marking_knows_participants_only(tmp_path: Path) -> None:
    path = make_zip(
        tmp_path / "blind.zip",
        {
            "Participant_14_assignsubmission_onlinetext/onlinetext.html": "hi",
            "Participant_14_assignsubmission_file/gru (1).ipynb": notebook(GRU),
            "Participant_10_assignsubmission_file/gru.py": GRU,
        },
    )
    found = collect(path, assignment(), roster=worksheet(tmp_path, "moodle45_blind.txt"))
    assert found.system == "moodle"
    assert len(found.submissions) == 8
    first = by_id(found)["Participant_14"]
    assert first.students == (Student(name="Participant 14", id="14"),)
    assert first.main == "gru (1).ipynb"
    absent = [s.students[0].id for s in found.submissions if not s.files]
    assert absent == ["9", "11", "12", "13", "15", "16"]


def test_a_teams_work_belongs_to_all_its_members(tmp_path: Path) -> None:
    path = make_zip(
        tmp_path / "team.zip",
        {
            "Default group_assignsubmission_file/gru.py": GRU,
            "Team 1_1_assignsubmission_file/gru.py": GRU,
            "Team 2_2_assignsubmission_onlinetext/onlinetext.html": "hi",
            "Team 2_2_assignsubmission_file/gru.py": GRU,
        },
    )
    found = collect(path, assignment(), roster=worksheet(tmp_path, "moodle45_team.txt"))
    teams = {s.id: [student.name for student in s.students] for s in found.submissions}
    assert teams == {
        "Default group": ["John Smith", "Under_Score Na_me", "Ann Lee, Jr.", "No Submission"],
        "Team 1_1": ["Alice Liddell", "José Núñez-O'Brien"],
        "Team 2_2": ["李 明", "John Smith"],
    }
    assert by_id(found)["Team 1_1"].group


def test_a_team_that_handed_in_nothing_is_one_submission(tmp_path: Path) -> None:
    path = make_zip(
        tmp_path / "team.zip",
        {
            "Team 1_1_assignsubmission_file/gru.py": GRU,
            "Default group_assignsubmission_file/gru.py": GRU,
        },
    )
    found = collect(path, assignment(), roster=worksheet(tmp_path, "moodle45_team.txt"))
    absent = by_id(found)["Team 2"]
    assert [student.name for student in absent.students] == ["李 明", "John Smith"]
    assert absent.files == ()


@pytest.mark.parametrize(
    "entry",
    [
        "José Núñez-OBrien_7_assignsubmission_file/gru.py",
        "José Núñez-OBrien_7_assignsubmission_file_/gru.py",
        "José Núñez-OBrien_7_assignsubmission_file_gru.py",
        "DL101-HW1-3/José Núñez-OBrien_7_assignsubmission_file/gru.py",
    ],
)
def test_moodles_older_and_flat_forms_are_read_alike(tmp_path: Path, entry: str) -> None:
    found = collect(make_zip(tmp_path / "all.zip", {entry: GRU}), assignment())
    (submission,) = found.submissions
    assert found.system == "moodle"
    assert submission.id == "José Núñez-OBrien_7"
    assert submission.students == (Student(name="José Núñez-OBrien", id="7"),)
    assert submission.main == "gru.py"


def test_an_unpacked_moodle_download_is_read_as_the_zip_is(tmp_path: Path) -> None:
    folder = tmp_path / "unpacked"
    with zipfile.ZipFile(LMS / "moodle45_all_submissions.zip") as archive:
        archive.extractall(folder)
    unpacked = collect(folder, assignment("hw1.py", "add"))
    packed = collect(LMS / "moodle45_all_submissions.zip", assignment("hw1.py", "add"))
    assert unpacked.system == "moodle"
    assert by_id(unpacked) == by_id(packed)


def test_a_zip_without_the_utf8_flag_keeps_its_accents(tmp_path: Path) -> None:
    # "Joé" has as many bytes in UTF-8 as "Jose", so the zip stays whole.
    raw = zipped({"Jose_7_assignsubmission_file/gru.py": GRU}).replace(b"Jose", "Joé".encode())
    path = tmp_path / "all.zip"
    path.write_bytes(raw)
    (submission,) = collect(path, assignment()).submissions
    assert submission.id == "Joé_7"
    # And a name that is no UTF-8 is read as the zip format's own code page.
    path.write_bytes(raw.replace("Joé".encode(), b"Jo\x82_"))
    (submission,) = collect(path, assignment()).submissions
    assert submission.students[0].name == "Joé_"


# -- Canvas --


def test_a_canvas_zip_is_read_with_late_anonymous_and_text_entries(tmp_path: Path) -> None:
    path = make_zip(
        tmp_path / "submissions.zip",
        {
            "liddellalice_LATE_101_5567_gru.py": GRU,
            "núñezobrienjosé_102_5568_gru-2.py": GRU,
            "李明_103_5569_gru.ipynb": notebook(GRU),
            "smithjohn_104_5570_gru.py": GRU,
            "smithjohn_105_5571_gru.py": GRU,
            "team1_106_5572_gru.py": GRU,
            "carrollbob_107_text.html": "<p>my code</p>",
            "carrollbo_108_link.html": "https://example.invalid",
            "anon_x7Kq2_5573_gru.py": GRU,
            "LATE_anon_y8Lr3_5574_gru.py": GRU,
        },
    )
    found = collect(path, assignment())
    assert found.system == "canvas"
    submissions = by_id(found)
    assert list(submissions) == [
        "liddellalice_101",
        "núñezobrienjosé_102",
        "李明_103",
        "smithjohn_104",
        "smithjohn_105",
        "team1_106",
        "carrollbob_107",
        "carrollbo_108",
        "anon_x7Kq2",
        "anon_y8Lr3",
    ]
    assert submissions["liddellalice_101"].late is True
    assert submissions["smithjohn_104"].late is False
    assert submissions["anon_y8Lr3"].late is True
    renamed = submissions["núñezobrienjosé_102"]
    assert renamed.main == "gru-2.py"
    assert [note.kind for note in renamed.notes] == ["renamed_file"]
    text = submissions["carrollbob_107"].problem
    assert text is not None
    assert (text.kind, text.data["found"]) == ("wrong_file", "text.html")


def test_canvas_own_gradebook_is_a_roster(tmp_path: Path) -> None:
    path = make_zip(
        tmp_path / "submissions.zip",
        {"liddellalice_101_1_gru.py": GRU, "nunezjose_0102_2_gru.py": GRU},
    )
    roster = tmp_path / "gradebook.csv"
    roster.write_text(
        "Student,ID,SIS User ID,SIS Login ID,Section,HW1 (55)\n"
        "    Points Possible,,,,,100\n"
        '"Liddell, Alice",101,S001,alice,Sec 1,\n'
        '"Núñez, José",0102,S002,jose,Sec 1,\n'
        '"Absent, Ann",103,S003,ann,Sec 1,\n'
    )
    found = by_id(collect(path, assignment(), roster=roster))
    assert found["liddellalice_101"].students[0].name == "Liddell, Alice"
    assert found["nunezjose_0102"].students[0].id == "0102"
    assert found["Absent, Ann_103"].files == ()
    assert len(found) == 3


# -- Gradescope --

METADATA = """
submission_12345:
  :submitters:
  - :name: Ann Ünal
    :sid: 0042
    :email: a@x.invalid
  :created_at: 2023-09-21 10:00:00.000 Z
  :score: 17.0
  :results: {tests: [{name: t, score: 1}]}
  :history:
  - :created_at: 2023-09-20 10:00:00.000 Z
submission_12346:
  :submitters:
  - {":name": Bo, ":sid": "100"}
  - {":name": "O'Neill, C", ":sid": "101"}
"""


def test_a_gradescope_export_is_read_with_groups_and_attempts(tmp_path: Path) -> None:
    path = make_zip(
        tmp_path / "assignment_7_export.zip",
        {
            "assignment_7_export/submission_metadata.yml": METADATA,
            "assignment_7_export/submission_12345/gru.py": GRU,
            "assignment_7_export/submission_12346/gru.py": GRU,
            "assignment_7_export/submission_9/gru.py": GRU,
            "assignment_7_export/.DS_Store": "",
            "__MACOSX/assignment_7_export/._submission_9": "",
        },
    )
    found = collect(path, assignment())
    assert found.system == "gradescope"
    one, group, unlisted = found.submissions
    assert one.students == (Student(name="Ann Ünal", id="0042", email="a@x.invalid"),)
    assert (one.attempt, one.attempts) == (2, 2)
    assert one.submitted_at.startswith("2023-09-21")
    assert [student.id for student in group.students] == ["100", "101"]
    assert group.group == "submission_12346"
    assert unlisted.id == "submission_9"
    assert unlisted.main == "gru.py"
    assert note_kinds(found) == ["ignored_noise", "unlisted_submission"]


def test_damaged_gradescope_metadata_costs_the_names_only(tmp_path: Path) -> None:
    bomb = "a: &a [x,x,x,x,x,x,x,x]\n" + "".join(
        f"{chr(98 + i)}: &{chr(98 + i)} [{','.join(['*' + chr(97 + i)] * 8)}]\n" for i in range(9)
    )
    for text in ("[", "x: {", bomb, "\tx"):
        folder = make_folder(
            tmp_path / "export", {"submission_metadata.yml": text, "submission_1/gru.py": GRU}
        )
        found = collect(folder, assignment())
        assert by_id(found)["submission_1"].main == "gru.py"


# -- GitHub Classroom and Blackboard --


def test_cloned_repositories_are_named_by_their_login(tmp_path: Path) -> None:
    folder = make_folder(
        tmp_path / "hw1-gru-submissions",
        {
            "hw1-gru-alice-l/gru/gru.py": GRU,
            "hw1-gru-alice-l/.git/config": "",
            "hw1-gru-alice-m/gru/gru.py": GRU,
            "hw1-gru-bo/README.md": "",
        },
    )
    roster = tmp_path / "classroom_roster.csv"
    roster.write_text(
        '"identifier","github_username","github_id","name"\n'
        '"0007","alice-l","1","Alice Liddell"\n"0008","cy","2","Cy"\n'
    )
    found = collect(folder, assignment(), roster=roster)
    assert found.system == "github"
    submissions = by_id(found)
    assert list(submissions) == ["alice-l", "alice-m", "bo", "cy"]
    assert submissions["alice-l"].students == (Student(name="Alice Liddell", id="0007"),)
    assert submissions["alice-l"].main == "gru/gru.py"
    assert submissions["bo"].problem is not None
    assert note_kinds(found) == ["not_in_roster", "not_in_roster"]


def test_repositories_are_recognised_by_their_git_folder_too(tmp_path: Path) -> None:
    files = {f"gru-{login}/{name}": GRU for login in ("ann", "bo") for name in (".git/x", "gru.py")}
    found = collect(make_folder(tmp_path / "class", files), assignment())
    assert found.system == "github"
    assert list(by_id(found)) == ["ann", "bo"]


BLACKBOARD = {
    "HW_1_alice_attempt_2023-09-20-10-00-00_gru.py": "def gru_cell(): 'first'\n",
    "HW_1_alice_attempt_2023-09-20-10-00-00.txt": "Name: Alice Liddell (alice)\nFiles:\n",
    "HW_1_alice_attempt_2023-09-21-09-00-00_gru.py": "def gru_cell(): 'second'\n",
    "HW_1_alice_attempt_2023-09-21-09-00-00.txt": "Name: Alice Liddell (alice)\nFiles:\n",
    "HW_1_bo_b_attempt_2023-09-21-09-30-00_gru.py": GRU,
}


def test_a_blackboard_zip_gives_the_last_attempt_of_each_user(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "gradebook_hw1.zip", dict(BLACKBOARD))
    found = collect(path, assignment())
    assert found.system == "blackboard"
    alice, bo = found.submissions
    assert (alice.id, bo.id) == ("alice", "bo_b")
    assert alice.students == (Student(name="Alice Liddell", id="alice"),)
    assert (alice.attempt, alice.attempts) == (2, 2)
    assert alice.submitted_at == "2023-09-21T09:00:00"
    assert b"second" in alice.files[0].data
    assert [note.kind for note in alice.notes] == ["attempt_chosen"]
    first = collect(path, assignment(), attempt=1).submissions[0]
    assert b"first" in first.files[0].data


# -- plain files, folders and zips --


def test_a_single_file_is_one_submission_whatever_its_name(tmp_path: Path) -> None:
    folder = make_folder(
        tmp_path / "mine", {"gru.py": "import utils\n" + GRU, "utils.py": "x = 1\n", "b.ipynb": "{"}
    )
    (submission,) = collect(folder / "gru.py", assignment()).submissions
    assert (submission.id, submission.main) == ("gru", "gru.py")
    source = read_source(submission, assignment())
    assert sorted(source.modules) == ["gru.py", "utils.py"]
    renamed = folder / "anything.py"
    renamed.write_text("import utils\nx = 1\n")
    (submission,) = collect(renamed, assignment()).submissions
    assert submission.main == "anything.py"
    assert submission.problem is None
    # It may lie among other people's files, which it must not reach.
    assert list(read_source(submission, assignment()).modules) == ["anything.py"]


def test_in_a_plain_folder_each_file_and_folder_is_a_submission(tmp_path: Path) -> None:
    folder = make_folder(
        tmp_path / "class",
        {
            "Alice Liddell.py": GRU,
            "Bo/gru.py": GRU,
            "Bo/helper.py": "x = 1\n",
            "Cy.zip": zipped({"Cy/src/gru.py": GRU, "Cy/src/net/__init__.py": ""}),
            "Di.ipynb": notebook(GRU),
            "Ed.pdf": b"%PDF",
            "李明/gru.py": GRU,
            "grades.csv": "a,b\n",
            "Bo/.ipynb_checkpoints/gru-checkpoint.ipynb": "{}",
            "__MACOSX/._Bo": "",
        },
    )
    (folder / "Fay").mkdir()
    found = collect(folder, assignment())
    assert found.system == "plain"
    submissions = by_id(found)
    mains = {identity: submission.main for identity, submission in submissions.items()}
    assert mains == {
        "Alice Liddell": "Alice Liddell.py",
        "Bo": "gru.py",
        "Cy": "Cy.zip/Cy/src/gru.py",
        "Di": "Di.ipynb",
        "Ed": "",
        "李明": "gru.py",
        "Fay": "",
    }
    assert submissions["Alice Liddell"].notes == ()
    problems = {i: s.problem.kind for i, s in submissions.items() if s.problem}
    assert problems == {"Ed": "wrong_file", "Fay": "no_file"}
    assert "unmatched_entry" in note_kinds(found)


def test_a_plain_zip_may_hold_a_folder_round_everything(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "all.zip", {"hw1/ann/gru.py": GRU, "hw1/bo/gru.py": GRU})
    assert list(by_id(collect(path, assignment()))) == ["ann", "bo"]
    path = make_zip(tmp_path / "one.zip", {"ann/gru.py": GRU, "ann/src/x.py": ""})
    assert list(by_id(collect(path, assignment()))) == ["ann"]


@pytest.mark.parametrize("name", ["gru.py", "gru.ipynb", "gru/gru.py"])
def test_a_folder_that_is_itself_a_submission_is_one(tmp_path: Path, name: str) -> None:
    content = notebook(GRU) if name.endswith("ipynb") else GRU
    folder = make_folder(
        tmp_path / "alice", {name: content, "README.md": "", "checks/test_gru.py": ""}
    )
    (submission,) = collect(folder, assignment()).submissions
    assert (submission.id, submission.main) == ("alice", name)


def test_a_class_folder_may_hold_the_starter_beside_the_submissions(tmp_path: Path) -> None:
    folder = make_folder(tmp_path / "class", {"gru.py": GRU, "ann/gru.py": GRU, "bo/gru.py": GRU})
    assert {"ann", "bo"} <= by_id(collect(folder, assignment())).keys()


def test_two_runs_give_the_same_ids_and_no_two_are_equal(tmp_path: Path) -> None:
    folder = make_folder(
        tmp_path / "class",
        {"Ann.py": GRU, "ann/gru.py": GRU, "ANN.zip": zipped({"gru.py": GRU}), "a\u202enn.py": GRU},
    )
    first, second = collect(folder, assignment()), collect(folder, assignment())
    assert list(first.submissions) == list(second.submissions)
    assert first.notes == second.notes
    ids = [submission.id.casefold() for submission in first.submissions]
    assert len(set(ids)) == 4
    assert not any("\u202e" in identity for identity in ids)


def test_the_system_can_be_named(tmp_path: Path) -> None:
    path = make_zip(tmp_path / "x.zip", {"liddellalice_101_5567_gru.py": GRU})
    assert collect(path, assignment()).system == "canvas"
    assert collect(path, assignment(), system="plain").system == "plain"
    with pytest.raises(CollectError, match="moodle"):
        collect(path, assignment(), system="blackbord")
    with pytest.raises(CollectError, match="no entry"):
        collect(path, assignment(), system="moodle")


def test_a_path_that_cannot_be_read_says_what_to_give_instead(tmp_path: Path) -> None:
    with pytest.raises(CollectError, match=r"not there.*gru\.py"):
        collect(tmp_path / "missing.zip", assignment())
    (tmp_path / "x.rar").write_bytes(b"Rar!")
    with pytest.raises(CollectError, match="zip"):
        collect(tmp_path / "x.rar", assignment())
    (tmp_path / "x.zip").write_bytes(b"PK\x03\x04 cut off")
    with pytest.raises(CollectError, match="download it again"):
        collect(tmp_path / "x.zip", assignment())


# -- the choice of the graded file --


def chosen(tmp_path: Path, files: dict[str, str | bytes]) -> Submission:
    folder = make_folder(tmp_path / "class", {f"ann/{name}": text for name, text in files.items()})
    make_folder(folder, {"zz/gru.py": GRU})
    return by_id(collect(folder, assignment(), system="plain"))["ann"]


STUB = "def gru_cell(x, h):\n    raise NotImplementedError\n"


@pytest.mark.parametrize(
    ("files", "main", "notes"),
    [
        ({"gru.py": GRU, "other.py": GRU}, "gru.py", []),
        ({"deep/down/gru.py": GRU, "other.py": ""}, "deep/down/gru.py", []),
        ({"gru.py": GRU, "old/gru.py": STUB}, "gru.py", []),
        ({"GRU.PY": GRU}, "GRU.PY", []),
        ({"gru-2.py": GRU}, "gru-2.py", ["renamed_file"]),
        ({"gru (1).py": GRU, "utils.py": ""}, "gru (1).py", ["renamed_file"]),
        ({"gru - copia.ipynb": notebook(GRU)}, "gru - copia.ipynb", ["renamed_file"]),
        ({"gru.py.txt": GRU}, "gru.py.txt", ["renamed_file"]),
        ({"gru-1.py": STUB, "gru-2.py": GRU}, "gru-2.py", ["renamed_file"]),
        ({"tarea3_final.py": GRU, "utils.py": "x = 1"}, "tarea3_final.py", ["renamed_file"]),
        ({"homework.ipynb": notebook(GRU), "a.pdf": b""}, "homework.ipynb", ["renamed_file"]),
        ({"gru.py": STUB, "gru.ipynb": notebook(GRU)}, "gru.ipynb", ["file_chosen"]),
        ({"gru.py": GRU, "gru.ipynb": notebook(STUB)}, "gru.py", ["file_chosen"]),
        ({"a.py": GRU, "b.py": STUB}, "a.py", ["file_chosen", "renamed_file"]),
        ({"broken.py": "def gru_cell(:\n"}, "broken.py", ["renamed_file"]),
        ({"x.tar.gz.zip": zipped({"gru.py": GRU})}, "x.tar.gz.zip/gru.py", []),
    ],
)
def test_the_graded_file_is_found(
    tmp_path: Path, files: dict[str, str | bytes], main: str, notes: list[str]
) -> None:
    submission = chosen(tmp_path, files)
    assert submission.problem is None
    assert submission.main == main
    assert [note.kind for note in submission.notes] == notes


@pytest.mark.parametrize(
    ("files", "kind", "found"),
    [
        ({"report.pdf": b"%PDF", "notes.docx": b"PK"}, "wrong_file", "notes.docx, report.pdf"),
        ({"gru.rar": b"Rar!"}, "wrong_file", "gru.rar"),
        ({"mlp.py": "def mlp(): pass\n"}, "wrong_content", "mlp.py"),
        ({"a/gru.py": GRU, "b/gru.py": GRU + "#\n"}, "several_files", "a/gru.py, b/gru.py"),
    ],
)
def test_a_wrong_file_is_named_beside_the_expected_one(
    tmp_path: Path, files: dict[str, str | bytes], kind: str, found: str
) -> None:
    problem = chosen(tmp_path, files).problem
    assert problem is not None
    assert (problem.kind, problem.data["found"], problem.data["expected"]) == (
        kind,
        found,
        "gru.py",
    )


def test_no_file_name_takes_long_to_refuse(tmp_path: Path) -> None:
    name = "gru" + "1" * 100 + " -_ " * 20 + "x.py"
    assert chosen(tmp_path, {name: GRU}).main == name


def test_a_file_over_the_limit_is_said_to_be_too_large(tmp_path: Path) -> None:
    problem = chosen(tmp_path, {"gru.py": b"#" * (2 * 2**20)}).problem
    assert problem is not None
    assert (problem.kind, problem.data["file"]) == ("too_large", "gru.py")


# -- the class list --


def roster_file(tmp_path: Path, rows: list[list[str]], delimiter: str = ",") -> Path:
    path = tmp_path / "roster.csv"
    with path.open("w", newline="", encoding="utf-8") as stream:
        csv.writer(stream, delimiter=delimiter).writerows(rows)
    return path


def test_a_roster_in_spanish_with_semicolons_is_understood(tmp_path: Path) -> None:
    folder = make_folder(
        tmp_path / "class", {"0042.py": GRU, "muñoz_peña ana.py": GRU, "jose@x.invalid.py": GRU}
    )
    rows = [
        ["Matrícula", "Apellidos", "Nombre", "Correo electrónico"],
        ["0042", "Liddell", "Alicia", "a@x.invalid"],
        ["0043", "Muñoz Peña", "Ana", "m@x.invalid"],
        ["0044", "Núñez", "José", "jose@x.invalid"],
        ["0045", "Faltante", "Eva", ""],
    ]
    found = collect(folder, assignment(), roster=roster_file(tmp_path, rows, ";"))
    people = {s.id: (s.students[0].name, s.students[0].id) for s in found.submissions}
    assert people == {
        "0042": ("Alicia Liddell", "0042"),
        "muñoz_peña ana": ("Ana Muñoz Peña", "0043"),
        "jose@x.invalid": ("José Núñez", "0044"),
        "Eva Faltante_0045": ("Eva Faltante", "0045"),
    }
    assert found.notes == ()


def test_duplicates_and_strangers_are_noted_and_never_guessed(tmp_path: Path) -> None:
    folder = make_folder(
        tmp_path / "class",
        {"John Smith.py": GRU, "stranger.py": GRU, "Ann Lee.py": GRU, "Lee, Ann.py": GRU},
    )
    rows = [
        ["id", "name"],
        ["1", "John Smith"],
        ["2", "John Smith"],
        ["3", "Ann Lee"],
        ["3", "Ann Lee again"],
        ["", ""],
    ]
    found = collect(folder, assignment(), roster=roster_file(tmp_path, rows))
    kinds = note_kinds(found)
    assert "roster_duplicate" in kinds
    assert kinds.count("ambiguous_name") == 3
    assert kinds.count("not_in_roster") == 4
    assert len(found.submissions) == 4 + 3


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"", "empty"),
        (b"a,b\n1,2\n", "no column"),
        (b"PK\x03\x04", "no CSV"),
    ],
)
def test_a_roster_that_is_none_says_what_it_needs(
    tmp_path: Path, content: bytes, reason: str
) -> None:
    path = tmp_path / "roster.csv"
    path.write_bytes(content)
    folder = make_folder(tmp_path / "class", {"a/gru.py": GRU, "b/gru.py": GRU})
    with pytest.raises(CollectError, match=reason):
        collect(folder, assignment(), roster=path)


@settings(max_examples=60, deadline=None)
@given(st.binary(max_size=300), st.sampled_from([b"id,name\n", b"name;email\n", b"\xff\xfe", b""]))
def test_no_roster_brings_the_collection_down(
    tmp_path_factory: pytest.TempPathFactory, data: bytes, header: bytes
) -> None:
    folder = tmp_path_factory.getbasetemp() / "fuzzed"
    make_folder(folder, {"a/gru.py": GRU, "b/gru.py": GRU})
    path = folder.with_suffix(".csv")
    path.write_bytes(header + data)
    with contextlib.suppress(CollectError):
        assert len(collect(folder, assignment(), roster=path).submissions) >= 2


# -- names --

names = st.text(
    st.characters(blacklist_categories=("Cs", "Cc"), blacklist_characters="/\\\0"),
    min_size=1,
    max_size=30,
)


@given(names, st.integers(0, 10**6))
def test_any_name_survives_moodles_form(name: str, number: int) -> None:
    from autograder.collect import moodle
    from autograder.collect.archive import Entry, harmless

    shown = name.replace("_", " ").replace("'", "")
    path = f"{shown}_{number}_assignsubmission_file/gru.py"
    (one,) = moodle.sort([Entry(harmless(path)[0])]).incoming
    assert one.students[0].id == str(number)
    assert [entry.path for entry in one.entries] == ["gru.py"]


@given(names, st.integers(0, 10**6), st.booleans(), names)
def test_any_name_survives_canvas_form(name: str, user: int, late: bool, file: str) -> None:
    from autograder.collect import canvas
    from autograder.collect.archive import Entry

    flat = "".join(c for c in name.lower() if c.isalpha()) or "x"
    path = f"{flat}_{'LATE_' if late else ''}{user}_77_{file}"
    (one,) = canvas.sort([Entry(path)]).incoming
    assert one.id == f"{flat}_{user}"
    assert one.late is late
    assert [entry.path for entry in one.entries] == [file]


@given(st.lists(st.text(max_size=60), max_size=8))
def test_no_list_of_file_names_brings_a_system_down(paths: list[str]) -> None:
    from autograder.collect import blackboard, canvas, github, gradescope, moodle, plain
    from autograder.collect.archive import Entry, harmless

    endings = ("_1_assignsubmission_file/x", "_1_2_x", "_attempt_2023-01-01-1-1-1_x", "/x", "")
    entries = [Entry(harmless(path + ending)[0]) for path in paths for ending in endings]
    for system in (moodle, canvas, blackboard, plain):
        incoming = system.sort(entries).incoming
        assert len({one.id for one in incoming}) <= len(incoming)
    github.sort(entries, "x-submissions")
    github.recognises(entries, "x", frozenset())
    assert not gradescope.recognises(entries)


DOWNLOADS = [
    zipped({"Ann Lee_1_assignsubmission_file/gru.py": GRU, "Bo_2_assignsubmission_file/x.txt": ""}),
    zipped({"annlee_LATE_12_77_gru.py": GRU, "bo_13_78_gru-1.ipynb": notebook(GRU)}),
    zipped(
        {
            "submission_1/gru.py": GRU,
            "submission_metadata.yml": "submission_1:\n  :submitters:\n  - :name: Ann\n"
            "    :sid: '07'\n  :created_at: 2024-01-01 00:00:00 Z\n  :history:\n  - :id: 3\n",
        }
    ),
    zipped(
        {
            "HW1_ann_attempt_2024-01-02-03-04-05_gru.py": GRU,
            "HW1_ann_attempt_2024-01-02-03-04-05.txt": "Name: Ann Lee (ann)\n",
        }
    ),
]
TOKENS = (
    *(
        b"PK\x01\x02",
        b"PK\x05\x06",
        b"../",
        b"\\",
        b"/",
        b"\0",
        b"\xff" * 4,
        b"_",
        b"LATE_",
        b"&a [*a]",
    ),
    *(b"!!python/object:os.system", b"\n- ", b"<<: *a", b": ", "\u202e".encode(), b"9" * 40, b""),
)


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from(DOWNLOADS),
    st.lists(
        st.tuples(st.integers(0, 1200), st.integers(0, 8), st.sampled_from(TOKENS)),
        min_size=1,
        max_size=5,
    ),
    st.booleans(),
)
def test_no_damage_to_a_download_raises_anything_undocumented(
    tmp_path_factory: pytest.TempPathFactory,
    download: bytes,
    changes: list[tuple[int, int, bytes]],
    inside: bool,
) -> None:
    def damaged(data: bytes) -> bytes:
        for place, count, token in changes:
            at = place % (len(data) + 1)
            data = data[:at] + token + data[at + count :]
        return data

    if inside:  # what is in the zip, in a zip that is whole
        with zipfile.ZipFile(io.BytesIO(download)) as archive:
            entries = {name: archive.read(name) for name in archive.namelist()}
        download = zipped(
            {
                damaged(name.encode()).decode("utf-8", "replace").replace("\0", "") or "x": damaged(
                    data
                )
                for name, data in entries.items()
            }
        )
    else:
        download = damaged(download)
    path = tmp_path_factory.getbasetemp() / "damaged.zip"
    path.write_bytes(download)
    with contextlib.suppress(CollectError):
        found = collect(path, assignment()).submissions
        assert len({each.id for each in found}) == len(found)


@given(st.text(max_size=40))
def test_printable_text_holds_nothing_invisible(text: str) -> None:
    shown = printable(text)
    assert printable(shown) == shown
    assert not any(c in shown for c in "\x00\x1b\r\n\u202e\u2066\u200b\ufeff")


@given(st.lists(st.sampled_from(["a", "A", "a (2)", "b"]), max_size=8))
def test_unique_names_are_unique_without_case_and_keep_the_first(given_names: list[str]) -> None:
    result = unique(given_names)
    assert len({name.casefold() for name in result}) == len(given_names)
    assert result[:1] == given_names[:1]


def test_one_persons_name_is_known_in_every_spelling() -> None:
    assert key("José Núñez-O'Brien") == key("jose\u0301 nuñez-obrien") == "josenunezobrien"
    assert keys("Liddell, Alice") & keys("alice liddell")
    assert key("liddellalice") in keys("Alice Liddell")
    assert not keys("Ann Lee") & keys("Ann Leigh")


# --- a class is not held in memory ------------------------------------------------------------


def test_a_class_of_any_size_takes_the_memory_of_one_submission(tmp_path: Path) -> None:
    megabyte = GRU.encode() + b"#" + b"x" * 999_000
    files: dict[str, str | bytes] = {
        f"s{n:02}/gru.py": megabyte + str(n).encode() for n in range(40)
    }
    folder = make_folder(tmp_path / "class", files)
    tracemalloc.start()
    try:
        collection = collect(folder, assignment())
        digits = [int(submission.files[0].data[-1:]) for submission in collection.submissions]
        _, peak = tracemalloc.get_traced_memory()
    finally:
        tracemalloc.stop()
    assert digits == [n % 10 for n in range(40)]
    assert peak < 12 * len(megabyte), "of forty there are never more than a few"


def test_what_was_collected_can_be_read_in_any_order_and_with_the_class_list(
    tmp_path: Path,
) -> None:
    folder = make_folder(tmp_path / "class", {"bo/gru.py": GRU, "al/gru.py": GRU + "# al\n"})
    roster = tmp_path / "roster.csv"
    roster.write_text("name,id\nAl,al\nBo,bo\nCy,cy\n")
    found = collect(folder, assignment(), roster=roster).submissions
    assert [submission.id for submission in found] == ["al", "bo", "Cy_cy"]
    assert (found[1].files[0].data, found[0].files[0].data) == (
        GRU.encode(),
        f"{GRU}# al\n".encode(),
    )
    assert found[-1].files == ()
    assert found[-3:2] == [found[0], found[1]]


@pytest.mark.skipif(sys.platform == "win32", reason="Windows has no such limit")
def test_a_disk_without_room_for_what_was_handed_in_is_named(tmp_path: Path) -> None:
    import resource

    files: dict[str, str | bytes] = {"bo/gru.py": GRU + "#" * 9000, "al/gru.py": GRU + "#" * 9000}
    folder = make_folder(tmp_path / "class", files)
    limits = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (10_000, limits[1]))
    try:
        with pytest.raises(CollectError, match="make room, or set TMPDIR"):
            collect(folder, assignment())
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, limits)
