"""The command as its users run it: what it prints, and what its exit code means."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.authoring.new import new_topic
from autograder.model.topic import Topic


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with one new topic, `toy`."""
    folder = tmp_path_factory.mktemp("course")
    (folder / "assignments").mkdir()
    (folder / "solutions").mkdir()
    new_topic("toy", folder)
    return folder


def run(folder: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    environment = {**os.environ, "NO_COLOR": "1", "COLUMNS": "80"}
    environment.pop("AUTOGRADER_COURSE", None)
    return subprocess.run(
        [sys.executable, "-m", "autograder", *arguments],
        cwd=folder,
        capture_output=True,
        text=True,
        check=False,
        env=environment,
    )


def square(course: Path) -> str:
    """The wrong answer that a new topic has, as a whole file."""
    return Topic(course / "assignments/toy", course).wrong_answer("square").text


def test_topics_are_listed_with_title_exercises_and_points(course: Path) -> None:
    done = run(course, "topics")

    assert done.returncode == 0
    assert "toy" in done.stdout
    assert "Toy" in done.stdout
    assert "10" in done.stdout


def test_a_right_file_passes_its_self_check_with_exit_code_0(course: Path, tmp_path: Path) -> None:
    work = course / "right.py"
    shutil.copyfile(course / "solutions/toy/reference.py", work)

    done = run(course, "check", "right.py")

    assert done.returncode == 0, done.stdout + done.stderr
    assert "✓ double returns twice its input" in done.stdout


def test_a_wrong_file_is_told_what_was_called_expected_and_got_in_both_languages(
    course: Path,
) -> None:
    (course / "square.py").write_text(square(course))

    english = run(course, "check", "square.py", "--lang", "en")
    spanish = run(course, "check", "square.py", "--lang", "es")

    assert english.returncode == spanish.returncode == 1
    assert "double(tensor([1., -2., 0.5]))" in english.stdout
    assert "This is the square of the input" in english.stdout
    assert "Esto es el cuadrado de la entrada" in spanish.stdout
    assert "esperado" in spanish.stdout


def test_the_untouched_starter_is_not_written_yet(course: Path) -> None:
    done = run(course, "check", "toy")

    assert done.returncode == 1
    assert "not written yet" in done.stdout


def test_a_syntax_error_ends_with_exit_code_2_and_shows_the_line(course: Path) -> None:
    (course / "slip.py").write_text("def double(x)\n    return 2 * x\n")

    done = run(course, "check", "slip.py")

    assert done.returncode == 2
    assert "def double(x)" in done.stdout
    assert "Traceback" not in done.stdout + done.stderr


def test_a_misspelt_function_is_said_before_anything_runs(course: Path) -> None:
    (course / "my typo.py").write_text("def duoble(x):\n    return 2 * x\n")

    done = run(course, "check", "my typo.py")

    assert done.returncode == 1
    assert "duoble" in done.stdout
    assert "then run  autograder check 'my typo.py'" in " ".join(done.stdout.split("\n"))


def test_a_topic_that_does_not_exist_is_answered_with_those_that_do(course: Path) -> None:
    done = run(course, "check", "gur", "--lang", "es")

    assert done.returncode == 2
    assert "No hay ningún tema gur aquí. Hay toy." in done.stdout
    assert done.stderr == ""


@pytest.mark.parametrize(
    ("answer", "code"), [("reference.py", 0), ("wrong/square.py", 1), ("notes.toml", 2)]
)
def test_grading_one_file_says_by_its_exit_code_how_it_went(
    course: Path, tmp_path: Path, answer: str, code: int
) -> None:
    file = tmp_path / f"toy{Path(answer).suffix}"
    texts = {
        "reference.py": (course / "solutions/toy/reference.py").read_text(),
        "wrong/square.py": square(course),
        "notes.toml": "limit = 1\n",
    }
    file.write_text(texts[answer])

    done = run(course, "grade", str(file), "--topic", "toy", "--out", str(tmp_path / "run"))

    assert done.returncode == code, done.stdout + done.stderr
    assert "Traceback" not in done.stderr


def test_a_folder_is_graded_and_exported_and_the_same_command_grades_nothing_twice(
    course: Path, tmp_path: Path
) -> None:
    folder = tmp_path / "handed-in"
    (folder / "ana").mkdir(parents=True)
    shutil.copyfile(course / "solutions/toy/reference.py", folder / "ana/toy.py")
    (folder / "bo.py").write_text(square(course))
    arguments = ("grade", str(folder), "--topic", "toy", "--out", str(tmp_path / "run"))

    first = run(course, *arguments)
    record = tmp_path / "run/records/ana.json"
    before = record.stat().st_mtime_ns
    second = run(course, *arguments)
    export = run(course, "export", str(tmp_path / "run"), "--to", "csv", "--out", "g.csv")

    assert (first.returncode, second.returncode, export.returncode) == (0, 0, 0), first.stderr
    assert record.stat().st_mtime_ns == before
    assert "ana,ana,toy,graded,10.00,10.00" in (course / "g.csv").read_text()


def test_verify_passes_a_new_topic_and_fails_when_its_suite_catches_nothing(
    course: Path, tmp_path: Path
) -> None:
    copy = tmp_path / "course"
    shutil.copytree(course, copy)
    sound = run(copy, "verify", "toy", "--workers", "1")
    suite = copy / "tests/hidden/toy/test_toy.py"
    suite.write_text(
        suite.read_text()
        .replace(".matches_reference()", ".array()")
        .replace(
            "student.double.gradients(rng.standard_normal((2, 3))).array()",
            "student.double.gradients(rng.standard_normal((2, 3)))",
        )
    )

    blind = run(copy, "verify", "toy", "--workers", "1")

    assert sound.returncode == 0, sound.stdout + sound.stderr
    assert blind.returncode == 1
    assert "gets full marks" in blind.stdout


def test_doctor_says_which_layers_this_machine_has(course: Path) -> None:
    done = run(course, "doctor")

    assert "seccomp" in done.stdout
    assert "landlock" in done.stdout
    assert done.returncode in (0, 3)


# --- wrong answers ----------------------------------------------------------------------------


def test_a_wrong_answer_is_printed_as_the_whole_file_that_it_stands_for(course: Path) -> None:
    done = run(course, "wrong", "toy", "square")

    header, end, whole = done.stdout.partition("# ///\n")
    assert done.returncode == 0, done.stderr
    assert header.startswith('# /// wrong answer\n# check = "test_values"\n')
    assert end + whole == "# ///\n" + square(course)
    assert "from torch import Tensor" in whole


def test_the_difference_is_made_out_of_a_whole_file_and_keeps_the_header_it_has(
    course: Path, tmp_path: Path
) -> None:
    own = tmp_path / "own.py"
    own.write_text("from torch import Tensor\nprint()\ndef double(x): return 3 * x\n")
    first = tmp_path / "first.py"
    whole = tmp_path / "whole.py"
    again = tmp_path / "again.py"

    printed = run(course, "wrong", "toy", "--from", str(own))
    written = run(course, "wrong", "toy", "--from", str(own), "--out", str(first))
    run(course, "wrong", "toy", "square", "--out", str(whole))
    run(course, "wrong", "toy", "--from", str(whole), "--out", str(again))

    assert printed.stdout.startswith('# /// wrong answer\n# check = ""\n# kind = ""\n# hint.en = "')
    assert printed.stdout.endswith("# ///\n\n\ndef double(x): return 3 * x\n")
    assert printed.stderr == f"{own}: line 2 defines nothing: it is left out\n"
    assert (first.read_text(), written.stdout) == (printed.stdout, "")
    assert again.read_text() == (course / "solutions/toy/wrong/square.py").read_text()


@pytest.mark.parametrize(
    ("arguments", "told"),
    [
        ((), "takes the NAME of a wrong answer or --from FILE, one of them"),
        (("square", "--from", "own.py"), "takes the NAME of a wrong answer or --from FILE"),
        (("cube",), "toy has no wrong answer 'cube' (it has square)"),
        (("--from", "missing.py"), "missing.py can't be read"),
        (("--from", "latin.py"), "latin.py can't be read"),
        (("--from", "broken.py"), "broken.py is no Python"),
        (("--from", "right.py"), "right.py differs from the reference in nothing"),
        (("--from", "own.py", "--out", "right.py"), "right.py is there already"),
    ],
)
def test_a_wrong_answer_that_cannot_be_printed_or_made_is_answered_in_a_line(
    course: Path, tmp_path: Path, arguments: tuple[str, ...], told: str
) -> None:
    reference = (course / "solutions/toy/reference.py").read_text()
    (tmp_path / "own.py").write_text("def double(x): return 3 * x\n")
    (tmp_path / "latin.py").write_bytes("# más\n".encode("latin-1"))
    (tmp_path / "broken.py").write_text("def double(x: return 3 * x\n")
    (tmp_path / "right.py").write_text(reference)
    placed = [str(tmp_path / each) if each.endswith(".py") else each for each in arguments]

    done = run(course, "wrong", "toy", *placed)

    assert done.returncode == 2
    assert done.stdout == ""
    assert len(done.stderr.splitlines()) == 1
    assert told in done.stderr
    assert (tmp_path / "right.py").read_text() == reference


def test_doctor_says_of_a_machine_without_bubblewrap_what_grading_then_does(
    course: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))  # no bwrap on it
    done = run(course, "doctor")
    said = done.stdout.splitlines()
    effect = said[said.index(next(line for line in said if "bubblewrap" in line)) + 2].strip()
    if done.returncode == 0:
        name = said[-1].removeprefix("Grading will use: ")
        assert effect == f"Grading goes on as `{name}`, behind fewer walls, and says so."
    else:
        assert "Grading is refused here" in said[-1]
        assert effect.startswith("Grading stops: what it would use instead lacks ")
