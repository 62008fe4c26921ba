"""What students get: everything they need, and nothing that the course keeps to itself."""

import shutil
import sys
import zipfile
import zlib
from pathlib import Path

import msgspec
import nbformat
import pytest
from click.testing import CliRunner

from autograder.authoring.handout import build_handout, build_topic
from autograder.authoring.new import new_topic
from autograder.authoring.starter_notebook import starter_notebook
from autograder.cli import main
from autograder.execution.forked import Host
from autograder.judge.judge import FROZEN, SEED, public_judge
from autograder.model.record import Kind, Text, Verdict
from autograder.model.topic import DamagedHandoutError, Topic, TopicError, find_topics
from tests.framework.conftest import finished_topic, header, source

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="the shared host is forked")

CHECKS = '''
"""The public checks of toy."""

import numpy as np

from autograder.judge.suite import Student, check, expect, probe


@probe
def twice(toy, x):
    return toy.double(toy.double(x))


@check("double", es="double devuelve el doble")
def test_values(student: Student, rng: np.random.Generator) -> None:
    """double returns twice its input."""
    for shape in [(3,), (2, 5)]:
        student.double(rng.standard_normal(shape)).matches_reference()


@check("double", es="dos veces double")
def test_twice(student: Student) -> None:
    """double twice is four times."""
    student.run(twice, np.ones(2)).matches_reference()


@check("double", es="los gradientes")
def test_gradients(student: Student, rng: np.random.Generator) -> None:
    """Gradients flow."""
    student.double.gradients(rng.standard_normal(3)).matches_reference()
'''
WORK = {
    "right": "def double(x): return x + x",
    "starter": "def double(x):\n    raise NotImplementedError",
    "square": "def double(y): return y * y",
    "wrong": "def double(x): return 3 * x",
    "shape": "def double(x): return (2 * x)[None]",
    "detached": "def double(x): return (2 * x).detach()",
    "raises": "def double(x): return x.twice()",
    "misspelt": "def duoble(x): return 2 * x",
    "exits": "import os\ndef double(x): os._exit(1)",
}


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course with a secret in each place that must not ship."""
    root = tmp_path_factory.mktemp("course")
    finished_topic(root)
    (root / "assignments/toy/checks/test_toy.py").write_text(CHECKS)
    for place in ("solutions/toy", "solutions/toy/wrong", "tests/hidden/toy"):
        for path in (root / place).glob("*.py"):
            path.write_text(f"# S3CR3T of {path.name}\n" + path.read_text())
    (root / "solutions/toy/notes.md").write_text("S3CR3T notes")
    (root / "assignments/toy/checks/__pycache__").mkdir()
    (root / "assignments/toy/checks/__pycache__/test_toy.pyc").write_text("S3CR3T bytecode")
    (root / "assignments/toy/.draft.py").write_text("S3CR3T draft")
    template = root / "student_template"
    template.mkdir()
    (template / "README.md").write_text("how to begin\n")
    (template / "__pycache__").mkdir()
    (template / "__pycache__/x.pyc").write_text("S3CR3T")
    return root


@pytest.fixture(scope="module")
def handout(course: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its handout, in a folder that has no course above it."""
    out = tmp_path_factory.mktemp("student") / "handout"
    build_handout([Topic(course / "assignments/toy", course)], out)
    return out


def verdicts(topic: Topic, host: Host, text: str) -> list[Verdict]:
    judge = public_judge(topic, host)
    try:
        found = judge.judge(source(text), SEED)
    finally:
        judge.session.close()
    return [msgspec.structs.replace(verdict, cpu_seconds=0.0) for verdict in found]


def test_a_handout_holds_what_a_student_needs(handout: Path) -> None:
    found = {str(path.relative_to(handout)) for path in handout.rglob("*") if path.is_file()}
    wheels = {name for name in found if name.endswith(".whl")}
    assert len(wheels) == 1
    # By its file: in the public index the name is another project's.
    assert (handout / "requirements.txt").read_text().splitlines()[-1] == f"./{min(wheels)}"
    assert found - wheels == {
        "README.md",
        "requirements.txt",
        "toy/README.md",
        "toy/README.es.md",
        "toy/assignment.toml",
        "toy/toy.py",
        "toy/toy.ipynb",
        "toy/checks/test_toy.py",
        f"toy/checks/{FROZEN}",
        "toy/checks/starter/toy.py",
        "toy/checks/starter/toy.ipynb",
    }
    (topic,) = find_topics(handout)
    assert (topic.name, topic.solutions, topic.hidden) == ("toy", None, None)


def test_a_handout_holds_no_secret(handout: Path, course: Path) -> None:
    for path in handout.rglob("*"):
        if not path.is_file():
            continue
        contents = {path.name: path.read_bytes()}
        if path.suffix == ".whl":
            with zipfile.ZipFile(path) as wheel:
                contents = {name: wheel.read(name) for name in wheel.namelist()}
            assert all(name.startswith("autograder") for name in contents), list(contents)
        if path.name == FROZEN:
            contents = {FROZEN: zlib.decompress(path.read_bytes())}
        for name, data in contents.items():
            assert b"S3CR3T" not in data, name
            assert str(course).encode() not in data, name
            if path.suffix != ".whl":  # which can begin a topic like this one
                stub = b"def double(x: Tensor) -> Tensor:"
                assert b"def double" not in data.replace(stub, b""), name


@pytest.mark.parametrize("text", WORK.values(), ids=WORK)
def test_a_self_check_without_the_course_gives_the_verdicts_of_one_with_it(
    course: Path, handout: Path, host: Host, text: str
) -> None:
    with_course = verdicts(Topic(course / "assignments/toy", course), host, text)
    without = verdicts(Topic(handout / "toy", None), host, text)
    assert with_course == without
    assert all(verdict.fault in (None, "student") for verdict in without)


def test_the_verdicts_that_were_compared_are_not_all_alike(handout: Path, host: Host) -> None:
    topic = Topic(handout / "toy", None)
    assert all(verdict.passed for verdict in verdicts(topic, host, WORK["right"]))
    assert {v.kind for v in verdicts(topic, host, WORK["starter"])} == {Kind.NOT_WRITTEN}
    first = verdicts(topic, host, WORK["square"])[0]
    assert first.hint is not None
    assert first.hint.wrong == "square"
    assert verdicts(topic, host, WORK["wrong"])[0].hint is None


def changed(handout: Path, folder: Path, old: str, new: str) -> Topic:
    """The handout's topic, with its checks changed."""
    shutil.copytree(handout / "toy", folder / "toy")
    path = folder / "toy/checks/test_toy.py"
    text = path.read_text()
    assert old in text
    path.write_text(text.replace(old, new))
    return Topic(folder / "toy", None)


@pytest.mark.parametrize(
    ("old", "new"),
    [
        ("rng.standard_normal(shape)", "1.001 * rng.standard_normal(shape)"),
        ("(2, 5)]", "(5, 2), (1, 1)]"),
        ("np.ones(2)", "np.ones(3)"),
    ],
)
def test_frozen_answers_refuse_other_inputs_than_theirs(
    handout: Path, host: Host, tmp_path: Path, old: str, new: str
) -> None:
    topic = changed(handout, tmp_path, old, new)
    found = verdicts(topic, host, WORK["right"])
    faults = [verdict for verdict in found if not verdict.passed]
    assert len(faults) == 1
    assert faults[0].fault == "grader"
    assert faults[0].detail is not None
    assert "not the call that was frozen" in faults[0].detail.message


def test_frozen_answers_allow_for_other_rounding(handout: Path, host: Host, tmp_path: Path) -> None:
    topic = changed(handout, tmp_path, "np.ones(2)", "(1 + 1e-12) * np.ones(2)")
    assert all(verdict.passed for verdict in verdicts(topic, host, WORK["right"]))


@pytest.mark.parametrize("damage", ["gone", "cut", "empty"])
def test_answers_that_are_damaged_are_said_to_be(
    handout: Path, host: Host, tmp_path: Path, damage: str
) -> None:
    topic = changed(handout, tmp_path, "np.ones", "np.ones")
    path = topic.public_suite / FROZEN
    if damage == "gone":
        path.unlink()
    else:
        path.write_bytes(path.read_bytes()[:50] if damage == "cut" else b"")
    with pytest.raises(DamagedHandoutError, match="unpack the handout again"):
        public_judge(topic, host)


def test_a_student_is_told_in_their_language_that_the_handout_is_damaged(
    handout: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    changed(handout, tmp_path, "np.ones", "np.ones")
    (tmp_path / "toy/checks" / FROZEN).write_bytes(b"")
    monkeypatch.delenv("AUTOGRADER_COURSE", raising=False)
    monkeypatch.chdir(tmp_path)
    done = CliRunner().invoke(main, ["check", "--lang", "es"])
    assert done.exit_code == 3
    assert "falta o está dañado" in done.stdout
    assert "Descomprime otra vez los ejercicios" in done.stdout


def test_the_notebook_is_the_starter_and_is_built_the_same_twice(
    handout: Path, course: Path
) -> None:
    path = handout / "toy/toy.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = "\n".join(cell.source for cell in notebook.cells if cell.cell_type == "code")
    assert "def double(x: Tensor) -> Tensor:" in code
    assert "from torch import Tensor" in code
    assert 'grader.check("toy")' in code
    again = starter_notebook(Topic(course / "assignments/toy", course))
    assert nbformat.writes(again) + "\n" == path.read_text(encoding="utf-8")


def test_a_handout_in_spanish_has_its_starter_and_notebook_in_spanish(
    handout: Path, course: Path, tmp_path: Path
) -> None:
    topic = Topic(course / "assignments/toy", course)
    build_topic(topic, tmp_path / "toy", "es")
    english, spanish = handout / "toy", tmp_path / "toy"
    assert {path.name for path in spanish.iterdir()} == {path.name for path in english.iterdir()}
    assert (spanish / "toy.py").read_text() == topic.starter_in("es").read_text()
    assert "Devuelve el doble" in (spanish / "toy.py").read_text()
    notebook = nbformat.read(spanish / "toy.ipynb", as_version=4)
    assert notebook.cells[0].source == (spanish / "README.es.md").read_text()
    assert 'open_grader("toy.ipynb", "es")' in notebook.cells[1].source
    text = "\n".join(cell.source for cell in notebook.cells)
    assert "Devuelve el doble" in text
    for path in (english / "toy.py", english / "toy.ipynb"):
        assert "doble" not in path.read_text(), "one language, and not both in one file"


def test_a_topic_without_its_spanish_starter_is_not_handed_out(
    course: Path, tmp_path: Path
) -> None:
    root = tmp_path / "course"
    shutil.copytree(course, root)
    (root / "assignments/toy/toy.es.py").unlink()
    with pytest.raises(TopicError, match=r"toy\.es\.py is missing"):
        build_topic(Topic(root / "assignments/toy", root), tmp_path / "out")


def test_a_reference_that_does_not_pass_is_not_handed_out(course: Path, tmp_path: Path) -> None:
    root = tmp_path / "course"
    shutil.copytree(course, root)
    (root / "solutions/toy/reference.py").write_text("def double(x): return x.twice()")
    with pytest.raises(TopicError, match="does not pass the public check test_values"):
        build_topic(Topic(root / "assignments/toy", root), tmp_path / "out")


def test_a_folder_that_is_not_empty_is_left_alone(course: Path, tmp_path: Path) -> None:
    (tmp_path / "mine").touch()
    with pytest.raises(TopicError, match="not empty"):
        build_handout([Topic(course / "assignments/toy", course)], tmp_path)
    assert [path.name for path in tmp_path.iterdir()] == ["mine"]


def test_a_handout_can_not_be_built_from_a_handout(handout: Path, tmp_path: Path) -> None:
    with pytest.raises(TopicError, match="from a course"):
        build_handout([Topic(handout / "toy", None)], tmp_path / "out")


def test_a_wrong_answer_that_gave_itself_away_is_not_trained_for_a_handout(
    tmp_path: Path, host: Host
) -> None:
    root = tmp_path / "course"
    finished_topic(root)
    (root / "assignments/toy/checks/test_toy.py").write_text(
        "import numpy as np\n"
        "from autograder.judge.suite import check, expect_below\n\n\n"
        '@check("double", es="x")\n'
        "def test_values(student):\n"
        '    """values"""\n'
        "    student.double(np.ones(2)).matches_reference()\n\n\n"
        '@check("double", es="x", retries=1)\n'
        "def test_training(student):\n"
        '    """trains"""\n'
        "    student.double(np.ones(3))\n"
        "    expect_below(student.double(np.ones(4)).array()[0], 2.5)\n"
    )
    wrong = {
        "early": "def double(x): return 3 * x",
        "late": "def double(x): return 2 * x if len(x) == 2 else 4 * x",
    }
    folder = root / "solutions/toy/wrong"
    for path in folder.iterdir():
        path.unlink()
    for name, text in wrong.items():
        hint = Text(en=name, es=name)
        (folder / f"{name}.py").write_text(header("test_values", "wrong_value", hint) + text)
    out = tmp_path / "toy"
    build_topic(Topic(root / "assignments/toy", root), out)

    def hints(text: str) -> list[str]:
        found = verdicts(Topic(out, None), host, text)
        return [verdict.hint.wrong if verdict.hint else "" for verdict in found]

    assert hints(wrong["early"]) == ["early", ""]
    assert hints(wrong["late"]) == ["", "late"]


def test_a_check_that_changes_what_it_handed_over_finds_its_answers_in_a_handout(
    tmp_path: Path, host: Host
) -> None:
    root = tmp_path / "course"
    finished_topic(root)
    (root / "assignments/toy/checks/test_toy.py").write_text(
        "import numpy as np\n"
        "from autograder.judge.suite import check\n\n\n"
        '@check("double", es="x")\n'
        "def test_values(student):\n"
        '    """values"""\n'
        "    x = np.ones(3)\n"
        "    student.double(x).matches_reference()\n"
        "    x[0] = 5\n"
        "    student.double(x).matches_reference()\n"
    )
    out = tmp_path / "toy"
    build_topic(Topic(root / "assignments/toy", root), out)

    (values,) = verdicts(Topic(out, None), host, "def double(x): return 2 * x")

    assert values.passed, values.detail


def test_a_training_that_is_tried_again_finds_its_answers_in_a_handout(
    tmp_path: Path, host: Host
) -> None:
    root = tmp_path / "course"
    finished_topic(root)
    (root / "assignments/toy/checks/test_toy.py").write_text(
        "from autograder.judge.suite import check, expect_below\n\n\n"
        '@check("double", es="x")\n'
        "def test_values(student, rng):\n"
        '    """values"""\n'
        "    student.double(rng.normal(size=2)).matches_form()\n\n\n"
        '@check("double", es="x", retries=2, after=test_values)\n'
        "def test_training(student, rng):\n"
        '    """trains"""\n'
        "    x = rng.normal(size=3)\n"
        "    doubled = student.double(x)\n"
        "    doubled.matches_form()\n"
        "    expect_below(abs(doubled.array() - 2 * x).max(), 1e-6)\n"
    )
    out = tmp_path / "toy"
    build_topic(Topic(root / "assignments/toy", root), out)

    values, training = verdicts(Topic(out, None), host, "def double(x): return 3 * x")

    assert values.passed
    assert (training.kind, training.attempts) == (Kind.DID_NOT_CONVERGE, 3), training.detail


def test_the_band_in_which_right_training_curves_lie_is_frozen_into_a_handout(
    tmp_path: Path, host: Host
) -> None:
    root = tmp_path / "course"
    finished_topic(root)
    (root / "assignments/toy/checks/test_toy.py").write_text(
        "import numpy as np\n"
        "from autograder.judge.suite import check, expect_below\n\n\n"
        '@check("double", es="entrena")\n'
        "def test_training(student):\n"
        '    """trains"""\n'
        "    last = student.double(np.ones(1)).array()[0]\n"
        "    expect_below(last, 2.5, curve=[4.0, last, last])\n"
    )
    (root / "solutions/toy/alternatives/sum.py").write_text("def double(x): return 1.5 * x")
    out = tmp_path / "toy"
    build_topic(Topic(root / "assignments/toy", root), out)
    judge = public_judge(Topic(out, None), host)
    try:
        failed = judge.judge(source("def double(x): return 3 * x"), SEED)[0].curve
        passed = judge.judge(source("def double(x): return 2 * x"), SEED)[0].curve
    finally:
        judge.session.close()
    assert failed is not None
    assert failed.values == (4.0, 3.0, 3.0)
    assert (failed.band_low, failed.band_high) == ((4.0, 1.5, 1.5), (4.0, 2.0, 2.0))
    assert passed is not None
    assert passed.final == 2.0


def test_a_new_topic_is_a_draft_which_is_not_handed_out(tmp_path: Path) -> None:
    new_topic("toy", tmp_path)
    topic = Topic(tmp_path / "assignments/toy", tmp_path)
    assert topic.assignment.draft
    with pytest.raises(TopicError, match="toy is a draft"):
        build_handout([topic], tmp_path / "handout")
    assert not (tmp_path / "handout").exists()
