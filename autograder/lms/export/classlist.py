"""A class list that an LMS wrote: the names under which it knows each person.

For formats that fill in no table but have to say whose a grade is: Moodle's list of participants,
its gradebook or its grading worksheet, or any CSV with such columns, in English or Spanish.
"""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import msgspec

from autograder.collect.moodle import are_participants
from autograder.collect.names import key, printable
from autograder.collect.worksheet import locate, participant
from autograder.lms.export.fill import read_template
from autograder.lms.export.people import Person, match, named
from autograder.lms.export.table import line_of
from autograder.lms.export.types import ExportError, Refusal
from autograder.model.record import Record
from autograder.model.submission import Student

_COLUMNS = {
    "idnumber": ("idnumber", "numerodeid", "numerodeidentificacion", "institutionalid", "id"),
    "username": ("username", "nombredeusuario", "usuario", "login"),
    "email": (
        "emailaddress", "email", "direcciondecorreo", "direcciondecorreoelectronico",
        "correoelectronico", "correo", "direccionemail",
    ),
    "name": ("fullname", "nombrecompleto", "name", "student", "estudiante"),
    "first": ("firstname", "nombre", "nombres"),
    "last": ("lastname", "apellidos", "apellido", "apellidoes", "surname"),
    "group": ("group", "grupo", "team", "equipo"),
    "participant": ("identifier", "identificador"),
}  # fmt: skip
_SAID = {"idnumber": "ID number", "username": "username", "email": "e-mail"}


@dataclass(frozen=True)
class Known:
    """A person as the LMS knows them; what it does not say is empty."""

    idnumber: str
    username: str
    email: str
    name: str


@dataclass(frozen=True)
class Graded:
    """A record with a grade and the person it is for. `label` is how a message names them."""

    record: Record
    known: Known
    label: str


def people_of(
    records: Sequence[Record], template: bytes | None
) -> tuple[list[Graded], tuple[str, ...]]:
    """The people who have a grade, and a sentence for each who was not found.

    With a class list, those whom it has for certain, as it names them; without one, as the records
    name them.
    """
    if template is None:
        graded = [record for record in records if record.score is not None]
        missing = tuple(
            f"{named(record)}: the run does not say whose it is"
            for record in graded
            if not record.students
        )
        return [
            Graded(
                record,
                Known(idnumber=student.id, username="", email=student.email, name=student.name),
                named(record, student),
            )
            for record in graded
            for student in record.students
        ], missing
    people, known, is_worksheet = _read(template)
    matching = match(records if is_worksheet else _without_participant_numbers(records), people)
    return [
        Graded(each.record, known[each.person.row], each.person.label)
        for each in matching.matches
        if each.record.score is not None
    ], matching.missing


def with_class_list(
    records: Sequence[Record], template: bytes | None, *, own_ids: bool
) -> list[Record]:
    """The records with people as the class list names them, where it has them for certain.

    `own_ids` says that ids in the records are those of the system the grades go to; otherwise a
    number of a Moodle assignment is taken away from whom the list does not have.
    """
    bare = list(records) if own_ids else _without_participant_numbers(records)
    if template is None:
        return bare
    people, known, is_worksheet = _read(template)
    found: dict[str, list[Student]] = {}
    for each in match(records if is_worksheet else bare, people).matches:
        person = known[each.person.row]
        found.setdefault(each.record.submission, []).append(
            Student(name=person.name, id=person.idnumber, email=person.email)
        )
    result = []
    for record in bare:
        students = tuple(found.get(record.submission, ()))
        if students and len(students) >= len(record.students):
            record = msgspec.structs.replace(record, students=students, group="")
        result.append(record)
    return result


def identified(graded: Sequence[Graded], attributes: Sequence[str]) -> list[str]:
    """Those of `attributes` of `Known` that name every person, each another one.

    Raises ExportError where there is none, listing who lacks the first of them.
    """
    complete = [
        attribute
        for attribute in attributes
        if all(_is_plain(getattr(each.known, attribute)) for each in graded)
        and len({getattr(each.known, attribute).casefold() for each in graded}) == len(graded)
    ]
    if complete or not graded:
        return complete
    counted = Counter(getattr(each.known, attributes[0]).casefold() for each in graded)
    refusals = []
    for each in graded:
        value = getattr(each.known, attributes[0])
        if not value:
            refusals.append(Refusal(each.label, f"has no {_SAID[attributes[0]]}"))
        elif not _is_plain(value):
            refusals.append(Refusal(each.label, f"{printable(value)!r} holds control characters"))
        elif counted[value.casefold()] > 1:
            refusals.append(Refusal(each.label, f"{printable(value)} is there more than once"))
    raise ExportError(
        "these people can't be told by the LMS",
        refusals=refusals,
        next_step="give a class list of the LMS with --template (participants, or the gradebook)",
    )


def has_participant_numbers(records: Sequence[Record]) -> bool:
    """Whether ids are the numbers of a Moodle assignment, which mean nothing elsewhere."""
    return are_participants(
        (record.submission, student) for record in records for student in record.students
    )


def _without_participant_numbers(records: Sequence[Record]) -> list[Record]:
    if not has_participant_numbers(records):
        return list(records)
    return [
        msgspec.structs.replace(
            record,
            students=tuple(msgspec.structs.replace(each, id="") for each in record.students),
        )
        for record in records
    ]


def _is_plain(value: str) -> bool:
    return bool(value.strip()) and printable(value) == value and value == value.strip()


def _read(template: bytes) -> tuple[list[Person], dict[int, Known], bool]:
    table = read_template(template, "a class list", delimiters=",;\t", backslash=True)
    sheet = locate(table.header, [cells for _, cells in table.rows()])
    spelt = [key(cell) for cell in table.header]
    columns = {
        meaning: spelt.index(name)
        for meaning, names in _COLUMNS.items()
        for name in [next((name for name in names if name in spelt), None)]
        if name is not None
    }
    if sheet is not None:
        of_sheet = {
            "participant": sheet.identifier,
            "name": sheet.name,
            "email": sheet.email,
            "group": sheet.group,
        }
        if columns.get("idnumber") == sheet.identifier:  # German says `ID`
            del columns["idnumber"]
        columns |= {kind: column for kind, column in of_sheet.items() if column is not None}
    if not columns.keys() & {"idnumber", "username", "email"}:
        raise ExportError(
            "the class list has no column for an ID number, a username or an e-mail "
            f"(found {', '.join(map(printable, table.header))})",
            next_step="download the list of participants or the gradebook from the LMS",
        )
    people: list[Person] = []
    known: dict[int, Known] = {}
    refusals: list[Refusal] = []
    for row, cells in table.rows():
        each = {meaning: cells[column].strip() for meaning, column in columns.items()}
        first, last = each.get("first", ""), each.get("last", "")
        name = each.get("name") or " ".join(part for part in (first, last) if part)
        known[row] = Known(
            idnumber=each.get("idnumber", ""),
            username=each.get("username", ""),
            email=each.get("email", ""),
            name=name,
        )
        identifier = each.get("participant", "")
        # Outside a worksheet, `A1234` is a student's own number.
        number = participant(identifier) if sheet or " " in identifier else None
        ids = {number[1]} if number else {known[row].idnumber, known[row].username}
        label = f"{line_of(row)}, {printable(name or known[row].email or known[row].username)}"
        people.append(
            Person(
                row=row,
                label=label,
                ids=frozenset(ids - {""}),
                email=known[row].email,
                name=name,
                group=each.get("group", ""),
            )
        )
    for what in ("idnumber", "username", "email"):
        counted = Counter(getattr(each, what).casefold() for each in known.values())
        refusals += [
            Refusal(person.label, f"the {_SAID[what]} {printable(value)} is there twice")
            for person in people
            if (value := getattr(known[person.row], what)) and counted[value.casefold()] > 1
        ]
    if refusals:
        raise ExportError(
            "the class list has people twice",
            refusals=refusals,
            next_step="download it again; an id must be one person's",
        )
    return people, known, "participant" in columns
