"""Threads, processes and event loops, where there is one thread: what they were to do is done in
turn.

A pool's job runs when it is handed in. A thread, or a process, runs when somebody waits for it or
asks whether it lives, or when the call ends. A daemon runs while somebody waits or sleeps, and is
cut off once it has slept for as long; one nobody waits for never runs, as it may be cut off at any
moment anyway.
"""

import asyncio
import concurrent.futures
import contextlib
import importlib
import math
import os
import queue
import sys
import threading
import time
from collections.abc import Callable, Iterable, Iterator
from typing import Any

import torch

_started: list[threading.Thread] = []  # and have not run yet
_running: list[threading.Thread] = []  # the innermost last
_patience: list[float] = []  # how long each of them may sleep yet

_sleep = time.sleep
_event_wait = threading.Event.wait


class _CutOff(BaseException):
    """Raised in a daemon that sleeps for longer than somebody waits."""


def forget() -> None:
    """Lets go of threads that have not run."""
    _started.clear()


def finish() -> None:
    """Runs what was started and has not run; what may be cut off, is."""
    while _started and not _may_be_cut_off(_next()):
        _run(_next())
    forget()


def _may_be_cut_off(thread: threading.Thread) -> bool:
    return thread.daemon or isinstance(thread, threading.Timer)


def _next() -> threading.Thread:
    """The thread that runs next where somebody waits: a timer last, for it waits itself."""
    return min(_started, key=lambda each: (isinstance(each, threading.Timer), each.daemon))


def _run(thread: threading.Thread, patience: float | None = None) -> None:
    _started.remove(thread)
    _running.append(thread)
    patient = not _may_be_cut_off(thread)
    _patience.append(math.inf if patient or patience is None else patience)
    ended: Any = 0
    try:
        with torch.enable_grad():  # as in a thread of its own
            thread.run()
    except _CutOff:
        pass
    except SystemExit as end:
        ended = end.code
    except Exception:
        ended = 1
        arguments = threading.ExceptHookArgs((*sys.exc_info(), thread))
        threading.excepthook(arguments)
    finally:
        _running.remove(thread)
        _patience.pop()
        if isinstance(thread, Process):
            thread.exitcode = ended if isinstance(ended, int) else int(ended is not None)


def sleep(seconds: float, /) -> None:
    """See `time.sleep`: daemons run meanwhile."""
    if _running:
        _patience[-1] -= seconds
        if _patience[-1] < 0:
            raise _CutOff
    for thread in [each for each in _started if _may_be_cut_off(each)]:
        if thread in _started and not isinstance(thread, threading.Timer):
            _run(thread, seconds)
    _sleep(seconds)


def start(self: threading.Thread) -> None:
    """See `threading.Thread.start`."""
    if not getattr(self, "_initialized", False):
        raise RuntimeError("thread.__init__() not called")
    if self._started.is_set():  # type: ignore[attr-defined]
        raise RuntimeError("threads can only be started once")
    self._started.set()  # type: ignore[attr-defined]
    _started.append(self)


def join(self: threading.Thread, timeout: float | None = None) -> None:
    """See `threading.Thread.join`."""
    if not self._started.is_set():  # type: ignore[attr-defined]
        raise RuntimeError("cannot join thread before it is started")
    if self in _running or self is threading.main_thread():
        raise RuntimeError("cannot join current thread")
    if self in _started:
        _run(self)


def is_alive(self: threading.Thread) -> bool:
    """See `threading.Thread.is_alive`. Who asks would wait: it runs now."""
    if self is threading.main_thread():
        return True
    if self in _started and not _may_be_cut_off(self):
        _run(self)
    return self in _started or self in _running


def condition_wait(self: threading.Condition, timeout: float | None = None) -> bool:
    """See `threading.Condition.wait`: lets the next thread run that could notify."""
    if not _started:
        if timeout is None:
            raise RuntimeError("this waits for a thread, and none is left that could end the wait")
        sleep(timeout)
        return False
    kept = self._release_save()  # type: ignore[attr-defined]
    try:
        _run(_next(), timeout)
    finally:
        self._acquire_restore(kept)  # type: ignore[attr-defined]
    return True


def event_wait(self: threading.Event, timeout: float | None = None) -> bool:
    """See `threading.Event.wait`."""
    while not self.is_set() and _started:
        _run(_next(), timeout)
    if not self.is_set() and timeout is not None:
        sleep(timeout)
    return self.is_set() or _event_wait(self, timeout and 0)


class ThreadPoolExecutor(concurrent.futures.Executor):
    """See `concurrent.futures.ThreadPoolExecutor`, and `ProcessPoolExecutor`."""

    def __init__(
        self,
        max_workers: int | None = None,
        *args: Any,
        initializer: Callable[..., object] | None = None,
        initargs: tuple[Any, ...] = (),
        **kwargs: Any,
    ) -> None:
        if max_workers is not None and max_workers <= 0:
            raise ValueError("max_workers must be greater than 0")
        self._max_workers = max_workers or 1
        self._shutdown = False
        if initializer is not None:
            initializer(*initargs)

    def submit(self, fn: Any, /, *args: Any, **kwargs: Any) -> Any:
        """See `concurrent.futures.Executor.submit`."""
        if self._shutdown:
            raise RuntimeError("cannot schedule new futures after shutdown")
        future: concurrent.futures.Future[Any] = concurrent.futures.Future()
        future.set_running_or_notify_cancel()
        try:
            future.set_result(fn(*args, **kwargs))
        except Exception as error:
            future.set_exception(error)
        return future

    def shutdown(self, wait: bool = True, *, cancel_futures: bool = False) -> None:
        """See `concurrent.futures.Executor.shutdown`."""
        self._shutdown = True


class ProcessPoolExecutor(ThreadPoolExecutor):
    """See `concurrent.futures.ProcessPoolExecutor`."""


class _Result:
    """See `multiprocessing.pool.AsyncResult`."""

    def __init__(self, function: Callable[[], Any], done: Any = None, failed: Any = None) -> None:
        self._error: Exception | None = None
        try:
            self._value = function()
        except Exception as error:
            self._error = error
            if failed is not None:
                failed(error)
        else:
            if done is not None:
                done(self._value)

    def get(self, timeout: float | None = None) -> Any:
        """What came back. Raises what was raised."""
        if self._error is not None:
            raise self._error
        return self._value

    def wait(self, timeout: float | None = None) -> None:
        """It is there already."""

    def ready(self) -> bool:
        """It is there already."""
        return True

    def successful(self) -> bool:
        """Whether nothing was raised."""
        return self._error is None


class Pool:
    """See `multiprocessing.pool.Pool`, and `ThreadPool`."""

    def __init__(
        self,
        processes: int | None = None,
        initializer: Callable[..., object] | None = None,
        initargs: Iterable[Any] = (),
        *args: Any,
        **kwargs: Any,
    ) -> None:
        if processes is not None and processes < 1:
            raise ValueError("Number of processes must be at least 1")
        if initializer is not None:
            initializer(*initargs)

    def apply(self, func: Any, args: Any = (), kwds: Any = None) -> Any:
        """The result of one call."""
        return func(*args, **(kwds or {}))

    def apply_async(
        self, func: Any, args: Any = (), kwds: Any = None, callback: Any = None,
        error_callback: Any = None,
    ) -> _Result:  # fmt: skip
        """The result of one call, to be asked for."""
        return _Result(lambda: self.apply(func, args, kwds), callback, error_callback)

    def map(self, func: Any, iterable: Iterable[Any], chunksize: int | None = None) -> list[Any]:
        """The results of calls with one argument each."""
        return [func(each) for each in iterable]

    def starmap(
        self, func: Any, iterable: Iterable[Any], chunksize: int | None = None
    ) -> list[Any]:
        """The results of calls with several arguments each."""
        return [func(*each) for each in iterable]

    def map_async(
        self, func: Any, iterable: Any, chunksize: Any = None, callback: Any = None,
        error_callback: Any = None,
    ) -> _Result:  # fmt: skip
        """The results of `map`, to be asked for."""
        return _Result(lambda: self.map(func, iterable), callback, error_callback)

    def starmap_async(
        self, func: Any, iterable: Any, chunksize: Any = None, callback: Any = None,
        error_callback: Any = None,
    ) -> _Result:  # fmt: skip
        """The results of `starmap`, to be asked for."""
        return _Result(lambda: self.starmap(func, iterable), callback, error_callback)

    def imap(self, func: Any, iterable: Iterable[Any], chunksize: int = 1) -> Iterator[Any]:
        """The results of `map`, one by one."""
        return map(func, iterable)

    imap_unordered = imap

    def close(self) -> None:
        """Nothing to end."""

    terminate = join = close

    def __enter__(self) -> "Pool":
        return self

    def __exit__(self, *exc: object) -> None:
        pass


class Process(threading.Thread):
    """See `multiprocessing.Process`."""

    def __init__(
        self,
        group: None = None,
        target: Any = None,
        name: str | None = None,
        args: Any = (),
        kwargs: Any = None,
        *,
        daemon: bool | None = None,
    ) -> None:
        super().__init__(group, target, name, args, kwargs, daemon=daemon)
        self.exitcode: int | None = None

    @property
    def pid(self) -> int:
        """That of the process which there is."""
        return os.getpid()

    def terminate(self) -> None:
        """Does not run it any more."""
        with contextlib.suppress(ValueError):
            _started.remove(self)

    kill = terminate

    def close(self) -> None:
        """Nothing to let go of."""


class Queue(queue.Queue[Any]):
    """See `multiprocessing.Queue`."""

    def __init__(self, maxsize: int = 0, **kwargs: Any) -> None:
        super().__init__(maxsize)

    def close(self) -> None:
        """Nothing to let go of."""

    join_thread = cancel_join_thread = close


class _Shared:
    """What a value or an array of several processes has beside its content."""

    def get_lock(self) -> Any:
        """A lock."""
        return self.__dict__.setdefault("_lock", threading.RLock())

    def get_obj(self) -> Any:
        """Itself."""
        return self

    def __enter__(self) -> Any:
        return self.get_lock().__enter__()

    def __exit__(self, *exc: object) -> None:
        self.get_lock().__exit__(*exc)


class Value(_Shared):
    """See `multiprocessing.Value`."""

    def __init__(self, typecode_or_type: Any, *args: Any, **kwargs: Any) -> None:
        self.value = args[0] if args else 0


class Array(_Shared, list[Any]):
    """See `multiprocessing.Array`."""

    def __init__(self, typecode_or_type: Any, size_or_initializer: Any, **kwargs: Any) -> None:
        many = isinstance(size_or_initializer, int)
        super().__init__([0] * size_or_initializer if many else list(size_or_initializer))


class Manager:
    """See `multiprocessing.Manager`: what it makes is shared, since all is in one process."""

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__"):
            raise AttributeError(name)
        return getattr(importlib.import_module("multiprocessing.dummy"), name)

    def __enter__(self) -> "Manager":
        return self

    def __exit__(self, *exc: object) -> None:
        pass

    def shutdown(self) -> None:
        """Nothing to end."""

    start = shutdown


def pipe(duplex: bool = True) -> Any:
    """See `multiprocessing.Pipe`."""
    return importlib.import_module("multiprocessing.dummy").Pipe(duplex)


# What `multiprocessing` makes, for one process.
SHARED: dict[str, Callable[..., Any]] = {
    "Array": Array,
    "Barrier": threading.Barrier,
    "BoundedSemaphore": threading.BoundedSemaphore,
    "Condition": threading.Condition,
    "Event": threading.Event,
    "JoinableQueue": Queue,
    "Lock": threading.Lock,
    "Manager": Manager,
    "Pipe": pipe,
    "Queue": Queue,
    "RLock": threading.RLock,
    "RawArray": Array,
    "RawValue": Value,
    "Semaphore": threading.Semaphore,
    "SimpleQueue": Queue,
    "Value": Value,
}


def spawn(
    fn: Any, args: Any = (), nprocs: int = 1, join: bool = True, *rest: Any, **kwargs: Any
) -> None:
    """See `torch.multiprocessing.spawn`."""
    for rank in range(nprocs):
        fn(rank, *args)


class Loop(asyncio.base_events.BaseEventLoop):
    """An event loop without an operating system: tasks, timers, and jobs of executors."""

    def __init__(self) -> None:
        super().__init__()
        self._selector = self

    def select(self, timeout: float | None) -> list[Any]:
        """Nothing ever comes from outside; from threads it may."""
        if _started and (timeout is None or not _may_be_cut_off(_next())):
            _run(_next())
        elif timeout is None:
            raise RuntimeError("every task waits for another one")
        else:
            sleep(timeout)
        return []

    def _process_events(self, event_list: Any) -> None:
        pass

    def _write_to_self(self) -> None:
        pass
