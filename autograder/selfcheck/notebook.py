"""`grader.check("gru")` in a notebook: on the live definitions, in the student's own kernel.

The only module of the self-check that knows otter. Where otter-grader is installed, `grader` is its
`otter.Notebook`: the handout's notebook holds an ordinary otter test in its metadata, which asks
`otter_cases` for one test case, and otter calls it with the kernel's globals. Where it is not,
`grader` is a `Grader` of ours, with the same call.
"""

import inspect
import os
import queue
import secrets
import types
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

from autograder.execution.wire import PREFIX, Bounds, Value, decode, encode, sizes
from autograder.execution.workers import MachineFault, Usage
from autograder.model.record import Kind, Verdict
from autograder.model.topic import Limits, Topic, TopicError, find_topic
from autograder.presentation.messages import Language

ONE_LINE = 10_000  # columns


def open_grader(notebook: str, language: Language = "en") -> Any:
    """What a handout's notebook calls `grader`: otter's for the notebook of that name where
    otter-grader is installed, else ours. A notebook made in Spanish speaks it, whatever the system
    does; a student's own choice comes before both."""
    if language != "en":
        os.environ.setdefault("AUTOGRADER_LANG", language)
    try:
        import otter
    except ImportError:
        return Grader()
    return otter.Notebook(notebook)


class Grader:
    """`grader` without otter: `check` alone, which is called and looks as with it."""

    def check(self, name: str) -> "LiveCheck":
        """The verdict of a topic's public checks on the definitions of the cell that calls this.
        Raises TopicError where there is no such topic here."""
        caller = inspect.currentframe()
        assert caller is not None
        assert caller.f_back is not None
        live = LiveCheck(_topic_here(name))
        live.run(caller.f_back.f_globals)
        return live


class Kernel:
    """The student's own kernel as the place where their functions run: no process, no limits.

    For the self-check in a notebook alone, on the live definitions. The judge's thread asks, and
    the kernel's own thread performs, in `run`: there the stop button ends an endless loop, and the
    check says in which line it was.
    """

    def __init__(self, names: dict[str, Any]) -> None:
        # Both bring torch, which a kernel has loaded.
        from autograder.execution.worker import by_hand
        from autograder.execution.worker.perform import Performer

        by_hand.install()

        self.output = bytearray()
        self.usage = Usage()
        self._performer = Performer()
        module = types.ModuleType("notebook")
        module.__dict__.update(names)
        self._performer.module = module
        self._requests: queue.Queue[dict[str, Value] | None] = queue.Queue()
        self._replies: queue.Queue[bytes] = queue.Queue()
        self._stopped = False

    def run(self, judge: Callable[[], list[Verdict]]) -> list[Verdict]:
        """Runs `judge` in a thread and performs in this one what it asks for."""
        from autograder.execution.worker.machine import visited
        from autograder.execution.worker.perform import random_state_kept
        from autograder.execution.worker.serve import answer

        with ThreadPoolExecutor(1) as pool, random_state_kept():
            verdicts = pool.submit(judge)
            verdicts.add_done_callback(lambda _: self._requests.put(None))
            try:
                while (request := self._requests.get()) is not None:
                    with visited():  # what a function reads and writes, as where it is graded
                        frame = answer(self._performer, _crossed(encode(request)))
                    self._replies.put(frame)
            except BaseException:  # the stop button, while nothing of the student's was running
                self._stopped = True
                self._replies.put(b"")
                raise
        return verdicts.result()

    def open(self, limits: Limits, cpu_seconds: float) -> "Kernel":
        """Always the same kernel."""
        return self

    def ask(self, request: dict[str, Value], cpu_seconds: float, wall_seconds: float) -> Any:
        """See `run`."""
        if request["op"] in ("load", "again"):  # the student's kernel is nobody's to put back
            return {"value": [] if request["op"] == "load" else False}
        if self._stopped:
            raise MachineFault("stopped")
        self._requests.put(request)
        frame = self._replies.get()
        if not frame:
            raise MachineFault("stopped")
        reply = _crossed(frame)
        # No cell is a file of the submission, so that what a starter raises has no place there.
        if isinstance(reply, dict) and reply.get("exception") == NotImplementedError.__name__:
            reply["error"] = Kind.NOT_WRITTEN.value
        return reply

    def may_refuse(self, name: str) -> bool:
        """See `WorkerPool.may_refuse`. Nothing but the gradients by hand is refused in a kernel."""
        return True

    def settle(self) -> None:
        """Nothing to wait for."""

    def kill(self) -> None:
        """Nothing to end: the kernel is the student's."""

    def close(self) -> None:
        """Nothing to end either."""


def _crossed(frame: bytes) -> Any:
    bounds = Bounds(header=64 << 20, body=1 << 30, nodes=2_000_000)
    header, _ = sizes(frame[: PREFIX.size], bounds)
    start = PREFIX.size
    return decode(frame[start : start + header], frame[start + header :], bounds)


def check_live(topic: Topic, names: dict[str, Any]) -> list[Verdict]:
    """The verdicts of the public checks on the definitions in `names`."""
    from autograder.judge.judge import SEED, public_judge
    from autograder.model.submission import Source

    kernel = Kernel(names)
    judge = public_judge(topic, kernel)
    try:
        main = topic.assignment.file
        source = Source(main=main, modules={main: ""}, open_ended=True)
        return kernel.run(lambda: judge.judge(source, SEED))
    finally:
        judge.session.close()


class LiveCheck:
    """The public checks on a kernel's definitions, and what they found last: a function that otter
    calls, and what our own `Grader` shows."""

    def __init__(self, topic: Topic) -> None:
        self.topic = topic
        self.verdicts: list[Verdict] = []

    def run(self, names: dict[str, Any]) -> None:
        """Checks the definitions in `names`."""
        self.verdicts = check_live(self.topic, names)

    def __call__(self, env: dict[str, Any]) -> None:
        """What otter calls. Raises AssertionError, saying the first failure."""
        self.run(env)
        if not all(verdict.passed for verdict in self.verdicts):
            raise AssertionError(f"\n{self.plain()}")

    def plain(self) -> str:
        """The verdict as plain text."""
        from autograder.presentation.terminal.check import plain_verdicts

        return plain_verdicts(self.verdicts, self.topic, command=self._command, file=self._file)

    def html(self) -> str:
        """The verdict as HTML, with pictures."""
        from autograder.presentation.html import self_check
        from autograder.presentation.messages import Translator, choose_language
        from autograder.presentation.terminal.check import closing_line

        t = Translator(choose_language())
        closing = closing_line(self.verdicts, self._file, t, self._command, ONE_LINE)
        return self_check(
            self.verdicts,
            title=f"{self.topic.name} · {self.topic.assignment.title[t.language]} · {self._file}",
            closing=" ".join(line.plain for line in closing),
            language=t.language,
            prefix=f"check-{secrets.token_hex(4)}",  # a page may hold this very verdict twice
        )

    def _repr_html_(self) -> str:
        return self.html()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(self.plain())

    @property
    def _file(self) -> str:
        return f"{self.topic.starter.stem}.ipynb"

    @property
    def _command(self) -> str:
        return f'grader.check("{self.topic.name}")'


def _topic_here(name: str) -> Topic:
    try:
        return find_topic(name, Path.cwd())
    except TopicError as error:
        raise TopicError(
            f"{error}. Open the notebook from its own folder of the handout."
        ) from None


def otter_cases(name: str) -> dict[str, Any]:
    """One otter test case for a topic's public checks, ready to be put into a test file's globals.

    The case fails with our own verdict as its message: the first failure in full. In a notebook
    that verdict is all that is shown, with pictures.
    """
    from otter.test_files import test_case

    topic = _topic_here(name)
    _show_verdicts()
    case: Callable[..., Any] = test_case(name=name, points=0, hidden=False)
    return {"check": case(LiveCheck(topic))}


def _show_verdicts() -> None:
    """Lets IPython show an otter result of ours as our verdict: HTML, or text where there is only
    that. Any other result looks as otter has it."""
    from IPython import get_ipython
    from otter.test_files import TestFile

    def live(result: TestFile) -> LiveCheck | None:
        functions = (getattr(case.body, "test_func", None) for case in result.test_cases)
        return next((each for each in functions if isinstance(each, LiveCheck)), None)

    def html(result: TestFile) -> str:
        ours = live(result)
        return ours.html() if ours else str(result._repr_html_())

    def plain(result: TestFile, printer: Any, cycle: bool) -> None:
        ours = live(result)
        printer.text(ours.plain() if ours else repr(result))

    shell = get_ipython()
    if shell is not None:  # otter also runs in scripts
        shell.display_formatter.formatters["text/html"].for_type(TestFile, html)
        shell.display_formatter.formatters["text/plain"].for_type(TestFile, plain)
