"""How a self-check looks: a line for each check, the first failure in full, what to do next."""

import io
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Protocol

from rich.cells import cell_len
from rich.console import Console
from rich.table import Table
from rich.text import Text

from autograder.model.record import Detail, Kind, Verdict
from autograder.model.record import Text as Words
from autograder.model.submission import Problem
from autograder.model.topic import Topic, in_course_order
from autograder.presentation import sentences
from autograder.presentation.messages import N_, Translator, choose_language, safe
from autograder.presentation.terminal.explanation import explanation_lines, labelled
from autograder.presentation.terminal.layout import (
    FAILED,
    NOTE,
    OTHER,
    PASSED,
    WIDEST,
    line_width,
    new_table,
    print_lines,
    wrap,
    wrap_command,
    wrapped,
)

NOTES_SHOWN = 8
_PARTS: Mapping[str, str] = {
    "before": N_("Before the module"),
    "objectives": N_("The module"),
    "applications": N_("What it is for"),
    "more": N_("And many more"),
}
_STYLE = {PASSED: "green", FAILED: "bold red", OTHER: "dim"}


class Hints(Protocol):
    """The hints of a topic, from the bottom of the ladder, and which of them stand open."""

    def opened(self, verdict: Verdict) -> Mapping[str, Words]: ...  # noqa: D102
    def next(self, verdict: Verdict) -> str | None: ...  # noqa: D102
    def open_next(self, verdict: Verdict) -> str | None: ...  # noqa: D102


def exit_code(verdicts: Sequence[Verdict]) -> int:
    """0 where every check passed, 1 where the submission falls short, 3 where only we did."""
    if any(verdict.fault == "student" for verdict in verdicts):
        return 1
    return 3 if any(verdict.fault is not None for verdict in verdicts) else 0


class SelfCheckPrinter:
    """Prints a self-check as it goes: a line as each verdict is known, then what to do next.

    `file` is what is checked, and to be handed in; `command` is what the student types to run it
    again, `hints` those that stand open. `watched` says that saving the file is enough, `scripts`
    that `--repro` may be offered, `part` that not all exercises are checked.
    """

    def __init__(
        self,
        console: Console,
        topic: Topic,
        translator: Translator,
        *,
        file: str = "",
        all_failures: bool = False,
        command: str = "",
        hints: Hints | None = None,
        watched: bool = False,
        scripts: bool = False,
        part: bool = False,
    ) -> None:
        self.console = console
        self.topic = topic
        self.t = translator
        self.file = file or topic.assignment.file
        self.all_failures = all_failures
        self.command = command or f"autograder check {topic.name}"
        self.hints = hints
        self.watched = watched
        self.remarks: list[Problem] = []  # what there is to know of the file, beside the verdicts
        self.scripts = scripts
        self.part = part
        self._not_run: list[Verdict] = []

    @property
    def width(self) -> int:
        """The columns that lines are laid out for."""
        return line_width(self.console)

    def header(self) -> None:
        """Prints which topic is checked, in which file."""
        self.print(self.header_lines())

    def header_lines(self) -> list[Text]:
        """Which topic is checked, in which file."""
        title = self.topic.assignment.title[self.t.language]
        lines = wrap(f"{safe(self.topic.name)} · {title} · {safe(self.file)}", self.width)
        return [Text(line, style="bold") for line in lines]

    def notes(self, notes: Sequence[Problem]) -> None:
        """Prints what there is to know besides."""
        self.print(self.notes_lines(notes))

    def notes_lines(self, notes: Sequence[Problem]) -> list[Text]:
        """What there is to know besides."""
        told = (sentences.problem_sentence(note, self.t) for note in notes)
        return [line for text in told for line in wrapped(text, self.width, "dim")]

    def verdict(self, verdict: Verdict) -> None:
        """Prints the line of a check; those that were not run are counted up first."""
        if verdict.outcome == "not_run":
            self._not_run.append(verdict)
            return
        self._flush()
        self.print(verdict_line(verdict, self.t, self.width))

    def problem(self, problem: Problem) -> None:
        """Prints why the file can't be read at all."""
        self.print(problem_text(problem, self.t, self.width))

    def finish(self, verdicts: Sequence[Verdict], *, open_hint: bool = False) -> None:
        """Prints the first failure in full (or all of them), and what to do next; with `open_hint`
        the next hint for the first of them too."""
        self._flush()
        opened = self.open_hint(verdicts) if open_hint else None
        self.print(self.failure_lines(verdicts, f"{self.command} --hint"))
        self.print(self.note_lines(opened))
        self.print(self.file_lines())
        self.print(
            closing_line(
                verdicts, self.file, self.t, self.command, self.width, self.watched, self.part
            )
        )

    def wrote(self, script: Path | None) -> None:
        """Prints where the script is that was asked for, and how it is run."""
        if script is None:
            self.print(wrapped(self.t.text("There is no call to write down."), self.width, "dim"))
            return
        run = "%run -i" if self.file.endswith(".ipynb") else "python"
        command = f"{run} {script.name}"
        told = self.t.text("The call is in {file}: {command}", file=script.name, command=command)
        self.print([Text(line) for line in wrap_command(told, command, self.width)])

    def open_hint(self, verdicts: Sequence[Verdict]) -> bool:
        """Opens the next hint for what fails first. False where none is left."""
        failed = failures(verdicts)
        if self.hints is None or not failed:
            return False
        return self.hints.open_next(failed[0]) is not None

    def note_lines(self, opened: bool | None) -> list[Text]:
        """After a hint was asked for: that it is remembered, or that there was none left."""
        if opened is None:
            return []
        if opened:
            note = self.t.text(
                "What you open is remembered on this machine alone; nothing is sent anywhere."
            )
        else:
            note = self.t.text(
                "There is no further hint here: read the statement again, or ask a person."
            )
        return wrapped(note, self.width, "dim")

    def file_lines(self) -> list[Text]:
        """What there is to know of the file, beside the verdicts."""
        lines: list[Text] = []
        for note in self.remarks[:NOTES_SHOWN]:
            lines += wrapped(sentences.note_text(note, self.t), self.width, "", f"{NOTE} ", "  ")
        return lines

    def failure_lines(self, verdicts: Sequence[Verdict], hint_command: str) -> list[Text]:
        """The first failure in full, or all of them, with the hints that stand open and the command
        that opens the next."""
        lines: list[Text] = []
        shown = failures(verdicts, every=self.all_failures)
        if self.all_failures:  # a line says of each that it is to be done
            shown = [verdict for verdict in shown if not sentences.is_to_do(verdict)] or shown[:1]
        hinted: set[str] = set()
        for verdict in shown:
            lines += failure_block(verdict, self.t, self.width, titled=self.all_failures)
            if self.scripts and verdict.detail and verdict.detail.script and not verdict.because:
                lines += self._script_lines(verdict.detail)
            if verdict.because and self.all_failures:
                continue
            if self.hints is not None and verdict.exercise not in hinted:
                lines += hint_lines(verdict, self.hints, self.t, hint_command, self.width)
                hinted.add(verdict.exercise)  # the hints are the exercise's: once is enough
        return lines

    def _script_lines(self, detail: Detail) -> list[Text]:
        if detail.whole:
            return []
        command = f"{self.command} --repro"
        offer = self.t.text("{command} writes this call as a script", command=command)
        return [Text(line, style="dim") for line in wrap_command(offer, command, self.width)]

    def print(self, lines: Sequence[Text]) -> None:
        """Prints lines as they were laid out."""
        print_lines(self.console, lines)

    def _flush(self) -> None:
        self.print(not_run_lines(self._not_run, self.t, self.width))
        self._not_run.clear()


def say_problem(console: Console, problem: Problem, t: Translator) -> None:
    """Prints why there is nothing to check."""
    print_lines(console, problem_text(problem, t, line_width(console)))


def not_run_lines(verdicts: Sequence[Verdict], t: Translator, width: int = WIDEST) -> list[Text]:
    """Checks, one after the other, that wait for another one: in one line."""
    if len(verdicts) <= 1:
        return [line for verdict in verdicts for line in verdict_line(verdict, t, width)]
    waiting = t.plural("{n} check not run yet", "{n} checks not run yet", len(verdicts))
    return [Text(f"  {OTHER} {waiting}", style="dim")]


def failures(verdicts: Sequence[Verdict], *, every: bool = False) -> list[Verdict]:
    """What is shown in full: the first failure or all of them; ours where there is no other, or
    that the time was used up."""
    failed = [verdict for verdict in verdicts if verdict.outcome == "failed"]
    failed = failed or [verdict for verdict in verdicts if verdict.outcome == "ungraded"]
    failed = failed or [verdict for verdict in verdicts if verdict.kind == Kind.TIME_USED_UP][:1]
    if every:
        return failed
    # What is wrong comes before what is wrong because of it, and that before what is to do.
    return sorted(failed, key=lambda each: (sentences.is_to_do(each), bool(each.because)))[:1]


def plain_verdicts(
    verdicts: Sequence[Verdict],
    topic: Topic,
    translator: Translator | None = None,
    command: str = "",
    file: str = "",
) -> str:
    """The self-check as plain text, for whatever shows text."""
    stream = io.StringIO()
    console = Console(
        file=stream,
        width=WIDEST,
        color_system=None,
        highlight=False,
        markup=False,
        emoji=False,
        force_jupyter=False,  # in a kernel it would print past the stream
    )
    translator = translator or Translator(choose_language())
    printer = SelfCheckPrinter(console, topic, translator, command=command, file=file)
    for verdict in verdicts:
        printer.verdict(verdict)
    printer.finish(verdicts)
    return stream.getvalue()


def verdict_line(verdict: Verdict, t: Translator, width: int = WIDEST) -> list[Text]:
    """A check in one line: its mark, its sentence, and the kind of failure at the right."""
    if verdict.outcome == "not_run":
        line = f"{safe(verdict.title[t.language])} ({sentences.heading(verdict, t)})"
        return [Text(each, style="dim") for each in wrap(line, width, f"  {OTHER} ", "    ")]
    mark = {"passed": PASSED, "failed": FAILED}.get(verdict.outcome, OTHER)
    if sentences.is_to_do(verdict) or verdict.because:
        mark = OTHER  # nothing that is wrong here
    label = sentences.label(verdict, t)
    lines = wrap(safe(verdict.title[t.language]), width - 4)
    if label and cell_len(lines[-1]) + cell_len(label) + 6 <= width:
        gap = width - 4 - cell_len(lines[-1]) - cell_len(label)
        lines[-1] += " " * gap + label
    elif label:
        lines.append(" " * max(0, width - 4 - cell_len(label)) + label)
    result = []
    for number, line in enumerate(lines):
        text = Text().append(f"  {mark} " if number == 0 else "    ", style=_STYLE[mark])
        text.append(line, style="" if mark != OTHER else "dim")
        if label and line.endswith(label):
            text.stylize(_STYLE[mark], len(text) - len(label))
        result.append(text)
    return result


def failure_block(
    verdict: Verdict, t: Translator, width: int = WIDEST, *, titled: bool = False
) -> list[Text]:
    """A failure in full, no longer than a screen; `titled` where there are several."""
    lines = explanation_lines(sentences.explain(verdict, t, whole=not titled), t, width)
    if titled and (
        verdict.because or verdict.kind != Kind.BROKEN_PROPERTY
    ):  # which says its title itself
        lines[1:1] = wrapped(safe(verdict.title[t.language]), width, "bold")
    return lines


def hint_lines(
    verdict: Verdict, hints: Hints, t: Translator, command: str, width: int = WIDEST
) -> list[Text]:
    """The hints that stand open for a failed check, and how to open the next with `command`."""
    lines: list[Text] = []
    for name, text in hints.opened(verdict).items():
        label = t.text(sentences.RUNGS[name][0])
        lines += labelled(label, _paragraphs(text[t.language]), width)
    closed = hints.next(verdict)
    if closed is not None:
        offer = t.text(sentences.RUNGS[closed][1], command=command)
        lines += [Text(line, style="dim") for line in wrap_command(offer, command, width)]
    return lines


def _paragraphs(text: str) -> list[str]:
    """The paragraphs of an author's text; its lines of code (indented, or between fences) stay
    lines, indented by four columns."""
    found: list[str] = []
    fenced = False
    open_paragraph = False
    for line in text.strip("\n").expandtabs(4).split("\n"):
        if line.strip().startswith("```"):
            fenced, open_paragraph = not fenced, False
        elif fenced or line.startswith("    "):
            found.append("    " + safe(line if fenced else line[4:]))
            open_paragraph = False
        elif open_paragraph and line.strip():
            found[-1] += " " + safe(line.strip())
        else:
            open_paragraph = bool(line.strip())
            found += [safe(line.strip())] if open_paragraph else []
    return found


def problem_text(problem: Problem, t: Translator, width: int = WIDEST) -> list[Text]:
    """Why a submission can't be read, and what to do."""
    return explanation_lines(sentences.explain_problem(problem, t), t, width)


def closing_line(
    verdicts: Sequence[Verdict],
    file: str,
    t: Translator,
    command: str,
    width: int = WIDEST,
    watched: bool = False,
    part: bool = False,
) -> list[Text]:
    """How many checks pass, and the one thing to do next; in one line where that fits. Of a `part`
    of the exercises, all of whose checks pass, the next is the others."""
    passed = sum(verdict.passed for verdict in verdicts)
    total = len(verdicts)
    to_do = sum(sentences.is_to_do(verdict) for verdict in verdicts)
    first = next((each for each in failures(verdicts) if each.outcome != "ungraded"), None)
    count = t.plural(
        "{passed} of {n} check passes", "{passed} of {n} checks pass", total, passed=passed
    )
    if to_do:
        count += ", " + t.plural("{n} to do", "{n} to do", to_do)
    if passed == total:
        count = t.plural("The check passes", "All {n} checks pass", total)
        action = t.text("next: hand in {file}", file=file)
        if part:
            action = t.text("next: the other exercises of {file}", file=file)
    elif first is None:
        action = t.text("nothing for you to fix here")
    elif sentences.is_to_do(first) and first.function:
        if watched:
            action = t.text("next: write {function}, then save", function=first.function)
        else:
            action = t.text(
                "next: write {function}, then run  {command}",
                function=first.function,
                command=command,
            )
    elif watched:
        action = t.text("next: fix this one, then save")
    else:
        action = t.text("next: fix this one, then run  {command}", command=command)
    whole = f"{count} · {action}"
    lines = [whole]
    if cell_len(whole) > width:
        lines = [count, *wrap_command(action, command, width)]
    return [Text(line, style="bold") for line in lines]


def topics_tables(topics: Sequence[Topic], t: Translator) -> list[Table]:
    """The topics there are, in the order of the course: a table for each of its parts."""
    parts: dict[str, Table] = {}
    widest = max(cell_len(topic.name) for topic in topics)
    for topic in in_course_order(topics):
        assignment = topic.assignment
        place = assignment.course
        part = place.part if place else ""
        if part not in parts:
            parts[part] = table = new_table()
            table.title = t.text(_PARTS[part]) if place else None
            table.title_justify, table.title_style = "left", "bold"
            table.add_column(t.text("topic"), no_wrap=True, min_width=widest)
            table.add_column(t.text("title"), ratio=1)
            table.add_column(t.text("exercises"), justify="right")
            table.add_column(t.text("points"), justify="right")
            if place:
                table.add_column(t.text("hours"), justify="right")
        title = Text(safe(assignment.title[t.language]))
        if place and place.after:
            after = t.text("after {topics}", topics=", ".join(place.after))
            title.append(f"\n{after}", style="dim")
        parts[part].add_row(
            Text(topic.name, style="bold"),
            title,
            str(len(assignment.exercises)),
            f"{topic.max_score:g}",
            *([f"{place.hours:g}"] if place else []),
        )
    return list(parts.values())
