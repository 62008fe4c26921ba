"""Pushes grades, comments and feedback files to an LMS over its API: an optional extra.

A module for each LMS speaks to it; here is what is common: who gets what is settled before anything
is sent, what was accepted is logged, and what was accepted once is not sent again.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol
from urllib.parse import urlsplit

from autograder.lms.export.check import adjustment_notes, check_records, scaled, written
from autograder.lms.export.classlist import with_class_list
from autograder.lms.export.feedback import as_html, as_text, feedback_of
from autograder.lms.export.fill import blank_notes, scale_note
from autograder.lms.export.people import Person, match
from autograder.model.record import Record
from autograder.presentation.messages import Language, safe
from autograder.presentation.report import feedback_page

__all__ = ["BusyError", "Delivery", "PushError", "Pushed", "RefusedError", "Step", "Target", "push"]

_WAITS = (1.0, 2.0, 4.0, 8.0)  # seconds before another try


class PushError(Exception):
    """Nothing could be pushed; the message says what was found and what to do next."""


class BusyError(Exception):
    """The LMS is busy or could not be reached; the same request may go through later."""


class RefusedError(Exception):
    """The LMS answered that it will not take this."""


@dataclass(frozen=True, kw_only=True)
class Delivery:
    """What one person gets: the grade as the LMS writes it, the comment in two forms, the page."""

    user: str
    grade: str
    text: str
    html: str
    page: bytes

    @property
    def digest(self) -> str:
        """Tells one content from another: equal digests need not be sent twice."""
        parts = (self.user, self.grade, self.html, self.page.decode("utf-8"))
        return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:16]


Step = tuple[str, Callable[[], str]]


class Target(Protocol):
    """An assignment in an LMS. `where` tells it from every other one; `has_own_ids` says that its
    downloads name people by its own ids."""

    name: str
    where: str
    has_own_ids: bool

    def maximum(self) -> Decimal:
        """Its maximum points. Raises PushError where it is not graded with points."""
        ...

    def people(self) -> Sequence[tuple[str, Person]]:
        """The students who can get a grade, by the LMS's own id; `row` counts them."""
        ...

    def steps(self, delivery: Delivery) -> Sequence[Step]:
        """What has to be sent, by name, each safe to send again. A step returns what the LMS
        answered; it raises BusyError or RefusedError."""
        ...


@dataclass
class Pushed:
    """How a push ended. `refused` has a sentence for each person whom the LMS did not take."""

    grades: int = 0
    unchanged: int = 0
    refused: list[str] = field(default_factory=list)
    missing: tuple[str, ...] = ()
    notes: tuple[str, ...] = ()

    def __str__(self) -> str:
        return (
            f"{self.grades} grades, {self.unchanged} unchanged, {len(self.refused)} refused, "
            f"{len(self.missing)} not in the course"
        )


def push(
    target: Target,
    records: Sequence[Record],
    run: Path,
    *,
    class_list: bytes | None = None,
    language: Language = "en",
    dry_run: bool = False,
    sleep: Callable[[float], None] = time.sleep,
) -> Pushed:
    """Sends the grade, comment and page of every record to the people it is for.

    `class_list` tells e-mails where the records have none (Moodle's grading worksheet does). What
    the LMS answered is appended to `push-<name>.jsonl` in `run`, a line for each step; what is
    logged as accepted is not sent again, so the same call goes on where it stopped. With `dry_run`
    nothing is sent and nothing logged.

    Raises ExportError and PushError before anything is sent; a refusal of one person costs nobody
    else.
    """
    check_records(records)
    maximum = target.maximum()
    users = target.people()
    by_row = {person.row: user for user, person in users}
    named = with_class_list(records, class_list, own_ids=target.has_own_ids)
    matching = match(named, [person for _, person in users])
    log = _Log(run / f"push-{target.name}.jsonl", target.where)
    pushed = Pushed(
        missing=matching.missing,
        notes=(
            *scale_note(records, maximum),
            *blank_notes(records),
            *adjustment_notes(records),
        ),
    )
    for each in matching.matches:
        grade = scaled(each.record, maximum)
        if grade is None:
            continue
        feedback = feedback_of(each.record, language)
        delivery = Delivery(
            user=by_row[each.person.row],
            grade=written(grade),
            text=as_text(feedback),
            html=as_html(feedback),
            page=feedback_page(each.record, [language]),
        )
        _deliver(target, delivery, each.person.label, log, pushed, dry_run, sleep)
    return pushed


def _deliver(
    target: Target,
    delivery: Delivery,
    label: str,
    log: "_Log",
    pushed: Pushed,
    dry_run: bool,
    sleep: Callable[[float], None],
) -> None:
    left = [step for step in target.steps(delivery) if not log.has(delivery, step[0])]
    for name, send in [] if dry_run else left:
        try:
            answer = _with_retries(send, sleep)
        except (RefusedError, BusyError) as error:
            log.write(delivery, name, accepted=False, answer=safe(str(error)))
            pushed.refused.append(f"{label}: {name}: {safe(str(error))}")
            return
        log.write(delivery, name, accepted=True, answer=safe(answer))
    if left:
        pushed.grades += 1
    else:
        pushed.unchanged += 1


def _with_retries(send: Callable[[], str], sleep: Callable[[float], None]) -> str:
    for wait in _WAITS:
        try:
            return send()
        except BusyError:
            sleep(wait)
    return send()


class _Log:
    """What the LMS answered, a line of JSON for each step; the last line of a step counts, if it is
    of the same assignment."""

    def __init__(self, path: Path, where: str) -> None:
        self._path = path
        self._where = where
        self._accepted: dict[tuple[str, str], str] = {}
        for line in self._lines():
            key = (str(line.get("user")), str(line.get("step")))
            if line.get("accepted") is True and line.get("where") == where:
                self._accepted[key] = str(line.get("digest"))

    def has(self, delivery: Delivery, step: str) -> bool:
        return self._accepted.get((delivery.user, step)) == delivery.digest

    def write(self, delivery: Delivery, step: str, *, accepted: bool, answer: str) -> None:
        line = {
            "at": datetime.now(UTC).isoformat(timespec="seconds"),
            "where": self._where,
            "user": delivery.user,
            "step": step,
            "grade": delivery.grade,
            "digest": delivery.digest,
            "accepted": accepted,
            "answer": answer,
        }
        with self._path.open("a", encoding="utf-8") as file:
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
        if accepted:
            self._accepted[delivery.user, step] = delivery.digest

    def _lines(self) -> Iterator[dict[str, object]]:
        if not self._path.exists():
            return
        for text in self._path.read_text(encoding="utf-8").splitlines():
            try:
                line = json.loads(text)
            except ValueError:  # the last line of a push that was killed
                continue
            if isinstance(line, dict):
                yield line


def checked_url(url: str) -> str:
    """The address of an LMS without a slash at its end. Raises PushError unless it is https (or
    this machine): a token sent in the clear is anyone's."""
    parts = urlsplit(url)
    is_here = parts.hostname in ("localhost", "127.0.0.1", "::1")
    if not parts.hostname or (parts.scheme != "https" and not (parts.scheme == "http" and is_here)):
        raise PushError(f"{url} is no https address; give one such as https://lms.example.org")
    return url.rstrip("/")
