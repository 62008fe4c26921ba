"""How submissions that are alike look: the pairs, and side by side what they share."""

from collections.abc import Sequence
from itertools import zip_longest

from rich.console import Group, RenderableType
from rich.table import Table
from rich.text import Text

from autograder.grading.similar import Pair, Passage
from autograder.model.record import Record
from autograder.presentation.messages import Translator, safe
from autograder.presentation.terminal.grading import names_apart
from autograder.presentation.terminal.layout import cut, new_table, rule, wrapped

PAIRS_SHOWN, PASSAGES_SHOWN, PASSAGE_LINES = 3, 2, 12


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
    names = names_apart(records)
    table = new_table()
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
            blocks.append(rule(f"{one} · {other}", "", width))
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
        table.add_column(cut(safe(f"{lines.file}:{lines.first}"), column), width=column - 1)
        numbered = enumerate(lines.text.split("\n"), start=lines.first)
        shown = [
            Text(cut(f"{n:>4} {safe(line)}", column - 1)) for n, line in numbered if line.strip()
        ]
        if not every and len(shown) > PASSAGE_LINES:
            shown = [*shown[: PASSAGE_LINES - 1], Text("   …")]
        cells.append(shown)
    for left, right in zip_longest(*cells, fillvalue=Text()):
        table.add_row(left, right)
    return table
