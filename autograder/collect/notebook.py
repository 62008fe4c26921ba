"""Reads a notebook's code cells, and takes the definitions out of them.

What is taken: the functions and classes that the assignment asks for, and whatever those need,
transitively: other functions and classes, imports, assignments; and harmless set-up such as
`torch.manual_seed(0)`. What is left out: magics, training loops, plots, tests, anything that only
does something. The lines that are taken are the student's, character by character.
"""

import ast
import re
from dataclasses import dataclass, field, replace

import msgspec

from autograder.collect.newer import RUNNING, newer_python
from autograder.model.outline import (
    Statement,
    bound_names,
    is_definition,
    needed,
    statements,
    written_definitions,
)
from autograder.model.submission import Line, Problem

CELLS = 5_000
CODE_BYTES = 2**20
_MAGICS = 200

_SETUP = frozenset(
    {
        "numpy.random.seed",
        "numpy.set_printoptions",
        "random.seed",
        "sys.path.append",
        "sys.path.insert",
        "sys.setrecursionlimit",
        "torch.autograd.set_detect_anomaly",
        "torch.manual_seed",
        "torch.random.manual_seed",
        "torch.set_default_dtype",
        "torch.set_float32_matmul_precision",
        "torch.set_num_threads",
        "torch.set_printoptions",
        "torch.use_deterministic_algorithms",
        "warnings.filterwarnings",
        "warnings.simplefilter",
    }
)
# A value computed with one of these would fail or take long where a submission is graded (no
# files, no network, no GPU, no person); without it only what reads the name fails.
_UNREASONABLE_NAMES = frozenset(
    ("open", "input", "get_ipython", "display", "exit", "quit", "exec", "eval", "__import__")
)
_UNREASONABLE_MODULES = frozenset(
    (
        *("datasets", "drive", "files", "google", "matplotlib", "plt", "requests", "seaborn"),
        *("sns", "torchvision", "urllib", "wandb"),
    )
)
_UNREASONABLE_METHODS = frozenset(
    (
        *("cuda", "download", "fit", "genfromtxt", "load", "loadtxt", "popen", "read_bytes"),
        *("read_csv", "read_text", "show", "system", "urlopen", "urlretrieve"),
    )
)
_RUNS_LONG = re.compile(r"(train|fit|main|run|test|plot|evaluate)(_|$|\d)")

_MAGIC_LINE = re.compile(r"\s*(?:[%!?]|[\w.,\[\]() ]+=\s*[%!])|.*\?\s*(?:#.*)?$")
_CELL_MAGIC = re.compile(r"\s*%%(?P<name>\w+)(?P<rest>.*)")
# Cell magics around Python that runs in the notebook's own namespace.
_TRANSPARENT = frozenset({"time", "timeit", "capture", "prun"})


class NotebookError(Exception):
    """The file is no notebook that can be read. `reason`: `not_utf8`, `not_json`,
    `not_a_notebook`, `no_code`, `language`, `too_large`."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True)
class Cell:
    """A code cell: its number among the code cells from 1, its Python, and the number that Jupyter
    shows beside it, 0 where it has not run.

    Lines that are IPython's (`%`, `!`, `?`) are empty or `pass`, all others as they are.
    """

    number: int
    text: str
    writes: str = ""  # the file that a `%%writefile` cell makes
    count: int = 0


@dataclass(frozen=True)
class Converted:
    """The module that a notebook's definitions make: `lines` has one entry a line of `text`."""

    text: str
    lines: tuple[Line, ...]
    names: frozenset[str]
    notes: tuple[Problem, ...] = field(default=())


class _Cell(msgspec.Struct):
    cell_type: object = ""
    source: str | list[str] | None = None
    input: str | list[str] | None = None  # notebook format 3
    language: object = "python"
    execution_count: object = None


class _Worksheet(msgspec.Struct):
    cells: list[_Cell] = []


class _Metadata(msgspec.Struct):
    kernelspec: object = None
    language_info: object = None


class _Notebook(msgspec.Struct):
    cells: list[_Cell] | None = None
    worksheets: list[_Worksheet] | None = None  # notebook format 3
    metadata: _Metadata | None = None


def is_notebook(data: bytes) -> bool:
    """Whether a file looks like a notebook from inside, whatever it is called."""
    return data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{") and b'"nbformat"' in data


def without_outputs(data: bytes) -> bytes:
    """A notebook with its code and nothing else, `data` where it can't be read."""
    try:
        notebook = msgspec.json.decode(data.decode("utf-8-sig"), type=_Notebook)
    except (msgspec.DecodeError, UnicodeError, RecursionError):
        return data
    return msgspec.json.encode({"nbformat": 4, **msgspec.structs.asdict(notebook)})


def read_cells(data: bytes) -> list[Cell]:
    """The code cells of a notebook of format 3 or 4. Raises NotebookError.

    Only what is needed is read, so a notebook need not be valid in everything else.
    """
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise NotebookError("not_utf8") from None
    try:
        notebook = msgspec.json.decode(text, type=_Notebook)
    except (msgspec.ValidationError, RecursionError):
        raise NotebookError("not_a_notebook") from None
    except (msgspec.DecodeError, UnicodeError):
        raise NotebookError("not_json") from None
    if notebook.cells is not None:
        cells = notebook.cells
    elif notebook.worksheets is not None:
        cells = [cell for sheet in notebook.worksheets for cell in sheet.cells]
    else:
        raise NotebookError("not_a_notebook")
    if not _is_python(notebook.metadata):
        raise NotebookError("language")
    code = [cell for cell in cells if cell.cell_type == "code"]
    sources = [_source(cell) for cell in code]
    if not any(source.strip() for source in sources):
        raise NotebookError("no_code")
    if len(cells) > CELLS or sum(map(len, sources)) > CODE_BYTES:
        raise NotebookError("too_large")
    return [
        replace(_python(number, source), count=_count(cell))
        for number, (cell, source) in enumerate(zip(code, sources, strict=True), start=1)
    ]


def convert(cells: list[Cell], required: frozenset[str], file: str, stem: str) -> Converted:
    """The module of a notebook's definitions, `required` being the names asked for.

    A cell that is no Python is left out and noted. `stem` is the name of the graded module: what
    a cell writes to the file of that name counts as the cell's own code.
    """
    notes = []
    taken: list[tuple[Cell, Statement]] = []
    for cell in cells:
        if cell.writes and _stem(cell.writes) != stem:
            continue
        try:
            tree = ast.parse(cell.text)
            compile(tree, file, "exec", ast.PyCF_ALLOW_TOP_LEVEL_AWAIT, dont_inherit=True)
            found = statements(tree, cell.text)
        except (SyntaxError, ValueError) as error:
            notes.append(_cell_problem(cell, file, error))
        else:
            taken += [(cell, statement) for statement in found]
    taken, stubs = _without_later_stubs(taken, required, file)
    notes += stubs
    every = [statement for _, statement in taken]
    keep = _kept(every, required)
    notes += _left_out(taken, keep, file)
    text, lines = _assemble(taken, keep)
    names = bound_names(every[i] for i in keep) | bound_names(
        statement for statement in every if is_definition(statement.node)
    )
    return Converted(text, lines, frozenset(names), tuple(notes))


def _without_later_stubs(
    taken: list[tuple[Cell, Statement]], required: frozenset[str], file: str
) -> tuple[list[tuple[Cell, Statement]], list[Problem]]:
    """The statements without a stub that follows the written definition of the same name: in a
    notebook, where cells run in any order, it is the starter's cell, left where it was. And a note
    on each."""
    written: set[str] = set()
    kept, notes = [], []
    for cell, statement in taken:
        definitions = written_definitions(ast.Module([statement.node], []))
        stub = next((name for name, is_written in definitions.items() if not is_written), "")
        if stub in written and stub in required:
            data: dict[str, str | int] = {
                "file": file,
                "cell": cell.number,
                "line": statement.first,
                "name": stub,
            }
            notes.append(Problem(kind="stub_left_out", data=data))
            continue
        written |= {name for name, is_written in definitions.items() if is_written}
        kept.append((cell, statement))
    return kept, notes


def _left_out(taken: list[tuple[Cell, Statement]], keep: set[int], file: str) -> list[Problem]:
    """A note for each name that what is taken reads and that only a left-out statement binds."""
    missing = {name for i in keep for name in taken[i][1].reads} - bound_names(
        taken[i][1] for i in keep
    )
    notes: dict[str, Problem] = {}
    for i, (cell, statement) in enumerate(taken):
        if i not in keep:
            for name in statement.binds & missing:
                data: dict[str, str | int] = {
                    "file": file,
                    "cell": cell.number,
                    "line": statement.first,
                    "name": name,
                }
                notes[name] = Problem(kind="value_left_out", data=data)
    return [notes[name] for name in sorted(notes)]


def _is_python(metadata: _Metadata | None) -> bool:
    if metadata is None:
        return True
    for about, name in ((metadata.language_info, "name"), (metadata.kernelspec, "language")):
        if isinstance(about, dict) and isinstance(about.get(name), str):
            return about[name].casefold() in ("python", "ipython")
    return True


def _source(cell: _Cell) -> str:
    source = cell.source if cell.source is not None else cell.input
    text = "".join(source) if isinstance(source, list) else source or ""
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _count(cell: _Cell) -> int:
    count = cell.execution_count
    return count if type(count) is int and 0 < count < 1_000_000 else 0


def _stem(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1].rpartition(".")[0].casefold()


def _python(number: int, source: str) -> Cell:
    """The cell without IPython's additions: only where it is no Python as it stands."""
    lines = source.split("\n")
    writes = ""
    head = next((i for i, line in enumerate(lines) if line.strip()), 0)
    magic = _CELL_MAGIC.match(lines[head])
    if magic:
        lines[head] = ""
        if magic["name"] in ("writefile", "file"):
            writes = (magic["rest"].split() or [""])[-1].strip("\"'")
        elif magic["name"] not in _TRANSPARENT:
            return Cell(number, "")
    return Cell(number, without_magics("\n".join(lines)), writes)


def without_magics(text: str) -> str:
    """The text with `pass` for the lines that are IPython's, where it is no Python as it stands."""
    lines = text.split("\n")
    for _ in range(_MAGICS):
        try:
            ast.parse("\n".join(lines))
        except SyntaxError as error:
            index = (error.lineno or 0) - 1
            if not 0 <= index < len(lines) or not _MAGIC_LINE.match(lines[index]):
                break
            # `pass`, so that a block that held nothing else stays one.
            lines[index] = re.match(r"\s*", lines[index])[0] + "pass"  # type: ignore[index] # \s* always matches
        except ValueError:
            break
        else:
            break
    return "\n".join(lines)


def _cell_problem(cell: Cell, file: str, error: Exception) -> Problem:
    data: dict[str, str | int] = {"file": file, "cell": cell.number, "message": str(error)}
    if cell.count:
        data["count"] = cell.count
    if isinstance(error, SyntaxError):
        data |= {
            "line": error.lineno or 1,
            "column": error.offset or 1,
            "text": (error.text or "").strip("\n")[:200],
            "message": error.msg,
        }
        newer = newer_python(error.msg, error.text or "")
        data |= {"newer": newer, "running": RUNNING} if newer else {}
    return Problem(kind="cell_syntax_error", data=data)


def _kept(every: list[Statement], required: frozenset[str]) -> set[int]:
    """The statements to take."""
    aliases = _imported(every)
    defined = {
        name for statement in every if is_definition(statement.node) for name in statement.binds
    }
    constants = _constants(every)
    allowed = {
        i
        for i, statement in enumerate(every)
        if _may_stand(statement.node, frozenset(defined), required)
    }
    always = {
        i
        for i, statement in enumerate(every)
        if _is_star(statement.node)
        or _is_future(statement.node)
        or _is_setup(statement.node, aliases, constants)
    }
    roots = required if required & bound_names(every[i] for i in allowed) else frozenset(defined)
    wanted = roots | {name for i in always for name in every[i].reads}
    kept = needed(every, wanted, allowed) | always
    if any(every[i].reads & {"globals", "eval", "exec", "locals", "vars"} for i in kept - always):
        # What is looked up by a computed name can't be told: every definition stays.
        kept = needed(every, wanted | defined, allowed) | always
    return kept


def _imported(every: list[Statement]) -> dict[str, str]:
    """What the names of modules at the top level stand for: `np` for `numpy`."""
    aliases = {}
    for statement in every:
        if isinstance(statement.node, ast.Import):
            for name in statement.node.names:
                top = name.name.split(".")[0]
                aliases[name.asname or top] = name.name if name.asname else top
        elif isinstance(statement.node, ast.ImportFrom) and not statement.node.level:
            for name in statement.node.names:
                aliases[name.asname or name.name] = f"{statement.node.module}.{name.name}"
    return aliases


def _constants(every: list[Statement]) -> set[str]:
    """Names that only ever are given a constant."""
    given: set[str] = set()
    other: set[str] = set()
    for statement in every:
        node = statement.node
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant):
            given |= statement.binds
        else:
            other |= statement.binds
    return given - other


def _dotted(node: ast.expr) -> str:
    """`a.b.c` for such an expression, empty for others."""
    parts = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return ""
    return ".".join([node.id, *reversed(parts)])


def _is_setup(node: ast.stmt, aliases: dict[str, str], constants: set[str]) -> bool:
    """A call that sets a seed or a default, with arguments that can't fail."""
    if not isinstance(node, ast.Expr) or not isinstance(node.value, ast.Call):
        return False
    root, dot, rest = _dotted(node.value.func).partition(".")
    if aliases.get(root, "") + dot + rest not in _SETUP:
        return False
    arguments = [*node.value.args, *(keyword.value for keyword in node.value.keywords)]
    return all(
        isinstance(argument, ast.Constant)
        or (isinstance(argument, ast.Name) and argument.id in constants)
        or _dotted(argument).partition(".")[0] in aliases
        for argument in arguments
    )


def _is_star(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and any(name.name == "*" for name in node.names)


def _may_stand(node: ast.stmt, defined: frozenset[str], required: frozenset[str]) -> bool:
    """Whether a statement does nothing but bind names, to a reasonable value."""
    if is_definition(node) or isinstance(node, ast.Import | ast.ImportFrom):
        return True
    if isinstance(node, ast.Assign):
        return _is_reasonable(node.value, required) and _rebinds_fairly(node, defined)
    if isinstance(node, ast.AnnAssign):
        return node.value is not None and _is_reasonable(node.value, required)
    if isinstance(node, ast.AugAssign):
        return _is_reasonable(node.value, required)
    if isinstance(node, ast.If) and not _is_main_guard(node.test):
        inner = [*node.body, *node.orelse]
        return _is_reasonable(node.test, required) and all(
            _may_stand_inside(each, defined, required) for each in inner
        )
    if isinstance(node, ast.Try):
        handled = [each for handler in node.handlers for each in handler.body]
        inner = [*node.body, *handled, *node.orelse, *node.finalbody]
        return all(_may_stand_inside(each, defined, required) for each in inner)
    return type(node).__name__ == "TypeAlias"  # from Python 3.12 on


def _may_stand_inside(node: ast.stmt, defined: frozenset[str], required: frozenset[str]) -> bool:
    """Within `if` and `try`, `pass`, `raise`, text and a word to the reader do no harm."""
    if isinstance(node, ast.Pass | ast.Raise):
        return True
    if isinstance(node, ast.Expr):
        call = node.value
        return isinstance(call, ast.Constant) or (
            isinstance(call, ast.Call) and _dotted(call.func) in ("print", "warnings.warn")
        )
    return _may_stand(node, defined, required)


def _is_main_guard(test: ast.expr) -> bool:
    return any(isinstance(node, ast.Name) and node.id == "__name__" for node in ast.walk(test))


def _rebinds_fairly(node: ast.Assign, defined: frozenset[str]) -> bool:
    """An assignment to a function's name stands only where it makes the function anew
    (`f = jit(f)`, `f = g`): `softmax = softmax(x)` in a test cell does not lose the function."""
    bound = {
        name.id
        for target in node.targets
        for name in ast.walk(target)
        if isinstance(name, ast.Name) and isinstance(name.ctx, ast.Store)
    }
    if not bound & defined:
        return True
    value = node.value
    if isinstance(value, ast.Call):
        return any(isinstance(each, ast.Name) and each.id in bound for each in value.args)
    return len(bound) == 1 and isinstance(value, ast.Name | ast.Attribute | ast.Lambda)


def _is_reasonable(value: ast.expr, required: frozenset[str]) -> bool:
    """Whether computing a value at import is harmless, as far as can be told."""
    for node in ast.walk(value):
        if isinstance(node, ast.Await | ast.Yield | ast.YieldFrom):
            return False
        if not isinstance(node, ast.Call):
            continue
        name = _dotted(node.func)
        root, _, rest = name.partition(".")
        if root in _UNREASONABLE_NAMES and not rest:
            return False
        if root in _UNREASONABLE_MODULES:
            return False
        if isinstance(node.func, ast.Attribute) and node.func.attr in _UNREASONABLE_METHODS:
            return False
        if not rest and _RUNS_LONG.match(name):
            return False
        if not rest and name in required and not name[:1].isupper():
            return False
    return True


def _assemble(taken: list[tuple[Cell, Statement]], keep: set[int]) -> tuple[str, tuple[Line, ...]]:
    """The text of the kept statements, `from __future__` first, and where its lines stood."""
    text: list[str] = []
    lines: list[Line] = []
    for i in sorted(keep, key=lambda i: (not _is_future(taken[i][1].node), i)):
        cell, statement = taken[i]
        shared = any(
            owner is cell and other.first == statement.last for owner, other in taken[i + 1 : i + 2]
        )
        piece = cell.text.split("\n")[statement.first - 1 : statement.last]
        if shared:  # `import torch; train()`: only this statement's part of the line
            piece[-1] = piece[-1][: statement.end]
        piece[0] = piece[0][statement.start :]
        text += piece
        lines += [
            Line(cell.number, statement.first + offset, cell.count) for offset in range(len(piece))
        ]
    return "".join(line + "\n" for line in text), tuple(lines)


def _is_future(node: ast.stmt) -> bool:
    return isinstance(node, ast.ImportFrom) and node.module == "__future__"
