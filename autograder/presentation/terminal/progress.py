"""How far a student is with all topics: a line a topic, and what to do next."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.text import Text

from autograder.presentation.messages import N_, Translator, safe
from autograder.presentation.terminal.layout import OTHER, PASSED, wrap, wrap_command

BEGUN = "▸"
MARKS = {"done": PASSED, "begun": BEGUN, "to_do": OTHER, "unreadable": "✗"}
STYLES = {"done": "green", "begun": "yellow", "to_do": "dim", "unreadable": "bold red"}
STATES: dict[str, str] = {
    "done": N_("done"),
    "begun": N_("begun"),
    "to_do": N_("to do"),
    "unreadable": N_("can't be read"),
}


def topic_line(
    topic: str,
    column: int,
    state: str,
    passed: int,
    checks: int,
    points: float,
    max_points: float,
    file: str,
    t: Translator,
    width: int,
) -> Text:
    """A topic: its name in so many columns, how far it is, and the file that was checked."""
    text = Text(f"  {MARKS[state]} ", style=STYLES[state])
    text.append(safe(topic) + " " * (column - cell_len(safe(topic))), style="bold")
    if state in ("to_do", "unreadable"):
        text.append(f"  {t.text(STATES[state])}", style="dim")
    else:
        count = t.plural(
            "{passed} of {n} check passes", "{passed} of {n} checks pass", checks, passed=passed
        )
        earned = t.text(
            "{points} of {max_points} points", points=f"{points:g}", max_points=f"{max_points:g}"
        )
        text.append(f"  {t.text(STATES[state])} {OTHER} {count} {OTHER} {earned}")
    room = width - cell_len(text.plain) - 2
    if state != "to_do" and cell_len(safe(file)) <= room:
        text.append(" " * (room - cell_len(safe(file)) + 2) + safe(file), style="dim")
    return text


def overview_closing(
    files: Sequence[str], first: str, t: Translator, command: str, width: int
) -> list[Text]:
    """What is to do next: `first` is the topic that is, empty where all are done."""
    if first:
        lines = wrap_command(t.text("next: {command}", command=command), command, width)
    else:
        lines = wrap(t.text("All is done. Hand in {files}", files=", ".join(files)), width)
    note = t.text("These are the points of the public checks, and no grade.")
    return [*(Text(line, style="dim") for line in wrap(note, width)),
            *(Text(line, style="bold") for line in lines)]  # fmt: skip
