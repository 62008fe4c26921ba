"""Pushes grades, comments and feedback files to an LMS over its API: an optional extra.

A module for each LMS speaks to it; here is what is common: who gets what is settled before anything
is sent, what was accepted is logged and read back, and what was accepted once is not sent again.
"""

import hashlib
import json
import time
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from decimal import Decimal
from pathlib import Path
from typing import Protocol, TypeVar
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
    source: str = ""  # digest of the work that it is for

    @property
    def digest(self) -> str:
        """Tells one content from another: equal digests need not be sent twice. The same grade of
        other work is another one: it belongs to another attempt."""
        parts = (self.user, self.grade, self.html, self.page.decode("utf-8"), self.source)
        return hashlib.sha256("\0".join(parts).encode("utf-8")).hexdigest()[:16]


Step = tuple[str, Callable[[], str]]
_Answer = TypeVar("_Answer")


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

    def notes(self) -> Sequence[str]:
        """What a teacher should know of how the assignment treats grades."""
        ...

    def steps(self, delivery: Delivery) -> Sequence[Step]:
        """What has to be sent, by name, each safe to send again. A step returns what the LMS
        answered; it raises BusyError or RefusedError."""
        ...

    def grades(self) -> Mapping[str, Decimal | None]:
        """The grades that the LMS has now, as they were given, by its own id of the person; None
        where somebody has none. Raises BusyError or RefusedError."""
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
    nothing is sent and nothing logged. At the end the grades are read back: an LMS may say that it
    took a grade and keep another one, or none.

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
            *target.notes(),
            *scale_note(records, maximum),
            *blank_notes(records),
            *adjustment_notes(records),
        ),
    )
    delivered: list[_Delivered] = []
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
            source=each.record.source,
        )
        sent = _deliver(target, delivery, each.person.label, log, pushed, dry_run, sleep)
        if sent is not None:
            delivered.append(_Delivered(delivery, each.person.label, sent))
    if delivered and not dry_run:
        _read_back(target, delivered, log, pushed, sleep)
    return pushed


@dataclass(frozen=True)
class _Delivered:
    """What the LMS says that it has; `sent` this time, or known from the log."""

    delivery: Delivery
    label: str
    sent: bool


def _read_back(
    target: Target,
    delivered: Sequence[_Delivered],
    log: "_Log",
    pushed: Pushed,
    sleep: Callable[[float], None],
) -> None:
    """Says which grades the LMS does not have as they were sent."""
    try:
        there = _with_retries(target.grades, sleep)
    except (RefusedError, BusyError) as error:
        pushed.notes += (
            f"what was sent could not be read back ({safe(str(error))}): look at some of the "
            "grades in the LMS",
        )
        return
    for each in delivered:
        grade, has = each.delivery.grade, there.get(each.delivery.user)
        if has is not None and abs(has - Decimal(grade)) < Decimal("0.01"):
            continue
        said = f"the LMS has {'no grade' if has is None else f'{has:.2f}'}, and not {grade}"
        if each.sent:
            for name, _ in target.steps(each.delivery):
                log.write(each.delivery, name, accepted=False, answer=said)
            pushed.grades -= 1
            pushed.refused.append(f"{each.label}: {said}, though it took what was sent")
        else:
            pushed.notes += (
                f"{each.label}: {said}, which was sent before: it was changed there, and is not "
                "sent again",
            )


def _deliver(
    target: Target,
    delivery: Delivery,
    label: str,
    log: "_Log",
    pushed: Pushed,
    dry_run: bool,
    sleep: Callable[[float], None],
) -> bool | None:
    """Whether something was sent; None where it was refused."""
    left = [step for step in target.steps(delivery) if not log.has(delivery, step[0])]
    for name, send in [] if dry_run else left:
        try:
            answer = _with_retries(send, sleep)
        except (RefusedError, BusyError) as error:
            log.write(delivery, name, accepted=False, answer=safe(str(error)))
            pushed.refused.append(f"{label}: {name}: {safe(str(error))}")
            return None
        log.write(delivery, name, accepted=True, answer=safe(answer))
    if left:
        pushed.grades += 1
    else:
        pushed.unchanged += 1
    return bool(left)


def _with_retries(send: Callable[[], _Answer], sleep: Callable[[float], None]) -> _Answer:
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
            if line.get("where") == where:
                self._note(key, str(line.get("digest")), line.get("accepted") is True)

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
        self._note((delivery.user, step), delivery.digest, accepted)

    def _note(self, key: tuple[str, str], digest: str, accepted: bool) -> None:
        if accepted:
            self._accepted[key] = digest
        elif self._accepted.get(key) == digest:  # taken, and not kept
            del self._accepted[key]

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
