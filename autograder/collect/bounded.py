"""Runs a parser on hostile input in a child process that can neither hang nor eat the machine."""

import contextlib
import gc
import os
import select
import signal
import sys
import time
import warnings
from collections.abc import Callable, Iterator
from contextvars import ContextVar
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import msgspec

CPU_SECONDS = 10
WALL_SECONDS = 60.0
# What all that is read for one person may take together.
PERSON_CPU_SECONDS, PERSON_WALL_SECONDS = 20.0, 120.0
MEMORY_MIB = 1024
RESULT_BYTES = 256 * 2**20


@dataclass
class _Left:
    """What is left to whoever's work is being read."""

    cpu_seconds: float
    wall_seconds: float


_left: ContextVar[_Left | None] = ContextVar("_left", default=None)


@contextlib.contextmanager
def one_person(
    cpu_seconds: float = PERSON_CPU_SECONDS, wall_seconds: float = PERSON_WALL_SECONDS
) -> Iterator[None]:
    """While it holds, all that `bounded` computes comes out of one budget."""
    token = _left.set(_Left(cpu_seconds, wall_seconds))
    try:
        yield
    finally:
        _left.reset(token)


class TooComplex(Exception):  # noqa: N818 - says what the input is, not that we failed
    """The input took more than it may, or brought the parser down; the message says how."""


def bounded(function: Callable[..., Any], *args: Any, returns: Any) -> Any:
    """Returns `function(*args)`, computed in a forked child with limits on time and memory.

    The arguments are inherited, the result comes back through a pipe as MessagePack and is
    checked against the type `returns`; nothing is ever unpickled. Where a system has no fork
    (Windows: only self-checks run there) the function runs in this process.

    Raises TooComplex when the child dies, runs over a limit, or the function raises.
    """
    left = _left.get()
    cpu_seconds, wall_seconds = float(CPU_SECONDS), WALL_SECONDS
    if left is not None:
        cpu_seconds = min(cpu_seconds, left.cpu_seconds)
        wall_seconds = min(wall_seconds, left.wall_seconds)
        if cpu_seconds < 1 or wall_seconds <= 0:
            raise TooComplex("took too long")
    if not hasattr(os, "fork"):
        return _in_process(function, args, returns)
    reader, writer = os.pipe()
    with warnings.catch_warnings():
        # The child runs a parser and ends: it never touches what another thread may have locked.
        warnings.simplefilter("ignore", DeprecationWarning)
        child = os.fork()
    if child == 0:
        os.close(reader)
        _answer(writer, function, args, int(cpu_seconds))
    os.close(writer)
    start = time.monotonic()
    try:
        reply = _read_all(reader, start + wall_seconds)
    finally:
        os.close(reader)
        os.kill(child, signal.SIGKILL)
        _, _, usage = os.wait4(child, 0)
        if left is not None:
            left.cpu_seconds -= usage.ru_utime + usage.ru_stime
            left.wall_seconds -= time.monotonic() - start
    if not reply:
        raise TooComplex("died")
    if reply[:1] != b"+":
        raise TooComplex(reply[1:].decode("utf-8", "replace"))
    return msgspec.msgpack.decode(reply[1:], type=returns)


def _in_process(function: Callable[..., Any], args: tuple[Any, ...], returns: Any) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        try:
            value = function(*args)
        except Exception as error:
            raise TooComplex(type(error).__name__) from None
    return msgspec.msgpack.decode(msgspec.msgpack.encode(value), type=returns)


def _answer(
    writer: int, function: Callable[..., Any], args: tuple[Any, ...], cpu_seconds: int
) -> None:
    """The child: puts on its limits, computes, answers, ends. Never returns."""
    try:
        _limit(cpu_seconds)
        gc.disable()  # it ends before garbage matters
        # A submission's SyntaxWarning is nobody's business here.
        warnings.simplefilter("ignore")
        reply = b"+" + msgspec.msgpack.encode(function(*args))
    except BaseException as error:
        reply = b"-" + type(error).__name__.encode()
    try:
        view = memoryview(reply)
        while view:
            view = view[os.write(writer, view) :]
    finally:
        os._exit(0)


def _limit(cpu_seconds: int) -> None:
    import resource  # not on Windows, which has no fork either

    resource.setrlimit(resource.RLIMIT_CORE, (0, 0))
    resource.setrlimit(resource.RLIMIT_CPU, (cpu_seconds, cpu_seconds))
    if sys.platform == "linux":
        pages = int(Path("/proc/self/statm").read_text().split()[0])
        size = pages * resource.getpagesize() + MEMORY_MIB * 2**20
        hard = resource.getrlimit(resource.RLIMIT_AS)[1]
        if hard != resource.RLIM_INFINITY:
            size = min(size, hard)
        resource.setrlimit(resource.RLIMIT_AS, (size, hard))


def _read_all(reader: int, deadline: float) -> bytes:
    chunks = bytearray()
    poll = select.poll()
    poll.register(reader, select.POLLIN | select.POLLHUP)
    while True:
        left = deadline - time.monotonic()
        if left <= 0 or not poll.poll(left * 1000):
            raise TooComplex("took too long")
        chunk = os.read(reader, 2**20)
        if not chunk:
            return bytes(chunks)
        chunks += chunk
        if len(chunks) > RESULT_BYTES:
            raise TooComplex("too much")
