"""The data of a topic: who sees which file, what a changed one touches, and whether it may ship."""

import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest

from autograder.authoring.bench import bench
from autograder.authoring.data import MOST_KIB, data_problems
from autograder.authoring.handout import build_topic
from autograder.authoring.verify import verify_topic
from autograder.execution.child import Spawner
from autograder.judge.data import TopicData
from autograder.judge.digests import digests, suite_digest
from autograder.judge.judge import SEED, public_judge
from autograder.judge.suite import SuiteError
from autograder.lms.package import new_settings
from autograder.lms.package.gradescope import gradescope_package
from autograder.model.record import Kind
from autograder.model.submission import Problem
from autograder.model.topic import Topic
from tests.framework.conftest import Course, source

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the shared host is forked")

PUBLIC = """
from autograder.suite import Student, TopicData, check

@check("double", es="x")
def test_values(student: Student, data: TopicData) -> None:
    "values"
    student.double(data.load("small.npz")["x"]).matches_reference()

@check("double", es="x")
def test_more(student: Student, data: TopicData) -> None:
    "more"
    student.double(data.array("secret.npy")).matches_reference()
"""
HIDDEN = """
@check("double", es="x")
def test_values(student, data):
    "values"
    x = data.load("small.npz")["x"] + data.array("secret.npy")
    student.double(x).matches_reference()

@check("double", es="x")
def test_words(student, tweets):
    "words"
    expect(len(tweets) == 2)
    student.double(np.ones(len(tweets))).matches_reference()

@check("double", es="x")
def test_without(student):
    "without"
    student.double(np.ones(2)).matches_reference()
"""
NOTE = "# Data\n\nDrawn by us for `small.npz` and {}.\n\nLicence: CC0 1.0\n"


@pytest.fixture
def with_data(course: Course) -> Course:
    """A course whose topic has data of both kinds, each with its note."""
    topic = course.topic
    assert topic.hidden is not None
    for folder, name in ((topic.data, "`words.txt`"), (topic.hidden_data, "`secret.npy`")):
        folder.mkdir()
        (folder / "DATA.md").write_text(NOTE.format(name))
    np.savez(topic.data / "small.npz", x=np.array([1.0, 2.0]), y=np.arange(3))
    (topic.data / "words.txt").write_text("¡sí!\nno\n", encoding="utf-8")
    np.save(topic.hidden_data / "secret.npy", np.array([0.25, 0.5]))
    (topic.folder / "checks/test_toy.py").write_text(PUBLIC)
    course.suite(HIDDEN)
    (topic.hidden / "conftest.py").write_text(
        "import pytest\n\n"
        "@pytest.fixture\ndef tweets(data): return data.text('words.txt').split()\n"
    )
    return course


def test_hidden_checks_see_all_data_and_public_ones_what_students_get(with_data: Course) -> None:
    assert all(v.passed for v in with_data.judge("def double(x): return 2 * x").values())
    wrong = with_data.judge("def double(x): return 2 * x + (x > 1.3)")["test_values"]
    assert wrong.detail is not None
    assert "1.25, 2.5" in wrong.detail.call, "both files reached the call"

    judge = public_judge(with_data.topic, with_data.pool)
    try:
        right = source("def double(x): return 2 * x")
        first, second = judge.session.judge(right, SEED)
    finally:
        judge.session.close()
    assert first.passed
    assert (second.kind, second.fault) == (Kind.GRADER_FAULT, "grader")
    assert second.detail is not None
    assert "no data file 'secret.npy' here; there are: small.npz" in second.detail.message


def test_data_that_can_not_be_had_is_said_and_arrays_can_not_be_changed(with_data: Course) -> None:
    topic = with_data.topic
    np.save(topic.data / "objects.npy", np.array([{}], dtype=object), allow_pickle=True)
    data = TopicData(topic, public=False)
    assert data.names == ["objects.npy", "secret.npy", "small.npz", "words.txt"]
    with pytest.raises(ValueError, match="read-only"):
        data.load("small.npz")["x"][0] = 3.0
    for call, problem in (
        (lambda: data.array("small.npz"), r"data\.load\('small.npz'\) reads them"),
        (lambda: data.load("secret.npy"), r"data\.array\('secret.npy'\) reads it"),
        (lambda: data.array("objects.npy"), "without pickle"),
        (lambda: data.load("words.txt"), "no file of arrays"),
        (lambda: data.text("small.npz"), "no UTF-8 text"),
        (lambda: data.text("../assignment.toml"), "no data file"),
        (lambda: data.text("DATA.md"), "no data file"),
    ):
        with pytest.raises(SuiteError, match=problem):
            call()
    (topic.hidden_data / "words.txt").write_text("twice")
    with pytest.raises(SuiteError, match="other data folder"):
        TopicData(topic, public=False)


def in_public(topic: Topic) -> None:
    (topic.data / "words.txt").write_text("other words", encoding="utf-8")


def in_hidden(topic: Topic) -> None:
    np.save(topic.hidden_data / "secret.npy", np.array([0.5, 0.5]))


def new_file(topic: Topic) -> None:
    (topic.hidden_data / "more").mkdir()
    (topic.hidden_data / "more/picture.png").write_bytes(b"\x89PNG")


def note(topic: Topic) -> None:
    (topic.data / "DATA.md").write_text("another note")


def suite_only(topic: Topic) -> None:
    assert topic.hidden is not None
    (topic.hidden / "calibration.json").write_text("{}")


@pytest.mark.parametrize(
    ("change", "touched"),
    [
        (in_public, {"test_values", "test_words", "test_without"}),
        (in_hidden, {"test_values", "test_words", "test_without"}),
        (new_file, {"test_values", "test_words", "test_without"}),
        (note, set()),
        (suite_only, set()),
    ],
)
def test_a_changed_file_touches_every_check_where_a_shared_fixture_reads_data(
    with_data: Course, change: Callable[[Topic], None], touched: set[str]
) -> None:
    before = digests(with_data.topic)
    change(with_data.topic)
    now = digests(with_data.topic)
    assert now.changed(before) == touched
    assert (now.suite != before.suite) == (change is not note)


def test_a_changed_file_touches_the_checks_that_name_the_fixture_alone(with_data: Course) -> None:
    topic = with_data.topic
    assert topic.hidden is not None
    (topic.hidden / "conftest.py").unlink()
    with_data.suite(HIDDEN.replace("tweets)", "request)"))
    before, suite = digests(topic), suite_digest(topic)
    in_hidden(topic)
    assert digests(topic).changed(before) == {"test_values"}
    assert suite_digest(topic) != suite
    with_data.suite(
        HIDDEN.replace("student, tweets)", "student, request)").replace(
            "len(tweets)", "len(request.getfixturevalue('data').names) - 1"
        )
    )
    before = digests(topic)
    in_public(topic)
    assert digests(topic).changed(before) == {"test_values", "test_words"}


def test_data_ships_in_a_handout_and_a_package_and_what_is_hidden_in_the_package_alone(
    with_data: Course, tmp_path: Path
) -> None:
    topic = with_data.topic
    (topic.folder / "checks/test_toy.py").write_text(
        PUBLIC.partition('@check("double", es="x")\ndef test_more')[0]
    )
    (topic.data / ".DS_Store").write_text("an editor's")
    toml = topic.folder / "assignment.toml"
    toml.write_text(toml.read_text().partition("\n")[2])
    topic = with_data.topic
    out = tmp_path / "student" / "toy"
    build_topic(topic, out)
    shipped = {path.name for path in (out / "data").iterdir()}
    assert shipped == {"DATA.md", "small.npz", "words.txt"}
    assert not list(out.rglob("secret*"))

    judge = public_judge(Topic(out, None), with_data.pool)  # by what was frozen, and the data there
    try:
        (verdict,) = judge.session.judge(source("def double(x): return x + x"), SEED)
        (wrong,) = judge.session.judge(source("def double(x): return x"), SEED)
    finally:
        judge.session.close()
    assert verdict.passed
    assert wrong.kind == Kind.WRONG_VALUE

    package = tmp_path / "package.zip"
    gradescope_package(topic, package, new_settings(topic, "en", None))
    with zipfile.ZipFile(package) as archive:
        names = set(archive.namelist())
    assert {
        "course/assignments/toy/data/small.npz",
        "course/tests/hidden/toy/data/secret.npy",
    } <= names


def test_data_without_a_note_or_licence_too_large_or_given_away_is_found(with_data: Course) -> None:
    topic = with_data.topic
    assert [each for each in data_problems(topic) if each[1]] == []
    (topic.data / "DATA.md").write_text("Drawn by us: small.npz, words.txt. No license needed.")
    (topic.hidden_data / "DATA.md").unlink()
    (topic.hidden_data / "large.bin").write_bytes(bytes(MOST_KIB * 1024))
    np.save(topic.hidden_data / "objects.npy", np.array([{}], dtype=object), allow_pickle=True)
    (topic.data / "copied.npy").write_bytes((topic.hidden_data / "secret.npy").read_bytes())
    (topic.folder / "checks/test_toy.py").write_text(PUBLIC.replace("secret.npy", "copied.npy"))

    with bench(with_data.topic, workers=1, isolation="none") as graders:
        findings = list(verify_topic(graders, seed=1))

    wrong = {each.subject: each.found for each in findings if not each.ok}
    assert wrong.pop("objects.npy").startswith("objects.npy is no file of arrays without pickle")
    assert wrong == {
        "data": f"is {MOST_KIB + 1} KiB, at most {MOST_KIB} KiB",
        "assignments/toy/data/DATA.md": "names no licence: a line “Licence: …”",
        "tests/hidden/toy/data/DATA.md": (
            "is missing: say source, version, licence, attribution, how it was made"
        ),
        "secret.npy": "the handout holds this hidden file of data",
    }
    (topic.data / "DATA.md").write_text("## Licence\n\nCC0, of small.npz and words.txt\n")
    found = dict(data_problems(topic))
    assert found["assignments/toy/data/DATA.md"] == "does not name copied.npy"


def test_a_file_that_is_read_where_work_is_graded_is_not_found_in_the_self_check_either(
    with_data: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    topic = with_data.topic
    monkeypatch.chdir(topic.folder)
    text = "words = open('data/words.txt').read()\ndef double(x): return 2 * x"
    pool = Spawner()
    pool.start()
    try:
        for each in (with_data.pool, pool):
            judge = public_judge(topic, each)
            notes: list[Problem] = []
            try:
                judge.session.judge(source(text), SEED, on_note=notes.append)
            finally:
                judge.session.close()
            assert [(note.kind, note.data["exception"]) for note in notes] == [
                ("line_failed", "FileNotFoundError")
            ]
    finally:
        pool.close()
