"""Puts a class list beside what was handed in: who is who, and who handed in nothing."""

import re
from collections import defaultdict

import msgspec

from autograder.collect.names import group_key, group_named, key, keys, listing
from autograder.collect.roster import Person, Roster
from autograder.collect.worksheet import state
from autograder.model.submission import Problem, Student, Submission

# Downloads whose ids are made of a file's or a folder's name: the list's id is the better one.
_NAMED_BY_FOLDER = frozenset({"file", "plain", "github"})


def match(
    submissions: list[Submission], roster: Roster, system: str
) -> tuple[list[Submission], list[Problem]]:
    """The submissions with the people's names, ids and e-mails from the list, then an empty one
    for everybody who handed in nothing; and notes on who can't be told.

    Matched by group, by id, by login or e-mail, then by name where only one on either side has it.
    """
    notes = list(roster.notes)
    found: dict[int, list[Person]] = {}
    groups: set[int] = set()  # of those, the ones that are a group's
    for index, submission in enumerate(submissions):
        people = _group(submission, roster, notes)
        if people:
            groups.add(index)
        else:
            people = _by_id(submission, roster, system, notes)
        if people:
            found[index] = people
    taken = {id(person) for people in found.values() for person in people}
    by_name = _by_name(
        [(i, s) for i, s in enumerate(submissions) if i not in found],
        [person for person in roster.people if id(person) not in taken],
        notes,
    )
    found |= {index: [person] for index, person in by_name.items()}
    result = [
        _filled_in(submission, found[index], system, is_group=index in groups)
        if index in found
        else submission
        for index, submission in enumerate(submissions)
    ]
    for index, submission in enumerate(submissions):
        if index not in found:
            data: dict[str, str | int] = {"id": submission.id}
            notes.append(Problem(kind="not_in_roster", data=data))
    owners: dict[int, list[str]] = defaultdict(list)
    for index, people in found.items():
        for person in people:
            owners[id(person)].append(submissions[index].id)
    for person in roster.people:
        if len(owners[id(person)]) > 1:
            data = {"name": person.name, "submissions": listing(owners[id(person)])}
            notes.append(Problem(kind="several_submissions", data=data))
    absent = [person for person in roster.people if not owners[id(person)]]
    return result + _absent(absent, roster, submissions, system), notes


def _group(submission: Submission, roster: Roster, notes: list[Problem]) -> list[Person]:
    """The members, where the submission is named as a group of the list."""
    if len(submission.students) > 1:
        return []
    name = submission.group or "".join(student.name for student in submission.students)
    groups = group_named(name, {person.group for person in roster.people})
    if len(groups) > 1:
        data: dict[str, str | int] = {"id": submission.id, "name": name}
        notes.append(Problem(kind="ambiguous_name", data=data))
        return []
    return [person for person in roster.people if person.group in groups]


def _by_id(
    submission: Submission, roster: Roster, system: str, notes: list[Problem]
) -> list[Person]:
    people = []
    for student in submission.students:
        if system == "moodle" and not roster.is_worksheet:
            continue  # a participant's number means nothing outside the worksheet
        if system != "moodle" and roster.is_worksheet:
            continue
        person = next((p for p in roster.people if _is_same(student, p, system)), None)
        if person is None:
            continue
        is_blind = bool(re.match(r"particip", student.name, re.IGNORECASE)) or not key(person.name)
        is_blind = is_blind or bool(re.match(r"particip", person.name, re.IGNORECASE))
        if system == "moodle" and not is_blind and not keys(student.name) & keys(person.name):
            # The numbers are counted per assignment: this is another assignment's worksheet.
            data: dict[str, str | int] = {
                "id": submission.id, "number": person.id, "name": person.name,
            }  # fmt: skip
            notes.append(Problem(kind="roster_disagrees", data=data))
            continue
        people.append(person)
    return people


def _is_same(student: Student, person: Person, system: str) -> bool:
    own = {student.id, student.email.casefold()}
    if system in _NAMED_BY_FOLDER:
        own |= {student.name, student.name.casefold(), *re.split(r"[\s,_]+", student.name)}
    own.discard("")
    theirs = {person.id, person.login, person.login.casefold(), person.email.casefold()} - {""}
    return bool(own & theirs)


def _by_name(
    submissions: list[tuple[int, Submission]], people: list[Person], notes: list[Problem]
) -> dict[int, Person]:
    """Pairs where each has the name alone, on either side."""
    by_key: dict[str, list[Person]] = defaultdict(list)
    for person in people:
        for each in keys(person.name):
            by_key[each].append(person)
    candidates: dict[int, list[Person]] = {}
    claims: dict[int, list[int]] = defaultdict(list)
    for index, submission in submissions:
        if len(submission.students) != 1:
            continue
        named = {
            id(person): person
            for each in keys(submission.students[0].name)
            for person in by_key.get(each, [])
        }
        candidates[index] = list(named.values())
        for each_id in named:
            claims[each_id].append(index)
    found = {}
    for index, submission in submissions:
        named_alike = candidates.get(index, [])
        if len(named_alike) == 1 and len(claims[id(named_alike[0])]) == 1:
            found[index] = named_alike[0]
        elif named_alike:
            data: dict[str, str | int] = {
                "id": submission.id, "name": submission.students[0].name,
            }  # fmt: skip
            notes.append(Problem(kind="ambiguous_name", data=data))
    return found


def _filled_in(
    submission: Submission, people: list[Person], system: str, *, is_group: bool
) -> Submission:
    own = submission.students[0].id if len(submission.students) == 1 and not is_group else ""
    students = tuple(
        Student(
            name=person.name,
            id=person.id or own if system in _NAMED_BY_FOLDER or is_group else own or person.id,
            email=person.email,
        )
        for person in people
    )
    if len(submission.students) > len(people):  # members that the list does not have
        named = {key(person.name) for person in people}
        students += tuple(s for s in submission.students if key(s.name) not in named)
    late, seconds = submission.late, submission.late_seconds
    said = state(people[0].status)
    if late is None:
        late, seconds = said.late, said.late_seconds if seconds is None else seconds
    elif seconds is None:
        seconds = said.late_seconds if late else 0
    notes = submission.notes
    if said.is_draft and submission.files:
        notes = (*notes, Problem(kind="draft"))
    return msgspec.structs.replace(
        submission,
        notes=notes,
        students=students,
        late=late,
        late_seconds=seconds,
        submitted_at=submission.submitted_at or people[0].submitted_at,
        group=people[0].group if is_group else submission.group,
    )


def _absent(
    people: list[Person], roster: Roster, submissions: list[Submission], system: str
) -> list[Submission]:
    """An empty submission for each, or for each group where groups hand in."""
    in_groups = any(submission.group for submission in submissions)
    result: dict[str, Submission] = {}
    for position, person in enumerate(people):
        student = Student(name=person.name, id=person.id, email=person.email)
        grouped = in_groups and bool(person.group)
        slot = f"group {group_key(person.group)}" if grouped else f"person {position}"
        known = result.get(slot)
        result[slot] = Submission(
            id=person.group if grouped else _identity(person, roster, system),
            students=(*(known.students if known else ()), student),
            group=person.group if grouped else "",
        )
    return list(result.values())


def _identity(person: Person, roster: Roster, system: str) -> str:
    """The id that the system would have given."""
    if roster.is_worksheet:
        name = person.name.replace("_", " ").replace("'", "")
        return f"{name}_{person.id}"
    if system == "github" and person.login:
        return person.login
    if person.id:
        return f"{person.name}_{person.id}"
    return person.login or person.name
