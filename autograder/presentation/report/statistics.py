"""What a class tells about itself and about the suite: numbers and who, no words."""

import math
from collections.abc import Sequence
from dataclasses import dataclass, field
from statistics import fmean, pstdev

from autograder.model.record import Kind, Record, Text, Verdict

FEWEST = 10  # submissions, below which how a check discriminates is noise
EXTREME_SHARE = 0.27  # of the class, at either end (Kelley 1939)


@dataclass
class CheckStatistics:
    """How a class did at one check.

    `failed` maps each kind of failure to the submissions, most frequent kind first. `difficulty` is
    the share that passes, of those that were judged. `discrimination` is the correlation of passing
    with the points of all other checks (point-biserial, corrected for the check's own points), and
    `upper_lower` the share that passes among the best 27 % minus that among the worst 27 %; None
    where everybody or nobody passes, or the class is too small.
    """

    check: str
    exercise: str
    title: Text
    points: float
    passed: int = 0
    judged: int = 0
    failed: dict[Kind, list[str]] = field(default_factory=dict)
    discrimination: float | None = None
    upper_lower: float | None = None

    @property
    def difficulty(self) -> float:
        """The share that passes."""
        return self.passed / self.judged if self.judged else 0.0


@dataclass
class Misconception:
    """A wrong answer that submissions turned out to be: its name, its hint, and whose they are."""

    wrong: str
    hint: Text
    exercise: str
    holders: list[str]


def check_statistics(records: Sequence[Record]) -> list[CheckStatistics]:
    """The statistics of every check, in the order of the suite."""
    found: dict[str, CheckStatistics] = {}
    outcomes: dict[str, list[tuple[bool, float]]] = {}
    for record in records:
        total = sum(verdict.points for verdict in record.verdicts)
        for verdict in record.verdicts:
            statistics = found.setdefault(verdict.check, _begin(verdict))
            if verdict.outcome == "ungraded":  # ours, and no sign of what the student can do
                continue
            statistics.judged += 1
            statistics.passed += verdict.passed
            if not verdict.passed and verdict.kind is not None:
                statistics.failed.setdefault(verdict.kind, []).append(record.submission)
            if record.status == "graded":
                outcome = (verdict.passed, total - verdict.points)
                outcomes.setdefault(verdict.check, []).append(outcome)
    for statistics in found.values():
        kinds = sorted(statistics.failed.items(), key=lambda item: -len(item[1]))
        statistics.failed = dict(kinds)
        graded = outcomes.get(statistics.check, [])
        if len(graded) >= FEWEST:
            statistics.discrimination = point_biserial(graded)
            statistics.upper_lower = upper_lower(graded)
    return list(found.values())


def _begin(verdict: Verdict) -> CheckStatistics:
    return CheckStatistics(verdict.check, verdict.exercise, verdict.title, verdict.max_points)


def point_biserial(outcomes: Sequence[tuple[bool, float]]) -> float | None:
    """The correlation of passing with a score, from pairs of both; None where one is constant."""
    scores = [score for _, score in outcomes]
    share = fmean(passed for passed, _ in outcomes)
    spread = pstdev(scores)
    if share in (0.0, 1.0) or math.isclose(spread, 0.0):
        return None
    among_passed = fmean(score for passed, score in outcomes if passed)
    return (among_passed - fmean(scores)) / spread * math.sqrt(share / (1 - share))


def upper_lower(outcomes: Sequence[tuple[bool, float]]) -> float | None:
    """The share that passes among the best by score, minus that among the worst.

    Who ties with the last of either end belongs to it, so that no order decides.
    """
    if len({passed for passed, _ in outcomes}) == 1:
        return None
    scores = sorted(score for _, score in outcomes)
    count = max(1, round(EXTREME_SHARE * len(scores)))
    low, high = scores[count - 1], scores[-count]
    if low >= high:
        return None
    upper = fmean(passed for passed, score in outcomes if score >= high)
    return upper - fmean(passed for passed, score in outcomes if score <= low)


def misconceptions(records: Sequence[Record]) -> list[Misconception]:
    """Those that were diagnosed, each submission counted once, most frequent first."""
    found: dict[str, Misconception] = {}
    for record in records:
        for verdict in record.verdicts:
            if verdict.hint is None:
                continue
            wrong = verdict.hint.wrong
            begun = Misconception(wrong, verdict.hint.text, verdict.exercise, [])
            holders = found.setdefault(wrong, begun).holders
            if record.submission not in holders:
                holders.append(record.submission)
    return sorted(found.values(), key=lambda each: (-len(each.holders), each.wrong))
