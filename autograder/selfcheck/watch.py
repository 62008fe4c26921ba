"""The self-check that stays open: on every save of the file, its verdict.

Torch stays loaded. The exercises that were edited are checked first, then what failed last and its
neighbours, and trainings come last.
A run that hangs is dropped as soon as the file is saved again. In a terminal the screen is drawn
anew and listens to keys; elsewhere (a pipe, a log) every run is printed below the last.
"""

import ast
import os
import queue
import select
import signal
import sys
import threading
import time
from collections.abc import Sequence
from itertools import groupby
from types import TracebackType

from rich.console import ConsoleDimensions
from rich.text import Text

from autograder.judge.check_run import COSTLY_CPU_SECONDS, Stopped
from autograder.model.record import Kind, Verdict
from autograder.model.record import Text as BothLanguages
from autograder.model.submission import Problem, Source
from autograder.presentation.messages import Language, Translator
from autograder.presentation.terminal.check import (
    SelfCheckPrinter,
    closing_line,
    exit_code,
    failures,
    not_run_lines,
    problem_text,
    verdict_line,
)
from autograder.presentation.terminal.layout import OTHER, PASSED, wrapped
from autograder.selfcheck.check import UNREADABLE, SelfCheck
from autograder.selfcheck.work import missing_verdicts, notes_on

if sys.platform == "win32":
    import msvcrt
else:
    import termios
    import tty

POLL_SECONDS = 0.03
GREEN_SHOWN = 2
NEXT_LANGUAGE: dict[Language, tuple[Language, str]] = {
    "en": ("es", "español"),
    "es": ("en", "English"),
}

Found = dict[str, BothLanguages] | Verdict | list[Verdict] | Problem | BaseException


def watch_work(check: SelfCheck, printer: SelfCheckPrinter) -> int:
    """Checks the file now and on every save until the student quits. Returns the exit code of what
    was found last."""
    printer.watched = True
    with Keys() as keys:
        watch = Watch(check, printer, keys)
        try:
            return watch.run()
        except KeyboardInterrupt:
            return watch.code
        finally:
            watch.stop()


class Keys:
    """Single keys from the terminal; none where there is no terminal to type in."""

    def __init__(self) -> None:
        self.there = sys.stdin is not None and sys.stdin.isatty() and sys.stdout.isatty()
        if self.there and sys.platform != "win32":
            # In the background of a shell, to touch the terminal would stop us.
            self.there = os.tcgetpgrp(sys.stdin.fileno()) == os.getpgrp()

    def __enter__(self) -> "Keys":
        if self.there and sys.platform != "win32":
            self._kept = termios.tcgetattr(sys.stdin)
            self._listen()
            self._on_continue = signal.signal(signal.SIGCONT, self._listen)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if self.there and sys.platform != "win32":
            signal.signal(signal.SIGCONT, self._on_continue)
            termios.tcsetattr(sys.stdin, termios.TCSADRAIN, self._kept)

    def _listen(self, *_: object) -> None:
        tty.setcbreak(sys.stdin)

    def wait(self, seconds: float) -> str:
        """What was typed, waiting so long for it: small letters, without arrows and the like."""
        if not self.there:
            time.sleep(seconds)
            return ""
        if sys.platform == "win32":
            typed = ""
            while msvcrt.kbhit():
                typed += msvcrt.getwch()
            if not typed:
                time.sleep(seconds)
        else:
            ready, _, _ = select.select([sys.stdin], [], [], seconds)
            if not ready:
                return ""
            data = os.read(sys.stdin.fileno(), 64)
            self.there = bool(data)
            typed = data.decode("utf-8", "replace")
        return "" if typed.startswith(("\x1b", "\xe0", "\0")) else typed.lower()


class Watch:
    """A file that is watched, its runs, and what is on the screen.

    `code` is the exit code that fits what was found last.
    """

    def __init__(self, check: SelfCheck, printer: SelfCheckPrinter, keys: Keys) -> None:
        self.code = 1  # until every check has passed
        self._check = check
        self._notes = notes_on(check.work)
        self._printer = printer
        self._keys = keys
        self._screen = printer.console.is_terminal and not printer.console.is_dumb_terminal
        self._drawn_for: ConsoleDimensions | None = None
        # The file.
        self._seen: Stamps | None = None
        self._settled = True
        self._source: Source | None = None
        self._definitions: dict[str, str] = {}
        self._edited: set[str] = set()
        # The run: its number, and what comes out of its thread, marked with it.
        self._number = 0
        self._stop = threading.Event()
        self._thread: threading.Thread | None = None
        self._found: queue.Queue[tuple[int, Found]] = queue.Queue()
        self._running = False
        self._early: list[Verdict] = []
        self._verdicts: dict[str, Verdict] = {}
        # What is known of all runs together.
        self._titles: dict[str, BothLanguages] = {}
        self._last: dict[str, Verdict] = {}
        self._costs: dict[str, float] = {}
        self._green: list[Verdict] = []
        self._opened: bool | None = None

    def run(self) -> int:
        """Watches until `q`."""
        while True:
            changed = self._look()
            changed = self._listen() or changed
            size = self._printer.console.size
            if self._screen and (changed or size != self._drawn_for):
                self._drawn_for = size
                self._draw()
            typed = self._keys.wait(POLL_SECONDS)
            if "q" in typed:
                return self.code
            for key in typed:
                self._press(key)

    def stop(self) -> None:
        """Drops the run."""
        self._stop.set()
        self._check.interrupt()

    # -- the file --

    def _look(self) -> bool:
        """Begins a run where the file was saved with something new; once it has settled, for some
        editors write in several steps."""
        stamps = _stamps(self._check)
        if stamps != self._seen:
            self._settled = self._seen is None  # what is there at the start has settled
            self._seen = stamps
            if not self._settled:
                return False
        elif self._settled:
            return False
        self._settled = True
        source = self._check.read()
        if source == self._source:
            return False
        self._source = source
        self._begin(source)
        return True

    def _begin(self, source: Source) -> None:
        self.stop()
        self._number += 1
        self._opened = None
        self._green = []
        self._verdicts = {}
        self._running = source.problem is None
        topic, exercise = self._check.topic, self._check.exercise
        self._early = missing_verdicts(source, topic, exercise) if self._running else []
        self._printer.remarks = list(source.notes)
        if not self._screen:
            self._printer.header()
            self._printer.notes(self._notes)
            for verdict in self._early:
                self._printer.verdict(verdict)
        if source.problem is not None:
            self.code = UNREADABLE
            if not self._screen:
                self._printer.problem(source.problem)
            return
        definitions = _definitions(source)
        self._edited = {
            exercise.name
            for exercise in self._check.topic.assignment.exercises
            if any(
                definitions.get(name) != self._definitions.get(name) for name in exercise.defines
            )
        }
        self._definitions = definitions
        self._stop = threading.Event()
        self._thread = threading.Thread(
            target=self._judge,
            args=(self._number, source, self._first(), self._stop, self._thread),
            daemon=True,
        )
        self._thread.start()

    # -- the run, in a thread of its own --

    def _judge(
        self,
        number: int,
        source: Source,
        first: Sequence[str],
        stop: threading.Event,
        before: threading.Thread | None,
    ) -> None:
        if before is not None:
            before.join()
        if stop.is_set():
            return
        try:
            self._found.put((number, self._check.titles()))
            verdicts = self._check.judge(
                source,
                lambda verdict: self._found.put((number, verdict)),
                first,
                stop,
                lambda note: self._found.put((number, note)),
            )
            self._found.put((number, verdicts))
        except Stopped:
            pass
        except BaseException as error:
            self._found.put((number, error))

    def _first(self) -> list[str]:
        """The order of the next run: the exercises that were edited, what failed first, the checks
        of the same exercise, all others that are quick; the trainings after them."""
        focus = next(iter(failures(self._in_order(self._last))), None)
        exercises = {name: verdict.exercise for name, verdict in self._last.items()}

        def rank(name: str) -> tuple[bool, ...]:
            return (
                self._costs.get(name, 0) > COSTLY_CPU_SECONDS,
                exercises.get(name) not in self._edited,
                focus is None or name != focus.check,
                focus is None or exercises.get(name) != focus.exercise,
            )

        return sorted(self._titles, key=rank)

    def _in_order(self, verdicts: dict[str, Verdict]) -> list[Verdict]:
        return [verdicts[name] for name in self._titles if name in verdicts]

    def _listen(self) -> bool:
        """Takes what the run has found since."""
        changed = False
        while True:
            try:
                number, found = self._found.get_nowait()
            except queue.Empty:
                return changed
            if number == self._number:
                changed = True
                self._take(found)

    def _take(self, found: Found) -> None:
        match found:
            case dict():
                self._titles = found
            case Verdict():
                before = self._last.get(found.check)
                if found.passed and before is not None and not before.passed:
                    self._green.append(found)
                self._verdicts[found.check] = self._last[found.check] = found
                told = {early.function for early in self._early}
                again = found.kind == Kind.MISSING and found.function in told
                if not self._screen and not again:
                    self._printer.verdict(found)
            case Problem():
                self._printer.remarks.append(found)
            case list():
                self._last = {verdict.check: verdict for verdict in found}
                self._verdicts = dict(self._last)
                self._costs = {verdict.check: verdict.cpu_seconds for verdict in found}
                self._running = False
                self.code = exit_code(found)
                if not self._screen:
                    self._printer.print(self._green_lines())
                    self._printer.finish(found)
            case error:
                raise error

    # -- keys --

    def _press(self, key: str) -> None:
        if key == "h":
            self._opened = self._printer.open_hint(self._in_order(self._verdicts))
        elif key == "a":
            self._printer.all_failures = not self._printer.all_failures
        elif key == "l":
            language, _ = NEXT_LANGUAGE[self._printer.t.language]
            self._printer.t = Translator(language)
        else:
            return
        self._drawn_for = None

    # -- the screen --

    def _draw(self) -> None:
        height = self._printer.console.height - 1
        lines = self._lines(folded=False)
        if len(lines) > height:
            lines = self._lines(folded=True)
        with self._printer.console as console:  # in one piece, so that nothing flickers
            console.clear()
            self._printer.print(lines)

    def _lines(self, folded: bool) -> list[Text]:
        printer = self._printer
        t, width = printer.t, printer.width
        lines = printer.header_lines() + printer.notes_lines(self._notes)
        assert self._source is not None
        if self._source.problem is not None:
            lines += problem_text(self._source.problem, t, width)
            return lines + self._key_lines()
        verdicts = self._in_order(self._verdicts)
        if self._titles:
            lines += self._check_lines(folded)
        else:
            for verdict in self._early:
                lines += verdict_line(verdict, t, width)
        lines += printer.failure_lines(verdicts, t.text("the key {key}", key="h"))
        lines += printer.note_lines(self._opened)
        lines += printer.file_lines()
        lines += self._green_lines()
        if not self._titles:
            lines += wrapped(t.text("loading PyTorch …"), width, "bold")
        elif self._running:
            lines += wrapped(t.text("checking … (saving again drops this run)"), width, "bold")
        else:
            lines += closing_line(verdicts, printer.file, t, "", width, watched=True)
        return lines + self._key_lines()

    def _check_lines(self, folded: bool) -> list[Text]:
        """A line a check, in the suite's order; with `folded` those that pass, one after the other,
        share one."""
        t, width = self._printer.t, self._printer.width
        lines: list[Text] = []
        outcomes = {name: verdict.outcome for name, verdict in self._verdicts.items()}
        for outcome, names in groupby(self._titles, key=lambda name: outcomes.get(name, "")):
            group = [self._verdicts[name] for name in names if outcome] if outcome else []
            if not outcome:
                for name in names:
                    lines += _waiting_lines(self._titles[name], t, width)
            elif outcome == "not_run":
                lines += not_run_lines(group, t, width)
            elif outcome == "passed" and folded and len(group) > 1:
                passing = t.plural("{n} check passes", "{n} checks pass", len(group))
                lines.append(Text().append(f"  {PASSED} ", style="green").append(passing))
            else:
                for verdict in group:
                    lines += verdict_line(verdict, t, width)
        return lines

    def _green_lines(self) -> list[Text]:
        t, width = self._printer.t, self._printer.width
        lines: list[Text] = []
        for verdict in self._green[:GREEN_SHOWN]:
            said = t.text("passes now: {title}", title=verdict.title[t.language])
            lines += wrapped(f"{PASSED} {said}", width, "green")
        more = len(self._green) - GREEN_SHOWN
        if more > 0:
            said = t.plural("and {n} more like this", "and {n} more like this", more)
            lines += wrapped(f"{PASSED} {said}", width, "green")
        return lines

    def _key_lines(self) -> list[Text]:
        if not self._keys.there:
            return []
        t = self._printer.t
        shown = t.text("first only") if self._printer.all_failures else t.text("all failures")
        _, language = NEXT_LANGUAGE[t.language]
        pieces = [
            t.text("watching {file}", file=self._check.path.name),
            t.text("h hint"),
            f"a {shown}",
            f"l {language}",
            t.text("q quit"),
        ]
        return wrapped(f" {OTHER} ".join(pieces), self._printer.width, "dim")


def _waiting_lines(title: BothLanguages, t: Translator, width: int) -> list[Text]:
    state = t.text("checking …")
    return wrapped(f"{title[t.language]} ({state})", width, "dim", f"  {OTHER} ", "    ")


def _definitions(source: Source) -> dict[str, str]:
    """The code of each top-level function and class of the file, without its layout."""
    return {
        node.name: ast.dump(node)
        for node in ast.parse(source.modules[source.main]).body
        if isinstance(node, ast.FunctionDef | ast.ClassDef)
    }


Stamps = dict[str, tuple[int, int, int]]


def _stamps(check: SelfCheck) -> Stamps:
    """What changes when the file, or one beside it, is saved: in place, or by putting another one
    in its place."""
    stamps = {}
    for path in [check.path, *sorted(check.path.parent.glob("*.py"))]:
        try:
            found = path.stat()
        except OSError:  # between the two steps of a save
            continue
        stamps[path.name] = (found.st_mtime_ns, found.st_size, found.st_ino)
    return stamps
