"""Moodle: "Download all submissions", as a zip or unpacked.

`<Full name>_<participant>_assignsubmission_file/<path>`, with a `_` behind before Moodle 4.1, or
flat (`…_assignsubmission_file_hw1.py`). The number is the one of the grading worksheet's
`Participant 1`, counted per assignment. Blind: `Participant_14_…`. Teams: `Team 1_1_…` with the
group's number, `Default group_…` without one.
"""

import re

from autograder.collect.archive import Entry
from autograder.collect.draft import Drafts, Sorted, unmatched
from autograder.submission import Student

NAME = "moodle"
_FORM = re.compile(
    r"(?P<who>[^/]+?)_assignsubmission_(?P<plugin>file|onlinetext)(?:_(?!/|$)|_?(?:/|$))(?P<path>.*)",
    re.DOTALL,
)
_NUMBERED = re.compile(r"(?P<name>.*?)_(?P<number>\d+)", re.DOTALL)
_BLIND = re.compile(r"Particip\w*", re.IGNORECASE)
# The name of the group that Moodle puts ungrouped students in, in the two languages of the course.
UNGROUPED = frozenset({"defaultgroup", "grupopordefecto", "grupopredeterminado"})


def recognises(entries: list[Entry]) -> bool:
    """Whether the entries are named as Moodle names them."""
    return any(_FORM.match(entry.path) for entry in entries)


def sort(entries: list[Entry]) -> Sorted:
    """Drafts with ids such as `Alice Liddell_1`: the text in front of `_assignsubmission_`."""
    drafts = Drafts()
    others = []
    for entry in entries:
        match = _FORM.match(entry.path)
        if match is None:
            others.append(entry)
            continue
        draft = drafts.of(match["who"])
        numbered = _NUMBERED.fullmatch(match["who"])
        if numbered is None:
            draft.group = match["who"]
        elif _BLIND.fullmatch(numbered["name"]):
            draft.students = (Student(name=match["who"].replace("_", " "), id=numbered["number"]),)
        else:
            draft.students = (Student(name=numbered["name"], id=numbered["number"]),)
        if match["path"]:
            draft.entries.append(entry.moved(match["path"]))
    return Sorted(list(drafts.values()), unmatched(others, "…_assignsubmission_file/…"))
