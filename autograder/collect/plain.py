"""A plain folder or zip: each file and each folder in it is a submission, named by it."""

from autograder.collect.archive import ARCHIVES, Entry, is_archive
from autograder.collect.draft import Drafts, Sorted
from autograder.submission import Problem, Student

NAME = "plain"
# What lies beside submissions: lists, notes and settings, nothing that is handed in.
_BESIDE = (".csv", ".xlsx", ".md", ".toml", ".yml", ".yaml", ".json", ".log", ".db", ".ini")


def sort(entries: list[Entry]) -> Sorted:
    """Drafts with ids such as `Alice` for `Alice/…`, `Alice.py` and `Alice.zip`."""
    drafts = Drafts()
    notes = []
    folders = {entry.path.split("/")[0] for entry in entries if "/" in entry.path}
    for entry in entries:
        top, slash, path = entry.path.partition("/")
        if slash or entry.is_folder:
            identity = top
        elif top.casefold().endswith(_BESIDE) or top.startswith("."):
            notes.append(
                Problem(kind="unmatched_entry", data={"file": top, "expected": ".py, .ipynb"})
            )
            continue
        else:
            identity = stem(top)
            if identity in folders:  # `Alice.zip` beside its unpacked `Alice/`
                identity = top
        draft = drafts.of(identity)
        draft.students = (Student(name=identity),)
        draft.own_name = not slash and not is_archive(top)
        if path or not entry.is_folder:
            draft.entries.append(entry.moved(path or top))
    return Sorted(list(drafts.values()), notes)


def stem(name: str) -> str:
    """The name without its ending, `.tar.gz` being one."""
    for ending in sorted(ARCHIVES, key=len, reverse=True):
        if name.casefold().endswith(ending) and len(name) > len(ending):
            return name[: -len(ending)]
    return name.rpartition(".")[0] or name
