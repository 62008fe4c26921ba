"""`grader.check("gru")` in a notebook: on the live definitions, in the student's own kernel.

The only module of the self-check that knows otter. Where otter-grader is installed, `grader` is its
`otter.Notebook`: the handout's notebook holds an ordinary otter test in its metadata, which asks
`otter_cases` for one test case, and otter calls it with the kernel's globals. Where it is not,
`grader` is a `Grader` of ours, with the same call.
"""

import contextlib
import inspect
import os
import secrets
import textwrap
from collections.abc import Callable
from pathlib import Path
from typing import Any

from autograder.execution.same_process import SameProcess
from autograder.model.record import Verdict
from autograder.model.submission import Source
from autograder.model.topic import Topic, TopicError, find_topic
from autograder.presentation.messages import Language, Translator

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


def check_live(topic: Topic, names: dict[str, Any]) -> list[Verdict]:
    """The verdicts of the public checks on the definitions in `names`."""
    from autograder.judge.judge import SEED, public_judge

    process = SameProcess(names, files=_cells_by_file())
    judge = public_judge(topic, process)
    try:
        source = _live_source(topic, names)
        return process.run(lambda: judge.judge(source, SEED))
    finally:
        judge.session.close()


def _live_source(topic: Topic, names: dict[str, Any]) -> Source:
    """What stands in the kernel's cells, as the judge quotes it: each cell that has run as a file
    `[5]`, by the number beside it, and together the definitions that the topic asks for."""
    history = names.get("In")
    cells = history if isinstance(history, list) else []
    modules = {f"[{number}]": text for number, text in enumerate(cells) if isinstance(text, str)}
    definitions = []
    for exercise in topic.assignment.exercises:
        for name in exercise.defines:
            with contextlib.suppress(
                KeyError, OSError, TypeError
            ):  # defined in no cell, or not at all
                definitions.append(textwrap.dedent(inspect.getsource(names[name])))
    main = topic.assignment.file
    modules[main] = "\n\n".join(definitions)
    return Source(main=main, modules=modules, open_ended=True)


def _cells_by_file() -> dict[str, str]:
    """The name under which IPython has compiled each cell, and what it is called in our source."""
    try:
        from IPython import get_ipython
    except ImportError:
        return {}
    compiler = getattr(get_ipython(), "compile", None)
    known = getattr(compiler, "_filename_map", {})  # what IPython's own tracebacks go by
    return {file: f"[{number}]" for file, number in known.items()}


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
        from autograder.presentation.messages import choose_language
        from autograder.presentation.terminal.check import closing_line

        t = Translator(choose_language())
        closing = closing_line(self.verdicts, self._file, t, self._command, ONE_LINE)
        return self_check(
            self.verdicts,
            title=f"{self.topic.name} · {self.topic.assignment.title[t.language]} · {self._file}",
            closing=" ".join(line.plain for line in closing),
            language=t.language,
            rungs=self._rungs(t),
            prefix=f"check-{secrets.token_hex(4)}",  # a page may hold this very verdict twice
        )

    def _repr_html_(self) -> str:
        return self.html()

    def _repr_pretty_(self, printer: Any, cycle: bool) -> None:
        printer.text(self.plain())

    def _rungs(self, t: Translator) -> list[tuple[str, str]]:
        """The hints for what fails first, from the bottom, each with what it is called."""
        from autograder.presentation.sentences import RUNGS
        from autograder.presentation.terminal.check import failures
        from autograder.selfcheck.hints import Ladder

        ladder = Ladder(self.topic)
        return [
            (t.text(RUNGS[name][0]), text[t.language])
            for verdict in failures(self.verdicts)
            for name, text in ladder.rungs(verdict).items()
        ]

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
