"""The student's code in the process that asks: in their notebook's kernel, or under a debugger.

No process of its own and no limits: for a student's own check alone. The judge's thread asks, and
the thread that called `run` performs: there the stop button ends an endless loop, and a debugger's
prompt belongs to who typed the command.
"""

import queue
import types
from collections.abc import Callable, Mapping
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any, TypeVar

from autograder.execution.wire import PREFIX, Bounds, Value, decode, encode, sizes
from autograder.execution.workers import MachineFault, Usage
from autograder.model.record import Kind
from autograder.model.topic import Limits

Result = TypeVar("Result")


class SameProcess:
    """A pool of one worker, which is this process.

    With `names`, a kernel's, these are what is called, and nothing is loaded; `files` says by the
    name of each file that code was compiled from what it is in the submission. Else the submission
    is loaded from `folder`, under the names of its files there, so that a debugger finds them.
    """

    def __init__(
        self,
        names: dict[str, Any] | None = None,
        files: Mapping[str, str] | None = None,
        folder: Path | None = None,
    ) -> None:
        # They bring torch, which a kernel has loaded, and which a debugger waits for.
        from autograder.execution.worker import by_hand, load
        from autograder.execution.worker.perform import Performer

        by_hand.install()
        load.know(files or {})
        self.output = bytearray()
        self.usage = Usage()
        self.performer = Performer()
        self._live = names is not None
        self._folder = folder.resolve() if folder is not None else None
        if names is not None:
            module = types.ModuleType("notebook")
            module.__dict__.update(names)
            self.performer.module = module
        self._requests: queue.Queue[dict[str, Value] | None] = queue.Queue()
        self._replies: queue.Queue[bytes] = queue.Queue()
        self._stopped = False

    def run(self, judge: Callable[[], Result]) -> Result:
        """Runs `judge` in a thread and performs in this one what it asks for."""
        from autograder.execution.worker.machine import visited
        from autograder.execution.worker.perform import random_state_kept
        from autograder.execution.worker.serve import answer

        with ThreadPoolExecutor(1) as pool, random_state_kept():
            result = pool.submit(judge)
            result.add_done_callback(lambda _: self._requests.put(None))
            try:
                while (request := self._requests.get()) is not None:
                    with visited():  # what a function reads and writes, as where it is graded
                        frame = answer(self.performer, _crossed(encode(request)))
                    self._replies.put(frame)
            except BaseException:  # the stop button, or a debugger that was left
                self._stopped = True
                self._replies.put(b"")
                raise
        return result.result()

    def open(self, limits: Limits, cpu_seconds: float) -> "SameProcess":
        """Always the same process."""
        return self

    def ask(self, request: dict[str, Value], cpu_seconds: float, wall_seconds: float) -> Any:
        """See `run`."""
        if request["op"] in ("load", "again"):
            if self._live:  # the student's kernel is nobody's to put back
                return {"value": [] if request["op"] == "load" else False}
            request = {**request, "files": self._files(request), "call_seconds": [0.0, 0.0]}
        if self._stopped:
            raise MachineFault("stopped")
        self._requests.put(request)
        frame = self._replies.get()
        if not frame:
            raise MachineFault("stopped")
        reply = _crossed(frame)
        # What a starter raises has no place where its cell is not known.
        if isinstance(reply, dict) and reply.get("exception") == NotImplementedError.__name__:
            reply["error"] = Kind.NOT_WRITTEN.value
        return reply

    def _files(self, request: dict[str, Value]) -> dict[str, Value]:
        # Here, and not where it is loaded: there no file of the machine is seen.
        modules = request.get("modules")
        if self._folder is None or not isinstance(modules, dict):
            return {}
        files = {path: self._folder / path for path in modules}
        return {path: str(file) for path, file in files.items() if file.is_file()}

    def may_refuse(self, name: str) -> bool:
        """See `WorkerPool.may_refuse`. Nothing but the gradients by hand is refused here."""
        return True

    def settle(self) -> None:
        """Nothing to wait for."""

    def kill(self) -> None:
        """Nothing to end: the process is the student's."""

    def close(self) -> None:
        """Nothing to end either."""


def is_submission(filename: str) -> bool:
    """Whether code of that file name is the student's."""
    from autograder.execution.worker.load import path_of

    return path_of(filename) is not None


def _crossed(frame: bytes) -> Any:
    bounds = Bounds(header=64 << 20, body=1 << 30, nodes=2_000_000)
    header, _ = sizes(frame[: PREFIX.size], bounds)
    start = PREFIX.size
    return decode(frame[start : start + header], frame[start + header :], bounds)
