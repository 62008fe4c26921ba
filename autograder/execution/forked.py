"""Workers that a warm host forks, one after the other, and confines."""

import contextlib
import itertools
import json
import os
import selectors
import signal
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from typing import Any, BinaryIO

from autograder.execution.sandbox.isolation import Isolation
from autograder.execution.wire import PREFIX, Bounds, Value, WireError, decode, frame_of, sizes
from autograder.execution.workers import (
    FAILED,
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

START_SECONDS = 600.0  # a machine may be busy; what has ended says so at once
SLOTS = 1000  # users for the workers of one host: those alive, and those not yet reaped


class Host:
    """A warm host and the workers it forks, one at a time or several."""

    def __init__(self, isolation: Isolation, forbidden: Sequence[str] = (), slot: int = 0) -> None:
        self.isolation = isolation
        self.forbidden = tuple(forbidden)
        self.slot = slot
        self._refused: frozenset[str] = frozenset()
        self._process: subprocess.Popen[bytes] | None = None
        self._control: socket.socket | None = None
        self._errors: BinaryIO | None = None
        self._ready = False
        self._count = 0
        self._running: dict[int, ForkedWorker] = {}
        self._confinements: dict[tuple[Isolation, int, int, float], str] = {}

    def start(self) -> None:
        """Starts the process without waiting for torch to load."""
        self.close()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._errors = tempfile.TemporaryFile()  # noqa: SIM115 -- lives as long as the host
        arguments = [str(theirs.fileno()), *self.forbidden]
        command = self.isolation.host_command(
            [sys.executable, "-I", "-m", "autograder.execution.worker.host", *arguments]
        )
        with theirs:
            self._process = subprocess.Popen(  # noqa: S603 -- our own command
                command,
                pass_fds=[theirs.fileno()],
                env=self.isolation.host_environment(),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=self._errors,
                cwd="/",
                start_new_session=True,  # Ctrl-C reaches the grader alone
            )
        self._control = ours
        self._ready = False

    def open(self, limits: Limits, cpu_seconds: float) -> "ForkedWorker":
        """Forks a worker and waits until its layers are on."""
        for attempt in (1, 2):
            try:
                return self._open(limits, cpu_seconds)
            except (OSError, EOFError) as error:
                # The host itself was killed. Another one costs two seconds, not a grade.
                problem = self.end(error)
                self.close()
                if attempt == 2:
                    raise MachineFault(f"the host of the workers {problem}") from None
        raise AssertionError

    def _open(self, limits: Limits, cpu_seconds: float) -> "ForkedWorker":
        if self._control is None:
            self.start()
        assert self._control is not None
        if not self._ready:
            self._control.settimeout(START_SECONDS)
            message = self._control.recv(1 << 20)
            if not message:
                raise EOFError
            self._refused = frozenset(json.loads(message)["refused"])
            self._ready = True
        self._count += 1
        identity = self._count
        taken = {worker.slot for worker in self._running.values()}
        slot = next(slot for slot in itertools.count(self.slot * SLOTS) if slot not in taken)
        confinement = self._confinement(slot, limits.memory_mib, cpu_seconds)
        message = f'{{"id": {identity}, "confinement": {confinement}}}'.encode()
        calls_end, calls = os.pipe()
        replies, replies_end = os.pipe()
        output, output_end = os.pipe()
        theirs = [calls_end, replies_end, output_end]
        pidfd = None
        try:
            socket.send_fds(self._control, [message], theirs)
            pidfd = self._forked(identity)
        finally:
            for descriptor in theirs:
                os.close(descriptor)
            if pidfd is None:
                for descriptor in (calls, replies, output):
                    os.close(descriptor)
        worker = ForkedWorker(self, identity, pidfd, calls, replies, output, limits)
        worker.slot = slot
        self._running[identity] = worker
        worker.wait_until_confined()
        return worker

    def _confinement(self, slot: int, memory_mib: int, cpu_seconds: float) -> str:
        """How a worker is to be confined, as JSON: the same for nearly all of a class."""
        key = (self.isolation, slot, memory_mib, cpu_seconds)
        if key not in self._confinements:
            confinement = self.isolation.confinement(slot, memory_mib, cpu_seconds)
            self._confinements[key] = json.dumps(confinement.to_dict())
        return self._confinements[key]

    def _forked(self, identity: int) -> int:
        assert self._control is not None
        self._control.settimeout(START_SECONDS)
        while True:
            message, descriptors, _, _ = socket.recv_fds(self._control, 1 << 16, 1)
            if not message:
                raise EOFError
            data = json.loads(message)
            if data.get("forked") and data["id"] == identity:
                return descriptors[0]
            self._ended(data)

    def _ended(self, data: dict[str, Any]) -> None:
        worker = self._running.pop(data["id"], None)
        if worker is not None:
            worker.usage = Usage(
                cpu_seconds=data["cpu_seconds"],
                wall_seconds=worker.usage.wall_seconds,
                memory_mib=data["memory_mib"],
                status=data["status"],
            )

    def wait_for(self, worker: "ForkedWorker", seconds: float = 10.0) -> None:
        """Waits until the host has reaped that worker, so that its usage is known."""
        deadline = time.monotonic() + seconds
        while worker.identity in self._running and self._control is not None:
            left = deadline - time.monotonic()
            if left <= 0:
                return
            self._control.settimeout(left)
            try:
                message = self._control.recv(1 << 16)
            except OSError:
                return
            if not message:
                return
            self._ended(json.loads(message))

    def may_refuse(self, name: str) -> bool:
        """See `WorkerPool.may_refuse`: the host has said so before it held any submission."""
        return name in self._refused

    def settle(self) -> None:
        """Waits until every closed worker has been reaped."""
        for worker in list(self._running.values()):
            if worker.closed:
                self.wait_for(worker)

    def end(self, error: BaseException | None = None) -> str:
        """How the host ended, as far as it is known, and what to do: "ended: SIGKILL; …". `error`
        is what was seen of it from here, for a host that has not ended."""
        if self._process is None or self._errors is None:
            return f"is not there: {error or 'it was closed'}"
        try:
            status = self._process.wait(timeout=5)
        except subprocess.TimeoutExpired:
            return f"does not answer: {error or 'no message'}"
        if status > 128:  # as bubblewrap tells how what was inside it ended
            status = 128 - status
        self._errors.seek(0)
        lines = self._errors.read()[-4000:].decode("utf-8", "replace").strip().splitlines()
        how = f"ended: {ending(status)}, {lines[-1] if lines else 'no message'}"
        if status == -signal.SIGKILL:
            return (
                f"{how}; it was killed: this machine may have run out of memory. Close what takes"
                " memory, or grade with fewer --workers, and give the same command again"
            )
        return f"{how}; `autograder doctor` tries what a host needs"

    def close(self) -> None:
        """Ends the host and with it every worker."""
        for worker in list(self._running.values()):
            worker.close()
        self._running.clear()
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            if not self._ready:  # still loading torch, and deaf until it has
                self._process.kill()
            try:
                self._process.wait(timeout=5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None
        if self._errors is not None:
            self._errors.close()
            self._errors = None


class _Reply:
    """A reply as its bytes come in, refused as soon as it announces too much."""

    def __init__(self, bounds: Bounds) -> None:
        self.bounds = bounds
        self.buffer = bytearray()
        self.lengths: tuple[int, int] | None = None

    def add(self, data: bytes) -> bool:
        """Takes more bytes; True when the frame is whole. Raises WireError."""
        self.buffer += data
        if self.lengths is None and len(self.buffer) >= PREFIX.size:
            self.lengths = sizes(bytes(self.buffer[: PREFIX.size]), self.bounds)
        if self.lengths is None:
            return False
        return len(self.buffer) >= PREFIX.size + sum(self.lengths)

    def value(self) -> Value:
        assert self.lengths is not None
        header, body = self.lengths
        start = PREFIX.size
        if len(self.buffer) != start + header + body:
            raise WireError("bytes after the reply")
        return decode(
            bytes(self.buffer[start : start + header]),
            bytes(self.buffer[start + header :]),
            self.bounds,
        )


class ForkedWorker:
    """A worker forked and confined by a host."""

    def __init__(
        self,
        host: Host,
        identity: int,
        pidfd: int,
        calls: int,
        replies: int,
        output: int,
        limits: Limits,
    ) -> None:
        self.identity = identity
        self.slot = 0
        self.closed = False
        self.output = bytearray()
        self.usage = Usage()
        self._host = host
        self._pidfd = pidfd
        self._calls, self._replies, self._output = calls, replies, output
        self._bounds = bounds(limits)
        for descriptor in (calls, replies, output):
            os.set_blocking(descriptor, False)
        self._selector = selectors.DefaultSelector()
        self._selector.register(replies, selectors.EVENT_READ)
        self._selector.register(output, selectors.EVENT_READ)
        self._pid = _pid_of(pidfd)

    def wait_until_confined(self) -> None:
        """Reads the byte that says that every layer is on. Raises MachineFault, or EOFError where
        the worker ended first."""
        with selectors.DefaultSelector() as selector:
            selector.register(self._replies, selectors.EVENT_READ)
            said = os.read(self._replies, 1000) if selector.select(START_SECONDS) else b""
        if said != READY:
            self.close()
            if not said:
                raise EOFError("a worker ended before it was confined")
            reason = said.removeprefix(FAILED).decode("utf-8", "replace")
            raise MachineFault(f"a worker could not be confined: {reason}")

    def ask(self, request: dict[str, Value], cpu_seconds: float, wall_seconds: float) -> Any:
        """See `Worker.ask`."""
        start = time.monotonic()
        try:
            return self._ask(request, cpu_seconds, wall_seconds)
        finally:
            self.usage.wall_seconds += time.monotonic() - start

    def _ask(self, request: dict[str, Value], cpu_seconds: float, wall_seconds: float) -> Any:
        start = checked = time.monotonic()
        cpu_start = self._cpu_seconds()
        reply = _Reply(self._bounds)
        pending = self._send(memoryview(frame_of(request)))
        if pending:  # more than the pipe holds
            self._selector.register(self._calls, selectors.EVENT_WRITE)
        while True:
            for key, _ in self._selector.select(POLL_SECONDS):
                if key.fd == self._calls:
                    pending = self._send(pending)
                    if not pending:
                        self._selector.unregister(self._calls)
                elif key.fd == self._output:
                    if not self._drain():
                        self._selector.unregister(self._output)
                elif self._receive(reply):
                    self._drain()
                    self.usage.cpu_seconds = self._cpu_seconds()
                    if pending:  # answered before it was read: a reply, if no honest one
                        self._selector.unregister(self._calls)
                    try:
                        return reply.value()
                    except WireError as error:
                        self.close()
                        raise WorkerFailure(Kind.MALFORMED_REPLY, message=str(error)) from None
            now = time.monotonic()
            if now - start > wall_seconds:
                self.close()
                raise WorkerFailure(Kind.TIMED_OUT, limit=wall_seconds)
            if now - checked > POLL_SECONDS:
                checked = now
                if self._cpu_seconds() - cpu_start > cpu_seconds:
                    self.close()
                    raise WorkerFailure(Kind.TIMED_OUT, limit=cpu_seconds)

    def _send(self, pending: memoryview) -> memoryview:
        try:
            return pending[os.write(self._calls, pending[: 1 << 20]) :]
        except BlockingIOError:
            return pending
        except BrokenPipeError:
            return pending[:0]  # the end of the replies tells why

    def _drain(self) -> bool:
        try:
            data = os.read(self._output, 1 << 16)
        except BlockingIOError:
            return True
        self.output += data[: max(0, OUTPUT_KEPT - len(self.output))]
        return bool(data)

    def _receive(self, reply: _Reply) -> bool:
        try:
            data = os.read(self._replies, 1 << 20)
        except BlockingIOError:
            return False
        if not data:
            self._raise_end()
        try:
            return reply.add(data)
        except WireError as error:
            self.close()
            raise WorkerFailure(Kind.REPLY_TOO_LARGE, message=str(error)) from None

    def _raise_end(self) -> None:
        self._drain()
        self.close()
        self._host.wait_for(self)
        status = self.usage.status
        if status is None:
            raise MachineFault(f"a worker ended with its host, which {self._host.end()}")
        code = os.waitstatus_to_exitcode(status)
        if code == -signal.SIGXCPU:
            raise WorkerFailure(Kind.TIMED_OUT, limit=round(self.usage.cpu_seconds, 1))
        raise WorkerFailure(Kind.PROCESS_ENDED, exception=ending(code))

    def _cpu_seconds(self) -> float:
        try:
            return time.clock_gettime(_cpu_clock(self._pid))
        except OSError:  # it has ended
            return 0.0

    def kill(self) -> None:
        """See `Worker.kill`."""
        if not self.closed:
            # OSError: another thread has closed it meanwhile.
            with contextlib.suppress(OSError):
                signal.pidfd_send_signal(self._pidfd, signal.SIGKILL)

    def close(self) -> None:
        """Kills the process; the host reaps it."""
        if self.closed:
            return
        self.kill()
        self.closed = True
        self._selector.close()
        for descriptor in (self._pidfd, self._calls, self._replies, self._output):
            os.close(descriptor)


def _cpu_clock(pid: int) -> int:
    """The clock of the CPU time of a process, as clock_getcpuclockid(3) makes it on Linux: reading
    it costs a hundredth of reading /proc, and every call is timed."""
    return (~pid << 3) | 2


def _pid_of(pidfd: int) -> int:
    """The pid, in our namespace, behind a pidfd that a host in another namespace sent."""
    with open(f"/proc/self/fdinfo/{pidfd}") as file:  # noqa: PTH123
        for line in file:
            if line.startswith("Pid:"):
                return int(line.split()[1])
    raise MachineFault("the kernel does not say which process a pidfd means")
