"""How a record looks in a terminal: the self-check, unreadable files, the class and its results.

Nothing here decides anything. Marks and words carry the meaning, colour only repeats it. What comes
from a submission is made safe (`messages.safe`) and never read as markup.
"""

import io
import statistics
import sys
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from itertools import zip_longest
from pathlib import Path
from typing import Protocol

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from autograder.grading.regrade import Grade, Regrade
from autograder.grading.similar import Pair, Passage
from autograder.model.record import Kind, Record, Verdict
from autograder.model.record import Text as Words
from autograder.model.submission import Problem, Student, Submission
from autograder.model.topic import Topic
from autograder.presentation import sentences
from autograder.presentation.messages import Translator, choose_language, safe

NARROWEST, WIDEST = 40, 80
CALL_LINES = 6
QUOTED_LINES = 4  # of one line that is folded
PLOT_POINTS = 40
BAR_CELLS = 16
PAIRS_SHOWN, PASSAGES_SHOWN, PASSAGE_LINES = 3, 2, 12
NOTES_ALIKE = 3  # notes of one kind, shown in full
ROWS_SHOWN = 200
BARS = "▁▂▃▄▅▆▇█"
GLUE = "\ue000"  # stands for a space at which no line may break

PASSED, FAILED, OTHER = "✓", "✗", "·"
_STYLE = {PASSED: "green", FAILED: "bold red", OTHER: "dim"}


class Hints(Protocol):
    """The hints of a topic, from the bottom of the ladder, and which of them stand open."""

    def opened(self, verdict: Verdict) -> Mapping[str, Words]: ...  # noqa: D102
    def next(self, verdict: Verdict) -> str | None: ...  # noqa: D102
    def open_next(self, verdict: Verdict) -> str | None: ...  # noqa: D102


class ManySubmissions(Protocol):
    """What `collect` hands on: submissions, whose download it was, and notes on it."""

    @property
    def submissions(self) -> Sequence[Submission]: ...  # noqa: D102
    @property
    def system(self) -> str: ...  # noqa: D102
    @property
    def notes(self) -> tuple[Problem, ...]: ...  # noqa: D102


def make_console(*, stderr: bool = False) -> Console:
    """The console that everything is printed on. NO_COLOR and pipes get plain text."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a pipe on Windows would have no ✓ otherwise
            stream.reconfigure(encoding="utf-8", errors="replace")
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def exit_code(verdicts: Sequence[Verdict]) -> int:
    """0 where every check passed, 1 where the submission falls short, 3 where only we did."""
    if any(verdict.fault == "student" for verdict in verdicts):
        return 1
    return 3 if any(verdict.fault is not None for verdict in verdicts) else 0


# -- the self-check --


class SelfCheckPrinter:
    """Prints a self-check as it goes: a line as each verdict is known, then what to do next.

    `command` is what the student types to run it again, `hints` those that stand open.
    `watched` says that saving the file is enough.
    """

    def __init__(
        self,
        console: Console,
        topic: Topic,
        translator: Translator,
        *,
        all_failures: bool = False,
        command: str = "",
        hints: Hints | None = None,
        watched: bool = False,
    ) -> None:
        self.console = console
        self.topic = topic
        self.t = translator
        self.all_failures = all_failures
        self.command = command or f"autograder check {topic.name}"
        self.hints = hints
        self.watched = watched
        self._not_run: list[Verdict] = []

    @property
    def width(self) -> int:
        """The columns that lines are laid out for."""
        return _width(self.console)

    def header(self) -> None:
        """Prints which topic is checked."""
        self.print(self.header_lines())

    def header_lines(self) -> list[Text]:
        """Which topic is checked."""
        title = self.topic.assignment.title[self.t.language]
        lines = _wrap(f"{safe(self.topic.name)} · {title}", self.width)
        return [Text(line, style="bold") for line in lines]

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
        self.print(
            closing_line(verdicts, self.topic, self.t, self.command, self.width, self.watched)
        )

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

    def failure_lines(self, verdicts: Sequence[Verdict], hint_command: str) -> list[Text]:
        """The first failure in full, or all of them, with the hints that stand open and the command
        that opens the next."""
        lines: list[Text] = []
        for verdict in failures(verdicts, every=self.all_failures):
            lines += failure_block(verdict, self.t, self.width)
            if self.hints is not None:
                lines += hint_lines(verdict, self.hints, self.t, hint_command, self.width)
        return lines

    def print(self, lines: Sequence[Text]) -> None:
        """Prints lines as they were laid out."""
        _print(self.console, lines)

    def _flush(self) -> None:
        self.print(not_run_lines(self._not_run, self.t, self.width))
        self._not_run.clear()


def say_problem(console: Console, problem: Problem, t: Translator) -> None:
    """Prints why there is nothing to check."""
    _print(console, problem_text(problem, t, _width(console)))


def _width(console: Console) -> int:
    return max(NARROWEST, min(console.width, WIDEST))


def _print(console: Console, lines: Sequence[Text]) -> None:
    for line in lines:
        console.print(line, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)


def not_run_lines(verdicts: Sequence[Verdict], t: Translator, width: int = WIDEST) -> list[Text]:
    """Checks, one after the other, that wait for another one: in one line."""
    if len(verdicts) <= 1:
        return [line for verdict in verdicts for line in verdict_line(verdict, t, width)]
    waiting = t.plural("{n} check not run yet", "{n} checks not run yet", len(verdicts))
    return [Text(f"  {OTHER} {waiting}", style="dim")]


def failures(verdicts: Sequence[Verdict], *, every: bool = False) -> list[Verdict]:
    """What is shown in full: the first failure or all of them; ours where there is no other."""
    failed = [verdict for verdict in verdicts if verdict.outcome == "failed"]
    failed = failed or [verdict for verdict in verdicts if verdict.outcome == "ungraded"]
    return failed if every else failed[:1]


def plain_verdicts(
    verdicts: Sequence[Verdict],
    topic: Topic,
    translator: Translator | None = None,
    command: str = "",
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
    printer = SelfCheckPrinter(console, topic, translator, command=command)
    for verdict in verdicts:
        printer.verdict(verdict)
    printer.finish(verdicts)
    return stream.getvalue()


def verdict_line(verdict: Verdict, t: Translator, width: int = WIDEST) -> list[Text]:
    """A check in one line: its mark, its sentence, and the kind of failure at the right."""
    if verdict.outcome == "not_run":
        line = f"{safe(verdict.title[t.language])} ({sentences.heading(verdict, t)})"
        return [Text(each, style="dim") for each in _wrap(line, width, f"  {OTHER} ", "    ")]
    mark = {"passed": PASSED, "failed": FAILED}.get(verdict.outcome, OTHER)
    label = sentences.heading(verdict, t).upper()
    lines = _wrap(safe(verdict.title[t.language]), width - 4)
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


def failure_block(verdict: Verdict, t: Translator, width: int = WIDEST) -> list[Text]:
    """A failure in full, no longer than a screen."""
    return explanation_lines(sentences.explain(verdict, t), t, width)


def hint_lines(
    verdict: Verdict, hints: Hints, t: Translator, command: str, width: int = WIDEST
) -> list[Text]:
    """The hints that stand open for a failed check, and how to open the next with `command`."""
    lines: list[Text] = []
    for name, text in hints.opened(verdict).items():
        label = t.text(sentences.RUNGS[name][0])
        lines += _labelled(label, _paragraphs(text[t.language]), width)
    closed = hints.next(verdict)
    if closed is not None:
        offer = t.text(sentences.RUNGS[closed][1], command=command)
        lines += [Text(line, style="dim") for line in _wrap_command(offer, command, width)]
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


def _labelled(label: str, paragraphs: Sequence[str], width: int) -> list[Text]:
    """A hint: its label, its first paragraph beside it, the rest below."""
    first, *rest = paragraphs or [""]
    if first.startswith("    "):
        first, rest = "", [first, *rest]
    wrapped = _wrap(first, width, f"{label} ", " " * (cell_len(label) + 1) if not rest else "")
    lines = [Text(line) for line in wrapped]
    lines[0].stylize("bold yellow", 0, len(label))
    for paragraph in rest:
        if paragraph.startswith("    "):
            code = _wrap(paragraph[4:], width, "    ", " " * 8)
            lines += [Text(line, style="cyan") for line in code]
        else:
            lines += [Text(line) for line in _wrap(paragraph, width)]
    return lines


def problem_text(problem: Problem, t: Translator, width: int = WIDEST) -> list[Text]:
    """Why a submission can't be read, and what to do."""
    return explanation_lines(sentences.explain_problem(problem, t), t, width)


def explanation_lines(
    explanation: sentences.Explanation, t: Translator, width: int = WIDEST
) -> list[Text]:
    """The lines of an explanation, none wider than `width`."""
    lines = [_rule(explanation.heading, explanation.where, width)]
    for part in explanation.parts:
        lines += _part(part, width)
    if explanation.hint:
        lines += _labelled(t.text("hint:"), [explanation.hint], width)
    return lines


def closing_line(
    verdicts: Sequence[Verdict],
    topic: Topic,
    t: Translator,
    command: str,
    width: int = WIDEST,
    watched: bool = False,
) -> list[Text]:
    """How many checks pass, and the one thing to do next; in one line where that fits."""
    passed = sum(verdict.passed for verdict in verdicts)
    total = len(verdicts)
    first = next((verdict for verdict in verdicts if verdict.outcome == "failed"), None)
    count = t.plural(
        "{passed} of {n} check passes", "{passed} of {n} checks pass", total, passed=passed
    )
    if passed == total:
        count = t.plural("The check passes", "All {n} checks pass", total)
        action = t.text("next: hand in {file}", file=topic.assignment.file)
    elif first is None:
        action = t.text("nothing for you to fix here")
    elif first.kind == Kind.NOT_WRITTEN and first.function and watched:
        action = t.text("next: write {function}, then save", function=first.function)
    elif watched:
        action = t.text("next: fix this one, then save")
    elif first.kind == Kind.NOT_WRITTEN and first.function:
        action = t.text(
            "next: write {function}, then run  {command}", function=first.function, command=command
        )
    else:
        action = t.text("next: fix this one, then run  {command}", command=command)
    whole = f"{count} · {action}"
    lines = [whole]
    if cell_len(whole) > width:
        lines = [count, *_wrap_command(action, command, width)]
    return [Text(line, style="bold") for line in lines]


def _wrap_command(text: str, command: str, width: int) -> list[str]:
    """`text` in lines; the command in it stays in one piece where it can, to be copied."""
    fits = command and cell_len(command) <= width
    glued = text.replace(command, command.replace(" ", GLUE)) if fits else text
    return [line.replace(GLUE, " ") for line in _wrap(glued, width)]


def _rule(heading: str, where: str, width: int) -> Text:
    text = Text(f"── {heading} ", style="bold red")
    where = f" {set_cell_size(where, min(cell_len(where), width - 16))} ──" if where else ""
    fill = width - 2 - cell_len(text.plain) - cell_len(where)
    if where and fill < 2:  # too narrow for both
        return text
    text.append("─" * max(fill, 2), style="dim")
    text.append(where, style="dim")
    return text


def _part(part: sentences.Part, width: int) -> list[Text]:
    match part:
        case sentences.Sentence(text):
            return [Text(line) for line in _wrap(text, width)]
        case sentences.Call(text):
            return [Text(line, style="cyan") for line in _broken_call(text, width)]
        case sentences.Rows(rows):
            return _rows(rows, width)
        case sentences.CodeLine():
            return _code_line(part, width)
        case sentences.Quote(lines, whole):
            shown = [_wrap(line, width, "    ", "      ") for line in lines]
            if not whole:
                shown = [[f"    {_cut(line, width - 4)}"] for line in lines]
            return [Text(line) for each in shown for line in each[:QUOTED_LINES]]
        case sentences.Plot(values, caption):
            points = min(PLOT_POINTS, width - 8)
            plot = [Text("    " + sparkline(values, points), style="cyan")]
            return plot + [Text(line) for line in _wrap(caption, width, "    ", "    ")]


def _rows(rows: Sequence[tuple[str, str]], width: int) -> list[Text]:
    column = max(cell_len(label) for label, _ in rows) + 2
    lines = []
    for label, value in rows:
        text = Text("    " + set_cell_size(label, column))
        text.append(_cut(value, width - 4 - column), style="bold")
        lines.append(text)
    return lines


def _code_line(part: sentences.CodeLine, width: int) -> list[Text]:
    margin = f"{part.number:>5} | "
    room = width - cell_len(margin)
    indent = len(part.code) - len(part.code.lstrip())
    start, end = part.start, part.end
    code = part.code
    if cell_len(code) > room:
        # The indentation goes first; then what stands before the place that is meant.
        left_out = indent
        if start is not None and cell_len(code[indent : end or start]) > room:
            left_out = max(indent, start - 12)
        code = ("…" if left_out > indent else "") + code[left_out:]
        shift = left_out - (1 if left_out > indent else 0)
        start = None if start is None else start - shift
        end = None if end is None else end - shift
        code = _cut(code, room)
    lines = [Text(margin, style="dim").append(code, style="not dim")]
    if start is not None and end is not None and 0 <= start < len(code):
        before = cell_len(code[:start])
        carets = max(1, min(cell_len(code[start:end]), room - before))
        pointer = Text(" " * 5 + " | ", style="dim")
        pointer.append(" " * before + "^" * carets, style="not dim bold red")
        lines.append(pointer)
    return lines


def sparkline(values: Sequence[float | None], points: int = PLOT_POINTS) -> str:
    """The values as bars, averaged down to `points`; what is nan or inf is a ×."""
    count = min(points, len(values))
    means: list[float | None] = []
    for i in range(count):
        chunk = values[i * len(values) // count : (i + 1) * len(values) // count]
        numbers = [value for value in chunk if value is not None]
        means.append(sum(numbers) / len(numbers) if len(numbers) == len(chunk) else None)
    known = [value for value in means if value is not None]
    if not known:
        return "×" * count
    low, span = min(known), max(known) - min(known)
    return "".join(
        "×" if value is None else BARS[int((value - low) / span * 7.999)] if span else BARS[0]
        for value in means
    )


def _broken_call(call: str, width: int) -> list[str]:
    """A call over several lines, broken behind commas so that it can still be pasted."""
    lines = ["    "]
    for piece in call.replace(", ", ",\0").split("\0"):
        room = width - cell_len(lines[-1])
        if cell_len(piece) + 1 > room and lines[-1].strip():
            lines.append("        ")
        separator = " " if lines[-1].strip() else ""
        lines[-1] += separator + _cut(piece, width - 9)
    if len(lines) > CALL_LINES:
        lines = [*lines[: CALL_LINES - 1], "        …)"]
    return lines


# -- reports for the teacher --


def topics_table(topics: Sequence[Topic], t: Translator) -> Table:
    """The topics there are."""
    table = _table()
    table.add_column(t.text("topic"), no_wrap=True)
    table.add_column(t.text("title"), ratio=1)
    table.add_column(t.text("exercises"), justify="right")
    table.add_column(t.text("points"), justify="right")
    for topic in topics:
        assignment = topic.assignment
        table.add_row(
            Text(topic.name, style="bold"),
            Text(safe(assignment.title[t.language])),
            str(len(assignment.exercises)),
            f"{topic.max_score:g}",
        )
    return table


def collection_table(collection: ManySubmissions, t: Translator) -> RenderableType:
    """Who was found before anything is graded: how many, and what a person should look at."""
    submissions = collection.submissions
    absent = sum(_is_absent(submission) for submission in submissions)
    unreadable = sum(s.problem is not None and not _is_absent(s) for s in submissions)
    late = sum(submission.late is True for submission in submissions)
    head = t.plural(
        "{n} submission ({system})", "{n} submissions ({system})", len(submissions),
        system=collection.system,
    )  # fmt: skip
    counts = [t.text("to grade {count}", count=len(submissions) - absent - unreadable)]
    if unreadable:
        counts.append(t.text("unreadable {count}", count=unreadable))
    if absent:
        counts.append(t.text("not submitted {count}", count=absent))
    if late:
        counts.append(t.text("late {count}", count=late))
    notes = [("", problem) for problem in collection.notes if problem.kind != "late"]
    for submission in submissions:
        name = people(submission.students) or submission.id
        if submission.problem is not None and not _is_absent(submission):
            notes.append((name, submission.problem))
        notes += [(name, note) for note in submission.notes]
    lines: list[RenderableType] = [Text(f"{head}: {', '.join(counts)}", style="bold")]
    for kind in dict.fromkeys(problem.kind for _, problem in notes):
        alike = [(name, problem) for name, problem in notes if problem.kind == kind]
        for name, problem in alike[:NOTES_ALIKE]:
            sentence = sentences.problem_sentence(problem, t)
            said = f"{safe(name, 40)}: {sentence}" if name else sentence
            lines.append(Text(f"  {OTHER} {said}", overflow="fold"))
        if len(alike) > NOTES_ALIKE:
            left = len(alike) - NOTES_ALIKE
            more = t.plural("and {n} more like this", "and {n} more like this", left)
            lines.append(Text(f"    {more}", style="dim"))
    return Group(*lines)


def _is_absent(submission: Submission) -> bool:
    if submission.problem is None:
        return not submission.files
    return submission.problem.kind == "nothing_submitted"


def people(students: Sequence[Student], width: int = 40) -> str:
    """The names of who handed in, safe to show."""
    return safe(", ".join(student.name for student in students), width)


def owners(record: Record, width: int = 60) -> str:
    """Whose a submission is: names, the group's, or what it is filed under; safe to show."""
    return people(record.students, width) or safe(record.group or record.submission, width)


class GradeProgress:
    """Shows how a class is coming along: a live bar in a terminal, a line now and then elsewhere.

    `start` and `record` fit `grade_class`'s `on_start` and `on_record`.
    """

    def __init__(self, console: Console, translator: Translator) -> None:
        self._console = console
        self._t = translator
        self._total = self._done = self._begun = 0
        self._failed = 0
        self._slowest = (0.0, "")
        self._tenth = -1
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> "GradeProgress":
        return self

    def __exit__(self, *exc: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def start(self, total: int, done: int) -> None:
        """Takes how many submissions there are and how many were graded before."""
        self._total, self._done, self._begun = total, done, done
        if self._console.is_terminal:
            self._bar = Progress(
                BarColumn(bar_width=BAR_CELLS),
                TextColumn("{task.fields[status]}", markup=False),
                console=self._console,
                transient=True,
            )
            self._bar.start()
            self._task = self._bar.add_task("", total=total, completed=done, status="")
        if done:
            said = self._t.plural(
                "{n} was graded before and is kept.", "{n} were graded before and are kept.", done
            )
            self._console.print(Text(said))
        self._show()

    def record(self, record: Record) -> None:
        """Takes a record as it is known."""
        self._done += 1
        self._failed += record.status in ("unreadable", "ungraded")
        for verdict in record.verdicts:
            if verdict.cpu_seconds > self._slowest[0]:
                self._slowest = (verdict.cpu_seconds, verdict.title[self._t.language])
        self._show()

    def _show(self) -> None:
        if self._bar is not None and self._task is not None:
            self._bar.update(self._task, completed=self._done, status=self._live())
            return
        tenth = 10 * self._done // max(self._total, 1)
        if tenth != self._tenth:  # a log gets eleven lines, not a thousand
            self._tenth = tenth
            self._console.print(Text(self.status_line()))

    def status_line(self) -> str:
        """Where it stands, in a line that says nothing of time."""
        line = self._t.text("{done} of {total} graded", done=self._done, total=self._total)
        if self._failed:
            line += ", " + self._t.text("{count} without a grade", count=self._failed)
        return line

    def _live(self) -> str:
        assert self._bar is not None
        pieces = [self.status_line()]
        elapsed = self._bar.tasks[0].elapsed or 0.0
        graded = self._done - self._begun
        if graded and elapsed > 0:
            left = (self._total - self._done) * elapsed / graded
            pieces.append(f"{graded / elapsed:.1f}/s")
            pieces.append(self._t.text("{left} left", left=_duration(left)))
        lines = [" · ".join(pieces)]
        seconds, title = self._slowest
        if title:
            slowest = self._t.text(
                "slowest check: {seconds:.1f} s, {title}", seconds=seconds, title=title
            )
            lines.append(slowest)
        room = self._console.width - BAR_CELLS - 2
        return "\n".join(_cut(line, room) for line in lines)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes}:{rest:02} min"


def results_table(records: Iterable[Record], t: Translator) -> RenderableType:
    """A row a submission: who, the score or why there is none, what failed first.

    A `!` stands before what needs a person. Of a class of more than ROWS_SHOWN only those that do
    are shown, and at most so many: nobody reads ten thousand lines in a terminal.
    """
    first: list[tuple[Text, ...]] = []
    looked_for: list[tuple[Text, ...]] = []
    total = 0
    for record in records:
        total += 1
        finding, attention = _finding(record, t)
        row = (
            Text(owners(record)),
            _score(record, t),
            Text("!" if attention else "", style="bold yellow"),
            Text(finding),
        )
        for rows, belongs in ((first, True), (looked_for, attention)):
            if belongs and len(rows) < ROWS_SHOWN:
                rows.append(row)
    rows = first if total <= ROWS_SHOWN else looked_for
    table = _table()
    table.add_column(t.text("name"), min_width=12, max_width=28, overflow="fold")
    table.add_column(t.text("score"), justify="right", no_wrap=True)
    table.add_column("", width=1)
    table.add_column(t.text("finding"), ratio=1, no_wrap=True, overflow="ellipsis")
    for cells in rows:
        table.add_row(*cells)
    if total == len(rows):
        return table
    more = t.plural("and {n} more, in grades.csv", "and {n} more, in grades.csv", total - len(rows))
    return Group(*([table] if rows else []), Text(more, style="dim"))


def _score(record: Record | Grade, t: Translator) -> Text:
    if record.score is None:
        return Text(t.text(sentences.STATUSES[record.status]), style="yellow")
    full = record.score >= record.max_score
    return Text(f"{record.score:g}/{record.max_score:g}", style="green" if full else "")


def _finding(record: Record, t: Translator) -> tuple[str, bool]:
    """What failed first, and whether a person has to look."""
    said: list[str] = []
    if record.adjustments:
        said += [sentences.adjustment_sentence(each, t) for each in record.adjustments]
    elif record.late:
        said.append(t.text("late"))
    reasons = sentences.reasons_to_look(record, t)
    first = sentences.first_finding(record, t)
    said += reasons if not first or first in reasons else [*reasons, first]
    return " · ".join(said), bool(reasons)


def results_summary(records: Iterable[Record], out: Path, t: Translator) -> RenderableType:
    """How the class did, and where the files are."""
    scores: list[float] = []
    by_status: Counter[str] = Counter()
    most = 0.0
    for record in records:
        by_status[record.status] += 1
        if record.score is not None:
            scores.append(record.score)
            most = max(most, record.max_score)
    counts = [t.text("graded {count}", count=len(scores))]
    if by_status["not_submitted"]:
        counts.append(t.text("not submitted {count}", count=by_status["not_submitted"]))
    if by_status["unreadable"]:
        counts.append(t.text("unreadable {count}", count=by_status["unreadable"]))
    if by_status["ungraded"]:
        counts.append(t.text("ungraded, by our fault, {count}", count=by_status["ungraded"]))
    lines = [Text(", ".join(counts), style="bold")]
    if scores:
        said = t.text(
            "mean {mean:.3g}, median {median:.3g} of {most:g}",
            mean=statistics.fmean(scores),
            median=statistics.median(scores),
            most=most,
        )
        lines.append(Text(said))
    for path, what in (
        (out / "grades.csv", t.text("the table of grades")),
        (out / "records", t.text("a record for each submission")),
    ):
        lines.append(Text(f"  {path}  ").append(what, style="dim"))
    return Group(*lines)


def regrade_report(result: Regrade, t: Translator) -> RenderableType:
    """What a regrade ran again, and who has another grade than before."""
    if not (result.checks or result.diagnosed or result.changes):
        return Text(t.text("Nothing that a grade depends on has changed."), style="bold")
    lines: list[RenderableType] = []
    if result.checks:
        names = ", ".join(result.checks)
        lines.append(Text(t.text("Run again: {checks}", checks=names), overflow="fold"))
    if result.diagnosed:
        lines.append(Text(t.text("Run again, for their hints: all checks that failed")))
    other = [change for change in result.changes if change.before != change.after]
    if other:
        table = _table()
        table.add_column(t.text("name"), min_width=12, max_width=28, overflow="fold")
        for heading in (t.text("before"), t.text("now"), t.text("difference")):
            table.add_column(heading, justify="right", no_wrap=True)
        for change in other[:ROWS_SHOWN]:
            difference = "" if change.gained is None else f"{change.gained:+g}"
            table.add_row(
                Text(safe(change.name, 60) or safe(change.submission, 60)),
                _score(change.before, t),
                _score(change.after, t),
                Text(difference, style="green" if (change.gained or 0) > 0 else "red"),
            )
        lines.append(table)
        if len(other) > ROWS_SHOWN:
            left = len(other) - ROWS_SHOWN
            more = t.plural("and {n} more like this", "and {n} more like this", left)
            lines.append(Text(more, style="dim"))
    gained = sum((change.gained or 0) > 0 for change in other)
    lost = sum((change.gained or 0) < 0 for change in other)
    counts = [
        t.text("gained {count}", count=gained),
        t.text("lost {count}", count=lost),
        t.text("as before {count}", count=len(result.changes) - len(other)),
    ]
    if len(other) > gained + lost:
        counts.append(t.text("otherwise {count}", count=len(other) - gained - lost))
    return Group(*lines, Text(", ".join(counts), style="bold"))


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, header_style="bold")


def similar_report(
    pairs: Sequence[Pair], records: Sequence[Record], t: Translator, width: int, every: bool = False
) -> RenderableType:
    """The pairs that share more than chance, and side by side what the first of them share (with
    `every`, all of it)."""
    if not pairs:
        return Text(t.text("No pair shares more than chance."), style="bold")
    head = t.plural(
        "{n} pair shares more than chance", "{n} pairs share more than chance", len(pairs)
    )
    usual = t.text("usual for two of this class: {share:.0%}", share=pairs[0].usual)
    caution = t.text(
        "A hint to look, never a verdict: the same book, the same help and group work look like"
        " this too."
    )
    names = {record.submission: owners(record) for record in records}
    table = _table()
    table.add_column(t.text("pair"), overflow="fold", ratio=1)
    table.add_column(t.text("shared"), justify="right")
    table.add_column(t.text("longest passage"), justify="right")
    blocks: list[RenderableType] = []
    for number, pair in enumerate(pairs):
        one, other = (names.get(each) or safe(each, 60) for each in (pair.one, pair.other))
        longest = pair.passages[0]
        lines = longest.one.last - longest.one.first + 1
        said = t.plural("{n} line", "{n} lines", lines)
        table.add_row(Text(f"{one} · {other}"), f"{pair.share:.0%}", said)
        if every or number < PAIRS_SHOWN:
            blocks.append(_rule(f"{one} · {other}", "", width))
            shown = pair.passages if every else pair.passages[:PASSAGES_SHOWN]
            blocks += [_side_by_side(passage, width, every) for passage in shown]
            left = len(pair.passages) - len(shown)
            if left:
                more = t.plural("and {n} more passage", "and {n} more passages", left)
                blocks.append(Text(more, style="dim"))
    title = Text(f"{head} ({usual})", style="bold")
    return Group(title, *wrapped(caution, width, ""), table, *blocks)


def _side_by_side(passage: Passage, width: int, every: bool) -> Table:
    """The lines of a passage in two columns, numbered."""
    column = (width - 1) // 2
    table = Table(box=None, pad_edge=False, padding=(0, 1, 0, 0), header_style="dim")
    cells: list[list[Text]] = []
    for lines in (passage.one, passage.other):
        table.add_column(_cut(safe(f"{lines.file}:{lines.first}"), column), width=column - 1)
        numbered = enumerate(lines.text.split("\n"), start=lines.first)
        shown = [
            Text(_cut(f"{n:>4} {safe(line)}", column - 1)) for n, line in numbered if line.strip()
        ]
        if not every and len(shown) > PASSAGE_LINES:
            shown = [*shown[: PASSAGE_LINES - 1], Text("   …")]
        cells.append(shown)
    for left, right in zip_longest(*cells, fillvalue=Text()):
        table.add_row(left, right)
    return table


# -- laying out --


def _cut(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…"


def wrapped(text: str, width: int, style: str, first: str = "", rest: str = "") -> list[Text]:
    """A paragraph in one style; no line for no text."""
    return [Text(line, style=style) for line in _wrap(text, width, first, rest)] if text else []


def _wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
    """The words of `text` in lines of at most `width` columns; two spaces in it are kept."""
    lines = [first]
    empty = True
    for word in text.split(" "):
        needed = cell_len(word) + (0 if empty else 1)
        if cell_len(lines[-1]) + needed > width and not empty:
            lines.append(rest)
            empty = True
        while cell_len(lines[-1]) + cell_len(word) > width and empty and word:
            room = max(1, width - cell_len(lines[-1]))
            head = set_cell_size(word, room).rstrip()
            if not head:
                break
            lines[-1] += head
            word = word[len(head) :]
            lines.append(rest)
        lines[-1] += word if empty else f" {word}"
        empty = False
    return [line.rstrip() for line in lines]
