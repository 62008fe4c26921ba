"""Answers that nobody wrote a suite for: whether right ones are right, and wrong ones caught.

Each file of a folder says in its first line what it is: `# RIGHT: …`, or
`# WRONG: … Must lose points in: EXERCISE`.
"""

import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import msgspec

from autograder.collect import read_source
from autograder.judge.session import JudgeSession
from autograder.model.record import Verdict
from autograder.model.submission import File, Submission
from autograder.model.topic import Topic, TopicError

FIRST_LINE = re.compile(
    r"#\s*(?P<what>RIGHT|WRONG):\s*(?P<why>.*?)(?:\s*Must lose points in:\s*(?P<where>\w+).?)?\s*$"
)
SEEDS = 3  # under which a right answer has to be right


class Answer(msgspec.Struct, frozen=True, kw_only=True):
    """One answer: `where` is the exercise in which it must lose points, "" for a right one."""

    name: str
    why: str
    where: str
    text: str


class Outcome(msgspec.Struct, frozen=True, kw_only=True):
    """What became of an answer: the checks that it failed, with their exercises, under the first
    seed that it failed one, and the hints that were shown. `ok` is whether that is as it should
    be: no check for a right answer, one of its own exercise for a wrong one."""

    name: str
    where: str
    ok: bool
    failed: tuple[tuple[str, str], ...] = ()
    hints: tuple[str, ...] = ()
    flagged: bool = False  # whether the teacher is told that it uses what is forbidden

    @property
    def found(self) -> str:
        """In a few words."""
        if not self.failed:
            return "full marks" + (", flagged for the teacher" if self.flagged else "")
        exercises = sorted({exercise for _, exercise in self.failed})
        said = f"loses points in {', '.join(exercises)} ({self.failed[0][0]})"
        return said + (f", hint: {', '.join(self.hints)}" if self.hints else "")


def answers_in(folder: Path, topic: Topic) -> list[Answer]:
    """The answers in a folder. Raises TopicError for a first line that does not say what it is."""
    found = []
    for path in sorted(folder.glob("*.py")):
        text = path.read_text(encoding="utf-8")
        match = FIRST_LINE.match(text.partition("\n")[0])
        if match is None or (match["what"] == "WRONG") != bool(match["where"]):
            raise TopicError(
                f"{path}: the first line says what it is, `# RIGHT: …` or"
                " `# WRONG: … Must lose points in: EXERCISE`"
            )
        if match["where"]:
            topic.exercise(match["where"])
        answer = Answer(name=path.stem, why=match["why"], where=match["where"] or "", text=text)
        found.append(answer)
    if not found:
        raise TopicError(f"{folder} holds no answers (*.py)")
    return found


def outcomes(
    session: JudgeSession, answers: Sequence[Answer], seeds: Sequence[int]
) -> Iterator[Outcome]:
    """What becomes of each answer, put to the hidden suite as a student's file is: a right one
    under every seed, a wrong one under the first, and of its trainings only its own exercise's."""
    assignment = session.topic.assignment
    checks = session.checks
    for answer in answers:
        file = File(path=assignment.file, data=answer.text.encode())
        source = read_source(Submission(id=answer.name, files=(file,)), assignment)
        if source.problem is not None:
            raise TopicError(f"{answer.name} can't be read: {source.problem.kind}")
        only = None
        if answer.where:
            only = frozenset(
                name
                for name, (info, _, _) in checks.items()
                if not info.retries or info.exercise == answer.where
            )
        verdicts: list[Verdict] = []
        for seed in seeds if not answer.where else seeds[:1]:
            verdicts = session.judge(source, seed, only=only)
            if any(not verdict.passed for verdict in verdicts):
                break
        failed = tuple((v.check, v.exercise) for v in verdicts if not v.passed)
        hit = any(exercise == answer.where for _, exercise in failed)
        yield Outcome(
            name=answer.name,
            where=answer.where,
            ok=hit if answer.where else not failed,
            failed=failed,
            hints=tuple(sorted({v.hint.wrong for v in verdicts if v.hint})),
            flagged=bool(source.uses),
        )
