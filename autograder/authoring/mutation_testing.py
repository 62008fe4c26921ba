"""Which mutants of a reference its suite lets live, and which of them may."""

from collections.abc import Iterable, Iterator, Sequence

import msgspec

from autograder.authoring.bench import Bench
from autograder.authoring.mutate import Mutant, mutants
from autograder.authoring.verify import Finding
from autograder.model.record import FirstFailure, Record
from autograder.model.submission import File, Submission
from autograder.model.topic import Topic, TopicError


class EquivalentMutant(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A mutant that no check can tell from the reference, and why, in `equivalent.toml`."""

    mutant: str
    reason: str


def equivalent_mutants(topic: Topic) -> dict[str, str]:
    """The reasons in `solutions/<topic>/equivalent.toml`, by mutant. Raises TopicError."""
    assert topic.solutions is not None
    path = topic.solutions / "equivalent.toml"
    if not path.exists():
        return {}
    try:
        listed = msgspec.toml.decode(path.read_bytes(), type=dict[str, list[EquivalentMutant]])
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise TopicError(f"{path}: {error}") from None
    return {each.mutant: each.reason for each in listed.get("mutants", [])}


class MutantResult(msgspec.Struct, frozen=True, kw_only=True):
    """What became of one mutant: the check and kind that killed it, or none.

    `training` says that nothing but a training check killed it; `equivalent` is the reason why it
    need not be killed.
    """

    topic: str
    mutant: str
    operator: str
    line: int
    check: str = ""
    kind: str = ""
    training: bool = False
    equivalent: str = ""


class _Suite:
    """The checks of a topic: those of values and gradients, by exercise, and the trainings."""

    def __init__(self, topic: Topic, records: Iterable[Record]) -> None:
        self.quick: dict[str, list[str]] = {}
        self.trainings: list[str] = []
        for record in records:
            if record.status != "graded":
                raise TopicError(f"the reference of {topic.name} can't be graded: {record.status}")
            for verdict in record.verdicts:
                if verdict.metric_limit is None:
                    self.quick.setdefault(verdict.exercise, []).append(verdict.check)
                else:
                    self.trainings.append(verdict.check)
        self._exercises = {
            name: exercise.name
            for exercise in topic.assignment.exercises
            for name in exercise.defines
        }

    def own(self, mutant: Mutant) -> str:
        """The exercise that a mutant is in, if it has checks but trainings; else ""."""
        exercise = self._exercises.get(mutant.function.partition(".")[0], "")
        return exercise if exercise in self.quick else ""


def mutate_topic(bench: Bench, *, seed: int) -> Iterator[MutantResult]:
    """Grades every mutant of the reference as far as its first failure; yields what came of it.

    First by the checks of the exercise that it is in, what is left by all the others, and what is
    left then by the trainings: these cost a hundred times the rest, and what they alone catch is
    caught by luck. Raises TopicError.
    """
    topic = bench.topic
    assert topic.solutions is not None
    text = (topic.solutions / "reference.py").read_text(encoding="utf-8")
    by_hand = [name for exercise in topic.assignment.exercises for name in exercise.by_hand]
    alive = {f"{number:05}": mutant for number, mutant in enumerate(mutants(text, by_hand))}
    reasons = equivalent_mutants(topic)

    def judged(texts: dict[str, str], only: Sequence[str] = ()) -> Iterator[Record]:
        submissions = [
            Submission(id=key, files=(File(path=topic.assignment.file, data=each.encode()),))
            for key, each in texts.items()
        ]
        first_failure: FirstFailure | None = "undiagnosed" if only else None
        return bench.graded(submissions, [seed], only=only, first_failure=first_failure)

    def killed(keys: Iterable[str], only: Sequence[str]) -> Iterator[MutantResult]:
        texts = {key: alive[key].text for key in keys}
        for record in judged(texts, only) if texts and only else ():
            last = record.verdicts[-1] if record.verdicts else None
            if last is not None and last.outcome != "failed":
                continue
            mutant = alive.pop(record.submission)
            yield MutantResult(
                topic=topic.name,
                mutant=mutant.name,
                operator=mutant.operator,
                line=mutant.line,
                check=last.check if last else "reading",
                kind=str(last.kind) if last else record.status,
                training=only is suite.trainings,
                equivalent=reasons.get(mutant.name, ""),
            )

    suite = _Suite(topic, judged({"reference": text}))
    for exercise, own in suite.quick.items():
        yield from killed([key for key in alive if suite.own(alive[key]) == exercise], own)
    yield from killed(alive, [check for own in suite.quick.values() for check in own])
    yield from killed(alive, suite.trainings)
    for mutant in alive.values():
        yield MutantResult(
            topic=topic.name,
            mutant=mutant.name,
            operator=mutant.operator,
            line=mutant.line,
            equivalent=reasons.get(mutant.name, ""),
        )


class MutantCounts(msgspec.Struct, frozen=True, kw_only=True):
    """How many mutants there are, and what became of them."""

    made: int
    killed: int
    killed_without_training: int
    equivalent: int
    survive: int


def count_mutants(results: Sequence[MutantResult]) -> MutantCounts:
    """The table of a topic's mutants in numbers."""
    killed = [result for result in results if result.check]
    equivalent = sum(not result.check and bool(result.equivalent) for result in results)
    return MutantCounts(
        made=len(results),
        killed=len(killed),
        killed_without_training=sum(not result.training for result in killed),
        equivalent=equivalent,
        survive=len(results) - len(killed) - equivalent,
    )


def mutant_findings(topic: Topic, results: Sequence[MutantResult]) -> Iterator[Finding]:
    """What the results say of the suite: survivors that are not listed, those that only a training
    kills, lists that are stale or give no reason, and the table in a line."""

    def report(subject: str, problem: str) -> Finding:
        return Finding(
            topic=topic.name, part="mutants", subject=subject, ok=not problem, found=problem
        )

    for result in results:
        where = f"line {result.line}, {result.operator}"
        if not result.check and not result.equivalent:
            yield report(result.mutant, f"survives ({where})")
        elif result.check and result.equivalent:
            yield report(
                result.mutant, f"is listed as equivalent, but {result.check} kills it ({where})"
            )
        elif result.training:
            yield report(result.mutant, f"only a training kills it, {result.check} ({where})")
    known = {result.mutant for result in results}
    for name, reason in equivalent_mutants(topic).items():
        if name not in known:
            yield report(name, "is listed as equivalent, but there is no such mutant")
        elif not reason.strip():
            yield report(name, "is listed as equivalent without a reason")
    counts = count_mutants(results)
    yield report(
        f"{counts.made} made, {counts.killed} killed"
        f" ({counts.killed - counts.killed_without_training} by training alone),"
        f" {counts.equivalent} equivalent, {counts.survive} survive",
        "",
    )
