"""One table of a course: the points of several runs side by side, and a total by weights."""

import csv
import io
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from autograder.collect.moodle import are_participants
from autograder.collect.names import key
from autograder.grading.gradebook import RunError
from autograder.grading.table import spreadsheet_text
from autograder.model.meant import meant
from autograder.model.record import Record
from autograder.model.submission import Student


@dataclass
class Person:
    """Somebody of the course, with what they have in each topic, and the total out of 100: None
    where work of theirs has no grade yet."""

    name: str
    id: str = ""
    email: str = ""
    records: dict[str, Record] = field(default_factory=dict)
    total: float | None = None


@dataclass(frozen=True)
class CourseTable:
    """The people by name, how much each topic counts and the most that it gives, and a sentence
    for each thing that a teacher should know of the table."""

    people: tuple[Person, ...]
    weights: dict[str, float]
    most: dict[str, float]
    notes: tuple[str, ...]

    @property
    def csv(self) -> str:
        """The table as CSV."""
        text = io.StringIO()
        writer = csv.writer(text, lineterminator="\n")
        writer.writerow(["student", "id", "email", *self.weights, "total"])
        writer.writerow(["points possible", "", "", *map(_number, self.most.values()), 100])
        writer.writerow(["weight", "", "", *map(_number, self.weights.values()), ""])
        for person in self.people:
            scores = (
                person.records[topic].score if topic in person.records else None
                for topic in self.weights
            )
            writer.writerow(
                [
                    spreadsheet_text(person.name),
                    spreadsheet_text(person.id),
                    spreadsheet_text(person.email),
                    *("" if score is None else f"{score:.2f}" for score in scores),
                    "" if person.total is None else f"{person.total:.2f}",
                ]
            )
        return text.getvalue()


def by_topic(runs: Iterable[tuple[Path, Sequence[Record]]]) -> dict[str, Sequence[Record]]:
    """The records of the runs, by their topic. Raises RunError where a run has none, or two runs
    are of one topic."""
    found: dict[str, Sequence[Record]] = {}
    for run, records in runs:
        if not records:
            raise RunError(f"{run} has no records: grade the class first")
        if records[0].topic in found:
            raise RunError(f"{run} is a second run of {records[0].topic}: give one of them")
        found[records[0].topic] = records
    return found


def course_table(runs: Mapping[str, Sequence[Record]], weights: Mapping[str, float]) -> CourseTable:
    """The table of the runs, by topic. `weights` says how much a topic counts, 1 where it does not.

    People are told by e-mail, else by id, else by a name that only one has; a number of Moodle's
    counts within one assignment and tells nobody. What was not handed in counts 0 in the total;
    who has work that could not be read or graded has no total yet.

    Raises RunError where a weight is of no topic or no number of points.
    """
    for topic, weight in weights.items():
        if topic not in runs:
            raise RunError(
                f"--weight names {topic!r}, and the runs are of {', '.join(runs)}"
                f"{meant(topic, runs)}"
            )
        if not 0 <= weight < 1e6:
            raise RunError(f"--weight {topic}={weight:g}: a weight is a number from 0")
    if not any(weights.get(topic, 1.0) for topic in runs):
        raise RunError("every --weight is 0: nothing would count")
    people: list[Person] = []
    notes: list[str] = []
    for topic, records in runs.items():
        _add(topic, records, people, notes)
    people.sort(key=lambda person: (key(person.name), person.id, person.email))
    counts = {topic: weights.get(topic, 1.0) for topic in runs}
    for person in people:
        person.total = _total(person, counts)
    lacking = sum(person.total is None for person in people)
    if lacking:
        notes.append(f"{lacking} without a total yet: some of their work has no grade")
    most = {topic: _most(records) for topic, records in runs.items()}
    return CourseTable(tuple(people), counts, most, tuple(notes))


def _add(topic: str, records: Sequence[Record], people: list[Person], notes: list[str]) -> None:
    has_own_ids = not are_participants(
        (record.submission, student) for record in records for student in record.students
    )
    here = Counter(key(student.name) for record in records for student in record.students)
    for record in records:
        if not record.students:
            notes.append(f"{spreadsheet_text(record.submission)} ({topic}): nobody is named for it")
        for student in record.students:
            identity = student.id if has_own_ids else ""
            person = _find(student, identity, people, here)
            if person is None:
                person = Person(student.name or identity or student.email)
                people.append(person)
            elif topic in person.records:
                notes.append(
                    f"{spreadsheet_text(person.name)} has several submissions in {topic}: "
                    "the better one is in the table"
                )
            person.id = person.id or identity
            person.email = person.email or student.email
            known = person.records.get(topic)
            if known is None or (record.score or -1) > (known.score or -1):
                person.records[topic] = record


def _find(
    student: Student, identity: str, people: Sequence[Person], here: Counter[str]
) -> Person | None:
    """The person that this is for certain; None for somebody new."""
    email = student.email.casefold()
    for person in people:
        if email and person.email.casefold() == email:
            return person
    for person in people:
        if identity and person.id == identity and not (email and person.email):
            return person
    alike = [person for person in people if key(person.name) == key(student.name)]
    if len(alike) != 1 or here[key(student.name)] > 1:
        return None
    (person,) = alike
    contradicts = (email and person.email) or (identity and person.id)
    return None if contradicts else person


def _total(person: Person, weights: Mapping[str, float]) -> float | None:
    """Out of 100; None where work of theirs has no grade yet."""
    reached = most = 0.0
    for topic, weight in weights.items():
        record = person.records.get(topic)
        most += weight
        if record is None or record.status == "not_submitted" or not weight:
            continue
        if record.score is None:
            return None
        reached += weight * record.score / record.max_score
    return 100 * reached / most


def _most(records: Sequence[Record]) -> float:
    return max((record.max_score for record in records), default=0.0)


def _number(value: float) -> str:
    return f"{value:g}"
