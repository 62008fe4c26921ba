"""The processes of this machine that grade, and what Ctrl-C means while they do."""

import contextlib
import multiprocessing
import signal
import threading
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from dataclasses import dataclass

from autograder.grading.job import GradeJob, initialize
from autograder.model.record import Record


@dataclass
class Summary:
    """How a run ended: whether Ctrl-C ended it, and how many submissions have no grade yet."""

    interrupted: bool = False
    left: int = 0


class LocalPool:
    """Processes of this machine, started when they are first needed, and again where one dies."""

    broken: tuple[type[BaseException], ...] = (BrokenProcessPool, OSError)  # killed as it started
    killed: tuple[type[BaseException], ...] = ()
    gone: tuple[type[BaseException], ...] = ()

    def __init__(self, workers: int) -> None:
        self._workers = workers
        self._executor: ProcessPoolExecutor | None = None

    def __enter__(self) -> "LocalPool":
        return self

    def __exit__(self, *exc: object) -> None:
        self.renew()

    def submit(self, function: Callable[[GradeJob], Record], job: GradeJob) -> Future[Record]:
        """The future result of `function(job)`."""
        if self._executor is None:
            context = multiprocessing.get_context("spawn")
            slots = context.Queue()
            for slot in range(self._workers):
                slots.put(slot)
            self._executor = ProcessPoolExecutor(
                self._workers, mp_context=context, initializer=initialize, initargs=(slots,)
            )
        return self._executor.submit(function, job)

    def width(self) -> int:
        """How many jobs it can be at, and have at hand for the next."""
        return 2 * self._workers

    def renew(self) -> None:
        """Waits for the processes to end; others take their place when they are needed."""
        if self._executor is not None:
            self._executor.shutdown(cancel_futures=True)
            self._executor = None


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
