"""Gradescope: "Download Submissions", a folder a submission beside `submission_metadata.yml`.

The metadata is keyed by folder; its keys are Ruby symbols written as strings (`:submitters`).
Several submitters are a group; `:history` has the earlier attempts.
"""

from typing import Any

from autograder.collect.archive import ArchiveError, Entry
from autograder.collect.bounded import TooComplex, bounded
from autograder.collect.incoming import Download, IncomingById, unmatched
from autograder.collect.names import printable
from autograder.model.submission import Problem, Student

NAME = "gradescope"
METADATA = "submission_metadata.yml"
_METADATA_BYTES = 64 * 2**20


def recognises(entries: list[Entry]) -> bool:
    """Whether the metadata is there."""
    return any(entry.path == METADATA for entry in entries)


def sort(entries: list[Entry]) -> Download:
    """Those with ids such as `submission_12345`, one a folder, whether or not it is listed."""
    metadata, notes = _metadata(next(entry for entry in entries if entry.path == METADATA))
    incoming = IncomingById()
    others = []
    for identity, about in metadata.items():
        one = incoming.of(printable(identity))
        one.students = tuple(_student(each) for each in _list(about.get("submitters")))
        if len(one.students) > 1:
            one.group = identity
        one.submitted_at = _text(about.get("created_at"))
        one.attempts = one.attempt = len(_list(about.get("history"))) + 1
    for entry in entries:
        top, slash, path = entry.path.partition("/")
        if slash or entry.is_folder:
            if top not in incoming:
                notes.append(Problem(kind="unlisted_submission", data={"file": top}))
            one = incoming.of(top)
            if path:
                one.entries.append(entry.moved(path))
        elif entry.path != METADATA:
            others.append(entry)
    return Download(list(incoming.values()), notes + unmatched(others, "submission_…/…"))


def _metadata(entry: Entry) -> tuple[dict[str, dict[str, Any]], list[Problem]]:
    try:
        data = entry.read(_METADATA_BYTES)
        return bounded(_parse, data, returns=dict[str, dict[str, Any]]), []
    except (ArchiveError, TooComplex) as error:
        return {}, [
            Problem(kind="bad_metadata", data={"file": METADATA, "reason": printable(str(error))})
        ]


def _parse(data: bytes) -> dict[str, dict[str, Any]]:
    import yaml

    # BaseLoader makes nothing but text, lists and dicts: the id 0100 stays 0100.
    loader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
    document = yaml.load(data.decode("utf-8-sig"), Loader=loader)  # noqa: S506
    if not isinstance(document, dict):
        raise ValueError("no mapping")
    return {
        str(identity): _plain(about)
        for identity, about in document.items()
        if isinstance(about, dict)
    }


def _plain(about: dict[Any, Any]) -> dict[str, Any]:
    """The keys that are used, without the symbol's colon (results can be large)."""
    used = {str(name).lstrip(":"): value for name, value in about.items()}
    return {
        "created_at": _text(used.get("created_at")),
        "history": ["" for _ in _list(used.get("history"))],
        "submitters": [
            {str(name).lstrip(":"): _text(value) for name, value in each.items()}
            for each in _list(used.get("submitters"))
            if isinstance(each, dict)
        ],
    }


def _student(each: dict[str, str]) -> Student:
    return Student(
        name=printable(each.get("name", "")),
        id=printable(each.get("sid", "")),
        email=printable(each.get("email", "")),
    )


def _list(value: object) -> list[Any]:
    return value if isinstance(value, list) else []


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
