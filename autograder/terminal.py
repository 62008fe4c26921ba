"""How a record looks in a terminal: the self-check, unreadable files, the class and its results.

Nothing here decides anything. Marks and words carry the meaning, colour only repeats it. What comes
from a submission is made safe (`messages.safe`) and never read as markup.
"""

import io
import statistics
import sys
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import Protocol

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.table import Table
from rich.text import Text

from autograder import sentences
from autograder.messages import Translator, choose_language, safe
from autograder.record import Record, Verdict
from autograder.submission import Problem, Student, Submission
from autograder.topic import Topic

NARROWEST, WIDEST = 40, 80
CALL_LINES = 6
QUOTED_LINES = 4  # of one line that is folded
PLOT_POINTS = 40
BAR_CELLS = 16
NOTES_ALIKE = 3  # notes of one kind, shown in full
BARS = "▁▂▃▄▅▆▇█"
GLUE = "\ue000"  # stands for a space at which no line may break

PASSED, FAILED, OTHER = "✓", "✗", "·"
_STYLE = {PASSED: "green", FAILED: "bold red", OTHER: "dim"}


class ManySubmissions(Protocol):
    """What `collect` hands on: submissions, whose download it was, and notes on it."""

    @property
    def submissions(self) -> tuple[Submission, ...]: ...  # noqa: D102
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

    `command` is what the student types to run it again.
    """

    def __init__(
        self,
        console: Console,
        topic: Topic,
        translator: Translator,
        *,
        all_failures: bool = False,
        command: str = "",
    ) -> None:
        self._console = console
        self._topic = topic
        self._t = translator
        self._all = all_failures
        self._command = command or f"autograder check {topic.name}"
        self._not_run: list[Verdict] = []

    def header(self) -> None:
        """Prints which topic is checked."""
        title = self._topic.assignment.title[self._t.language]
        name = safe(self._topic.name)
        lines = _wrap(f"{name} · {title}", _width(self._console))
        _print(self._console, [Text(line, style="bold") for line in lines])

    def verdict(self, verdict: Verdict) -> None:
        """Prints the line of a check; those that were not run are counted up first."""
        if verdict.outcome == "not_run":
            self._not_run.append(verdict)
            return
        self._flush()
        _print(self._console, verdict_line(verdict, self._t, _width(self._console)))

    def problem(self, problem: Problem) -> None:
        """Prints why the file can't be read at all."""
        _print(self._console, problem_text(problem, self._t, _width(self._console)))

    def finish(self, verdicts: Sequence[Verdict]) -> None:
        """Prints the first failure in full (or all of them), and what to do next."""
        self._flush()
        width = _width(self._console)
        shown = [v for v in verdicts if v.outcome == "failed"]
        shown = shown or [v for v in verdicts if v.outcome == "ungraded"]
        for verdict in shown if self._all else shown[:1]:
            _print(self._console, failure_block(verdict, self._t, width))
        _print(self._console, closing_line(verdicts, self._topic, self._t, self._command, width))

    def _flush(self) -> None:
        if not self._not_run:
            return
        width = _width(self._console)
        if len(self._not_run) == 1:
            _print(self._console, verdict_line(self._not_run[0], self._t, width))
        else:
            waiting = self._t.plural(
                "{n} check not run yet", "{n} checks not run yet", len(self._not_run)
            )
            _print(self._console, [Text(f"  {OTHER} {waiting}", style="dim")])
        self._not_run.clear()


def plain_verdicts(
    verdicts: Sequence[Verdict], topic: Topic, translator: Translator | None = None
) -> str:
    """The self-check as plain text, for whatever shows text."""
    stream = io.StringIO()
    console = Console(
        file=stream, width=WIDEST, color_system=None, highlight=False, markup=False, emoji=False
    )
    translator = translator or Translator(choose_language())
    printer = SelfCheckPrinter(console, topic, translator)
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
        text = Text(f"  {mark} " if number == 0 else "    ", style=_STYLE[mark])
        text.append(line, style="" if mark != OTHER else "dim")
        if label and line.endswith(label):
            text.stylize(_STYLE[mark], len(text) - len(label))
        result.append(text)
    return result


def failure_block(verdict: Verdict, t: Translator, width: int = WIDEST) -> list[Text]:
    """A failure in full, no longer than a screen."""
    return explanation_lines(sentences.explain(verdict, t), t, width)


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
        label = t.text("hint:")
        hint = _wrap(explanation.hint, width, f"{label} ", " " * (cell_len(label) + 1))
        lines.append(Text(hint[0]))
        lines[-1].stylize("bold yellow", 0, len(label))
        lines += [Text(line) for line in hint[1:]]
    return lines


def closing_line(
    verdicts: Sequence[Verdict], topic: Topic, t: Translator, command: str, width: int = WIDEST
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
    elif first.kind == "not_written" and first.function:
        action = t.text(
            "next: write {function}, then run  {command}", function=first.function, command=command
        )
    else:
        action = t.text("next: fix this one, then run  {command}", command=command)
    whole = f"{count} · {action}"
    if cell_len(whole) <= width:
        lines = [whole]
    else:  # the command stays in one piece, to be copied
        glued = action.replace(command, command.replace(" ", GLUE)) if command else action
        lines = [count, *(line.replace(GLUE, " ") for line in _wrap(glued, width))]
    return [Text(line, style="bold") for line in lines]


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
    unreadable = [s for s in submissions if s.problem is not None and not _is_absent(s)]
    late = sum(submission.late is True for submission in submissions)
    head = t.plural(
        "{n} submission ({system})", "{n} submissions ({system})", len(submissions),
        system=collection.system,
    )  # fmt: skip
    counts = [t.text("to grade {count}", count=len(submissions) - absent - len(unreadable))]
    if unreadable:
        counts.append(t.text("unreadable {count}", count=len(unreadable)))
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


def results_table(records: Sequence[Record], t: Translator) -> Table:
    """A row a submission: who, the score or why there is none, what failed first.

    A `!` stands before what needs a person.
    """
    table = _table()
    table.add_column(t.text("name"), min_width=12, max_width=28, overflow="fold")
    table.add_column(t.text("score"), justify="right", no_wrap=True)
    table.add_column("", width=1)
    table.add_column(t.text("finding"), ratio=1, no_wrap=True, overflow="ellipsis")
    for record in records:
        finding, attention = _finding(record, t)
        table.add_row(
            Text(people(record.students, 60) or safe(record.submission, 60)),
            _score(record, t),
            Text("!" if attention else "", style="bold yellow"),
            Text(finding),
        )
    return table


def _score(record: Record, t: Translator) -> Text:
    if record.score is None:
        words = {
            "not_submitted": t.text("not submitted"),
            "unreadable": t.text("unreadable"),
            "ungraded": t.text("ungraded"),
        }
        return Text(words.get(record.status, record.status), style="yellow")
    full = record.score >= record.max_score
    return Text(f"{record.score:g}/{record.max_score:g}", style="green" if full else "")


def _finding(record: Record, t: Translator) -> tuple[str, bool]:
    """What failed first, and whether a person has to look."""
    said: list[str] = []
    attention = record.status in ("unreadable", "ungraded")
    if record.late:
        said.append(t.text("late"))
    if record.uses:
        names = ", ".join(sorted({use.name for use in record.uses}))
        certain = any(use.certain for use in record.uses)
        said.append(
            t.text("uses {names}", names=names)
            if certain
            else t.text("may use {names}", names=names)
        )
        attention = True
    if record.problem is not None and record.status != "not_submitted":
        said.append(sentences.problem_sentence(record.problem, t))
    first = next((verdict for verdict in record.verdicts if not verdict.passed), None)
    if first is not None:
        what = sentences.heading(first, t)
        if first.hint is not None:
            what += f" ({safe(first.hint.wrong, 40)})"
        said.append(f"{what}: {safe(first.title[t.language], 100)}")
        attention = attention or first.fault in ("grader", "machine")
    return " · ".join(said), attention


def results_summary(records: Sequence[Record], out: Path, t: Translator) -> RenderableType:
    """How the class did, and where the files are."""
    scores = [record.score for record in records if record.score is not None]
    by_status = Counter(record.status for record in records)
    counts = [t.text("graded {count}", count=len(scores))]
    if by_status["not_submitted"]:
        counts.append(t.text("not submitted {count}", count=by_status["not_submitted"]))
    if by_status["unreadable"]:
        counts.append(t.text("unreadable {count}", count=by_status["unreadable"]))
    if by_status["ungraded"]:
        counts.append(t.text("ungraded, by our fault, {count}", count=by_status["ungraded"]))
    lines = [Text(", ".join(counts), style="bold")]
    if scores:
        most = max(record.max_score for record in records)
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


def _table() -> Table:
    return Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, header_style="bold")


# -- laying out --


def _width(console: Console) -> int:
    return max(NARROWEST, min(console.width, WIDEST))


def _print(console: Console, lines: Sequence[Text]) -> None:
    for line in lines:
        console.print(line, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)


def _cut(text: str, width: int) -> str:
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…"


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
