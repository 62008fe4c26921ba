"""The processes of this machine that grade, and what Ctrl-C means while they do."""

import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor, ThreadPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass, field

from autograder.grading.job import GradeJob, initialize
from autograder.model.record import Record


@dataclass
class Summary:
    """How a run ended: whether Ctrl-C ended it, and how many submissions have no grade yet."""

    interrupted: bool = False
    left: int = 0


@dataclass
class _Seat:
    """A process, and the jobs that it has been given."""

    slot: int
    executor: ProcessPoolExecutor | None = None
    given: list[Future[Record]] = field(default_factory=list)

    def load(self) -> int:
        """How many of its jobs are not done."""
        self.given = [future for future in self.given if not future.done()]
        return len(self.given)

    def submit(self, function: Callable[[GradeJob], Record], job: GradeJob) -> Future[Record]:
        """The future result; the process is started where there is none."""
        if self.executor is None:
            self.executor = ProcessPoolExecutor(
                1,
                mp_context=multiprocessing.get_context("spawn"),
                initializer=initialize,
                initargs=(self.slot,),
            )
        try:
            self.given.append(self.executor.submit(function, job))
        except LocalPool.broken:
            self.end()
            raise
        return self.given[-1]

    def end(self) -> None:
        """Waits for the process to end."""
        if self.executor is not None:
            self.executor.shutdown(cancel_futures=True)
            self.executor = None


class LocalPool:
    """Processes of this machine, started when they are first needed, and again where one dies.

    Each has an executor of its own. One for several starts them beside the thread that watches
    them, and where one dies meanwhile that thread waits for ever for another, which it forgot to
    end: with Python 3.11 for one in 25 that are killed as they start.
    """

    broken: tuple[type[BaseException], ...] = (BrokenProcessPool, OSError)  # killed as it started
    killed: tuple[type[BaseException], ...] = ()
    gone: tuple[type[BaseException], ...] = ()

    def __init__(self, workers: int) -> None:
        self._seats = [_Seat(slot) for slot in range(workers)]

    def __enter__(self) -> "LocalPool":
        return self

    def __exit__(self, *exc: object) -> None:
        self.renew()

    def submit(self, function: Callable[[GradeJob], Record], job: GradeJob) -> Future[Record]:
        """The future result of `function(job)`, in the process that has least to do."""
        seat = min(self._seats, key=_Seat.load)
        try:
            return seat.submit(function, job)
        except BrokenProcessPool:  # it ended with a job before this one, or idle
            return seat.submit(function, job)

    def width(self) -> int:
        """How many jobs it can be at."""
        return len(self._seats)

    def renew(self) -> None:
        """Waits for the processes to end; others take their place when they are needed."""
        with ThreadPoolExecutor(len(self._seats)) as threads:
            list(threads.map(_Seat.end, self._seats))


@contextlib.contextmanager
def noted_interrupt(summary: Summary) -> Iterator[None]:
    """While it holds, the first Ctrl-C is noted in `summary`; a second one ends it at once."""
    if threading.current_thread() is not threading.main_thread():
        yield
        return

    def note(number: int, frame: object) -> None:
        summary.interrupted = True
        signal.signal(signal.SIGINT, before)

    before = signal.getsignal(signal.SIGINT)
    signal.signal(signal.SIGINT, note)
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)


@contextlib.contextmanager
def blocked_interrupt() -> Iterator[None]:
    """While it holds, Ctrl-C waits; the processes that are started then inherit that."""
    before = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, before)
