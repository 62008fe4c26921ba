"""How grading a class looks: who was found, how it comes along, the results."""

import statistics
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Protocol

from rich.console import Console, Group, RenderableType
from rich.progress import BarColumn, Progress, TaskID, TextColumn
from rich.text import Text

from autograder.collect.names import listing
from autograder.grading.gradebook import Changes
from autograder.grading.regrade import Grade
from autograder.model.record import Record
from autograder.model.submission import Problem, Student, Submission
from autograder.presentation import sentences
from autograder.presentation.messages import Translator, safe
from autograder.presentation.terminal.layout import OTHER, cut, new_table

BAR_CELLS = 16
NOTES_ALIKE = 3  # notes of one kind, shown in full
ROWS_SHOWN = 200


class ManySubmissions(Protocol):
    """What `collect` hands on: submissions, whose download it was, and notes on it."""

    @property
    def submissions(self) -> Sequence[Submission]: ...  # noqa: D102
    @property
    def system(self) -> str: ...  # noqa: D102
    @property
    def notes(self) -> tuple[Problem, ...]: ...  # noqa: D102


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
    shared = Counter(people(submission.students) for submission in submissions)
    for submission in submissions:
        name = people(submission.students)
        name = told_apart(name, submission.id, shared[name] > 1, 40)
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


def told_apart(name: str, submission: str, is_shared: bool, width: int = 60) -> str:
    """A name, with what it is filed under behind it where another has that name; safe to show."""
    filed = safe(submission, width)
    shown = safe(name, width)
    return f"{shown} ({filed})" if is_shared and shown and shown != filed else shown or filed


def names_apart(records: Sequence[Record], width: int = 60) -> dict[str, str]:
    """Whose each submission is, so that no two are called alike; safe to show."""
    names = {record.submission: owners(record, width) for record in records}
    alike = Counter(names.values())
    return {
        submission: told_apart(name, submission, alike[name] > 1, width)
        for submission, name in names.items()
    }


class GradeProgress:
    """Shows how a class is coming along: a live bar in a terminal, a line now and then elsewhere.

    `changes`, `start` and `record` fit `grade_class`'s `on_changes`, `on_start` and `on_record`.
    """

    def __init__(self, console: Console, translator: Translator) -> None:
        self._console = console
        self._t = translator
        self._total = self._done = self._begun = 0
        self._failed = 0
        self._slowest = (0.0, "")
        self._tenth = -1
        self._told = False
        self._bar: Progress | None = None
        self._task: TaskID | None = None

    def __enter__(self) -> "GradeProgress":
        return self

    def __exit__(self, *exc: object) -> None:
        if self._bar is not None:
            self._bar.stop()

    def changes(self, changes: Changes) -> None:
        """Says what is other work than was graded before, where something was."""
        t = self._t
        counts = (
            (t.text("{n} changed", n=len(changes.changed)), changes.changed),
            (t.text("{n} kept", n=len(changes.kept)), changes.kept),
            (t.text("{n} new", n=len(changes.new)), changes.new),
            (t.text("{n} no longer there", n=len(changes.gone)), changes.gone),
        )
        if not (changes.changed or changes.kept or changes.gone):
            return
        self._told = True
        lines = [", ".join(said for said, names in counts if names)]
        if changes.changed:
            lines.append(
                "  "
                + t.text(
                    "Changed, and graded anew; what was graded before is kept as an earlier"
                    " attempt: {names}.",
                    names=listing(changes.changed),
                )
            )
        if changes.by_hand:
            lines.append(
                "  "
                + t.text(
                    "Points given by hand to the work of before count no more: {names}.",
                    names=listing(changes.by_hand),
                )
            )
        if changes.gone:
            lines.append(
                "  "
                + t.text(
                    "Not in this download; the grade stays in the run: {names}.",
                    names=listing(changes.gone),
                )
            )
        for line in lines:
            self._console.print(Text(line))

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
        if done and not self._told:
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
        return "\n".join(cut(line, room) for line in lines)


def _duration(seconds: float) -> str:
    minutes, rest = divmod(round(seconds), 60)
    hours, minutes = divmod(minutes, 60)
    return f"{hours} h {minutes:02} min" if hours else f"{minutes}:{rest:02} min"


def results_table(records: Iterable[Record], t: Translator) -> RenderableType:
    """A row a submission: who, the score or why there is none, what failed first.

    A `!` stands before what needs a person. Of a class of more than ROWS_SHOWN only those that do
    are shown, and at most so many: nobody reads ten thousand lines in a terminal.
    """
    first: list[tuple[str, str, Text, Text, Text]] = []
    looked_for: list[tuple[str, str, Text, Text, Text]] = []
    alike: Counter[str] = Counter()
    total = 0
    for record in records:
        total += 1
        finding, attention = _finding(record, t)
        who = owners(record)
        alike[who] += 1
        row = (
            who,
            record.submission,
            score_text(record, t),
            Text("!" if attention else "", style="bold yellow"),
            Text(finding),
        )
        for rows, belongs in ((first, True), (looked_for, attention)):
            if belongs and len(rows) < ROWS_SHOWN:
                rows.append(row)
    rows = first if total <= ROWS_SHOWN else looked_for
    table = new_table()
    table.add_column(t.text("name"), min_width=12, max_width=28, overflow="fold")
    table.add_column(t.text("score"), justify="right", no_wrap=True)
    table.add_column("", width=1)
    table.add_column(t.text("finding"), ratio=1, overflow="fold")
    for who, submission, *cells in rows:
        table.add_row(Text(told_apart(who, submission, alike[who] > 1)), *cells)
    if total == len(rows):
        return table
    more = t.plural("and {n} more, in grades.csv", "and {n} more, in grades.csv", total - len(rows))
    return Group(*([table] if rows else []), Text(more, style="dim"))


def score_text(record: Record | Grade, t: Translator) -> Text:
    """The points of how many, or why there are none."""
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
