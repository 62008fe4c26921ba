"""Where answers of the course are graded: the processes, and what the solutions answered, are kept
from one question about a topic to the next."""

import contextlib
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from autograder.grading.grade import run_submissions
from autograder.grading.processes import LocalPool
from autograder.model.record import FirstFailure, Record
from autograder.model.submission import Submission
from autograder.model.topic import Topic


@dataclass(frozen=True)
class Bench:
    """Processes that grade answers to a topic under `isolation` (the best there is where it is
    None), for as long as neither its suite nor its solutions change."""

    topic: Topic
    workers: int
    isolation: str | None
    answers: Path
    processes: LocalPool

    def graded(
        self,
        submissions: Iterable[Submission],
        seeds: Sequence[int],
        *,
        only: Sequence[str] = (),
        first_failure: FirstFailure | None = None,
        retry: bool = True,
    ) -> Iterator[Record]:
        """The records of some answers, for each of the seeds; see `run_submissions`."""
        return run_submissions(
            self.topic,
            submissions,
            workers=self.workers,
            seeds=seeds,
            answers=self.answers,
            isolation=self.isolation,
            only=only,
            first_failure=first_failure,
            retry=retry,
            processes=self.processes,
        )


@contextlib.contextmanager
def bench(topic: Topic, *, workers: int, isolation: str | None = None) -> Iterator[Bench]:
    """A bench for a topic; its processes start when they are first needed."""
    with tempfile.TemporaryDirectory() as folder, LocalPool(workers) as processes:
        yield Bench(topic, workers, isolation, Path(folder) / "answers", processes)
