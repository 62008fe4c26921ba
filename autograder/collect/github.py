"""GitHub Classroom: the folder that `gh classroom clone` makes, `<assignment>-<login>` in it."""

from autograder.collect.archive import Entry
from autograder.collect.incoming import Download, IncomingById, unmatched
from autograder.model.submission import Student

NAME = "github"


def recognises(entries: list[Entry], folder_name: str, repositories: frozenset[str]) -> bool:
    """Whether most folders are repositories, or the folder is called `<assignment>-submissions`."""
    tops = _tops(entries)
    if not tops:
        return False
    prefix = folder_name.removesuffix("-submissions")
    if prefix != folder_name and all(top.startswith(prefix + "-") for top in tops):
        return True
    return 2 * len(tops & repositories) > len(tops) and _prefix(tops, folder_name) != ""


def sort(entries: list[Entry], folder_name: str) -> Download:
    """One each, with the login as id; the whole name of the folder where no login can be told."""
    incoming = IncomingById()
    prefix = _prefix(_tops(entries), folder_name)
    others = []
    for entry in entries:
        top, slash, path = entry.path.partition("/")
        if not slash and not entry.is_folder:
            others.append(entry)
            continue
        login = top[len(prefix) :]
        one = incoming.of(login)
        one.students = (Student(name=login, id=login),)
        if path:
            one.entries.append(entry.moved(path))
    return Download(list(incoming.values()), unmatched(others, "assignment-login/…"))


def _tops(entries: list[Entry]) -> frozenset[str]:
    return frozenset(
        entry.path.split("/")[0] for entry in entries if "/" in entry.path or entry.is_folder
    )


def _prefix(tops: frozenset[str], folder_name: str) -> str:
    """The assignment's name with its `-`: of the folder above, else what all folders begin with."""
    named = folder_name.removesuffix("-submissions")
    if named != folder_name and all(top.startswith(named + "-") for top in tops):
        return named + "-"
    if len(tops) < 2:
        return ""
    first, last = min(tops), max(tops)  # what these two share, all between them share
    length = next(
        (i for i, pair in enumerate(zip(first, last, strict=False)) if pair[0] != pair[1]),
        min(len(first), len(last)),
    )
    common = first[:length]
    return common[: common.rfind("-") + 1]
