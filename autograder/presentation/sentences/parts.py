"""The pieces that an explanation is made of."""

from dataclasses import dataclass


@dataclass(frozen=True)
class Sentence:
    """A paragraph."""

    text: str


@dataclass(frozen=True)
class Call:
    """A call as it could be pasted."""

    text: str


@dataclass(frozen=True)
class Rows:
    """Labels and values, one below the other: expected and got."""

    rows: tuple[tuple[str, str], ...]


@dataclass(frozen=True)
class CodeLine:
    """A line of the student's code; `start` and `end` are the columns to point at, from 0."""

    number: int
    code: str
    start: int | None = None
    end: int | None = None


@dataclass(frozen=True)
class Quote:
    """Lines that are not ours, as they were: an exception's text, what was printed.

    With `whole`, long lines go on in the next one; else they are cut.
    """

    lines: tuple[str, ...]
    whole: bool = False


@dataclass(frozen=True)
class Plot:
    """A training curve and the sentence on where it starts, is best and ends."""

    values: tuple[float | None, ...]
    caption: str


@dataclass(frozen=True)
class Seen:
    """What a picture shows, in words: for where there are no pictures."""

    parts: tuple[Sentence | Rows, ...]


Part = Sentence | Call | Rows | CodeLine | Quote | Plot | Seen


@dataclass(frozen=True)
class Explanation:
    """A verdict or a problem in full: a heading, where, the parts in order, and the hint."""

    heading: str
    where: str = ""
    parts: tuple[Part, ...] = ()
    hint: str = ""
