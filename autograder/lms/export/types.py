"""What formats are given and hand on: shared types, and the one error."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass, field

from autograder.presentation.messages import Language

_SHOWN = 20


@dataclass(frozen=True, kw_only=True)
class Options:
    """What a teacher may say about an export.

    `language` is that of the texts for students. `item` names what is graded in the LMS where it
    has to be told: a column, an ID number, a problem. `points` is the LMS's maximum where the
    template does not state one; scores are scaled to it.
    """

    language: Language = "en"
    item: str = ""
    points: float | None = None


@dataclass(frozen=True, kw_only=True)
class Counts:
    """`grades` are set anew, `unchanged` were there already, `not_in_template` are the grades of
    people whom the template does not have, or not for certain."""

    grades: int = 0
    unchanged: int = 0
    not_in_template: int = 0

    def __str__(self) -> str:
        return (
            f"{self.grades} grade{'' if self.grades == 1 else 's'}, {self.unchanged} unchanged, "
            f"{self.not_in_template} not in the template"
        )


@dataclass(frozen=True, kw_only=True)
class Export:
    """The files of an export by path (`/`-separated), and what a teacher should know of it."""

    files: dict[str, bytes]
    counts: Counts
    notes: tuple[str, ...] = ()


@dataclass(frozen=True)
class Refusal:
    """What can't be exported: a row of the template or a submission, and why."""

    row: str
    reason: str


@dataclass
class ExportError(Exception):
    """The export was refused as a whole, and nothing was written.

    The message says what was found, lists the rows with their reasons, and ends with the next step.
    """

    found: str
    refusals: Sequence[Refusal] = field(default=(), kw_only=True)
    next_step: str = field(kw_only=True)

    def __str__(self) -> str:
        rows = [f"{each.row}: {each.reason}" for each in self.refusals[:_SHOWN]]
        if len(self.refusals) > _SHOWN:
            rows.append(f"… and {len(self.refusals) - _SHOWN} more")
        listed = textwrap.indent("\n".join(rows), "  ")
        return "\n".join(
            part
            for part in (
                f"{self.found}:"
                if rows
                else self.found.removesuffix(".") + ("" if self.found.endswith("?") else "."),
                listed,
                f"Next: {self.next_step}.",
            )
            if part
        )
