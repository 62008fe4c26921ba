"""A class of malformed submissions, graded: each has a record, the honest one full marks.

    python -m benchmarks.malformed [COUNT] [--seed S]

Prints what became of each kind, and what it cost in CPU seconds.
"""

import argparse
import resource
import tempfile
from collections import Counter
from pathlib import Path

from tests.framework.malformed import HONEST, KINDS, grade_malformed

STATUSES = ("graded", "unreadable", "not_submitted", "ungraded")


def main() -> None:
    """Grades the class and prints the table."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("count", nargs="?", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        records = grade_malformed(options.count, options.seed, Path(folder))
    kinds = {record.submission: record.submission.partition(" ")[2] for record in records}
    counts = Counter((kinds[record.submission], str(record.status)) for record in records)
    full = Counter(
        kinds[record.submission] for record in records if record.score == record.max_score
    )
    print(f"| kind | {' | '.join(STATUSES)} | full marks |")
    print("|---|" + "---|" * (len(STATUSES) + 1))
    for kind in KINDS:
        cells = [str(counts[kind, status]) for status in STATUSES]
        print(f"| {kind} | {' | '.join(cells)} | {full[kind]} |")
    totals = Counter(record.status for record in records if record.submission != HONEST)
    used = sum(
        getattr(resource.getrusage(who), name)
        for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)
        for name in ("ru_utime", "ru_stime")
    )
    print(f"\n{len(records)} records of {options.count} and one honest: {dict(totals)}")
    # The workers' is counted by their host, whose own start is not in it.
    used += sum(record.cpu_seconds for record in records)
    print(f"{used:.0f} CPU seconds, of which {sum(r.cpu_seconds for r in records):.0f} in workers")


if __name__ == "__main__":
    main()
