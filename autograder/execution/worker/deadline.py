"""Ends what has used up its time from inside, so that it can be said in which line it was.

The judge watches from outside as well and kills what does not end by this: a long operation of
torch's, or code that catches whatever is raised.
"""

import _thread
import contextlib
import math
import signal
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


# Student code may replace them, and starts no threads.
_cpu_clock = time.process_time
_clock = time.monotonic
_start_new_thread = _thread.start_new_thread


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
    pause = min(again) / 2
    raised = -math.inf

    def end(by_clock: bool) -> None:
        # Both timers may have run out during one long operation: what is below it has its turn.
        nonlocal raised
        if _clock() - raised >= pause:
            raised = _clock()
            raise OutOfTime(by_clock)

    def processor(number: int, frame: FrameType | None) -> None:
        # The timer counts ticks, and may be a tenth too early.
        if _cpu_clock() - start >= cpu_seconds:
            end(by_clock=False)

    def clock(number: int, frame: FrameType | None) -> None:
        end(by_clock=True)

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
    over = _thread.allocate_lock()  # held until it is
    ended = _thread.allocate_lock()
    cpu_start, wall_start = _cpu_clock(), _clock()
    by_clock = False

    def end(number: int, frame: FrameType | None) -> None:
        raise OutOfTime(by_clock)

    def watch() -> None:
        nonlocal by_clock
        while not over.acquire(timeout=AGAIN_SECONDS):
            by_clock = _clock() - wall_start > wall_seconds
            if _cpu_clock() - cpu_start > cpu_seconds or by_clock:
                _thread.interrupt_main()
        ended.release()

    kept = signal.signal(signal.SIGINT, end)
    over.acquire()
    ended.acquire()
    try:
        _start_new_thread(watch, ())
        yield
    finally:
        over.release()
        ended.acquire()
        signal.signal(signal.SIGINT, kept)
