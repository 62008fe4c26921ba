"""How a regrade looks: what was run again, and who has another grade."""

from collections import Counter

from rich.console import Group, RenderableType
from rich.text import Text

from autograder.grading.regrade import Regrade
from autograder.presentation.messages import Translator
from autograder.presentation.terminal.grading import ROWS_SHOWN, score_text, told_apart
from autograder.presentation.terminal.layout import new_table


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
        table = new_table()
        table.add_column(t.text("name"), min_width=12, max_width=28, overflow="fold")
        for heading in (t.text("before"), t.text("now"), t.text("difference")):
            table.add_column(heading, justify="right", no_wrap=True)
        alike = Counter(change.name for change in other)
        for change in other[:ROWS_SHOWN]:
            difference = "" if change.gained is None else f"{change.gained:+g}"
            table.add_row(
                Text(told_apart(change.name, change.submission, alike[change.name] > 1)),
                score_text(change.before, t),
                score_text(change.after, t),
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
