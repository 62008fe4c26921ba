"""Answers written after a suite, and what a lazy cheat would hand in: put to it and told."""

from pathlib import Path

import pytest
from click.testing import CliRunner

from autograder.authoring.answers import answers_in, outcomes
from autograder.authoring.bench import bench
from autograder.authoring.cheats import cheats, earned
from autograder.authoring.verify import verify_topic
from autograder.cli import main
from autograder.model.topic import TopicError
from tests.framework.conftest import Course

RIGHT = "# RIGHT: by addition\ndef double(x):\n    return x + x\n"
WRONG = "# WRONG: three times. Must lose points in: double\ndef double(x):\n    return 3 * x\n"
UNSEEN = "# WRONG: no doubt wrong. Must lose points in: double\ndef double(x):\n    return x + x\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    found = tmp_path / "answers"
    found.mkdir()
    (found / "right_addition.py").write_text(RIGHT)
    (found / "wrong_three.py").write_text(WRONG)
    return found


def test_right_answers_are_right_and_wrong_ones_lose_points_where_they_must(
    course: Course, folder: Path
) -> None:
    found = list(outcomes(course.session(), answers_in(folder, course.topic), range(3)))
    assert [(each.name, each.where, each.ok) for each in found] == [
        ("right_addition", "", True),
        ("wrong_three", "double", True),
    ]


def test_what_is_not_as_it_should_be_is_told_and_counted(
    course: Course, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / "wrong_unseen.py").write_text(UNSEEN)
    monkeypatch.setenv("AUTOGRADER_COURSE", str(course.root))
    done = CliRunner().invoke(main, ["verify", "toy", "--answers", str(folder)])
    assert done.exit_code == 1
    assert "✗ wrong_unseen: full marks" in done.output
    assert "1 of 2 wrong answers lose points where they must" in done.output
    assert "1 of 1 right answers have full marks" in done.output


def test_answers_are_judged_in_the_isolation_asked_for(
    course: Course, folder: Path, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv("AUTOGRADER_COURSE", str(course.root))
    monkeypatch.setenv("PATH", str(tmp_path))  # where there is no bwrap
    asked = ["verify", "toy", "--answers", str(folder), "--isolation"]
    assert CliRunner().invoke(main, [*asked, "none"]).exit_code == 0
    refused = CliRunner().invoke(main, [*asked, "bubblewrap"])
    assert refused.exit_code == 2
    assert "bubblewrap" in refused.output


@pytest.mark.parametrize(
    "line", ["# WRONG: no word of where", "# RIGHT: this. Must lose points in: double", "import os"]
)
def test_a_first_line_that_does_not_say_what_it_is_is_refused(
    course: Course, folder: Path, line: str
) -> None:
    (folder / "what.py").write_text(f"{line}\n")
    with pytest.raises(TopicError, match=r"what\.py: the first line says what it is"):
        answers_in(folder, course.topic)


def test_verify_puts_the_courses_own_answers_to_the_suite(course: Course) -> None:
    answers = course.root / "tests/course/answers/toy"
    answers.mkdir(parents=True)
    (answers / "wrong_unseen.py").write_text(UNSEEN)
    with bench(course.topic, workers=1) as graders:
        findings = list(verify_topic(graders, seed=1, trained=1))
    (told,) = [each for each in findings if each.part == "answers"]
    assert (told.ok, told.found) == (False, "full marks")


def test_a_check_that_zeros_or_an_echo_pass_is_found(course: Course) -> None:
    assert {cheat.what for cheat in cheats(course.topic)} == {
        *("a constant", "its first argument", "ones of the right shape"),
        "zeros of the right shape",
    }
    assert all(not passed for _, passed in earned(course.session(), 1))
    course.suite(
        """
        @check("double", es="Uno.")
        def test_shape(student, rng):
            '''One.'''
            x = rng.standard_normal(3)
            expect(student.double(x).array().shape == x.shape)

        @check("double", es="Dos.", after=test_shape)
        def test_values(student, rng):
            '''Two.'''
            student.double(rng.standard_normal(3)).matches_reference()
        """
    )
    holes = {cheat.what: [v.check for v in passed] for cheat, passed in earned(course.session(), 1)}
    assert holes == {
        "a constant": [],
        "its first argument": ["test_shape"],
        "ones of the right shape": ["test_shape"],
        "zeros of the right shape": ["test_shape"],
    }
    with bench(course.topic, workers=1) as graders:
        findings = list(verify_topic(graders, seed=1, trained=1))
    told = {each.subject: each.found for each in findings if each.part == "cheats" and not each.ok}
    assert told["double: its first argument"] == "earns test_shape"


def test_texts_and_bytes_of_the_right_shape_are_empty_and_not_the_right_ones(
    course: Course,
) -> None:
    course.reference("def double(x):\n    return [str(2 * x), bytes([2 * x])]\n")
    course.suite(
        """
        @check("double", es="Uno.")
        def test_text(student, rng):
            '''One.'''
            expect(student.run(text_of, 3).value == "6")

        @probe
        def text_of(student, x):
            return student.double(x)[0]

        @check("double", es="Dos.")
        def test_bytes(student, rng):
            '''Two.'''
            expect(student.run(bytes_of, 3).value == [6])

        @probe
        def bytes_of(student, x):
            return list(student.double(x)[1])
        """
    )
    assert all(not passed for _, passed in earned(course.session(), 1))
