"""How far a student is: of one topic or of all, for people and for programs."""

import contextlib
from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Literal

import msgspec

from autograder.model.record import Verdict
from autograder.presentation.messages import Translator
from autograder.presentation.sentences import problem_sentence
from autograder.presentation.terminal.check import failure_block
from autograder.selfcheck.check import SelfCheck
from autograder.selfcheck.work import Work, is_as_given, missing_verdicts

if TYPE_CHECKING:  # what runs comes when something is run
    from autograder.execution.workers import WorkerPool

State = Literal["done", "begun", "to_do", "unreadable"]


class Standing(msgspec.Struct, frozen=True, kw_only=True):
    """What the public checks say of one topic; points are those that they stand for, and no grade.
    `texts` has by check what is said of a failure."""

    topic: str
    file: str
    state: State
    passed: int = 0
    checks: int = 0
    points: float = 0.0
    max_points: float = 0.0
    problem: str = ""
    verdicts: tuple[Verdict, ...] = ()
    texts: dict[str, str] = {}


def standings(works: Iterable[Work], t: Translator) -> Iterator[Standing]:
    """How far each topic is, one after the other. What is as it was handed out is not run; topics
    that refuse the same calls share their processes, since torch takes longest to load."""
    pools: dict[tuple[str, ...], WorkerPool] = {}
    with contextlib.ExitStack() as stack:
        for work in works:
            if not work.path.is_file() or is_as_given(work.topic, work.path):
                yield Standing(topic=work.topic.name, file=work.path.name, state="to_do")
                continue
            forbidden = tuple(work.topic.assignment.forbidden.calls)
            if forbidden not in pools:
                from autograder.execution.unconfined import self_check_pool

                pools[forbidden] = self_check_pool(forbidden)
                stack.callback(pools[forbidden].close)
            with contextlib.closing(SelfCheck(work, pool=pools[forbidden])) as check:
                yield standing(check, t)


def standing(check: SelfCheck, t: Translator) -> Standing:
    """How far one topic is, or one exercise of it, in the file as it is now."""
    source = check.read()
    topic, file = check.topic.name, check.path.name
    if source.problem is not None:
        told = problem_sentence(source.problem, t)
        return Standing(topic=topic, file=file, state="unreadable", problem=told)
    verdicts = check.judge(source, lambda verdict: None)
    known = {verdict.function for verdict in verdicts if not verdict.passed}
    early = missing_verdicts(source, check.topic, check.exercise)
    verdicts = [*(each for each in early if each.function not in known), *verdicts]
    done = all(verdict.passed for verdict in verdicts)
    return Standing(
        topic=topic,
        file=file,
        state="done" if done else "begun",
        passed=sum(verdict.passed for verdict in verdicts),
        checks=len(verdicts),
        points=round(sum(verdict.points for verdict in verdicts), 6),
        max_points=round(sum(verdict.max_points for verdict in verdicts), 6),
        verdicts=tuple(map(_without_script, verdicts)),
        texts={
            verdict.check: "\n".join(line.plain for line in failure_block(verdict, t))
            for verdict in verdicts
            if verdict.outcome in ("failed", "ungraded") and verdict.kind is not None
        },
    )


def as_json(found: Iterable[Standing]) -> str:
    """The same for an editor or a CI job."""
    return msgspec.json.format(msgspec.json.encode({"topics": list(found)}), indent=1).decode()


def _without_script(verdict: Verdict) -> Verdict:
    if verdict.detail is None:
        return verdict
    return msgspec.structs.replace(
        verdict, detail=msgspec.structs.replace(verdict.detail, script="")
    )
