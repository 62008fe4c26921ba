"""What a whole run of `verify` found of a topic, stored: so that nothing is proven twice.

A proof names what it rests on, and holds as long as that has not changed. Of every course answer it
keeps a digest of its verdicts, which only the run gives: a spot check runs some of them again and
compares. The mutants are what takes longest, and rest on less: a new hint, wrong answer or public
check leaves them as they are, and a new proof takes them over.
"""

import hashlib
import random
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from autograder.authoring.mutation_testing import MutantCounts, equivalent_mutants
from autograder.authoring.verify import Finding, right_problem, starter_problem, wrong_problem
from autograder.execution.sandbox.isolation import choose
from autograder.judge import compare, suite
from autograder.judge.digests import PROOF as FILE
from autograder.judge.digests import contents, digest_of, passing_digest, suite_digest
from autograder.judge.judge import hidden_judge
from autograder.judge.oracle import source_of
from autograder.model import groups
from autograder.model.record import Verdict
from autograder.model.topic import Topic, TopicError

SEED = 20261123  # of the run that a proof is of
SAMPLE = 2  # wrong answers that a spot check looks at
# What says whether an answer passes, beside the kit, which counts in a suite's own digest.
JUDGING = (Path(compare.__file__), Path(suite.__file__), Path(groups.__file__))


class Proof(msgspec.Struct, frozen=True, kw_only=True):
    """`rests_on` is a digest of the topic's files and of what judges them; `answers` are digests of
    the verdicts on every course answer, by what it is ("wrong/no_reset_gate"), without trainings;
    `mutants` are those of the reference, and what became of them, which rests on
    `mutants_rest_on`."""

    rests_on: str
    mutants_rest_on: str
    mutants: MutantCounts
    answers: dict[str, str]


def rests_on(topic: Topic) -> str:
    """Changes when a file of the topic does, or one of those that say what passes; not when it is
    taken out of draft, or finds its place in the course."""
    folders = [topic.folder, *([topic.answers] if topic.answers else [])]
    paths = [path for each in folders for path in sorted(each.rglob("*")) if path.is_file()]
    paths = [path for path in paths if "__pycache__" not in path.parts]
    return digest_of(suite_digest(topic), *contents(paths), *contents(JUDGING))


def mutants_rest_on(topic: Topic) -> str:
    """Changes when something does by which a mutant of the reference lives or dies."""
    listed = [f"{name}: {why}" for name, why in sorted(equivalent_mutants(topic).items())]
    return digest_of(passing_digest(topic), *contents(JUDGING), *listed)


def of_verdicts(verdicts: Sequence[Verdict]) -> str:
    """A digest of what was found, check by check: not of how it was said, nor of what it cost."""
    found = [
        (each.check, each.outcome, each.kind, each.hint.wrong if each.hint else "")
        for each in verdicts
    ]
    return hashlib.sha256(msgspec.json.encode(found)).hexdigest()[:16]


def stored_proof(topic: Topic) -> Proof | None:
    """The proof that is stored of a topic; None where there is none that still holds. Raises
    TopicError where the file is none of ours."""
    proof = _stored(topic)
    return proof if proof is not None and proof.rests_on == rests_on(topic) else None


def stored_mutants(topic: Topic) -> MutantCounts | None:
    """What became of the mutants by the stored proof, where that still holds for them. Raises
    TopicError like `stored_proof`."""
    proof = _stored(topic)
    return proof.mutants if proof and proof.mutants_rest_on == mutants_rest_on(topic) else None


def _stored(topic: Topic) -> Proof | None:
    assert topic.solutions is not None
    path = topic.solutions / FILE
    if not path.exists():
        return None
    try:
        return msgspec.json.decode(path.read_bytes(), type=Proof)
    except msgspec.DecodeError as error:
        raise TopicError(
            f"{path}: {error}; `autograder verify {topic.name} --prove` writes it anew"
        ) from None


def store_proof(topic: Topic, mutants: MutantCounts) -> Path:
    """Runs every course answer once more, without trainings, and stores what was found, for a topic
    of which everything else has just been found to be as it should be. Returns the file."""
    assert topic.solutions is not None
    names = [*topic.wrong_answers]
    answers = {subject: of_verdicts(found) for subject, found in _verdicts(topic, names)}
    proof = Proof(
        rests_on=rests_on(topic),
        mutants_rest_on=mutants_rest_on(topic),
        mutants=mutants,
        answers=answers,
    )
    path = topic.solutions / FILE
    path.write_bytes(msgspec.json.format(msgspec.json.encode(proof), indent=1) + b"\n")
    return path


def spot_check(topic: Topic, proof: Proof, draw: random.Random) -> Iterator[Finding]:
    """The starter, the reference and a few wrong answers, which `draw` chooses, looked at again
    for a topic whose proof holds: each must be what the proof says it is."""
    names = sorted(topic.wrong_answers)
    names = draw.sample(names, min(SAMPLE, len(names)))
    for subject, verdicts in _verdicts(topic, names):
        part, _, name = subject.partition("/")
        if part == "starter":
            problem = starter_problem(verdicts)
        elif part == "right":
            problem = right_problem(verdicts)
        elif proof.answers.get(subject) != of_verdicts(verdicts):
            problem = "is judged otherwise than its proof says"
            problem += f": {wrong_problem(topic, name, verdicts) or 'as it should be'}"
        else:
            problem = ""
        yield Finding(topic=topic.name, part=part, subject=name, ok=not problem, found=problem)


def _verdicts(topic: Topic, names: Sequence[str]) -> Iterator[tuple[str, list[Verdict]]]:
    """What the hidden suite finds, without trainings, of the starter, the reference and the wrong
    answers of these names; of those up to their first failure."""
    assert topic.solutions is not None
    file = topic.assignment.file
    judge = hidden_judge(topic, choose())
    try:
        checks = judge.session.checks
        quick = frozenset(name for name, (info, _, _) in checks.items() if not info.retries)
        for subject, path in (
            ("starter/starter", topic.starter),
            ("right/reference", topic.solutions / "reference.py"),
        ):
            source = source_of(path.read_text(encoding="utf-8"), file)
            yield subject, judge.session.judge(source, SEED, only=quick)
        for name in names:
            source = source_of(topic.wrong_answers[name].text, file)
            found = judge.session.judge(source, SEED, only=quick, first_failure="diagnosed")
            yield f"wrong/{name}", found
    finally:
        judge.close()
