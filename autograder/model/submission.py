"""What was handed in, as the stages hand it on: shared types, no behaviour."""

from typing import Literal

import msgspec

ProblemKind = Literal[
    "nothing_submitted",
    "no_file",
    "wrong_file",
    "several_files",
    "too_large",
    "not_utf8",
    "syntax_error",
    "newer_python",
    "bad_notebook",
    "bad_archive",
    "too_complex",
    "empty_file",
    "wrong_content",
]


class Problem(msgspec.Struct, frozen=True, kw_only=True):
    """Why a submission can't be read, or what of it a teacher should look at.

    `kind` chooses the sentence in the message catalogue; `data` fills it in. Everything
    in `data` is the student's and is escaped by whoever shows it.
    """

    kind: str
    data: dict[str, str | int] = {}


class Student(msgspec.Struct, frozen=True, kw_only=True):
    """A person. `id` is the LMS's own, kept as text (`0042` stays `0042`)."""

    name: str
    id: str = ""
    email: str = ""


class File(msgspec.Struct, frozen=True, kw_only=True):
    """A file as it was handed in: its path inside the submission (`/`-separated) and its bytes."""

    path: str
    data: bytes


class Submission(msgspec.Struct, frozen=True, kw_only=True):
    """One piece of work: a person's, or a group's.

    `id` names it in the run (unique, text, from the LMS where there is one). `files` is empty
    where nothing was handed in; `main` is the path of the one that is graded. `problem` says why
    it can't be read, where it can't.
    """

    id: str
    students: tuple[Student, ...] = ()
    files: tuple[File, ...] = ()
    main: str = ""
    group: str = ""
    submitted_at: str = ""  # ISO 8601, empty where the download does not say
    late: bool | None = None  # None where the download does not say
    late_seconds: int | None = None  # how late, where the download says that
    attempt: int | None = None
    attempts: int | None = None
    problem: Problem | None = None
    notes: tuple[Problem, ...] = ()  # a renamed file, a duplicate, an older attempt left out …


class Line(msgspec.Struct, frozen=True, array_like=True):
    """Where a line of a notebook's collected source stood: the number of its code cell, from 1, and
    the line in it; `count` is the number that Jupyter shows beside the cell, 0 where none."""

    cell: int
    line: int
    count: int = 0


class Use(msgspec.Struct, frozen=True, kw_only=True):
    """A forbidden name found in the source: which, where, and whether it is certain."""

    name: str
    file: str
    line: int
    certain: bool


class Source(msgspec.Struct, frozen=True, kw_only=True):
    """A submission as it is run: exactly the text that was scanned, never a file on disk.

    `modules` maps the path of each Python file to its text; `main` is the one that is graded.
    `names` are the names bound at the top level of `main`; `open_ended` says that there may be
    more (a star import, `exec`, `globals()`), so that a missing name is not certain.
    """

    main: str
    modules: dict[str, str]
    names: tuple[str, ...] = ()
    open_ended: bool = False
    cells: tuple[Line, ...] = ()  # one a line of `main` where it came from a notebook
    uses: tuple[Use, ...] = ()
    digest: str = ""  # SHA-256 of main and modules: equal digests run equally
    problem: Problem | None = None
    notes: tuple[Problem, ...] = ()  # a notebook's cell that is no Python …


FileKind = Literal["py", "ipynb"]
