"""Who handed in what: a file, a folder, a zip or an LMS's download becomes submissions."""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Literal

import msgspec

from autograder.collect import blackboard, canvas, github, gradescope, moodle, plain
from autograder.collect.archive import (
    OUTPUTS_BYTES,
    STUDENT_ARCHIVE_BYTES,
    SUBMISSION_BYTES,
    ArchiveError,
    Entry,
    file_entry,
    is_archive,
    is_glued,
    is_noise,
    list_archive,
    list_folder,
    read_limit,
    unpack,
    useful,
)
from autograder.collect.bounded import TooComplex, bounded, one_person
from autograder.collect.choose import Attempt, choose
from autograder.collect.incoming import Download, Incoming
from autograder.collect.matching import match
from autograder.collect.names import listing, printable, unique
from autograder.collect.notebook import is_notebook
from autograder.collect.roster import RosterError, read_roster
from autograder.collect.source import in_utf8
from autograder.collect.spool import Spool
from autograder.collect.typed import PAGE_BYTES, code_of
from autograder.model.submission import File, Problem, Student, Submission
from autograder.model.topic import Assignment

System = Literal["file", "moodle", "canvas", "gradescope", "github", "blackboard", "plain"]
SYSTEMS: tuple[str, ...] = (
    "file", "moodle", "canvas", "gradescope", "github", "blackboard", "plain",
)  # fmt: skip
# Of the files beside a single one at most so many are read.
_BESIDE = 200
# A note for each refused entry up to here, then their number.
_NOTED = 5
_ARCHIVES = 8  # of one submission that are unpacked; each is given seconds


class CollectError(Exception):
    """What was given to collect can't be read at all; the message says what was found and what to
    do next."""


@dataclass(frozen=True)
class Collection:
    """All submissions of a download, with unique ids, in the order of the download. What they hold
    is on disk, and read when one of them is asked for.

    `system` is which kind of download it was taken for; `notes` are what a teacher should know of
    the download as a whole. `earlier` has the other attempts by the submission's id, where all are
    to be graded.
    """

    submissions: Sequence[Submission]
    system: str
    notes: tuple[Problem, ...] = ()
    earlier: dict[str, tuple[Submission, ...]] = field(default_factory=dict)


def collect(
    path: Path,
    assignment: Assignment,
    *,
    roster: Path | None = None,
    system: str | None = None,
    attempt: Attempt = "last",
) -> Collection:
    """The submissions in a .py or .ipynb file, a folder, a zip or a tar.

    The system whose download it is is recognised by the names in it, or named by `system` (one of
    SYSTEMS). `roster` is a CSV with the people of the class, or Moodle's grading worksheet: it
    fills in names and ids, and whoever handed in nothing becomes a submission without files.
    `attempt` chooses where a download holds several of one person (Blackboard's does): the last,
    one by its number from 1, or `best`, for which all of them are to be graded.

    Raises CollectError where `path` or `roster` can't be read. What is wrong with one submission
    is that submission's `problem`, and costs no other one.
    """
    if system is not None and system not in SYSTEMS:
        raise CollectError(f"unknown system {system!r}; one of {', '.join(SYSTEMS)}")
    name, entries = _entries(path, assignment)
    noise = [entry.path for entry in entries if is_noise(entry.path)]
    entries = [entry for entry in entries if not is_noise(entry.path)]
    recognised, download = _sort(path, name, entries, assignment, system, attempt)
    if not download.incoming:
        raise CollectError(
            f"{path} has no submission in it (it has "
            f"{listing((entry.path for entry in entries), 3) or 'nothing'}); give "
            f"{assignment.file}, a folder of submissions, or the zip that your LMS made"
        )
    notes = list(download.notes)
    if path.is_file() and is_archive(path.name) and is_glued(path):
        notes.append(Problem(kind="glued_archive", data={"file": path.name}))
    if noise:
        data: dict[str, str | int] = {"count": len(noise), "files": listing(noise, 3)}
        notes.append(Problem(kind="ignored_noise", data=data))
    spool = Spool()
    try:
        for one in download.incoming:
            spool.append(_submission(one, assignment))
    except OSError as error:
        raise CollectError(f"{path} can't be unpacked: {error}; make room, or set TMPDIR") from None
    submissions = spool.outlines
    if attempt != "last" and not any(one.earlier for one in download.incoming):
        notes.append(Problem(kind="one_attempt_each"))
    if roster is not None:
        try:
            people = read_roster(roster)
        except RosterError as error:
            raise CollectError(str(error)) from None
        submissions, more = match(submissions, people, recognised)
        notes += more
    late = [submission.id for submission in submissions if submission.late]
    if late:
        data = {"count": len(late), "submissions": listing(late)}
        notes.append(Problem(kind="late", data=data))
    drafts = [each.id for each in submissions if any(note.kind == "draft" for note in each.notes)]
    if drafts:
        data = {"count": len(drafts), "submissions": listing(drafts)}
        notes.append(Problem(kind="drafts", data=data))
    names = unique(submission.id for submission in submissions)
    spool.describe(
        [
            msgspec.structs.replace(submission, id=identity)
            for submission, identity in zip(submissions, names, strict=True)
        ]
    )
    earlier = {
        submission.id: tuple(
            msgspec.structs.replace(
                _submission(other, assignment),
                id=submission.id,
                students=submission.students,
                group=submission.group,
            )
            for other in one.earlier
        )
        for submission, one in zip(
            spool.outlines, download.incoming, strict=False
        )  # then who is absent
        if one.earlier and attempt == "best"
    }
    return Collection(spool, recognised, tuple(notes), earlier)


def _entries(path: Path, assignment: Assignment) -> tuple[str, list[Entry]]:
    """The name that the download goes by, and what is in it."""
    try:
        if path.is_dir():
            return path.resolve().name, list_folder(path)
        if not path.exists():
            raise CollectError(
                f"{path} is not there; give {assignment.file}, a folder of submissions, or the zip "
                "that your LMS made"
            )
        if not is_archive(path.name):
            if not read_limit(path.name):
                raise CollectError(
                    f"{path} is no .py, .ipynb, zip or tar file; give {assignment.file}, a folder "
                    "of submissions, or the zip that your LMS made"
                )
            return plain.stem(path.name), _file_entries(path, assignment)
        return plain.stem(path.name), list_archive(path, path.name)
    except (ArchiveError, OSError) as error:
        raise CollectError(
            f"{path} can't be read ({error}); download it again, or unpack it and give the folder"
        ) from None


def _file_entries(path: Path, assignment: Assignment) -> list[Entry]:
    """The file, and the modules beside it where it has the assignment's name, so that the folder
    is one person's. A file that is named otherwise may lie among those of other people."""
    files = [path]
    if path.name.casefold() == assignment.file.casefold():
        around = [*path.parent.glob("*.py"), *path.parent.glob("*/*.py")]
        files += [file for file in sorted(around)[:_BESIDE] if file != path]
    return [file_entry(file, path.parent) for file in files]


def _sort(
    path: Path,
    name: str,
    entries: list[Entry],
    assignment: Assignment,
    system: str | None,
    attempt: Attempt,
) -> tuple[str, Download]:
    """Which system's download it is, and whose is what in it."""
    if system is None and path.is_file() and not is_archive(path.name):
        system = "file"
    if system is None and _is_one_submission(entries, assignment):
        system = "file"
    if system == "file":
        alone = path.is_file() and not is_archive(path.name)
        student = Student(name=printable(name))
        return system, Download(
            [Incoming(student.name, entries, (student,), chosen=path.name * alone)]
        )
    repositories = (
        frozenset(entry.name for entry in path.iterdir() if (entry / ".git").exists())
        if path.is_dir()
        else frozenset[str]()
    )
    inner = _unwrapped(entries)
    for wrapper, shown in ((name, entries), *([inner] if inner else [])):
        sort = _recognised(wrapper, shown, system, repositories, attempt)
        if sort is not None:
            return sort[0], sort[1](shown)
    if system is not None:
        raise CollectError(
            f"{path} has no entry that is named as {system} names them (it has "
            f"{listing((entry.path for entry in entries), 3) or 'nothing'}); leave the system out "
            "to have it recognised"
        )
    # A zip of a folder of submissions: the folder is only a wrapper where several lie in it.
    if inner and path.is_file() and not _is_one_submission(inner[1], assignment):
        holders = {
            entry.path.partition("/")[0]
            for entry in inner[1]
            if (read_limit(entry.path) and "/" in entry.path) or is_archive(entry.path)
        }
        if len(holders) > 1:
            entries = inner[1]
    return plain.NAME, plain.sort(entries)


def _recognised(
    name: str,
    entries: list[Entry],
    system: str | None,
    repositories: frozenset[str],
    attempt: Attempt,
) -> tuple[str, Callable[[list[Entry]], Download]] | None:
    """The system that made the download, and the function that sorts its entries."""
    sorters: dict[str, tuple[Callable[[], bool], Callable[[list[Entry]], Download]]] = {
        gradescope.NAME: (lambda: gradescope.recognises(entries), gradescope.sort),
        moodle.NAME: (lambda: moodle.recognises(entries), moodle.sort),
        blackboard.NAME: (
            lambda: blackboard.recognises(entries),
            lambda every: blackboard.sort(every, attempt),
        ),
        canvas.NAME: (lambda: canvas.recognises(entries), canvas.sort),
        github.NAME: (
            lambda: github.recognises(entries, name, repositories),
            lambda every: github.sort(every, name),
        ),
        plain.NAME: (lambda: False, plain.sort),
    }
    for each, (recognises, sort) in sorters.items():
        if (system is None and recognises()) or (
            system == each and (each in (github.NAME, plain.NAME) or recognises())
        ):
            return each, sort
    return None


def _is_one_submission(entries: list[Entry], assignment: Assignment) -> bool:
    """Whether the graded file lies at the top and in no folder beside it, or only in the folder
    of its topic (a handout as a whole)."""
    expected = {
        assignment.file.casefold(),
        assignment.file.rpartition(".")[0].casefold() + ".ipynb",
    }
    named = [entry for entry in entries if entry.name.casefold() in expected]
    topic = assignment.file.rpartition(".")[0].casefold() + "/"
    if named and all(entry.path.casefold().startswith(topic) for entry in named):
        return True
    return any("/" not in entry.path for entry in named) and not any(
        entry.path.count("/") == 1 for entry in named
    )


def _unwrapped(entries: list[Entry]) -> tuple[str, list[Entry]] | None:
    """What is in the only folder at the top, and that folder's name."""
    tops = {entry.path.partition("/")[0] for entry in entries}
    if len(tops) != 1 or not any("/" in entry.path for entry in entries):
        return None
    top = next(iter(tops))
    return top, [
        entry.moved(entry.path.partition("/")[2]) for entry in entries if "/" in entry.path
    ]


@one_person()
def _submission(one: Incoming, assignment: Assignment) -> Submission:
    """The submission with its useful files read, its archives unpacked, its graded file chosen."""
    files: dict[str, File] = {}
    others: list[str] = []
    refused: list[Problem] = []
    budget = SUBMISSION_BYTES
    notes = list(one.notes)
    for entry in _expanded(one.entries, refused, notes):
        limit = read_limit(entry.path)
        if entry.is_folder:
            continue
        if not limit and not entry.refused:
            others.append(entry.path)
            continue
        try:
            data = in_utf8(entry.read(min(limit, budget)))
        except ArchiveError as error:
            if _may_be_data(entry.path):
                others.append(entry.path)
            else:
                refused.append(_refused(entry, error.reason))
            continue
        try:
            data = bounded(useful, entry.path, data, returns=bytes) if _is_bulky(data) else data
        except TooComplex:
            refused.append(_refused(entry, "too_large"))
            continue
        if _may_be_data(entry.path) and not _is_code(entry.path, data):
            others.append(entry.path)
            continue
        budget -= len(data)
        files.setdefault(entry.path, File(path=entry.path, data=data))
    typed = _typed(one, assignment) if one.text and not files else None
    if typed is not None:
        files[typed.path] = typed
        notes.append(Problem(kind="text_read", data={"file": one.text.name if one.text else ""}))
    kept = tuple(files.values())
    if one.chosen:
        main, problem = one.chosen, None
        more: list[Problem] = []
    else:
        main, problem, more = choose(kept, tuple(others), assignment, any_name=one.own_name)
    if problem is not None and refused:
        problem = refused.pop(0)
    notes += more + refused[:_NOTED]
    if len(refused) > _NOTED:
        notes.append(Problem(kind="more_refused", data={"count": len(refused) - _NOTED}))
    return Submission(
        id=one.id,
        students=one.students,
        files=kept,
        main=main,
        group=one.group,
        submitted_at=one.submitted_at,
        late=one.late,
        late_seconds=one.late_seconds,
        attempt=one.attempt,
        attempts=one.attempts,
        problem=problem,
        notes=tuple(notes),
    )


def _is_bulky(data: bytes) -> bool:
    return len(data) > OUTPUTS_BYTES


def _may_be_data(path: str) -> bool:
    """Whether a name says that it is data or a note, as a rule."""
    return re.search(r"(?<!\.py)(?<!\.ipynb)\.(?:txt|json)$", path.casefold()) is not None


def _is_code(path: str, data: bytes) -> bool:
    """Whether what may be data is a notebook, or a script saved as text."""
    is_text = path.casefold().endswith(".txt")
    return is_notebook(data) or (is_text and re.search(rb"(?m)^(?:def|class) ", data) is not None)


def _typed(one: Incoming, assignment: Assignment) -> File | None:
    """What was typed into the LMS as a source, where it speaks of what the assignment asks for."""
    assert one.text is not None
    try:
        code = code_of(one.text.read(PAGE_BYTES))
    except ArchiveError:
        return None
    asked = {name for exercise in assignment.exercises for name in exercise.defines}
    if not asked & set(re.findall(r"\w+", code)):
        return None
    return File(path=f"{plain.stem(one.text.name)}.py", data=code.encode())


def _expanded(entries: list[Entry], refused: list[Problem], notes: list[Problem]) -> list[Entry]:
    """The entries with those of archives in place of the archives; without noise. Adds to `refused`
    what can't be read, to `notes` what there is to know of what can."""
    result: list[Entry] = []
    archives, budget = _ARCHIVES, SUBMISSION_BYTES
    for entry in entries:
        if entry.is_folder or not is_archive(entry.path) or entry.refused:
            result.append(entry)
            continue
        archives -= 1
        if archives < 0 or budget < 0:  # a bomb in parts
            refused.append(_refused(entry, "bomb"))
            continue
        try:
            content = entry.read(STUDENT_ARCHIVE_BYTES)
            inner = unpack(content, entry.name)
        except ArchiveError as error:
            refused.append(_refused(entry, error.reason))
            continue
        if is_glued(content):
            notes.append(Problem(kind="glued_archive", data={"file": entry.path}))
        budget -= sum(each.size for each in inner if read_limit(each.path) and not each.refused)
        result += [each.moved(f"{entry.path}/{each.path}") for each in inner]
    return [entry for entry in result if not is_noise(entry.path)]


def _refused(entry: Entry, reason: str) -> Problem:
    if reason == "too_large" and not is_archive(entry.path):
        data: dict[str, str | int] = {
            "file": entry.path, "size": entry.size, "limit": read_limit(entry.path),
        }  # fmt: skip
        return Problem(kind="too_large", data=data)
    return Problem(kind="bad_archive", data={"file": entry.path, "reason": reason})
