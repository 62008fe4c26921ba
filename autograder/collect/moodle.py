"""Moodle: "Download all submissions", as a zip or unpacked.

`<Full name>_<participant>_assignsubmission_file/<path>`, with a `_` behind before Moodle 4.1, or
flat (`…_assignsubmission_file_hw1.py`). The number is the one of the grading worksheet's
`Participant 1`, counted per assignment. Blind: `Participant_14_…`. Teams: `Team 1_1_…` with the
group's number, `Default group_…` without one.
"""

import re
from collections.abc import Iterable

from autograder.collect.archive import Entry
from autograder.collect.incoming import Download, IncomingById, unmatched
from autograder.model.submission import Problem, Student

NAME = "moodle"
_FORM = re.compile(
    r"(?P<who>[^/]+?)_assignsubmission_(?P<plugin>file|onlinetext)(?:_(?!/|$)|_?(?:/|$))(?P<path>.*)",
    re.DOTALL,
)
_NUMBERED = re.compile(r"(?P<name>.*?)_(?P<number>\d+)", re.DOTALL)
_BLIND = re.compile(r"Particip\w*", re.IGNORECASE)


def are_participants(people: Iterable[tuple[str, Student]]) -> bool:
    """Whether ids look like the numbers of a Moodle assignment, which mean nothing elsewhere: the
    submission is named `Alice Liddell_1`, and the student has the id 1."""
    with_ids = [(submission, student) for submission, student in people if student.id]
    return bool(with_ids) and all(
        student.id.isdecimal()
        and re.search(rf"_{student.id}(?: \(\d+\))?$", submission) is not None
        for submission, student in with_ids
    )


def recognises(entries: list[Entry]) -> bool:
    """Whether the entries are named as Moodle names them."""
    return any(_FORM.match(entry.path) for entry in entries)


def sort(entries: list[Entry]) -> Download:
    """Those with ids such as `Alice Liddell_1`: the text in front of `_assignsubmission_`."""
    incoming = IncomingById()
    others = []
    notes = []
    for entry in entries:
        match = _FORM.match(entry.path)
        if match is None:
            others.append(entry)
            continue
        is_new = match["who"] not in incoming
        one = incoming.of(match["who"])
        numbered = _NUMBERED.fullmatch(match["who"])
        if numbered is None:
            one.group = match["who"]
            if is_new:
                notes.append(Problem(kind="no_group", data={"id": one.id}))
        elif _BLIND.fullmatch(numbered["name"]):
            one.students = (Student(name=match["who"].replace("_", " "), id=numbered["number"]),)
        else:
            one.students = (Student(name=numbered["name"], id=numbered["number"]),)
        if match["path"]:
            one.entries.append(entry.moved(match["path"]))
            if match["plugin"] == "onlinetext" and match["path"].endswith(".html"):
                one.text = one.entries[-1]
    return Download(list(incoming.values()), notes + unmatched(others, "…_assignsubmission_file/…"))
