"""What a run knows: one SQLite file, a JSON record each, and a table for people.

What was handed in is kept before the first of it is graded: the report, the comparison and a
regrade need nothing but the run. Every record is written in a transaction the moment it is known.
The SQLite file is the truth; the records beside it and `grades.csv` are made from it, again if need
be.
"""

import contextlib
import errno
import fcntl
import hashlib
import os
import re
import sqlite3
import tempfile
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import IO, NamedTuple

import msgspec

from autograder.collect.source import read_texts
from autograder.grading.adjustments import by_hand, with_hand
from autograder.grading.table import exercises_of, grades_csv, visible
from autograder.model.record import Record, from_json, to_json
from autograder.model.submission import Source, Submission
from autograder.model.topic import Topic, find_topic

SCHEMA = """
CREATE TABLE IF NOT EXISTS run (key TEXT PRIMARY KEY, value TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS records (
    submission TEXT PRIMARY KEY,
    status TEXT NOT NULL,
    score REAL,
    max_score REAL NOT NULL,
    record BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS class (
    position INTEGER PRIMARY KEY,
    submission TEXT UNIQUE NOT NULL,
    handed_in BLOB NOT NULL
);
CREATE TABLE IF NOT EXISTS earlier (submission TEXT PRIMARY KEY, record BLOB NOT NULL);
CREATE TABLE IF NOT EXISTS contents (submission TEXT PRIMARY KEY, digest TEXT NOT NULL);
CREATE TABLE IF NOT EXISTS attempts (
    submission TEXT NOT NULL,
    number INTEGER NOT NULL,
    record BLOB NOT NULL,
    handed_in BLOB NOT NULL,
    PRIMARY KEY (submission, number)
);
"""
IN_ORDER = """FROM records LEFT JOIN class USING (submission)
    ORDER BY position IS NULL, position, submission"""
TEMPORARY = ".new-"
DATABASE = "gradebook.sqlite"
RESERVED = {
    "CON",
    "PRN",
    "AUX",
    "NUL",
    *(f"{port}{n}" for port in ("COM", "LPT") for n in "123456789"),
}


class RunError(Exception):
    """The run folder can't be used as asked; the message says why and what to do."""


class MachineError(RunError):
    """Nothing can be graded on this machine, which is not for the user to put right."""


@dataclass
class Changes:
    """What became of a class since it was collected last, by submission. `changed` holds other work
    than the one that was graded, `gone` is in the run and not in what was collected now; `by_hand`
    are those of `changed` whose points a teacher had given by hand, for the work of then."""

    new: list[str] = field(default_factory=list)
    kept: list[str] = field(default_factory=list)
    changed: list[str] = field(default_factory=list)
    gone: list[str] = field(default_factory=list)
    by_hand: list[str] = field(default_factory=list)


class Gradebook:
    """The gradebook of one run folder. Only one process at a time may hold it for writing."""

    def __init__(self, folder: Path, *, write: bool) -> None:
        self.folder = folder
        self._lock: IO[str] | None = None
        path = folder / DATABASE
        try:
            if write:
                (folder / "records").mkdir(parents=True, exist_ok=True)
                self._lock = _locked(folder)
            elif not path.exists():
                raise RunError(f"{folder} holds no run (no {DATABASE} there)")
            # Autocommit: a transaction is opened where one is meant, and nowhere else.
            self._database = sqlite3.connect(path, isolation_level=None, timeout=30)
            if write:
                self._database.execute("PRAGMA journal_mode=WAL")
                self._database.executescript(SCHEMA)
                self._clear_leftovers()
        except (OSError, sqlite3.Error) as error:
            self._release()
            raise RunError(f"{folder} can't be written: {error}") from None
        if write and _lacks_columns(self._database):
            self.close()
            raise RunError(_older(folder))

    def __enter__(self) -> "Gradebook":
        return self

    def __exit__(self, *exc: object) -> None:
        self.close()

    def _clear_leftovers(self) -> None:
        # Halves of files, by a run that was killed: the lock says that nobody is at them.
        for left in [
            *self.folder.glob(f"{TEMPORARY}*"),
            *self.folder.glob(f"records/{TEMPORARY}*"),
        ]:
            left.unlink()

    def get(self, key: str) -> str | None:
        """What the run says of itself under `key`."""
        row = self._database.execute("SELECT value FROM run WHERE key = ?", (key,)).fetchone()
        return str(row[0]) if row else None

    def put(self, facts: Mapping[str, str]) -> None:
        """Keeps facts about the run itself (topic, seed, suite), all of them or none."""
        with self._explained(), self._transaction():
            self._database.executemany(
                "INSERT OR REPLACE INTO run VALUES (?, ?)", list(facts.items())
            )

    def set_class(self, submissions: Iterable[Submission]) -> None:
        """Keeps what was handed in, in the order in which the class is listed."""
        with self._explained(), self._transaction():
            self._database.execute("DELETE FROM class")
            self._database.executemany(
                "INSERT INTO class VALUES (?, ?, ?)",
                (
                    (position, submission.id, msgspec.msgpack.encode(submission))
                    for position, submission in enumerate(submissions)
                ),
            )

    def take_class(self, submissions: Iterable[Submission]) -> Changes:
        """Keeps what was handed in, in its order, and says what is other work than before.

        Whoever handed in other work has no record any more: theirs, and what it is of, is kept as
        an earlier attempt (`attempts`). Whoever is not there any more, or with nothing, keeps work
        and record, and stands at the end.
        """
        changes = Changes()
        with self._explained(), self._transaction():
            known = dict(self._database.execute("SELECT submission, digest FROM contents"))
            graded = dict(self._database.execute("SELECT submission, status FROM records"))
            listed = {row[0] for row in self._database.execute("SELECT submission FROM class")}
            for name in listed - known.keys():  # of a version that did not keep digests
                known[name] = content_digest(self.submission(name))
            self._database.execute("UPDATE class SET position = -1 - position")
            position = 0
            for position, submission in enumerate(submissions, 1):
                name, digest = submission.id, content_digest(submission)
                status = graded.get(name)
                if status is None:
                    changes.new += [] if name in known else [name]
                elif known.get(name, digest) == digest:
                    changes.kept += [name] if status != "ungraded" else []
                elif status == "not_submitted":
                    changes.new.append(name)
                    self._forget(name)
                elif not submission.files and submission.problem is None:
                    self._move(name, position)
                    changes.gone.append(name)
                    continue
                else:
                    self._keep_attempt(name, changes)
                self._database.execute("DELETE FROM class WHERE submission = ?", (name,))
                self._database.execute(
                    "INSERT INTO class VALUES (?, ?, ?)",
                    (position, name, msgspec.msgpack.encode(submission)),
                )
                self._database.execute(
                    "INSERT OR REPLACE INTO contents VALUES (?, ?)", (name, digest)
                )
            left = self._database.execute(
                "SELECT submission FROM class WHERE position < 0 ORDER BY position DESC"
            ).fetchall()
            for number, (name,) in enumerate(left, position + 1):
                self._move(name, number)
                changes.gone.append(name)
        return changes

    def _move(self, name: str, position: int) -> None:
        self._database.execute(
            "UPDATE class SET position = ? WHERE submission = ?", (position, name)
        )

    def _forget(self, name: str) -> None:
        self.record_path(name).unlink(missing_ok=True)
        self._database.execute("DELETE FROM records WHERE submission = ?", (name,))

    def _keep_attempt(self, name: str, changes: Changes) -> None:
        """Makes the record of a submission, with what it is of, its earlier attempt."""
        record = self.record(name)
        assert record is not None
        if record.status != "ungraded":
            changes.changed.append(name)
            changes.by_hand += [name] if by_hand(record) else []
            self._database.execute(
                "INSERT INTO attempts SELECT submission, ?, record, handed_in"
                " FROM records JOIN class USING (submission) WHERE submission = ?",
                (self.attempts(name) + 1, name),
            )
        self._forget(name)

    def attempts(self, name: str) -> int:
        """How many earlier attempts of a submission were graded in this run."""
        row = self._database.execute(
            "SELECT COUNT(*) FROM attempts WHERE submission = ?", (name,)
        ).fetchone()
        return int(row[0])

    def earlier_attempts(self, name: str) -> Iterator[Record]:
        """The records of a submission's earlier attempts, the first one first."""
        rows = self._database.execute(
            "SELECT record FROM attempts WHERE submission = ? ORDER BY number", (name,)
        )
        for (data,) in rows:
            yield from_json(data)

    def handed_in(self) -> Iterator[Submission]:
        """What was handed in, in the order of the class; one at a time is in memory."""
        for (data,) in self._database.execute("SELECT handed_in FROM class ORDER BY position"):
            yield msgspec.msgpack.decode(data, type=Submission)

    def submission(self, name: str) -> Submission:
        """What was handed in as one submission of the class."""
        row = self._database.execute(
            "SELECT handed_in FROM class WHERE submission = ?", (name,)
        ).fetchone()
        return msgspec.msgpack.decode(row[0], type=Submission)

    def names(self) -> list[str]:
        """The submissions that have a record, in the order of the class."""
        return [str(row[0]) for row in self._database.execute(f"SELECT submission {IN_ORDER}")]

    def record(self, name: str) -> Record | None:
        """The record of one submission, if it has one."""
        row = self._database.execute(
            "SELECT record FROM records WHERE submission = ?", (name,)
        ).fetchone()
        return from_json(row[0]) if row else None

    def finished(self) -> set[str]:
        """The submissions that need not be run again: all but those that failed by our fault."""
        rows = self._database.execute("SELECT submission FROM records WHERE status != 'ungraded'")
        return {str(row[0]) for row in rows}

    def write(self, record: Record, *, keep_earlier: bool = False) -> None:
        """Keeps a record: in the database first, then as a file. Points that a teacher gave by hand
        to the one that it replaces go over to it. With `keep_earlier` the one that it replaces is
        kept as well (see `earlier`). Raises RunError."""
        with self._explained():
            kept = self.record(record.submission)
            record = with_hand(record, by_hand(kept) if kept else ())
            data = to_json(record)
            with self._transaction():
                if keep_earlier:
                    self._database.execute(
                        "INSERT OR IGNORE INTO earlier"
                        " SELECT submission, record FROM records WHERE submission = ?",
                        (record.submission,),
                    )
                self._database.execute(
                    "INSERT OR REPLACE INTO records VALUES (?, ?, ?, ?, ?)",
                    (record.submission, record.status, record.score, record.max_score, data),
                )
            write_whole(self.record_path(record.submission), data)

    def record_path(self, submission: str) -> Path:
        """Where the record of a submission is."""
        return self.folder / "records" / f"{file_name(submission)}.json"

    def records(self) -> Iterator[Record]:
        """Every record, in the order of the class, then by name."""
        for (data,) in self._database.execute(f"SELECT record {IN_ORDER}"):
            yield from_json(data)

    def earlier(self) -> Iterator[tuple[Record, Record]]:
        """The records that a regrade replaced, each with the one in its place."""
        rows = self._database.execute(
            "SELECT earlier.record, records.record FROM earlier JOIN records USING (submission)"
            " LEFT JOIN class USING (submission) ORDER BY position IS NULL, position, submission"
        )
        for before, after in rows:
            yield from_json(before), from_json(after)

    def forget_earlier(self) -> None:
        """Lets go of the records that the last regrade replaced."""
        with self._explained(), self._transaction():
            self._database.execute("DELETE FROM earlier")

    def finish(self) -> Path:
        """Makes the files agree with the database; returns the path of `grades.csv`."""
        with self._explained():
            for submission, data in self._database.execute(
                "SELECT submission, record FROM records"
            ):
                path = self.record_path(submission)
                if not path.exists() or path.read_bytes() != data:  # we were killed in between
                    write_whole(path, data)
            path = self.folder / "grades.csv"
            names = exercises_of(self.records())
            write_whole(path, grades_csv(self.records(), names).encode("utf-8"))
        return path

    def close(self) -> None:
        """Lets go of the run."""
        self._database.close()
        self._release()

    def _transaction(self) -> "_Transaction":
        return _Transaction(self._database)

    @contextlib.contextmanager
    def _explained(self) -> Iterator[None]:
        try:
            yield
        except (OSError, sqlite3.Error) as error:
            raise RunError(
                f"{self.folder} can't be written: {error}. What was graded is kept: see to that,"
                " then give the same command again"
            ) from None

    def _release(self) -> None:
        if self._lock is not None:
            self._lock.close()
            self._lock = None


def content_digest(submission: Submission) -> str:
    """Tells one piece of work from another: its files, or why there are none that can be read."""
    digest = hashlib.sha256()
    for file in sorted(submission.files, key=lambda file: file.path):
        digest.update(hashlib.sha256(file.path.encode("utf-8", "surrogatepass")).digest())
        digest.update(hashlib.sha256(file.data).digest())
    if submission.problem is not None:
        digest.update(msgspec.json.encode(submission.problem))
    return digest.hexdigest()


def _lacks_columns(database: sqlite3.Connection) -> bool:
    """Whether a table is there without a column that it has today."""
    with contextlib.closing(sqlite3.connect(":memory:")) as today:
        today.executescript(SCHEMA)
        tables = [row[0] for row in today.execute("SELECT name FROM sqlite_schema")]
        return any(
            not set(_columns(today, table)) <= set(_columns(database, table)) for table in tables
        )


def _columns(database: sqlite3.Connection, table: str) -> list[str]:
    return [row[0] for row in database.execute("SELECT name FROM pragma_table_info(?)", (table,))]


def _older(folder: Path) -> str:
    return (
        f"{folder} was written by an older version of autograder, which did not keep what this one"
        " needs: grade the same submissions again, into another folder. Its grades.csv and records"
        " stay as they are"
    )


class _Transaction:
    def __init__(self, database: sqlite3.Connection) -> None:
        self._database = database

    def __enter__(self) -> None:
        self._database.execute("BEGIN IMMEDIATE")

    def __exit__(self, kind: type[BaseException] | None, *exc: object) -> None:
        if kind is None:
            self._database.execute("COMMIT")
        elif self._database.in_transaction:  # SQLite rolls back by itself where the disk is full
            self._database.execute("ROLLBACK")


def _locked(folder: Path) -> IO[str]:
    lock = (folder / "lock").open("a+")
    try:
        fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError:
        lock.close()
        raise RunError(
            f"another autograder is writing to {folder}: wait for it, or grade into another folder"
        ) from None
    return lock


def file_name(text: str, limit: int = 120) -> str:
    """A file name that says `text` on any system: letters of every language are kept.

    Where something had to be changed, a digest keeps two texts from sharing a name.
    """
    normal = unicodedata.normalize("NFC", text)
    kept = re.sub(r'[/\\:*?"<>|]', "_", visible(normal)).strip(" .")
    while len(kept.encode("utf-8")) > limit:
        kept = kept[:-1]
    if kept.split(".")[0].upper() in RESERVED:
        kept = f"_{kept}"
    if kept == text and kept:
        return kept
    digest = hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:8]
    return f"{kept or 'submission'}-{digest}"


def write_whole(path: Path, data: bytes) -> None:
    """Writes a file so that at every moment it is the old one or the new one, never half.

    Raises OSError; for a link, a device or a pipe, too, which would be replaced by a file.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        what = "it is a link, a folder or a device, and is not replaced"
        raise OSError(errno.EEXIST, what, str(path))
    handle, name = tempfile.mkstemp(dir=path.parent, prefix=TEMPORARY)
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        Path(name).chmod(0o644)
        Path(name).replace(path)
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


class Run(NamedTuple):
    """What was graded: the records, and by submission the code of what was handed in."""

    topic: Topic
    records: list[Record]
    sources: dict[str, Source]


def load_records(folder: Path) -> list[Record]:
    """Every record of a run. Raises RunError."""
    with _read(folder) as gradebook:
        return list(gradebook.records())


def load_run(folder: Path) -> Run:
    """A run with its code, read as it was when it was graded: the course has to be here. Raises
    RunError, TopicError."""
    with _read(folder) as gradebook:
        topic = find_topic(gradebook.get("topic") or "")
        sources = dict(read_texts(gradebook.handed_in(), topic.assignment))
        return Run(topic, list(gradebook.records()), sources)


@contextlib.contextmanager
def _read(folder: Path) -> Iterator[Gradebook]:
    with Gradebook(folder, write=False) as gradebook:
        try:
            yield gradebook
        except msgspec.ValidationError as error:
            raise RunError(
                f"{folder}: a record is not of this version ({error}): grade the same submissions"
                " again, into another folder"
            ) from None
        except sqlite3.OperationalError as error:
            if "no such " in str(error):  # column, or table
                raise RunError(_older(folder)) from None
            raise RunError(f"{folder}/{DATABASE} can't be read: {error}") from None
        except sqlite3.Error as error:
            raise RunError(f"{folder}/{DATABASE} can't be read: {error}") from None
