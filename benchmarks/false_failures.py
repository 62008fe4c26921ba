"""How often a right answer fails: `python -m benchmarks.false_failures TOPIC… --seeds N`.

Puts the reference of each topic through its training checks, with seeds that no calibration has
seen, and counts how many fail at the first try and how many with the retries that a student gets.
"""

import argparse
from collections.abc import Sequence
from pathlib import Path

from rich import box
from rich.table import Table

from autograder.authoring.bench import bench
from autograder.authoring.calibrate import Run, measure, right_submissions
from autograder.model.topic import find_topics
from autograder.presentation.terminal.layout import make_console

COURSE = Path(__file__).resolve().parents[1]
FIRST_SEED = 1_000_000  # calibration takes the seeds from 1, `verify` those from 10,000


def upper_bound(failures: int, runs: int) -> str:
    """How probable a failure is at most, with 95 % confidence: the rule of three where there was
    none (exact up to 1/n), nothing more where there was one."""
    return f"{3 / runs:.1%}" if not failures else "-"


def row(check: str, runs: Sequence[Run]) -> tuple[str, ...]:
    """What the table says of one check."""
    first = sum(run.attempts > 1 or not run.passed for run in runs)
    last = sum(not run.passed for run in runs)
    worst = max(run.metric for run in runs)
    return (
        check,
        str(len(runs)),
        str(first),
        str(last),
        f"{worst:.4g}",
        f"{runs[0].limit:g}",
        f"×{runs[0].limit / worst:.2f}",
        upper_bound(first, len(runs)),
    )


def main() -> None:
    """Prints the table; ends with 1 if a right answer failed with all its retries."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("topics", nargs="*", metavar="TOPIC")
    parser.add_argument("--seeds", type=int, default=200)
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--isolation", default="none", help="the answers are the course's own")
    options = parser.parse_args()
    table = Table(box=box.SIMPLE_HEAD)
    for number, title in enumerate(
        ("check", "seeds", "failed first", "failed", "worst", "limit", "margin", "P(first) at most")
    ):
        table.add_column(title, justify="right" if number else "left", overflow="fold")
    failed = False
    for topic in find_topics(COURSE):
        if options.topics and topic.name not in options.topics:
            continue
        reference = right_submissions(topic)[:1]
        seeds = range(FIRST_SEED, FIRST_SEED + options.seeds)
        with bench(topic, workers=options.workers, isolation=options.isolation) as graders:
            found = list(measure(graders, reference, seeds[:1], retry=True))
            checks = [run.check for run in found]
            if checks:  # without them the whole suite would be run
                found += measure(graders, reference, seeds[1:], checks=checks, retry=True)
        for check in checks:
            table.add_row(
                *row(f"{topic.name} {check}", [run for run in found if run.check == check])
            )
        failed = failed or any(not run.passed for run in found)
    make_console().print(table)
    raise SystemExit(failed)


if __name__ == "__main__":
    main()
