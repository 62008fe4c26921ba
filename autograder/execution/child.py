"""Workers as plain child processes, for a student's own machine where nothing can be forked."""

import contextlib
import os
import queue
import subprocess
import sys
import threading
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import psutil

from autograder.execution.wire import PREFIX, Bounds, Value, WireError, decode, frame_of, sizes
from autograder.execution.workers import (
    OUTPUT_KEPT,
    POLL_SECONDS,
    READY,
    MachineFault,
    Usage,
    WorkerFailure,
    bounds,
    ending,
)
from autograder.model.record import Kind
from autograder.model.topic import Limits


class Spawner:
    """Workers as plain child processes, for a student's own laptop: no fork, no sandbox.

    One is started ahead, so that torch loads while the one before it works.
    """

    def __init__(self, forbidden: Sequence[str] = ()) -> None:
        self.forbidden = tuple(forbidden)
        self._spare: SpawnedWorker | None = None

    def start(self) -> None:
        """Starts the first one."""
        self._spare = SpawnedWorker(self.forbidden)

    def open(self, limits: Limits, cpu_seconds: float) -> "SpawnedWorker":
        """See `WorkerPool.open`."""
        worker = self._spare or SpawnedWorker(self.forbidden)
        worker.wait_until_ready(limits)
        self._spare = SpawnedWorker(self.forbidden)
        return worker

    def may_refuse(self, name: str) -> bool:
        """See `WorkerPool.may_refuse`. The public checks, for which this is, hold no secret."""
        return True

    def settle(self) -> None:
        """Usage is known when a worker closes."""

    def close(self) -> None:
        """Ends the one that was started ahead."""
        if self._spare is not None:
            self._spare.close()
            self._spare = None


class SpawnedWorker:
    """A worker in a child process of its own, read by threads since Windows can't poll pipes."""

    def __init__(self, forbidden: Sequence[str]) -> None:
        self.output = bytearray()
        self.usage = Usage()
        self._replies: queue.Queue[Any] = queue.Queue()
        self._bounds = Bounds()
        self._memory_mib: float | None = None
        self._process = subprocess.Popen(  # noqa: S603 -- our own command
            [sys.executable, "-m", "autograder.execution.worker.spawned", *forbidden],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            env={**os.environ, "OMP_NUM_THREADS": "1", "PYTHONIOENCODING": "utf-8"},
            # A file beside the student's own is not found here either, since grading has none.
            cwd=Path(sys.executable).anchor,
        )
        self._watched = psutil.Process(self._process.pid)
        self._at_start = 0.0
        threading.Thread(target=self._read_output, daemon=True).start()

    def wait_until_ready(self, limits: Limits) -> None:
        """Waits for torch. Raises MachineFault, with the last line of what was printed."""
        assert self._process.stdout is not None
        self._bounds = bounds(limits)
        if self._process.stdout.read(1) != READY:
            words = self.output.decode("utf-8", "replace").strip().splitlines()
            self.close()
            raise MachineFault(f"Python could not start: {words[-1] if words else 'no message'}")
        self._at_start = self._cpu_seconds()
        with contextlib.suppress(psutil.Error):
            self._memory_mib = self._watched.memory_info().rss / 2**20 + limits.memory_mib
        threading.Thread(target=self._read_replies, daemon=True).start()

    def ask(self, request: dict[str, Value], cpu_seconds: float, wall_seconds: float) -> Any:
        """See `Worker.ask`."""
        start = time.monotonic()
        try:
            return self._ask(request, cpu_seconds, wall_seconds)
        finally:
            self.usage.wall_seconds += time.monotonic() - start

    def _ask(self, request: dict[str, Value], cpu_seconds: float, wall_seconds: float) -> Any:
        assert self._process.stdin is not None
        start, cpu_start = time.monotonic(), self._cpu_seconds()
        # In a thread, for a worker that does not read would stop us for ever.
        threading.Thread(target=self._send, args=(frame_of(request),), daemon=True).start()
        while True:
            try:
                reply = self._replies.get(timeout=POLL_SECONDS)
            except queue.Empty:
                self._check_limits(start, cpu_start, cpu_seconds, wall_seconds)
                continue
            used = self._cpu_seconds() - self._at_start  # less than nothing once it has ended
            self.usage.cpu_seconds = max(self.usage.cpu_seconds, used)
            if isinstance(reply, WorkerFailure):
                self.close()
                raise reply
            if reply is None:
                self.close()
                raise WorkerFailure(Kind.PROCESS_ENDED, exception=ending(self._process.wait()))
            return reply[0]

    def _send(self, frame: bytes) -> None:
        assert self._process.stdin is not None
        with contextlib.suppress(OSError, ValueError):  # the end of the replies tells why
            self._process.stdin.write(frame)
            self._process.stdin.flush()

    def _check_limits(
        self, start: float, cpu_start: float, cpu_seconds: float, wall_seconds: float
    ) -> None:
        if time.monotonic() - start > wall_seconds:
            self.close()
            raise WorkerFailure(Kind.TIMED_OUT, limit=wall_seconds)
        if self._cpu_seconds() - cpu_start > cpu_seconds:
            self.close()
            raise WorkerFailure(Kind.TIMED_OUT, limit=cpu_seconds)
        with contextlib.suppress(psutil.Error):
            used = self._watched.memory_info().rss / 2**20
            if self._memory_mib is not None and used > self._memory_mib:
                self.close()
                raise WorkerFailure(Kind.OUT_OF_MEMORY)

    def _cpu_seconds(self) -> float:
        try:
            times = self._watched.cpu_times()
        except psutil.Error:
            return 0.0
        return float(times.user + times.system)

    def _read_replies(self) -> None:
        stream = self._process.stdout
        assert stream is not None
        kind = Kind.REPLY_TOO_LARGE
        try:
            while len(prefix := stream.read(PREFIX.size)) == PREFIX.size:
                kind = Kind.REPLY_TOO_LARGE
                lengths = sizes(prefix, self._bounds)
                header, body = (stream.read(length) for length in lengths)
                if (len(header), len(body)) != lengths:
                    break
                kind = Kind.MALFORMED_REPLY
                self._replies.put((decode(header, body, self._bounds),))
        except WireError as error:
            self._replies.put(WorkerFailure(kind, message=str(error)))
            return
        except (ValueError, OSError):  # closed on our side
            pass
        self._replies.put(None)

    def _read_output(self) -> None:
        stream = self._process.stderr
        assert stream is not None
        while data := stream.read1(1 << 16):  # type: ignore[attr-defined]  # a BufferedReader
            self.output += data[: max(0, OUTPUT_KEPT - len(self.output))]

    def kill(self) -> None:
        """See `Worker.kill`."""
        self._process.kill()

    def close(self) -> None:
        """Kills the process and counts what it used."""
        if self._process.poll() is None:
            used = self._cpu_seconds() - self._at_start
            self.usage.cpu_seconds = max(self.usage.cpu_seconds, used)
        self.kill()
        self._process.wait()
