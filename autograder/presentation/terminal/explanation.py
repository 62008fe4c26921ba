"""How an explanation looks: its rule, its parts in order, the hint."""

from collections.abc import Sequence

from rich.cells import cell_len, set_cell_size
from rich.text import Text

from autograder.presentation import sentences
from autograder.presentation.messages import Translator
from autograder.presentation.terminal.layout import WIDEST, cut, rule, wrap

CALL_LINES = 6
QUOTED_LINES = 4  # of one line that is folded
PLOT_POINTS = 40
BARS = "▁▂▃▄▅▆▇█"


def labelled(label: str, paragraphs: Sequence[str], width: int) -> list[Text]:
    """A hint: its label, its first paragraph beside it, the rest below."""
    first, *rest = paragraphs or [""]
    if first.startswith("    "):
        first, rest = "", [first, *rest]
    wrapped = wrap(first, width, f"{label} ", " " * (cell_len(label) + 1) if not rest else "")
    lines = [Text(line) for line in wrapped]
    lines[0].stylize("bold yellow", 0, len(label))
    for paragraph in rest:
        if paragraph.startswith("    "):
            code = wrap(paragraph[4:], width, "    ", " " * 8)
            lines += [Text(line, style="cyan") for line in code]
        else:
            lines += [Text(line) for line in wrap(paragraph, width)]
    return lines


def explanation_lines(
    explanation: sentences.Explanation, t: Translator, width: int = WIDEST
) -> list[Text]:
    """The lines of an explanation, none wider than `width`."""
    lines = [rule(explanation.heading, explanation.where, width)]
    for part in explanation.parts:
        lines += _part(part, width)
    if explanation.hint:
        lines += labelled(t.text("hint:"), [explanation.hint], width)
    return lines


def _part(part: sentences.Part, width: int) -> list[Text]:
    match part:
        case sentences.Sentence(text):
            return [Text(line) for line in wrap(text, width)]
        case sentences.Call(text):
            return [Text(line, style="cyan") for line in _broken_call(text, width)]
        case sentences.Rows(rows):
            return _rows(rows, width)
        case sentences.CodeLine():
            return _code_line(part, width)
        case sentences.Quote(lines, whole):
            shown = [wrap(line, width, "    ", "      ") for line in lines]
            if not whole:
                shown = [[f"    {cut(line, width - 4)}"] for line in lines]
            return [Text(line) for each in shown for line in each[:QUOTED_LINES]]
        case sentences.Seen(parts):
            return [line for each in parts for line in _part(each, width)]
        case sentences.Plot(values, caption):
            points = min(PLOT_POINTS, width - 8)
            plot = [Text("    " + sparkline(values, points), style="cyan")]
            return plot + [Text(line) for line in wrap(caption, width, "    ", "    ")]


def _rows(rows: Sequence[tuple[str, str]], width: int) -> list[Text]:
    column = max(cell_len(label) for label, _ in rows) + 2
    lines = []
    for label, value in rows:
        text = Text("    " + set_cell_size(label, column))
        text.append(cut(value, width - 4 - column), style="bold")
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
        code = cut(code, room)
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
        lines[-1] += separator + cut(piece, width - 9)
    if len(lines) > CALL_LINES:
        lines = [*lines[: CALL_LINES - 1], "        …)"]
    return lines
