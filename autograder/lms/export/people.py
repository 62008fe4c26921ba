"""Whose grade goes in which row of a template: by id, then e-mail, then a name that is clear.

Nobody is guessed. Who can't be told for certain is listed, with the reason.
"""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from autograder.collect.names import group_named, keys, printable
from autograder.lms.export.types import ExportError, Refusal
from autograder.model.record import Record
from autograder.model.submission import Student

_PSEUDONYM = re.compile(r"particip\w*[ _]\d+", re.IGNORECASE)


@dataclass(frozen=True, kw_only=True)
class Person:
    """A row of a template: `row` is its number there, `label` how a message names it."""

    row: int
    label: str
    ids: frozenset[str] = frozenset()
    email: str = ""
    name: str = ""
    group: str = ""


@dataclass(frozen=True)
class Match:
    """A record that counts for the person of a row."""

    record: Record
    person: Person


@dataclass(frozen=True)
class Matching:
    """Who was found, in the order of the template, and a sentence for each who was not."""

    matches: tuple[Match, ...]
    missing: tuple[str, ...]


def named(record: Record, student: Student | None = None) -> str:
    """How a message names a submission, or a member of its group."""
    name = (student.name or student.id or student.email) if student else ""
    if not name or name == record.submission:
        return printable(record.submission)
    return f"{printable(name)} ({printable(record.submission)})"


def match(records: Sequence[Record], people: Sequence[Person]) -> Matching:
    """The rows of the people of each record; a group's record counts for each of its members.

    An id counts where the names, if both sides have one, do not contradict it: a number of another
    assignment or system is another person's. A name counts where it is the only one on either
    side, and where the student has no id of the template's kind.

    Raises ExportError where two records have a grade for the same row.
    """
    index = _Index(records, people)
    rows: dict[int, list[Match]] = defaultdict(list)
    missing = []
    for record in records:
        found, reasons = index.find(record)
        for person in found:
            rows[person.row].append(Match(record, person))
        if record.score is not None:
            missing += reasons
    refusals, matches = [], []
    for row in sorted(rows):
        # Who handed in nothing under one name may have handed in under another.
        claims = [each for each in rows[row] if each.record.status != "not_submitted"] or rows[row]
        if len(claims) > 1 and any(each.record.status != "not_submitted" for each in claims):
            submissions = ", ".join(printable(each.record.submission) for each in claims)
            refusals.append(Refusal(claims[0].person.label, f"has several records: {submissions}"))
        matches.append(claims[0])
    if refusals:
        raise ExportError(
            "these people would get more than one grade",
            refusals=refusals,
            next_step="take all but one of each out of the class, and grade again",
        )
    return Matching(tuple(matches), tuple(missing))


def refuse_duplicates(people: Sequence[Person]) -> None:
    """Raises ExportError where an id stands in two rows: which of them counts is for no one to
    guess."""
    seen: dict[str, Person] = {}
    refusals = []
    for person in people:
        for each in sorted(person.ids):
            if each in seen and seen[each].row != person.row:
                refusals.append(
                    Refusal(person.label, f"{printable(each)} stands in {seen[each].label} too")
                )
            seen.setdefault(each, person)
    if refusals:
        raise ExportError(
            "the template has people twice",
            refusals=refusals,
            next_step="download it again, and fill in the new one",
        )


class _Index:
    def __init__(self, records: Sequence[Record], people: Sequence[Person]) -> None:
        self._people = people
        self._by_id: dict[str, list[Person]] = defaultdict(list)
        self._by_email: dict[str, list[Person]] = defaultdict(list)
        self._by_key: dict[str, list[Person]] = defaultdict(list)
        self._by_group: dict[str, list[Person]] = defaultdict(list)
        for person in people:
            for each in person.ids:
                self._by_id[each].append(person)
            if person.email:
                self._by_email[person.email.casefold()].append(person)
            for each in _keys(person.name):
                self._by_key[each].append(person)
            if person.group:
                self._by_group[person.group].append(person)
        students = [student for record in records for student in record.students]
        self._has_own_ids = any(student.id and self._with_id(student) for student in students)
        self._claims: dict[str, set[tuple[str, str, str]]] = defaultdict(set)
        for record in records:
            for student in record.students:
                for each in _keys(student.name):
                    identity = (student.id, student.email.casefold(), record.submission)
                    self._claims[each].add(identity)

    def find(self, record: Record) -> tuple[list[Person], list[str]]:
        """The people of a record, and a sentence for each who was not found."""
        if len(record.students) <= 1:
            student = record.students[0] if record.students else Student(name="")
            group = record.group or student.name
            groups = group_named(group, self._by_group)
            # A group's number is no person's: of a team's download the name counts.
            if groups and not record.group and not student.email:
                return self._members(record, group, groups)
            person, reason = self._by_identity(student)
            if person is not None:
                return [person], []
            if groups and not reason:
                return self._members(record, group, groups)
        found, missing = [], []
        for student in record.students:
            person, reason = self._by_identity(student)
            if person is None and not reason:
                person, reason = self._by_name(student)
            if person is not None:
                found.append(person)
            else:
                missing.append(f"{named(record, student)}: {reason}")
        if not record.students:
            missing.append(f"{named(record)}: no row of the template has this group")
        return found, missing

    def _members(
        self, record: Record, group: str, groups: set[str]
    ) -> tuple[list[Person], list[str]]:
        if len(groups) > 1:
            return [], [f"{named(record)}: two groups of the template could be {printable(group)}"]
        if any(
            person in self._by_key.get(each, []) for each in _keys(group) for person in self._people
        ):
            return [], [f"{named(record)}: {printable(group)} is a group and a person"]
        return self._by_group[next(iter(groups))], []

    def _with_id(self, student: Student) -> list[Person]:
        own = student.id or student.name
        candidates = self._by_id.get(own, []) if own else []
        return [person for person in candidates if _agree(student, person)]

    def _by_identity(self, student: Student) -> tuple[Person | None, str]:
        """The person of that id, or else of that e-mail; or why it can't be told."""
        for what, candidates in (
            ("id", self._with_id(student)),
            ("e-mail", self._by_email.get(student.email.casefold(), []) if student.email else []),
        ):
            if len(candidates) == 1:
                return candidates[0], ""
            if candidates:
                labels = ", ".join(person.label for person in candidates)
                return None, f"{labels} have the same {what}"
        return None, ""

    def _by_name(self, student: Student) -> tuple[Person | None, str]:
        own = _keys(student.name)
        candidates = list({p.row: p for each in own for p in self._by_key.get(each, [])}.values())
        if not candidates:
            return None, "not in the template"
        if student.id and self._has_own_ids:
            return None, (
                f"id {printable(student.id)} is not in the template, though a person of this name "
                f"is ({candidates[0].label})"
            )
        claims = set().union(*(self._claims[each] for each in _keys(candidates[0].name)))
        if len(candidates) > 1:
            return None, f"{len(candidates)} people of the template have this name"
        if len(claims) > 1:
            return None, f"{len(claims)} people of the run have this name"
        return candidates[0], ""


def _keys(name: str) -> frozenset[str]:
    return frozenset() if _PSEUDONYM.fullmatch(name.strip()) else keys(name) - {""}


def _agree(student: Student, person: Person) -> bool:
    """Whether nothing speaks against an id that both have."""
    if student.email and student.email.casefold() == person.email.casefold():
        return True
    theirs = _keys(person.name)
    # Some downloads know no name but the id.
    own = _keys(student.name) if student.name not in person.ids else frozenset()
    return not own or not theirs or bool(own & theirs)
