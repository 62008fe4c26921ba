"""A plain folder or zip: each file and each folder in it is a submission, named by it."""

from autograder.collect.archive import (
    ARCHIVES,
    NOTEBOOK_BYTES,
    ArchiveError,
    Entry,
    is_archive,
)
from autograder.collect.incoming import Download, IncomingById
from autograder.collect.notebook import is_notebook
from autograder.model.submission import Problem, Student

NAME = "plain"
# What lies beside submissions: lists, notes and settings, nothing that is handed in.
_BESIDE = (".csv", ".xlsx", ".md", ".toml", ".yml", ".yaml", ".json", ".log", ".db", ".ini")


def sort(entries: list[Entry]) -> Download:
    """IncomingById with ids such as `Alice` for `Alice/…`, `Alice.py` and `Alice.zip`."""
    incoming = IncomingById()
    notes = []
    folders = {entry.path.split("/")[0] for entry in entries if "/" in entry.path}
    for entry in entries:
        top, slash, path = entry.path.partition("/")
        if slash or entry.is_folder:
            identity = top
        elif top.startswith(".") or (top.casefold().endswith(_BESIDE) and not _is_work(entry)):
            notes.append(
                Problem(kind="unmatched_entry", data={"file": top, "expected": ".py, .ipynb"})
            )
            continue
        else:
            identity = stem(top)
            if identity in folders:  # `Alice.zip` beside its unpacked `Alice/`
                identity = top
        one = incoming.of(identity)
        one.students = (Student(name=identity),)
        one.own_name = not slash and not is_archive(top)
        if path or not entry.is_folder:
            one.entries.append(entry.moved(path or top))
    return Download(list(incoming.values()), notes)


def _is_work(entry: Entry) -> bool:
    """Whether a file that looks like a list or like settings is a notebook."""
    try:
        return entry.name.casefold().endswith(".json") and is_notebook(entry.read(NOTEBOOK_BYTES))
    except ArchiveError:
        return False


def stem(name: str) -> str:
    """The name without its ending, `.tar.gz` being one."""
    for ending in sorted(ARCHIVES, key=len, reverse=True):
        if name.casefold().endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return name.rpartition(".")[0] or name
