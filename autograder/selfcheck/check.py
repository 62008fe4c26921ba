"""The student's own check: their file, the public checks, a verdict that teaches."""

import threading
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

from autograder.model.record import Kind, Verdict
from autograder.model.record import Text as BothLanguages
from autograder.model.submission import Problem, Source
from autograder.presentation.terminal.check import SelfCheckPrinter, exit_code, failures
from autograder.selfcheck.work import Work, missing_verdicts, notes_on, read_work

if TYPE_CHECKING:  # they bring pytest and numpy, which is for when something really runs
    from autograder.execution.workers import WorkerPool
    from autograder.judge.judge import Judge

UNREADABLE = 2


class SelfCheck:
    """The judge of one student's file, warm for as often as it is asked: of all exercises, or of
    the one that is named. Its processes are of `pool`, where others use that too, else its own."""

    def __init__(self, work: Work, exercise: str = "", pool: "WorkerPool | None" = None) -> None:
        self.work = work
        self.exercise = exercise
        self.topic = work.topic
        self.path = work.path
        self._is_shared = pool is not None
        self._pool = pool
        self._bench: Judge | None = None

    def start(self) -> None:
        """Lets torch load, without waiting for it."""
        if self._pool is None:
            from autograder.execution.unconfined import self_check_pool

            self._pool = self_check_pool(self.topic.assignment.forbidden.calls)

    def read(self) -> Source:
        """The file as it is now."""
        return read_work(self.topic, self.path)

    def titles(self) -> dict[str, BothLanguages]:
        """The sentence of each check, in the suite's order; waits until the suite is read."""
        checks = self._judge().session.checks
        return {name: checks[name][1] for name in self._chosen() or checks}

    def judge(
        self,
        source: Source,
        on_verdict: Callable[[Verdict], None],
        first: Sequence[str] = (),
        stop: threading.Event | None = None,
        on_note: Callable[[Problem], None] | None = None,
    ) -> list[Verdict]:
        """The verdicts; see `JudgeSession.judge`. Raises Stopped."""
        from autograder.judge.judge import SEED

        return self._judge().session.judge(
            source,
            SEED,
            on_verdict=on_verdict,
            on_note=on_note,
            first=first,
            stop=stop,
            only=self._chosen(),
        )

    def _chosen(self) -> frozenset[str] | None:
        if not self.exercise:
            return None
        checks = self._judge().session.checks
        return frozenset(
            name for name, (info, _, _) in checks.items() if info.exercise == self.exercise
        )

    def interrupt(self) -> None:
        """Ends the call that is being made, from any thread."""
        if self._bench is not None:
            self._bench.session.interrupt()

    def close(self) -> None:
        """Ends the judge, and the processes that are its own."""
        if self._bench is not None:
            self._bench.session.close()
        if self._pool is not None and not self._is_shared:
            self._pool.close()

    def _judge(self) -> "Judge":
        if self._bench is None:
            self.start()  # before pytest and numpy are imported, which takes as long
            from autograder.judge.judge import public_judge

            self._bench = public_judge(self.topic, self._pool)
        return self._bench


def check_once(
    check: SelfCheck, printer: SelfCheckPrinter, *, open_hint: bool = False, repro: bool = False
) -> int:
    """Checks the file as it is now and prints what was found, with the next rung of the ladder of
    hints where `open_hint` asks for it; `repro` writes what fails first as a script beside the
    file. Returns the exit code."""
    printer.header()
    source = check.read()
    if source.problem is not None:
        printer.problem(source.problem)
        return UNREADABLE
    printer.notes(notes_on(check.work))
    missing = missing_verdicts(source, check.topic, check.exercise)
    for verdict in missing:
        printer.verdict(verdict)
    said = {verdict.function for verdict in missing}

    def tell(verdict: Verdict) -> None:
        if not (verdict.kind == Kind.MISSING and verdict.function in said):
            printer.verdict(verdict)

    printer.remarks += source.notes
    verdicts = check.judge(source, tell, on_note=printer.remarks.append)
    printer.finish(verdicts, open_hint=open_hint)
    if repro:
        printer.wrote(write_script(check.work, verdicts))
    return exit_code(verdicts)


def write_script(work: Work, verdicts: Sequence[Verdict]) -> Path | None:
    """Writes the call of what fails first as a script beside the student's file. None where there
    is no call: all passes, or nothing could be called."""
    first = next(iter(failures(verdicts)), None)
    if first is None or first.detail is None or not first.detail.script:
        return None
    path = work.path.parent / f"repro_{first.check.removeprefix('test_')}.py"
    path.write_text(first.detail.script, encoding="utf-8")
    return path
