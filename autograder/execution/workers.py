"""Where a submission runs: what a worker is, and who gives them out.

Trusted side. Workers answer requests with bounded frames (`execution.wire`); deadlines and CPU time
are watched from here, outside the worker. `forked` has those that a warm host forks and confines,
`child` those of systems where that can't be had.
"""

import signal
from dataclasses import dataclass
from typing import Any, Protocol

from autograder.execution.wire import Bounds, Value
from autograder.model.record import Kind
from autograder.model.topic import Limits

OUTPUT_KEPT = 64 << 10
POLL_SECONDS = 0.05
READY, FAILED = b"\x01", b"\x00"
KILLED = "SIGKILL"  # how a worker ended that killed itself, or that somebody else killed


class WorkerFailure(Exception):  # noqa: N818 -- a finding, not an error of ours
    """What was run fell short in a way that has a name; `data` are fields of a verdict."""

    def __init__(self, kind: Kind, **data: Any) -> None:
        super().__init__(str(kind))
        self.kind = kind
        self.data = data


class MachineFault(Exception):  # noqa: N818 -- the word of the records
    """A worker could not be had or confined: nobody's points depend on it."""


@dataclass
class Usage:
    """What a worker used, as the kernel counted it, and how long its replies were waited for."""

    cpu_seconds: float = 0.0
    wall_seconds: float = 0.0
    memory_mib: float = 0.0
    status: int | None = None


class Worker(Protocol):
    """A process that has one submission to itself."""

    output: bytearray
    usage: Usage

    def ask(self, request: dict[str, Value], cpu_seconds: float, wall_seconds: float) -> Any:
        """The reply to a request. Raises WorkerFailure, after which only `close` is left."""

    def kill(self) -> None:
        """Ends the process, from any thread: whoever waits for a reply gets a failure."""

    def close(self) -> None:
        """Ends the process and lets go of it."""


class WorkerPool(Protocol):
    """Gives out workers."""

    def open(self, limits: Limits, cpu_seconds: float) -> Worker:
        """A fresh worker that may use so many CPU seconds in all. Raises MachineFault."""

    def may_refuse(self, name: str) -> bool:
        """Whether a worker may have refused a call under that name, and not made it up."""

    def settle(self) -> None:
        """Waits until what closed workers used is known."""

    def close(self) -> None:
        """Ends every process."""


def bounds(limits: Limits) -> Bounds:
    """What a reply may hold under these limits."""
    return Bounds(body=limits.reply_mib << 20)


def ending(code: int) -> str:
    """How a process ended, by its exit code: "exit 3", "SIGSEGV", "signal 40"."""
    if code >= 0:
        return f"exit {code}"
    try:
        return signal.Signals(-code).name
    except ValueError:  # a real-time signal has no name
        return f"signal {-code}"
