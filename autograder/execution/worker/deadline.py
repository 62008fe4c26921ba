"""Ends what has used up its time from inside, so that it can be said in which line it was.

The judge watches from outside as well and kills what does not end by this: a long operation of
torch's, or code that catches whatever is raised.
"""

import _thread
import contextlib
import signal
import threading
import time
from collections.abc import Iterator, Sequence
from types import FrameType

AGAIN_SECONDS = 0.1  # until it is raised once more, where somebody caught it


class OutOfTime(BaseException):
    """Raised in the line that runs when the time of a call is up: the processor's, or by the
    clock."""

    def __init__(self, by_clock: bool = False) -> None:
        super().__init__()
        self.by_clock = by_clock


# Student code may replace it.
_cpu_clock = time.process_time


@contextlib.contextmanager
def deadline(
    cpu_seconds: float,
    wall_seconds: float,
    again: Sequence[float] = (AGAIN_SECONDS, AGAIN_SECONDS),
) -> Iterator[None]:
    """Raises OutOfTime in what runs once it has used so many seconds of the processor, or so many
    by the clock, and then every `again` seconds of either, where it goes on. Nothing is watched
    where a limit is not positive."""
    if cpu_seconds <= 0 or wall_seconds <= 0:
        yield
    elif hasattr(signal, "setitimer"):
        with _timers(cpu_seconds, wall_seconds, again):
            yield
    else:
        with _watcher(cpu_seconds, wall_seconds):
            yield


@contextlib.contextmanager
def _timers(cpu_seconds: float, wall_seconds: float, again: Sequence[float]) -> Iterator[None]:
    start = _cpu_clock()

    def processor(number: int, frame: FrameType | None) -> None:
        # The timer counts ticks, and may be a tenth too early.
        if _cpu_clock() - start >= cpu_seconds:
            raise OutOfTime

    def clock(number: int, frame: FrameType | None) -> None:
        raise OutOfTime(by_clock=True)

    timers = [
        (signal.SIGPROF, signal.ITIMER_PROF, cpu_seconds, processor),
        (signal.SIGALRM, signal.ITIMER_REAL, wall_seconds, clock),
    ]
    kept = {number: signal.signal(number, handler) for number, _, _, handler in timers}
    try:
        for (_, timer, seconds, _), interval in zip(timers, again, strict=True):
            signal.setitimer(timer, seconds, interval)
        yield
    finally:
        for _, timer, _, _ in timers:
            signal.setitimer(timer, 0)
        for number, handler in kept.items():
            signal.signal(number, handler)


@contextlib.contextmanager
def _watcher(cpu_seconds: float, wall_seconds: float) -> Iterator[None]:
    """The same for Windows, which has no such timers: a thread interrupts the main one."""
    over = threading.Event()
    cpu_start, wall_start = _cpu_clock(), time.monotonic()
    by_clock = threading.Event()

    def end(number: int, frame: FrameType | None) -> None:
        raise OutOfTime(by_clock=by_clock.is_set())

    def watch() -> None:
        while not over.wait(AGAIN_SECONDS):
            if time.monotonic() - wall_start > wall_seconds:
                by_clock.set()
            if _cpu_clock() - cpu_start > cpu_seconds or by_clock.is_set():
                _thread.interrupt_main()

    thread = threading.Thread(target=watch, daemon=True)
    kept = signal.signal(signal.SIGINT, end)
    try:
        thread.start()
        yield
    finally:
        over.set()
        thread.join()
        signal.signal(signal.SIGINT, kept)
