"""Blackboard: "Assignment file download", a flat zip.

`<assignment>_<user>_attempt_<Y-m-d-H-M-S>_<file>`, and for each attempt a summary without `_<file>`
that ends in `.txt`. Every attempt may be in the download.
"""

import re
from collections import defaultdict

from autograder.collect.archive import ArchiveError, Entry
from autograder.collect.choose import Attempt, choose_attempt
from autograder.collect.incoming import Download, Incoming, unmatched
from autograder.model.submission import Problem, Student

NAME = "blackboard"
_FORM = re.compile(
    r"(?P<head>[^/]+)_attempt_(?P<when>\d{4}(?:-\d{1,2}){5})(?:_(?P<file>.+)|(?P<summary>\.txt))",
    re.DOTALL,
)
# The summary's first line, in whatever language: `Name: Alice Liddell (alice)`.
_NAMED = re.compile(r"[^:\n]{1,40}:\s*(?P<name>[^\n]{1,200}?)\s*\((?P<user>[^()\n]{1,100})\)")


def recognises(entries: list[Entry]) -> bool:
    """Whether nearly all entries are named as Blackboard names them."""
    files = [entry for entry in entries if not entry.is_folder]
    return len(files) > 0 and sum(
        _FORM.fullmatch(entry.path) is not None for entry in files
    ) > 0.8 * len(files)


def sort(entries: list[Entry], attempt: Attempt = "last") -> Download:
    """One for each user, of the chosen attempt, with the user as id and the other attempts as
    its `earlier`."""
    others = []
    attempts: dict[str, dict[str, list[tuple[re.Match[str], Entry]]]] = defaultdict(
        lambda: defaultdict(list)
    )
    for entry in entries:
        match = _FORM.fullmatch(entry.path)
        if match is None:
            others.append(entry)
        else:
            attempts[match["head"]][_iso(match["when"])].append((match, entry))
    named = {head: _named(head, every) for head, every in attempts.items()}
    prefix = _common_prefix(list(attempts))
    incoming = []
    for head, every in attempts.items():
        name, user = named[head] or ("", head[len(prefix) :])
        made = [
            Incoming(
                user,
                [e.moved(match["file"]) for match, e in every[when] if match["file"]],
                (Student(name=name or user, id=user),),
                submitted_at=when,
                attempt=number,
                attempts=len(every),
            )
            for number, when in enumerate(sorted(every), 1)
        ]
        one = made.pop(choose_attempt(len(made), attempt) - 1)
        one.earlier = made
        if made and attempt != "best":
            about: dict[str, str | int] = {
                "attempt": one.attempt or 1, "attempts": len(every), "when": one.submitted_at,
            }  # fmt: skip
            one.notes.append(Problem(kind="attempt_chosen", data=about))
        incoming.append(one)
    return Download(incoming, unmatched(others, "assignment_user_attempt_date_file"))


def _iso(when: str) -> str:
    year, month, day, hour, minute, second = when.split("-")
    return f"{year}-{month:0>2}-{day:0>2}T{hour:0>2}:{minute:0>2}:{second:0>2}"


def _named(
    head: str, attempts: dict[str, list[tuple[re.Match[str], Entry]]]
) -> tuple[str, str] | None:
    """Name and user from an attempt's summary, where it agrees with the file's name."""
    for files in attempts.values():
        for match, entry in files:
            if not match["summary"]:
                continue
            try:
                text = entry.read(64 * 1024).decode("utf-8", "replace")
            except ArchiveError:
                continue
            found = _NAMED.match(text.lstrip("\ufeff\r\n "))
            if found and head.endswith("_" + found["user"]):
                return found["name"], found["user"]
    return None


def _common_prefix(heads: list[str]) -> str:
    """The assignment's name, up to and with the `_` in front of the user."""
    if len(heads) == 1:
        return heads[0].rpartition("_")[0] + "_" if "_" in heads[0] else ""
    parts = [head.split("_")[:-1] for head in heads]
    common = []
    for column in zip(*parts, strict=False):
        if len(set(column)) > 1:
            break
        common.append(column[0])
    return "".join(part + "_" for part in common)
