"""What a system's module makes of a download: whose is what, before any file is read."""

from dataclasses import dataclass, field

from autograder.collect.archive import Entry
from autograder.model.submission import Problem, Student


@dataclass
class Incoming:
    """A submission to be: `entries` have paths inside the submission.

    `own_name` says that a file is named by its student, so that its name says nothing about
    which file it is; `chosen` is the graded file where that was said.
    """

    id: str
    entries: list[Entry] = field(default_factory=list)
    students: tuple[Student, ...] = ()
    group: str = ""
    submitted_at: str = ""
    late: bool | None = None
    late_seconds: int | None = None
    attempt: int | None = None
    attempts: int | None = None
    notes: list[Problem] = field(default_factory=list)
    earlier: list["Incoming"] = field(default_factory=list)  # the attempts that were not chosen
    text: Entry | None = None  # what was typed into the LMS, a page of HTML
    own_name: bool = False
    chosen: str = ""


@dataclass
class Download:
    """The incoming in the order of the download, and what belonged to none of them."""

    incoming: list[Incoming]
    notes: list[Problem] = field(default_factory=list)


class IncomingById(dict[str, Incoming]):
    """What comes in, by id: made when first asked for."""

    def of(self, identity: str) -> Incoming:
        """The one of that id."""
        if identity not in self:
            self[identity] = Incoming(identity)
        return self[identity]


def unmatched(entries: list[Entry], expected: str) -> list[Problem]:
    """A note for each entry that is not named as the system names its entries."""
    return [
        Problem(kind="unmatched_entry", data={"file": entry.path, "expected": expected})
        for entry in entries
    ]
