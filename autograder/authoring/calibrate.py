"""Thresholds of training checks: measured over many seeds, stored with their margins, held to them.

For each check that calls `expect_below`: what the reference and the alternatives reach, what the
wrong answers that it is there to catch reach, and how probable it is that a right answer fails.
"""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path

import msgspec
import numpy as np

from autograder.authoring.bench import Bench
from autograder.authoring.verify import Finding, right_answers
from autograder.judge.oracle import StoredBand, band_of, stored_band
from autograder.model.record import Curve, FirstFailure, Record
from autograder.model.submission import File, Submission
from autograder.model.topic import Topic, TopicError

SEEDS = 20
SEEDS_HELD = 3  # how many plain `verify` tries
GOAL = 1e-5  # the probability that a right answer fails, retries counted
MARGIN = 1.25  # between the limit and the worst right result, and the best wrong one


class Measured(msgspec.Struct, frozen=True, kw_only=True):
    """What the answers of one kind reached at one check, over all seeds."""

    best: float
    median: float
    worst: float
    runs: int


class Calibration(msgspec.Struct, frozen=True, kw_only=True):
    """One training check: its limit, what right and wrong answers reach, and the margins.

    `margin_right` is limit ÷ worst right result, `margin_wrong` is best wrong result ÷ limit; None
    where every wrong run ended without a finite number. `probability` estimates how often a right
    answer fails, retries counted. `band` is where the training curves of right answers lie, for
    the picture beside a verdict; None where the check hands over no curve.
    """

    limit: float
    right: Measured
    wrong: dict[str, Measured]
    margin_right: float
    margin_wrong: float | None
    retries: int
    probability: float
    band: StoredBand | None = None


class Run(msgspec.Struct, frozen=True, kw_only=True):
    """One training check on one answer with one seed; a metric that is no number is infinite.

    `attempts` is how many trainings it took.
    """

    answer: str
    check: str
    seed: int
    metric: float
    limit: float
    retries: int
    attempts: int
    curve: Curve | None = None

    @property
    def passed(self) -> bool:
        """Whether the metric is within the limit."""
        return self.metric <= self.limit


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


def right_submissions(topic: Topic) -> list[Submission]:
    """The reference, then the alternatives."""
    paths = right_answers(topic)
    return [_answer(topic, path.stem, path.read_text(encoding="utf-8")) for path in paths]


def measure(
    bench: Bench,
    answers: Sequence[Submission],
    seeds: Sequence[int],
    *,
    checks: Iterable[str] = (),
    retry: bool = False,
) -> Iterator[Run]:
    """Puts answers of the course through its training checks; yields what each reached.

    `checks` are the names of those that are run: all of the suite, where there are none. Raises
    TopicError where an answer can't be graded.
    """
    for record in _records(bench, answers, seeds, checks, retry=retry):
        yield from _runs(record)


def _records(
    bench: Bench,
    answers: Sequence[Submission],
    seeds: Sequence[int],
    checks: Iterable[str] = (),
    *,
    retry: bool = False,
) -> Iterator[Record]:
    only = tuple(checks)
    # A diagnosis takes a training of each wrong answer of the check.
    first_failure: FirstFailure | None = "undiagnosed" if len(only) == 1 else None
    for record in bench.graded(answers, seeds, only=only, first_failure=first_failure, retry=retry):
        if record.status != "graded":
            raise TopicError(f"{record.submission} could not be measured: {record.status}")
        yield record


def _runs(record: Record) -> Iterator[Run]:
    for verdict in record.verdicts:
        if verdict.metric_limit is not None:
            yield Run(
                answer=record.submission,
                check=verdict.check,
                seed=record.seed or 0,
                metric=math.inf if verdict.metric is None else verdict.metric,
                limit=verdict.metric_limit,
                retries=verdict.retries,
                attempts=verdict.attempts,
                curve=verdict.curve,
            )


def calibrate_topic(
    bench: Bench, *, seeds: int = SEEDS, tell: Callable[[str], None] = lambda line: None
) -> dict[str, Calibration]:
    """Measures every training check of a bench's topic and stores the result. Raises TopicError."""
    topic = bench.topic

    def measured(answers: Sequence[Submission], seeds: Sequence[int], check: str) -> list[Run]:
        return list(measure(bench, answers, seeds, checks=[check]))

    right = right_submissions(topic)
    wrong = [_answer(topic, name, each.text) for name, each in topic.wrong_answers.items()]
    (reference,) = _records(bench, right[:1], [1])
    exercises = {verdict.check: verdict.exercise for verdict in reference.verdicts}
    found: dict[str, Calibration] = {}
    for check in sorted(run.check for run in _runs(reference)):
        # What fails at another exercise is not this check's to catch, and may even pass it.
        expected = {name: each.check for name, each in topic.wrong_answers.items()}
        own = [
            answer
            for answer in wrong
            if exercises.get(expected.get(answer.id, "")) == exercises[check]
        ]
        tried = measured(own, [1], check)
        caught = {run.answer for run in tried if not run.passed or expected[run.answer] == check}
        tell(f"  {check}: {len(right)} right answers, {len(caught)} wrong ones, {seeds} seeds")
        every_seed = list(range(1, seeds + 1))
        good = measured(right, every_seed, check)
        bad = tried + measured([each for each in wrong if each.id in caught], every_seed[1:], check)
        found[check] = each = _calibration(
            good,
            {
                name: runs
                for name, runs in _by_answer(bad).items()
                if expected[name] == check or not any(run.passed for run in runs)
            },
        )
        tell(
            f"    right ≤ {each.right.worst:.4g} < limit {each.limit:.4g}"
            f" (×{each.margin_right:.1f}), wrong ≥ limit ×{each.margin_wrong or math.inf:.1f},"
            f" P(right fails) {each.probability:.1g}"
        )
    encoded = msgspec.json.format(msgspec.json.encode(found, order="sorted"), indent=1)
    path_of(topic).write_bytes(encoded + b"\n")
    bench.processes.renew()  # which began with the bands of before
    return found


def _by_answer(runs: Iterable[Run]) -> dict[str, list[Run]]:
    found: dict[str, list[Run]] = {}
    for run in runs:
        found.setdefault(run.answer, []).append(run)
    return found


def calibration_findings(bench: Bench, *, seeds: int = SEEDS_HELD) -> Iterator[Finding]:
    """Whether what is stored still holds: the same checks and limits, margins on both sides, and
    the reference within the limit, on `seeds` that were not measured. Raises TopicError."""
    topic = bench.topic

    def report(check: str, problem: str) -> Finding:
        return Finding(
            topic=topic.name, part="calibration", subject=check, ok=not problem, found=problem
        )

    stored = load_calibration(topic)
    reference = right_submissions(topic)[:1]
    held = [10_000 + number for number in range(seeds)]
    runs = list(measure(bench, reference, held[:1]))
    checks = sorted({run.check for run in runs})
    if checks:
        runs += measure(bench, reference, held[1:], checks=checks)
    for check in sorted({*checks, *stored}):
        kept = stored.get(check)
        if kept is None:
            yield report(check, f"is not calibrated: {_remedy(topic)}")
        else:
            problem = _not_held(kept, [run for run in runs if run.check == check])
            yield report(check, f"{problem}: {_remedy(topic)}" if problem else "")


def _not_held(kept: Calibration, seen: Sequence[Run]) -> str:
    if not seen:
        return "is calibrated, but there is no such training check"
    if any(run.limit != kept.limit for run in seen):
        return f"has the limit {seen[0].limit:g} now, and was calibrated for {kept.limit:g}"
    if not kept.wrong:
        return "catches none of the wrong answers of its exercise"
    worst = max(run.metric for run in seen)
    if kept.margin_right < MARGIN or (kept.margin_wrong or math.inf) < MARGIN:
        margins = kept.margin_right, kept.margin_wrong or math.inf
        problem = f"has margins of ×{margins[0]:.2f} and ×{margins[1]:.2f}"
    elif kept.probability > GOAL:
        problem = f"fails a right answer with probability {kept.probability:.1g}, goal {GOAL:g}"
    elif worst > kept.limit:
        problem = f"the reference reaches {worst:.4g}, the limit is {kept.limit:g}"
    else:
        return ""
    return f"{problem}; change its limit, its training or its metric"


def _answer(topic: Topic, name: str, text: str) -> Submission:
    return Submission(id=name, files=(File(path=topic.assignment.file, data=text.encode()),))


def _calibration(right: Sequence[Run], wrong: dict[str, list[Run]]) -> Calibration:
    limit, retries = right[0].limit, right[0].retries
    caught = {name: _measured(runs) for name, runs in sorted(wrong.items())}
    band = band_of([run.curve for run in right if run.passed and run.curve])
    finite = [run.metric for runs in wrong.values() for run in runs if math.isfinite(run.metric)]
    return Calibration(
        limit=limit,
        right=_measured(right),
        wrong=caught,
        margin_right=round(limit / max(run.metric for run in right), 3),
        margin_wrong=round(min(finite) / limit, 3) if finite else None,
        retries=retries,
        probability=probability_of_failure(_worst_by_seed(right), limit) ** (retries + 1),
        band=stored_band(band) if band else None,
    )


def _worst_by_seed(runs: Sequence[Run]) -> list[float]:
    """What the worst of the answers reached with each seed.

    The answers of one seed are not independent: they have the same data, often the same start, and
    where nothing is left to chance the same result. Seven of them are no sevenfold evidence.
    """
    worst: dict[int, float] = {}
    for run in runs:
        worst[run.seed] = max(run.metric, worst.get(run.seed, -math.inf))
    return list(worst.values())


def _measured(runs: Sequence[Run]) -> Measured:
    values = np.minimum([run.metric for run in runs], np.finfo(np.float64).max)
    return Measured(
        best=float(values.min()),
        median=float(np.median(values)),
        worst=float(values.max()),
        runs=len(runs),
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
