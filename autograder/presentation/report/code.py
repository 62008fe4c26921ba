"""The code that was handed in, line by line, with the lines at which a check stopped."""

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.model.record import Place, Verdict
from autograder.model.submission import Source
from autograder.presentation.messages import safe

MOST_LINES, LINE_CELLS = 2000, 240


@dataclass(frozen=True)
class Line:
    """A line: its number as it is shown (`2:5` is line 5 of a notebook's second cell), its text,
    and the numbers, among the verdicts, of those that stopped there."""

    number: str
    text: str
    stopped: tuple[int, ...]


@dataclass(frozen=True)
class Listing:
    """A file of a submission; `left_out` counts lines that are not shown."""

    file: str
    lines: tuple[Line, ...]
    left_out: int


def listings(source: Source, verdicts: Sequence[Verdict]) -> list[Listing]:
    """The graded file, then the modules beside it at which a check stopped."""
    places = [(each.place, i) for i, each in enumerate(verdicts) if each.place is not None]
    named = {place.file for place, _ in places} & set(source.modules) - {source.main}
    files = [source.main] if source.main in source.modules else []
    return [_listing(source, file, places) for file in [*files, *sorted(named)]]


def _listing(source: Source, file: str, places: Sequence[tuple[Place, int]]) -> Listing:
    texts = source.modules[file].split("\n")
    while texts and not texts[-1].strip():
        texts.pop()
    cells = source.cells if file == source.main else ()
    stopped: dict[tuple[int | None, int], list[int]] = {}
    for place, number in places:
        if place.file == file:
            stopped.setdefault((place.cell, place.line), []).append(number)
    lines = []
    for i, text in enumerate(texts[:MOST_LINES]):
        where = (cells[i].cell, cells[i].line) if i < len(cells) else (None, i + 1)
        shown = str(where[1]) if where[0] is None else f"{where[0]}:{where[1]}"
        lines.append(Line(shown, safe(text.rstrip(), LINE_CELLS), tuple(stopped.get(where, ()))))
    return Listing(safe(file, 80), tuple(lines), max(0, len(texts) - MOST_LINES))
