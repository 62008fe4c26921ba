"""Thresholds of training checks: measured over many seeds, stored with their margins, held to them.

For each check that calls `expect_below`: what the reference and the alternatives reach, what the
wrong answers that it is there to catch reach, and how probable it is that a right answer fails.
"""

import math
import tempfile
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from autograder.grade import run_submissions
from autograder.record import Kind, Record
from autograder.submission import File, Submission
from autograder.topic import Topic, TopicError
from autograder.verify import Finding

SEEDS = 20
SEEDS_HELD = 3  # how many plain `verify` tries
GOAL = 1e-5  # the probability that a right answer fails, retries counted


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What the answers of one kind reached at one check, over all seeds."""

    best: float
    median: float
    worst: float
    runs: int


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """One training check: its limit, what right and wrong answers reach, and the margins.

    `margin_right` is limit ÷ worst right result, `margin_wrong` is best wrong result ÷ limit.
    `probability` estimates how often a right answer fails, retries counted.
    """

    limit: float
    right: Measured
    wrong: dict[str, Measured]
    margin_right: float
    margin_wrong: float | None
    retries: int
    probability: float


def path_of(topic: Topic) -> Path:
    """Where a topic's calibration is stored."""
    assert topic.hidden is not None
    return topic.hidden / "calibration.json"


def load_calibration(topic: Topic) -> dict[str, Calibration]:
    """What is stored, by check. Raises TopicError."""
    path = path_of(topic)
    if not path.exists():
        return {}
    try:
        return msgspec.json.decode(path.read_bytes(), type=dict[str, Calibration])
    except msgspec.DecodeError as error:
        raise TopicError(f"{path}: {error}; {_remedy(topic)}") from None


def _remedy(topic: Topic) -> str:
    return f"run `autograder verify --calibrate {topic.name}`"


def calibrate_topic(
    topic: Topic,
    *,
    workers: int,
    isolation: str | None = None,
    seeds: int = SEEDS,
    tell: Callable[[str], None] = lambda line: None,
) -> dict[str, Calibration]:
    """Measures every training check of a topic and stores the result."""
    measure = _Measure(topic, workers, isolation)
    right = _answers(topic, ("reference.py", "alternatives/*.py"))
    wrong = _answers(topic, ("wrong/*.py",))
    first = measure(right[:1], [1], ())
    checks = tuple(sorted({check for _, check, _, _ in first.metrics}))
    found: dict[str, Calibration] = {}
    if checks:
        caught = measure(wrong, [1], checks).failed
        tell(f"  {len(right)} right answers, {len(caught)} wrong ones, {seeds} seeds")
        wanted = [answer for answer in wrong if answer.id in caught]
        results = measure([*right, *wanted], list(range(1, seeds + 1)), checks)
        for check in checks:
            found[check] = _calibration(check, results, {each.id for each in right})
            each = found[check]
            tell(
                f"  {check}: right ≤ {each.right.worst:.4g} < limit {each.limit:.4g}"
                f" (×{each.margin_right:.1f}), wrong ≥ limit ×{each.margin_wrong or math.inf:.1f},"
                f" P(right fails) {each.probability:.1g}"
            )
    encoded = msgspec.json.format(msgspec.json.encode(found, order="sorted"), indent=1)
    path_of(topic).write_bytes(encoded + b"\n")
    return found


def calibration_findings(
    topic: Topic, *, workers: int, isolation: str | None = None
) -> Iterator[Finding]:
    """Whether what is stored still holds: the same checks and limits, margins on both sides, and
    the reference within what it reached, on seeds that were not measured."""

    def report(check: str, problem: str) -> Finding:
        return Finding(
            topic=topic.name, part="calibration", subject=check, ok=not problem, found=problem
        )

    stored = load_calibration(topic)
    if not stored:
        return  # nothing was claimed yet
    reference = _answers(topic, ("reference.py",))
    measure = _Measure(topic, workers, isolation)
    seeds = [10_000 + number for number in range(SEEDS_HELD)]
    first = measure(reference, seeds[:1], ())
    checks = tuple(sorted({check for _, check, _, _ in first.metrics}))
    more = measure(reference, seeds[1:], checks) if checks else first
    for check in sorted({*checks, *stored}):
        kept = stored.get(check)
        if kept is None:
            yield report(check, f"is not calibrated: {_remedy(topic)}")
            continue
        seen = [each for each in (*first.metrics, *more.metrics) if each[1] == check]
        yield report(check, _held(kept, [(metric, limit) for _, _, metric, limit in seen]))


def _held(kept: Calibration, seen: Sequence[tuple[float, float]]) -> str:
    if not seen:
        return "is calibrated, but there is no such training check"
    if any(limit != kept.limit for _, limit in seen):
        return f"has the limit {seen[0][1]:g} now, and was calibrated for {kept.limit:g}"
    if kept.margin_right < 1.25 or (kept.margin_wrong or math.inf) < 1.25:
        return f"has margins of ×{kept.margin_right:.2f} and ×{kept.margin_wrong or math.inf:.2f}"
    if kept.probability > GOAL:
        return f"fails a right answer with probability {kept.probability:.1g}, the goal is {GOAL:g}"
    worst = max(metric for metric, _ in seen)
    if worst > kept.limit:
        return f"the reference reaches {worst:.4g}, the limit is {kept.limit:g}"
    return ""


class _Results:
    """What was measured: (answer, check, metric, limit) of each run, and who failed what."""

    def __init__(self) -> None:
        self.metrics: list[tuple[str, str, float, float]] = []
        self.failed: set[str] = set()
        self.retries: dict[str, int] = {}


class _Measure:
    def __init__(self, topic: Topic, workers: int, isolation: str | None) -> None:
        self.topic = topic
        self.workers = workers
        self.isolation = isolation

    def __call__(
        self, answers: Sequence[Submission], seeds: Sequence[int], checks: tuple[str, ...]
    ) -> _Results:
        results = _Results()
        with tempfile.TemporaryDirectory() as folder:
            for record in run_submissions(
                self.topic,
                answers,
                workers=self.workers,
                seeds=seeds,
                answers=Path(folder),
                isolation=self.isolation,
                only=checks,
                retry=False,
            ):
                _add(results, record)
        return results


def _add(results: _Results, record: Record) -> None:
    if record.status != "graded":
        raise TopicError(f"{record.submission} could not be measured: {record.status}")
    for verdict in record.verdicts:
        if verdict.kind == Kind.DID_NOT_CONVERGE:
            results.failed.add(record.submission)
        if verdict.metric_limit is not None:
            metric = math.inf if verdict.metric is None else verdict.metric
            results.metrics.append((record.submission, verdict.check, metric, verdict.metric_limit))
            results.retries[verdict.check] = verdict.retries


def _answers(topic: Topic, patterns: Sequence[str]) -> list[Submission]:
    assert topic.solutions is not None
    paths = [path for pattern in patterns for path in sorted(topic.solutions.glob(pattern))]
    file = topic.assignment.file
    return [
        Submission(id=path.stem, files=(File(path=file, data=path.read_bytes()),)) for path in paths
    ]


def _calibration(check: str, results: _Results, right: set[str]) -> Calibration:
    own = [each for each in results.metrics if each[1] == check]
    limit = own[0][3]
    good = [metric for name, _, metric, _ in own if name in right]
    wrong: dict[str, list[float]] = {}
    for name, _, metric, _ in own:
        if name not in right:
            wrong.setdefault(name, []).append(metric)
    # A wrong answer that passes this check is another check's to catch.
    caught = {name: _measured(found) for name, found in wrong.items() if np.median(found) > limit}
    finite = [each.best for each in caught.values() if math.isfinite(each.best)]
    retries = results.retries[check]
    return Calibration(
        limit=limit,
        right=_measured(good),
        wrong=caught,
        margin_right=round(limit / max(good), 3),
        margin_wrong=round(min(finite) / limit, 3) if finite else None,
        retries=retries,
        probability=probability_of_failure(good, limit) ** (retries + 1),
    )


def _measured(found: Sequence[float]) -> Measured:
    values = np.minimum(np.asarray(found), np.finfo(np.float64).max)
    return Measured(
        best=float(values.min()),
        median=float(np.median(values)),
        worst=float(values.max()),
        runs=len(found),
    )


def probability_of_failure(metrics: Sequence[float], limit: float) -> float:
    """The probability that another right run ends above `limit`.

    The logarithms of the metrics are taken for normal with unknown mean and variance, so that the
    next one follows Student's t with n - 1 degrees of freedom, whose tail is the honest one for
    few runs (Gelman et al., Bayesian Data Analysis, section 3.2).
    """
    logs = np.log(np.maximum(np.asarray(metrics, dtype=np.float64), 1e-300))
    n = len(logs)
    if n < 3 or not np.isfinite(logs).all():
        return 1.0
    deviation = max(float(logs.std(ddof=1)), 1e-6)
    t = (math.log(limit) - float(logs.mean())) / (deviation * math.sqrt(1 + 1 / n))
    return _t_tail(t, n - 1)


def _t_tail(t: float, degrees: int) -> float:
    """P(T > t) of Student's t, by the substitution x = tan(angle) and the midpoint rule."""
    angles = np.linspace(math.atan(t / math.sqrt(degrees)), math.pi / 2, 20_001)
    middle = (angles[1:] + angles[:-1]) / 2
    integral = float((np.cos(middle) ** (degrees - 1)).sum() * (angles[1] - angles[0]))
    log_constant = math.lgamma((degrees + 1) / 2) - math.lgamma(degrees / 2)
    return integral * math.exp(log_constant) / math.sqrt(math.pi)
