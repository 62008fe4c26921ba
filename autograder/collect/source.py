"""Makes the source that is run: the graded file's text and the modules beside it, scanned.

What is scanned is, byte for byte, what is run. Nothing is executed here.
"""

import ast
import codecs
import difflib
import hashlib
import itertools
import re
from collections.abc import Iterable, Iterator

import msgspec

from autograder.collect.bounded import TooComplex, bounded
from autograder.collect.choose import choose
from autograder.collect.names import printable
from autograder.collect.newer import RUNNING, newer_python
from autograder.collect.notebook import (
    NotebookError,
    convert,
    is_notebook,
    read_cells,
    without_magics,
)
from autograder.collect.uses import find_differentiation, find_uses, is_main_guard
from autograder.model.outline import (
    bound_names,
    is_definition,
    needed,
    statements,
    written_definitions,
)
from autograder.model.submission import File, Line, Problem, Source, Submission, Use
from autograder.model.topic import Assignment, Forbidden

SOURCE_BYTES = 256 * 1024
TEXTS_AT_ONCE = 25
MODULES = 64
MODULES_BYTES = 2**20

WESTERN = ("latin-1", "latin1", "iso-8859-1", "iso-8859-15", "cp1252", "windows-1252", "ascii")

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_VARIANT = re.compile(r"(?P<stem>.+?)(?:-\d{1,3}| ?\(\d{1,3}\))\.py", re.DOTALL)
# A student's file of such a name never takes the library's place.
_LIBRARIES = frozenset({"autograder", "numpy", "torch"})
_DYNAMIC = frozenset({"eval", "exec", "globals", "locals", "setattr", "vars", "__import__"})


class _Unreadable(Exception):  # noqa: N818 - carries a Problem of the submission, no error of ours
    def __init__(self, kind: str, **data: str | int) -> None:
        super().__init__(kind)
        self.problem = Problem(kind=kind, data=data)


def read_source(submission: Submission, assignment: Assignment) -> Source:
    """The source of a submission; `problem` says why there is none, where there is none.

    `main` and the keys of `modules` are paths seen from the folder of the graded file. A
    notebook's definitions are taken (see `notebook`), and `cells` says where each line stood.
    """
    main = submission.main
    problem = submission.problem
    if problem is None and not main:
        main, problem, _ = choose(submission.files, (), assignment)
    if problem is not None:
        return Source(main=main, modules={}, problem=problem)
    try:
        source: Source = bounded(_read, submission.files, main, assignment, returns=Source)
    except TooComplex as error:
        data: dict[str, str | int] = {"file": main, "reason": str(error)}
        return Source(main=main, modules={}, problem=Problem(kind="too_complex", data=data))
    return source


def read_texts(
    submissions: Iterable[Submission], assignment: Assignment
) -> Iterator[tuple[str, Source]]:
    """The sources of submissions by id, for people to read and compare: as `read_source` has them,
    but for what a scan finds (`uses`, `open_ended`, notes). Many are read in one child."""
    waiting = iter(submissions)
    while batch := list(itertools.islice(waiting, TEXTS_AT_ONCE)):
        chosen = [each for each in batch if each.problem is None and each.main]

        def texts(chosen: list[Submission] = chosen) -> list[Source]:
            return [_read(each.files, each.main, assignment, scanned=False) for each in chosen]

        try:
            found: list[Source] = bounded(texts, returns=list[Source])
            read = {each.id: source for each, source in zip(chosen, found, strict=True)}
        except TooComplex:  # one of them: each has its own child and its own limits then
            read = {}
        for each in batch:
            yield each.id, read.get(each.id) or read_source(each, assignment)


def in_utf8(data: bytes) -> bytes:
    """What an editor on Windows saved as "Unicode", which is UTF-16 with a byte-order mark, in
    UTF-8; anything else as it is."""
    if not data.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)):
        return data
    try:
        return data.decode("utf-16").encode()
    except UnicodeError:
        return data


def missing_names(source: Source, assignment: Assignment) -> list[tuple[str, str, str]]:
    """What the assignment asks for and the source does not define: exercise, name, and the name
    that was probably meant (empty where none is like it). Empty where the source may define more
    than can be seen."""
    if source.open_ended or source.problem is not None:
        return []
    names = set(source.names)
    required = {name for exercise in assignment.exercises for name in exercise.defines}
    spare = sorted(name for name in names - required if not name.startswith("_"))
    folded = {name.casefold().replace("_", ""): name for name in spare}
    missing = []
    for exercise in assignment.exercises:
        for name in exercise.defines:
            if name not in names:
                plain = name.casefold().replace("_", "")
                like = difflib.get_close_matches(plain, folded, n=1, cutoff=0.75)
                missing.append((exercise.name, name, folded[like[0]] if like else ""))
    return missing


def _read(
    files: tuple[File, ...], main: str, assignment: Assignment, scanned: bool = True
) -> Source:
    data = next(file.data for file in files if file.path == main)
    name = _below(main, main)
    required = frozenset(name for each in assignment.exercises for name in each.defines)
    try:
        if not data.strip(b"\xef\xbb\xbf \t\r\n\f\0"):
            raise _Unreadable("empty_file", file=main)
        if _is_notebook(main, data):
            source, tree = _read_notebook(data, main, name, assignment, required)
        else:
            source, tree = _read_script(data, main, name)
    except _Unreadable as error:
        return Source(main=name, modules={}, problem=error.problem)
    text = source.modules[name]
    beside = {
        _below(file.path, main): file.data
        for file in files
        if file.path != main and file.path.endswith(".py")
    }
    for path in sorted(beside):
        # Canvas renames `utils.py`, handed in again, to `utils-1.py`; it is imported as utils.
        variant = _VARIANT.fullmatch(path)
        if variant:
            beside.setdefault(variant["stem"] + ".py", beside[path])
    modules, trees, notes = _follow(tree, beside)
    if not scanned:
        return msgspec.structs.replace(source, modules={**modules, name: text})
    uses = [
        use
        for path, module in trees.items()
        for use in find_uses(module, path, assignment.forbidden, [])
    ]
    uses += _scan_main(tree, text, name, assignment.forbidden, required)
    by_hand = {each for exercise in assignment.exercises for each in exercise.by_hand}
    if by_hand:
        uses += _scan_by_hand(tree, text, name, by_hand, trees, beside)
    if not source.cells:
        notes += _stubs_last(tree, name, required)
    modules[name] = text
    return msgspec.structs.replace(
        source,
        modules=modules,
        uses=tuple(sorted(uses, key=lambda use: (use.file != name, use.file, use.line))),
        open_ended=_is_open_ended(tree),
        digest=_digest(name, modules, source.cells),
        notes=source.notes + tuple(notes),
    )


def _read_script(data: bytes, path: str, name: str) -> tuple[Source, ast.Module]:
    text = _decode(data, path)
    try:
        tree = _parse(text, path)
    except _Unreadable:
        # Colab's "Download .py" keeps `!pip install` and `%matplotlib inline` as they are.
        plain = without_magics(_plain_lines(text))
        if plain == _plain_lines(text):
            raise
        text, tree = plain, _parse(plain, path)
    names = bound_names(statements(tree, text))
    return Source(main=name, modules={name: text}, names=tuple(sorted(names))), tree


def _read_notebook(
    data: bytes, path: str, name: str, assignment: Assignment, required: frozenset[str]
) -> tuple[Source, ast.Module]:
    try:
        cells = read_cells(data)
    except NotebookError as error:
        raise _Unreadable("bad_notebook", file=path, reason=error.reason) from None
    stem = assignment.file.rpartition(".")[0].casefold()
    converted = convert(cells, required, path, stem)
    if len(converted.text.encode()) > SOURCE_BYTES:
        raise _Unreadable("too_large", file=path, size=len(converted.text), limit=SOURCE_BYTES)
    broken = [note for note in converted.notes if note.kind == "cell_syntax_error"]
    if broken and not required & converted.names:
        if "newer" in broken[0].data:
            raise _Unreadable("newer_python", **broken[0].data)
        raise _Unreadable("syntax_error", **broken[0].data)
    tree = _parse(converted.text, path)
    source = Source(
        main=name,
        modules={name: converted.text},
        names=tuple(sorted(converted.names)),
        cells=converted.lines,
        notes=converted.notes,
    )
    return source, tree


def _is_notebook(path: str, data: bytes) -> bool:
    """By name, or by content where a notebook, or a script, was saved under another one."""
    if re.search(r"\.ipynb(\.\w+)?$", path, re.IGNORECASE):
        return not _is_script(data)
    return is_notebook(data)


def _is_script(data: bytes) -> bool:
    """Whether it is Python's, or two versions of a file that Git could not bring together."""
    if re.match(rb"(?:\xef\xbb\xbf)?<{7} ", data):
        return True
    try:
        return written_definitions(ast.parse(data.decode("utf-8-sig"))) != {}
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return False


def _decode(data: bytes, path: str) -> str:
    """The text of a Python file in UTF-8, or in what its first lines name of Western encodings."""
    if len(data) > SOURCE_BYTES:
        raise _Unreadable("too_large", file=path, size=len(data), limit=SOURCE_BYTES)
    data = data.removeprefix(b"\xef\xbb\xbf")
    for line in re.split(rb"\r\n|\r|\n", data, maxsplit=2)[:2]:
        cookie = _COOKIE.match(line)
        if cookie:
            named = cookie[1].decode("ascii", "replace")
            encoding = named.casefold().replace("_", "-")
            if encoding in WESTERN:
                return data.decode(encoding, "replace")
            if encoding not in ("utf-8", "utf8", "utf-8-sig"):
                raise _Unreadable("not_utf8", file=path, reason=printable(named)[:40])
            break
        if line.strip(b" \t\f") and not line.lstrip(b" \t\f").startswith(b"#"):
            break
    if b"\0" in data:
        raise _Unreadable("not_utf8", file=path, reason="NUL")
    try:
        return data.decode("utf-8")
    except UnicodeDecodeError:
        raise _Unreadable("not_utf8", file=path, reason="") from None


def _parse(text: str, path: str) -> ast.Module:
    """The parsed text, which also compiles (`return` outside a function parses, and does not)."""
    try:
        tree = ast.parse(text)
        compile(tree, "<submission>", "exec", dont_inherit=True)
    except SyntaxError as error:
        line = error.lineno or 1
        lines = _plain_lines(text).split("\n")
        shown = lines[line - 1][:500] if 0 < line <= len(lines) else ""
        data: dict[str, str | int] = {
            "file": path,
            "line": line,
            "column": max(error.offset or 1, 1),
            "text": shown,
            "message": error.msg,
        }
        newer = newer_python(error.msg, shown)
        if newer:
            raise _Unreadable("newer_python", newer=newer, running=RUNNING, **data) from None
        raise _Unreadable("syntax_error", **data) from None
    return tree


def _plain_lines(text: str) -> str:
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _below(path: str, main: str) -> str:
    """The path as seen from the folder of the graded file, where it lies below it."""
    folder = main.rpartition("/")[0]
    return path.removeprefix(folder + "/") if folder else path


def _follow(
    tree: ast.Module, beside: dict[str, bytes]
) -> tuple[dict[str, str], dict[str, ast.Module], list[Problem]]:
    """The modules that the graded file imports, transitively: their text, and parsed."""
    modules: dict[str, str] = {}
    trees: dict[str, ast.Module] = {}
    notes: list[Problem] = []
    waiting = [(tree, "")]
    seen: set[str] = set()
    size = 0
    while waiting:
        parsed, package = waiting.pop()
        for path in sorted(_imported_files(parsed, package, beside) - seen):
            seen.add(path)
            size += len(beside[path])
            try:
                if len(seen) > MODULES or size > MODULES_BYTES:
                    raise _Unreadable("too_large", file=path, size=size, limit=MODULES_BYTES)
                text = _decode(beside[path], path)
                module = _parse(text, path)
            except _Unreadable as error:
                data = error.problem.data | {"problem": error.problem.kind}
                notes.append(Problem(kind="module_left_out", data=data))
                continue
            modules[path], trees[path] = text, module
            waiting.append((module, _folder(path)))
    return modules, trees, notes


def _folder(path: str) -> str:
    return path.rpartition("/")[0]


def _imported_files(tree: ast.Module, package: str, beside: dict[str, bytes]) -> set[str]:
    """The files beside that the module's imports name; all, where it imports by computed names."""
    wanted: set[str] = set()
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            wanted |= {name.name.replace(".", "/") for name in node.names}
        elif isinstance(node, ast.ImportFrom):
            base = (node.module or "").replace(".", "/")
            if node.level:
                parts = package.split("/") if package else []
                if node.level > len(parts):
                    continue  # above the top: Python refuses it too
                above = "/".join(parts[: len(parts) - (node.level - 1)])
                base = "/".join(part for part in (above, base) if part)
            wanted |= {base, *(f"{base}/{name.name}".lstrip("/") for name in node.names)}
        elif isinstance(node, ast.Name | ast.Attribute) and (
            getattr(node, "id", "") == "__import__" or getattr(node, "attr", "") == "import_module"
        ):
            return {path for path in beside if path.split("/")[0] not in _LIBRARIES}
    files: set[str] = set()
    for module in wanted:
        parts = module.split("/")
        if parts[0] in _LIBRARIES:
            continue
        for count in range(1, len(parts)):
            files.add("/".join(parts[:count]) + "/__init__.py")
        files |= {f"{module}.py", f"{module}/__init__.py"}
    return files & beside.keys()


def _stubs_last(tree: ast.Module, name: str, required: frozenset[str]) -> list[Problem]:
    """A note on each function that is written, and then defined once more as a stub, which
    counts."""
    written: dict[str, int] = {}
    notes: dict[str, Problem] = {}
    for node in tree.body:
        for defined, is_written in written_definitions(ast.Module([node], [])).items():
            if is_written:
                written[defined] = node.lineno
                notes.pop(defined, None)
            elif defined in written and defined in required:
                data: dict[str, str | int] = {
                    "file": name,
                    "line": node.lineno,
                    "name": defined,
                    "written": written[defined],
                }
                notes[defined] = Problem(kind="stub_last", data=data)
    return list(notes.values())


def _scan_main(
    tree: ast.Module, text: str, name: str, forbidden: Forbidden, required: frozenset[str]
) -> list[Use]:
    every = statements(tree, text)
    roots = set(required).union(
        *(
            statement.reads
            for statement in every
            if not is_definition(statement.node) and not is_main_guard(statement.node)
        )
    )
    reached = needed(every, roots)
    asked_for = needed(every, set(required))
    unreached = [
        range(statement.first, statement.last + 1)
        for index, statement in enumerate(every)
        if (index not in reached and is_definition(statement.node))
        or (index not in asked_for and isinstance(statement.node, ast.Expr))  # a look at something
    ]
    return find_uses(tree, name, forbidden, unreached)


def _scan_by_hand(
    tree: ast.Module,
    text: str,
    name: str,
    by_hand: set[str],
    trees: dict[str, ast.Module],
    beside: dict[str, bytes],
) -> list[Use]:
    """Automatic differentiation in what the functions reach that are asked for by hand: the lines
    of the graded file, and whole modules beside it."""
    every = statements(tree, text)
    reached = [every[index] for index in sorted(needed(every, by_hand))]
    lines = [range(statement.first, statement.last + 1) for statement in reached]
    uses = find_differentiation(tree, name, lines)
    waiting = [(ast.Module([statement.node for statement in reached], []), "")]
    seen: set[str] = set()
    while waiting:
        for path in (_imported_files(*waiting.pop(), beside) & trees.keys()) - seen:
            seen.add(path)
            uses += find_differentiation(trees[path], path)
            waiting.append((trees[path], _folder(path)))
    return uses


def _is_open_ended(tree: ast.Module) -> bool:
    """Whether the module may bind names that can't be seen."""
    return any(
        (isinstance(node, ast.ImportFrom) and any(name.name == "*" for name in node.names))
        or (isinstance(node, ast.Name) and node.id in _DYNAMIC)
        or (isinstance(node, ast.FunctionDef) and node.name == "__getattr__")
        or (isinstance(node, ast.Attribute) and node.attr in ("modules", "__dict__"))
        for node in ast.walk(tree)
    )


def _digest(main: str, modules: dict[str, str], cells: tuple[Line, ...]) -> str:
    # Not the numbers that Jupyter shows: running a cell again makes no other work of it.
    places = [(line.cell, line.line) for line in cells]
    return hashlib.sha256(msgspec.json.encode([main, sorted(modules.items()), places])).hexdigest()
