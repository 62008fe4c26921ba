"""Shared while right, alone when wrong: which worker serves which check of a submission.

The checks of a submission run in turn in one worker for as long as they pass; before each, the
submission is executed afresh and the process is put back (`execution.worker.restore`). Whatever
does not pass ends the worker, and is no verdict unless it was the first there: it is put once more,
with the same seeds, to a fresh one. So every failure comes from a worker that served no other
check, and a pass rests on a worker in which everything before it passed.
"""

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field

from autograder.execution.workers import Worker
from autograder.judge.suite import Check
from autograder.model.topic import Limits

CALLS_IN_FULL = 6  # that many calls at their limit a submission has, beside its trainings
WALL_FOR_CPU = 2  # on a busy machine a right submission waits, but uses a tenth of its CPU time


class Budget:
    """What all calls of a submission may use together, in seconds of CPU and of the wall.

    Where the limits do not say, CPU time is that of loading the file, of `CALLS_IN_FULL` calls at
    their limit, and of every check with a limit of its own, as often as it may be tried; wall time
    is `WALL_FOR_CPU` times as much, or one call's. Who sleeps, stops or loops in every call is cut
    short by it.
    """

    def __init__(self, limits: Limits, checks: Iterable[Check]) -> None:
        cpu_seconds = limits.submission_cpu_seconds
        if cpu_seconds is None:
            own = sum((1 + check.retries) * (check.cpu_seconds or 0.0) for check in checks)
            cpu_seconds = limits.import_cpu_seconds + CALLS_IN_FULL * limits.cpu_seconds + own
        wall_seconds = limits.submission_wall_seconds
        if wall_seconds is None:
            wall_seconds = max(limits.wall_seconds, WALL_FOR_CPU * cpu_seconds)
        self.cpu_seconds = cpu_seconds
        self.wall_seconds = wall_seconds
        self._used_cpu = 0.0
        self._used_wall = 0.0

    def within(self, cpu_seconds: float, wall_seconds: float) -> tuple[float, float]:
        """The limits of a call, no larger than what is left."""
        left = self.cpu_seconds - self._used_cpu, self.wall_seconds - self._used_wall
        return max(0.0, min(cpu_seconds, left[0])), max(0.0, min(wall_seconds, left[1]))

    def spend(self, cpu_seconds: float, wall_seconds: float) -> None:
        """Takes away what a call has used."""
        self._used_cpu += max(0.0, cpu_seconds)
        self._used_wall += max(0.0, wall_seconds)

    @property
    def used_up(self) -> float | None:
        """What there was of the time that is used up, None as long as there is some of either."""
        if self._used_cpu >= self.cpu_seconds:
            return self.cpu_seconds
        return self.wall_seconds if self._used_wall >= self.wall_seconds else None


@dataclass
class _Served:
    """A worker, and where its clock and its output stood when each of its turns began."""

    worker: Worker
    seconds: list[float] = field(default_factory=list)
    printed: list[int] = field(default_factory=list)


class Turn:
    """What one check has of a worker."""

    def __init__(self, served: _Served) -> None:
        self._served = served
        self._number = len(served.seconds)
        # The first pays for the worker itself: its fork, its layers.
        served.seconds.append(served.worker.usage.cpu_seconds if self._number else 0.0)
        served.printed.append(len(served.worker.output))

    @property
    def worker(self) -> Worker:
        """The worker that is served from."""
        return self._served.worker

    @property
    def first(self) -> bool:
        """Whether the worker has served no other check before."""
        return self._number == 0

    @property
    def cpu_seconds(self) -> float:
        """What the worker used between the beginning of this turn and that of the next."""
        marks = [*self._served.seconds, self.worker.usage.cpu_seconds]
        return max(0.0, marks[self._number + 1] - marks[self._number])

    @property
    def output(self) -> bytes:
        """What was printed in this turn and later ones."""
        return bytes(self.worker.output[self._served.printed[self._number] :])


class SharedWorker:
    """The worker of one submission. `open_worker` gives a fresh one that may use so many CPU
    seconds in all, `seconds` is what all checks together may use."""

    def __init__(self, open_worker: Callable[[float], Worker], seconds: float) -> None:
        self._open = open_worker
        self._seconds = seconds
        self._served: _Served | None = None

    def turn(self) -> Turn:
        """A turn in the worker that is there, else in a fresh one."""
        if self._served is None:
            self._served = _Served(self._open(self._seconds))
        return Turn(self._served)

    def alone(self, seconds: float) -> Turn:
        """A turn in a worker that serves nobody else and may use so many CPU seconds."""
        return Turn(_Served(self._open(seconds)))

    def end(self, turn: Turn, *, passed: bool) -> None:
        """Ends a turn: a worker serves on only if it is the shared one and the check passed."""
        shared = self._served is not None and turn.worker is self._served.worker
        if not shared or not passed:
            turn.worker.close()
        if shared and not passed:
            self._served = None

    def close(self) -> None:
        """Lets go of the worker that is there."""
        if self._served is not None:
            self._served.worker.close()
            self._served = None
