"""A proof that is stored: it comes from the run, and holds for what it was run on."""

import random
import shutil
from pathlib import Path

import msgspec
import pytest
from click.testing import CliRunner

from autograder.authoring.new import new_topic
from autograder.authoring.proof import Proof, spot_check, stored_proof
from autograder.cli import main
from autograder.execution.forked import Host
from autograder.judge.digests import PROOF, digests
from autograder.model.topic import TopicError
from tests.framework.conftest import Course


def prove(course: Course, monkeypatch: pytest.MonkeyPatch) -> str:
    monkeypatch.setenv("AUTOGRADER_COURSE", str(course.root))
    done = CliRunner().invoke(main, ["verify", "toy", "--prove", "--workers", "1"])
    return done.output


@pytest.fixture(scope="module")
def proven_once(tmp_path_factory: pytest.TempPathFactory, host: Host) -> Course:
    root = tmp_path_factory.mktemp("proven")
    new_topic("toy", root)
    course = Course(root, host)
    with pytest.MonkeyPatch.context() as monkeypatch:
        output = prove(course, monkeypatch)
    assert (root / "solutions/toy" / PROOF).exists(), output
    return course


@pytest.fixture
def proven(proven_once: Course, tmp_path: Path) -> Course:
    root = tmp_path / "course"
    shutil.copytree(proven_once.root, root)
    return Course(root, proven_once.pool)


def test_a_proof_holds_until_something_it_rests_on_changes(proven: Course) -> None:
    proof = stored_proof(proven.topic)
    assert proof is not None
    assert proof.mutants.survive == 0
    assert {"starter/starter", "right/reference"} < proof.answers.keys()
    for path in (
        *("assignments/toy/toy.py", "assignments/toy/assignment.toml", "assignments/toy/README.md"),
        *("solutions/toy/reference.py", "tests/hidden/toy/test_toy.py"),
        *(str(each) for each in (proven.root / "solutions/toy/wrong").glob("*.py")),
    ):
        file = proven.root / path
        before = file.read_bytes()
        file.write_bytes(before + b"\n# changed\n")
        assert stored_proof(proven.topic) is None, path
        file.write_bytes(before)
    assert stored_proof(proven.topic) == proof


def test_neither_proof_nor_grade_depends_on_the_place_in_the_course(proven: Course) -> None:
    proof, suite = stored_proof(proven.topic), digests(proven.topic)
    path = proven.root / "assignments/toy/assignment.toml"
    draft, place = '"toy.py"\n', '"toy.py"\n\n[course]\npart = "more"\nnumber = 3\nhours = 2.5\n'
    text = path.read_text()
    path.write_text(text.partition("\n")[2].replace(draft, place))
    assert text.startswith("draft = true")
    assert proven.topic.assignment.course is not None
    assert not proven.topic.assignment.draft
    assert (stored_proof(proven.topic), digests(proven.topic)) == (proof, suite)


def test_a_new_proof_makes_mutants_anew_only_where_one_could_fare_otherwise(
    proven: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    public = proven.root / "assignments/toy/checks/test_toy.py"
    public.write_text(public.read_text() + "\n# changed\n")
    assert stored_proof(proven.topic) is None
    output = prove(proven, monkeypatch)
    assert "mutants: as in the stored proof" in output
    assert stored_proof(proven.topic) is not None
    hidden = proven.root / "tests/hidden/toy/test_toy.py"
    hidden.write_text(hidden.read_text() + "\n# changed\n")
    output = prove(proven, monkeypatch)
    assert "mutants: as in the stored proof" not in output
    assert " made, " in output
    assert stored_proof(proven.topic) is not None


def test_a_spot_check_finds_a_proof_that_no_run_gave(proven: Course) -> None:
    proof = stored_proof(proven.topic)
    assert proof is not None
    assert all(finding.ok for finding in spot_check(proven.topic, proof, random.Random(1)))
    forged = dict.fromkeys(proof.answers, "0" * 16)
    findings = spot_check(
        proven.topic, msgspec.structs.replace(proof, answers=forged), random.Random(1)
    )
    assert {each.found for each in findings if each.part == "wrong"} == {
        "is judged otherwise than its proof says: as it should be"
    }


def test_a_topic_that_falls_short_gets_no_proof(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    course.reference("def double(x):\n    return 3 * x\n")
    assert "proof:" not in prove(course, monkeypatch)
    assert not (course.root / "solutions/toy" / PROOF).exists()


def test_a_file_that_is_no_proof_is_named(course: Course) -> None:
    (course.root / "solutions/toy" / PROOF).write_text("{}")
    with pytest.raises(TopicError, match=r"proof\.json.*--prove"):
        stored_proof(course.topic)


def test_no_grade_depends_on_a_proof(proven: Course) -> None:
    before = digests(proven.topic)
    path = proven.root / "solutions/toy" / PROOF
    proof = msgspec.json.decode(path.read_bytes(), type=Proof)
    path.write_bytes(msgspec.json.encode(msgspec.structs.replace(proof, rests_on="another")))
    assert digests(proven.topic) == before
