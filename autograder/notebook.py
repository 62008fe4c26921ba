"""Notebooks: the starter as one, and `grader.check("gru")` through otter-grader in one.

The only module that knows otter. A handout's notebook holds an ordinary otter test in its metadata,
which asks `otter_cases` for one test case a check; otter calls it with the kernel's globals.
"""

import ast
import queue
import types
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Any

import nbformat
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.places import MachineFault, Usage
from autograder.record import Verdict
from autograder.topic import Limits, Topic, TopicError, find_topic
from autograder.wire import PREFIX, Bounds, Value, decode, encode, sizes

TEST = """\
from autograder.notebook import otter_cases
OK_FORMAT = False
name = {name!r}
points = 0
globals().update(otter_cases({name!r}))
"""


def starter_notebook(topic: Topic) -> nbformat.NotebookNode:
    """The starter as a notebook: the statement, a cell for each definition, a cell that checks."""
    text = topic.starter.read_text(encoding="utf-8")
    lines = text.splitlines()
    cells = [
        new_markdown_cell((topic.folder / "README.md").read_text(encoding="utf-8")),
        new_markdown_cell((topic.folder / "README.es.md").read_text(encoding="utf-8")),
        new_code_cell(f'import otter\n\ngrader = otter.Notebook("{topic.starter.stem}.ipynb")'),
    ]
    start = 0
    body = ast.parse(text).body
    if isinstance(body[0], ast.Expr):  # the module's docstring is said by the statement
        start = body[0].end_lineno or 0
    for node in body:
        if isinstance(node, ast.FunctionDef | ast.ClassDef):
            before = "\n".join(lines[start : _first_line(node) - 1]).strip()
            if before:
                cells.append(new_code_cell(before))
            cells.append(new_code_cell("\n".join(lines[_first_line(node) - 1 : node.end_lineno])))
            start = node.end_lineno or start
    rest = "\n".join(lines[start:]).strip()
    if rest:
        cells.append(new_code_cell(rest))
    cells.append(new_code_cell(f'grader.check("{topic.name}")'))
    notebook: nbformat.NotebookNode = new_notebook(cells=cells)
    notebook.metadata["kernelspec"] = {
        "name": "python3",
        "display_name": "Python 3",
        "language": "python",
    }
    notebook.metadata["otter"] = {
        "OK_FORMAT": False,
        "tests": {topic.name: TEST.format(name=topic.name)},
    }
    for number, cell in enumerate(notebook.cells):
        cell["id"] = f"cell-{number}"  # nbformat would draw one: a handout is built the same twice
    return notebook


def _first_line(node: ast.FunctionDef | ast.ClassDef) -> int:
    return min([node.lineno, *(each.lineno for each in node.decorator_list)])


class Kernel:
    """The student's own kernel as the place where their functions run: no process, no limits.

    For the self-check in a notebook alone, on the live definitions. The judge's thread asks, and
    the kernel's own thread performs, in `run`: there the stop button ends an endless loop, and the
    check says in which line it was.
    """

    def __init__(self, names: dict[str, Any]) -> None:
        from autograder.worker.perform import Performer  # brings torch, which a kernel has loaded

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
        from autograder.worker.perform import random_state_kept
        from autograder.worker.serve import answer

        with ThreadPoolExecutor(1) as pool, random_state_kept():
            verdicts = pool.submit(judge)
            verdicts.add_done_callback(lambda _: self._requests.put(None))
            try:
                while (request := self._requests.get()) is not None:
                    self._replies.put(answer(self._performer, _crossed(encode(request))))
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
        if request["op"] == "load":
            return {"value": None}
        if self._stopped:
            raise MachineFault("stopped")
        self._requests.put(request)
        frame = self._replies.get()
        if not frame:
            raise MachineFault("stopped")
        return _crossed(frame)

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
    from autograder.bench import SEED, public_bench
    from autograder.submission import Source

    kernel = Kernel(names)
    bench = public_bench(topic, kernel)
    try:
        main = topic.assignment.file
        source = Source(main=main, modules={main: ""}, open_ended=True)
        return kernel.run(lambda: bench.judge(source, SEED))
    finally:
        bench.session.close()


def otter_cases(name: str) -> dict[str, Any]:
    """One otter test case for a topic's public checks, ready to be put into a test file's globals.

    The case fails with our own verdict as its message: the first failure in full.
    """
    from otter.test_files import test_case

    try:
        topic = find_topic(name, Path.cwd())
    except TopicError as error:
        raise TopicError(
            f"{error}. Open the notebook from its own folder of the handout."
        ) from None

    def run(env: dict[str, Any]) -> None:
        from autograder.terminal import plain_verdicts

        verdicts = check_live(topic, env)
        if not all(verdict.passed for verdict in verdicts):
            raise AssertionError("\n" + plain_verdicts(verdicts, topic))

    case: Callable[..., Any] = test_case(name=name, points=0, hidden=False)
    return {"check": case(run)}
