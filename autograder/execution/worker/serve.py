"""The worker's loop: frames in, frames out, until the pipe closes."""

import os
import sys
from typing import Any, BinaryIO

from autograder.execution.wire import PREFIX, Bounds, Value, WireError, decode, encode, sizes
from autograder.execution.worker import machine
from autograder.execution.worker.perform import Performer

READY = b"\x01"
FAILED = b"\x00"

# What the judge sends is the judge's; the bounds are against a broken pipe, not an enemy.
REQUEST_BOUNDS = Bounds(header=64 << 20, body=1 << 30, nodes=2_000_000, text=16 << 20)


def serve(calls: BinaryIO, replies: BinaryIO) -> None:
    """Answers one request after the other. Returns when the judge closes its end."""
    performer = Performer()
    # Made anew for the pipe that descriptor 1 is by now; by line, so that what was printed before
    # an end is not lost.
    sys.stdout = sys.__stdout__ = open(  # type: ignore[misc] # noqa: SIM115
        1, "w", buffering=1, encoding="utf-8", errors="backslashreplace", closefd=False
    )
    machine.begin()
    while (request := _read(calls)) is not None:
        frame = answer(performer, request)
        _flush()
        replies.write(frame)
        replies.flush()


def answer(performer: Performer, request: dict[str, Value]) -> bytes:
    """The frame of the reply to a request."""
    reply = performer.perform(request)
    try:
        return encode(reply)
    except MemoryError:
        return encode({"error": "out_of_memory"})
    except (WireError, RecursionError) as error:
        text = str(error)[:200].encode("ascii", "replace").decode()
        return encode({"error": "wrong_type", "type": text})


def _read(stream: BinaryIO) -> Any:
    prefix = stream.read(PREFIX.size)
    if len(prefix) < PREFIX.size:
        return None
    header, body = sizes(prefix, REQUEST_BOUNDS)
    return decode(stream.read(header), stream.read(body), REQUEST_BOUNDS)


def _flush() -> None:
    for stream in (sys.stdout, sys.stderr):
        try:
            stream.flush()
        except Exception:  # noqa: S112 -- a student may have replaced or closed it; it is theirs
            continue


def open_pipes(calls: int, replies: int) -> tuple[BinaryIO, BinaryIO]:
    """The two descriptors as buffered streams."""
    return os.fdopen(calls, "rb"), os.fdopen(replies, "wb")
