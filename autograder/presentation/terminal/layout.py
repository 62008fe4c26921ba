"""How lines are laid out in a terminal: the console, its width, wrapping, rules, tables."""

import sys
from collections.abc import Sequence

from rich import box
from rich.cells import cell_len, set_cell_size
from rich.console import Console
from rich.table import Table
from rich.text import Text

NARROWEST, WIDEST = 40, 80  # columns
GLUE = "\ue000"  # stands for a space at which no line may break
PASSED, FAILED, OTHER, NOTE = "✓", "✗", "·", "!"


def make_console(*, stderr: bool = False) -> Console:
    """The console that everything is printed on. NO_COLOR and pipes get plain text."""
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):  # a pipe on Windows would have no ✓ otherwise
            stream.reconfigure(encoding="utf-8", errors="replace")
    return Console(stderr=stderr, highlight=False, markup=False, emoji=False)


def line_width(console: Console) -> int:
    """The columns that lines are laid out for on this console."""
    return max(NARROWEST, min(console.width, WIDEST))


def print_lines(console: Console, lines: Sequence[Text]) -> None:
    """Prints lines as they were laid out."""
    for line in lines:
        console.print(line, no_wrap=True, overflow="ignore", crop=False, soft_wrap=True)


def wrap_command(text: str, command: str, width: int) -> list[str]:
    """`text` in lines; the command in it stays in one piece where it can, to be copied."""
    fits = command and cell_len(command) <= width
    glued = text.replace(command, command.replace(" ", GLUE)) if fits else text
    return [line.replace(GLUE, " ") for line in wrap(glued, width)]


def rule(heading: str, where: str, width: int) -> Text:
    """A line across, with a heading at its left and a place at its right."""
    text = Text(f"── {heading} ", style="bold red")
    where = f" {set_cell_size(where, min(cell_len(where), width - 16))} ──" if where else ""
    fill = width - 2 - cell_len(text.plain) - cell_len(where)
    if where and fill < 2:  # too narrow for both
        return text
    text.append("─" * max(fill, 2), style="dim")
    text.append(where, style="dim")
    return text


def new_table() -> Table:
    """An empty table as all of them look."""
    return Table(box=box.SIMPLE_HEAD, expand=True, pad_edge=False, header_style="bold")


def cut(text: str, width: int) -> str:
    """`text` in at most `width` columns, with an ellipsis where something is left out."""
    if cell_len(text) <= width:
        return text
    return set_cell_size(text, width - 1).rstrip() + "…"


def wrapped(text: str, width: int, style: str, first: str = "", rest: str = "") -> list[Text]:
    """A paragraph in one style; no line for no text."""
    return [Text(line, style=style) for line in wrap(text, width, first, rest)] if text else []


def wrap(text: str, width: int, first: str = "", rest: str = "") -> list[str]:
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
