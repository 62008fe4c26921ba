"""Canvas: "Download submissions", a flat zip.

`<name>[_LATE]_<user>_<attachment>_<file>`: the name is the sortable one in lower case without
anything but word characters, of a group its name. Anonymous submissions are named
`[LATE_]anon_<id>_<attachment>_<file>`.
A text entry is `…_<user>_text.html`, a link `…_<user>_link.html`. An upload handed in again is
named `hw1-2.py` by Canvas.
"""

import re

from autograder.collect.archive import Entry
from autograder.collect.incoming import Download, IncomingById, unmatched
from autograder.model.submission import Student

NAME = "canvas"
_FORMS = (
    re.compile(
        r"(?P<name>)(?P<late>LATE_)?(?P<user>anon_[A-Za-z0-9]+)_"
        r"(?:\d+_(?P<file>.+)|(?P<entry>(?:text|link)\.html))",
        re.DOTALL,
    ),
    re.compile(
        r"(?P<name>[^/]*?)_(?P<late>LATE_)?(?P<user>\d+)_"
        r"(?:\d+_(?P<file>.+)|(?P<entry>(?:text|link)\.html))",
        re.DOTALL,
    ),
)


def _match(path: str) -> re.Match[str] | None:
    if "/" in path:
        return None
    return next((match for form in _FORMS if (match := form.fullmatch(path))), None)


def recognises(entries: list[Entry]) -> bool:
    """Whether nearly all entries are named as Canvas names them."""
    files = [entry for entry in entries if not entry.is_folder]
    return len(files) > 0 and sum(_match(entry.path) is not None for entry in files) > 0.8 * len(
        files
    )


def sort(entries: list[Entry]) -> Download:
    """Those with ids such as `liddellalice_101` or `anon_x7Kq2`."""
    incoming = IncomingById()
    others = []
    for entry in entries:
        match = _match(entry.path)
        if match is None:
            others.append(entry)
            continue
        name, user = match["name"], match["user"]
        one = incoming.of(f"{name}_{user}" if name else user)
        one.students = (Student(name=name or user, id=user),)
        one.late = one.late or match["late"] is not None
        one.entries.append(entry.moved(match["file"] or match["entry"]))
        if match["entry"] == "text.html":
            one.text = one.entries[-1]
    return Download(list(incoming.values()), unmatched(others, "name_user_attachment_file"))
