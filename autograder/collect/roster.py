"""Reads a class list: any CSV with a header, or the grading worksheet that Moodle wrote, in
whatever language."""

import csv
import io
import re
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

from autograder.collect import worksheet
from autograder.collect.names import key, printable
from autograder.model.submission import Problem

_BYTES = 16 * 2**20
_PEOPLE = 50_000
# What systems and people call the columns, in English and Spanish, as `key` writes them. The
# first header in a list that is there counts.
_HEADERS: dict[str, tuple[str, ...]] = {
    "id": (
        "id", "sid", "studentid", "studentnumber", "idnumber", "numerodeid", "matricula",
        "nummatricula", "numerodematricula", "codigo", "codigodeestudiante", "carne", "carnet",
        "legajo", "expediente", "dni", "rut", "cedula", "orgdefinedid", "userid", "identificador",
        "identifier", "identificacion", "siduserid", "sisuserid",
    ),
    "name": (
        "name", "fullname", "student", "studentname", "nombrecompleto", "nombreyapellidos",
        "apellidosynombre", "estudiante", "alumno", "alumna",
    ),
    "first": ("firstname", "givenname", "nombre", "nombres", "first"),
    "last": (
        "lastname", "surname", "familyname", "apellido", "apellidos", "last", "apellidoes",
    ),
    "email": (
        "email", "emailaddress", "mail", "correo", "correoelectronico", "direcciondecorreo",
        "direcciondecorreoelectronico", "direccionemail", "email1",
    ),
    "login": (
        "login", "username", "user", "usuario", "nombredeusuario", "sisloginid", "githubusername",
        "github", "cuenta", "netid",
    ),
    "group": ("group", "groupname", "grupo", "team", "equipo"),
    "status": ("status", "estado", "estatus"),
}  # fmt: skip
# In a list that was made from a worksheet: with the space, or a student's number `A01234` is one.
_PARTICIPANT = re.compile(r"\D*?[^\d\s]\s(?P<number>\d+)")
# What a spreadsheet writes for itself in front of the header.
_SEPARATOR_LINE = re.compile(r'"?sep=(?P<separator>[,;\t])"?\r?\n')


class RosterError(Exception):
    """The roster can't be read; the message says why and what to do."""


@dataclass(frozen=True)
class Person:
    """A row: who, by every name that the list has for them. All text."""

    name: str
    id: str = ""
    email: str = ""
    login: str = ""
    group: str = ""
    status: str = ""
    submitted_at: str = ""  # ISO 8601 without a time zone


@dataclass(frozen=True)
class Roster:
    """A class list. `is_worksheet` says that the ids are Moodle's participant numbers."""

    people: tuple[Person, ...]
    is_worksheet: bool
    notes: tuple[Problem, ...] = ()


def read_roster(path: Path) -> Roster:
    """The people of a CSV with `,`, `;` or tabs between its columns.

    Of two rows with the same id the first counts; a row without name and id is left out; both are
    noted. Raises RosterError where there is no header with a name, an id, an e-mail or a login.
    """
    rows = _rows(path)
    if not rows:
        raise RosterError(f"{path} is empty; a roster needs a header row such as id,name,email")
    header = rows[0]
    body = [row + [""] * (len(header) - len(row)) for row in rows[1:]]
    sheet = worksheet.locate(header, body)
    columns = _columns(header) | (_of_worksheet(sheet) if sheet else {})
    if not columns.keys() & {"id", "name", "first", "last", "email", "login"}:
        raise RosterError(
            f"{path}: no column is called id, name, email or login (found {', '.join(header)}); "
            "name at least one of them in the first row"
        )
    is_worksheet = sheet is not None or (
        "id" in columns
        and len(body) > 0
        and all(_PARTICIPANT.fullmatch(row[columns["id"]].strip()) for row in body)
    )
    people: list[Person] = []
    notes: list[Problem] = []
    for number, row in enumerate(body, start=2):
        person = _person(row, columns, is_worksheet)
        if person is not None:
            people.append(person)
        elif any(cell.strip() for cell in row):
            notes.append(Problem(kind="roster_row_left_out", data={"row": number}))
    kept = _without_duplicates(people, notes)
    return Roster(tuple(kept), is_worksheet, tuple(notes))


def _rows(path: Path) -> list[list[str]]:
    try:
        with path.open("rb") as stream:
            data = stream.read(_BYTES + 1)
    except OSError as error:
        raise RosterError(f"{path} can't be read: {error.strerror}") from None
    if len(data) > _BYTES:
        raise RosterError(f"{path} is larger than 16 MiB; is it a class list?")
    if data[:2] == b"PK":
        raise RosterError(f"{path} is no CSV; save the spreadsheet as CSV (UTF-8) and try again")
    text = _decoded(data)
    said = _SEPARATOR_LINE.match(text)
    text = text[said.end() :] if said else text
    head = text.partition("\n")[0]
    separator = said["separator"] if said else max(",;\t", key=head.count)
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator))
    except csv.Error as error:
        raise RosterError(f"{path} is no CSV: {error}") from None
    if len(rows) > _PEOPLE:
        raise RosterError(f"{path} has more than {_PEOPLE} rows; is it a class list?")
    return [[printable(cell.strip()) for cell in row] for row in rows if any(map(str.strip, row))]


def _decoded(data: bytes) -> str:
    """UTF-8, UTF-16 with a byte-order mark, else what Excel writes in the west."""
    if data[:2] in (b"\xff\xfe", b"\xfe\xff"):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _columns(header: list[str]) -> dict[str, int]:
    spelt = [key(cell) for cell in header]
    return {
        meaning: spelt.index(known)
        for meaning, names in _HEADERS.items()
        for known in [next((name for name in names if name in spelt), None)]
        if known is not None
    }


def _of_worksheet(sheet: worksheet.Columns) -> dict[str, int]:
    found = {
        "id": sheet.identifier,
        "name": sheet.name,
        "email": sheet.email,
        "group": sheet.group,
        "status": sheet.status,
        "submitted_at": sheet.submitted_at,
    }
    return {meaning: column for meaning, column in found.items() if column is not None}


def _person(row: list[str], columns: dict[str, int], is_worksheet: bool) -> Person | None:
    cells = {meaning: row[column] for meaning, column in columns.items()}
    identity = cells.get("id", "")
    label = identity
    if is_worksheet:
        match = worksheet.participant(identity)
        identity = match[1] if match else ""
    full = " ".join(part for part in (cells.get("first", ""), cells.get("last", "")) if part)
    name = cells.get("name") or full
    login, email = cells.get("login", ""), cells.get("email", "")
    if not (name or identity or login or email) or name.casefold().startswith("points possible"):
        return None
    return Person(
        name=name or login or email or label,
        id=identity,
        email=email,
        login=login,
        group=cells.get("group", ""),
        status=cells.get("status", ""),
        submitted_at=worksheet.iso_time(cells.get("submitted_at", "")),
    )


def _without_duplicates(people: list[Person], notes: list[Problem]) -> list[Person]:
    seen: dict[str, Person] = {}
    kept = []
    for person in people:
        own = person.id or person.login or person.email.casefold()
        if own and own in seen:
            data: dict[str, str | int] = {"id": own, "name": person.name, "kept": seen[own].name}
            notes.append(Problem(kind="roster_duplicate", data=data))
            continue
        if own:
            seen[own] = person
        kept.append(person)
    names = Counter(key(person.name) for person in kept if not person.id and not person.login)
    for person in kept:
        if names.pop(key(person.name), 1) > 1:
            notes.append(Problem(kind="roster_same_name", data={"name": person.name}))
    return kept
