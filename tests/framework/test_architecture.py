"""The house is laid out as `docs/architecture.md` says: read from the imports themselves."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.framework.conftest import REPOSITORY

PACKAGE = REPOSITORY / "autograder"

# The rooms, from the ground up. Each imports what stands below it, and its own.
FLOORS: tuple[tuple[str, ...], ...] = (
    ("model",),
    ("collect", "execution"),
    ("judge",),
    ("suite",),
    ("grading",),
    ("presentation",),
    ("selfcheck",),
    ("authoring",),
    ("lms",),
    ("cli",),
)
# Who may know a library: rooms, or modules of them.
FOREIGN = {
    "pytest": {"judge", "selfcheck.plugin"},
    "_pytest": {"judge", "selfcheck.plugin"},
    "torch": {"execution.worker"},
    "otter": {"selfcheck.notebook", "lms.package"},
    "nbformat": {"authoring.handout", "authoring.starter_notebook", "lms.package"},
    "click": {"cli"},
    "matplotlib": {"presentation.pictures"},
    "jinja2": {"presentation.html"},
    "distributed": {"grading.cluster"},
}
# What a worker may know of the package, besides its own room.
BESIDE_STUDENT_CODE = {
    "execution.wire",
    "execution.sandbox.layers",
    "execution.sandbox.seccomp",
    "execution.sandbox.kernel",
    "model.groups",
}


@cache
def modules() -> list[str]:
    """Every module of the package, without `autograder.`."""
    found = []
    for path in sorted(PACKAGE.rglob("*.py")):
        parts = list(path.relative_to(PACKAGE).with_suffix("").parts)
        if parts[-1] == "__init__":
            parts.pop()
        if parts and parts != ["__main__"]:
            found.append(".".join(parts))
    return found


def path_of(module: str) -> Path:
    path = PACKAGE.joinpath(*module.split("."))
    return path / "__init__.py" if path.is_dir() else path.with_suffix(".py")


@cache
def imports(module: str) -> list[tuple[str, bool]]:
    """What a module imports, and whether it does so inside a function alone."""
    return list(_imports(module))


def _imports(module: str) -> Iterator[tuple[str, bool]]:
    tree = _WithoutTypeChecking().visit(ast.parse(path_of(module).read_text(encoding="utf-8")))
    inside = {
        id(node)
        for function in ast.walk(tree)
        if isinstance(function, ast.FunctionDef | ast.AsyncFunctionDef)
        for node in ast.walk(function)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Import):
            for name in node.names:
                yield name.name, id(node) in inside
        elif isinstance(node, ast.ImportFrom):
            assert not node.level, f"{module} imports by a relative name"
            for name in node.names:
                full = f"{node.module}.{name.name}"
                is_module = full.removeprefix("autograder.") in modules()
                yield (full if is_module else node.module or ""), id(node) in inside


class _WithoutTypeChecking(ast.NodeTransformer):
    """Takes away what is imported for annotations and texts alone: nothing of it runs."""

    def visit_If(self, node: ast.If) -> ast.AST | None:
        is_for_types = isinstance(node.test, ast.Name) and node.test.id == "TYPE_CHECKING"
        return None if is_for_types and not node.orelse else self.generic_visit(node)


def ours(module: str) -> Iterator[tuple[str, bool]]:
    """What it imports of this package."""
    for name, lazy in imports(module):
        if name.startswith("autograder."):
            yield name.removeprefix("autograder."), lazy


def room(module: str) -> str:
    return module.partition(".")[0]


def floor(module: str) -> int:
    return next(i for i, rooms in enumerate(FLOORS) if room(module) in rooms)


def test_every_module_has_its_place() -> None:
    assert {room(module) for module in modules()} == {name for rooms in FLOORS for name in rooms}


def test_the_manual_shows_the_same_rooms_on_the_same_floors() -> None:
    text = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| ((?:`[\w/.]+`(?:, )?)+) \|", text, re.MULTILINE)
    shown = [tuple(re.findall(r"`(\w+)(?:/|\.py)`", row)) for row in rows]
    assert shown == list(reversed(FLOORS))


@pytest.mark.parametrize("module", modules())
def test_a_room_imports_only_what_stands_below_it(module: str) -> None:
    for imported, _ in ours(module):
        beside = floor(imported) == floor(module) and room(imported) != room(module)
        assert floor(imported) <= floor(module), f"{module} imports {imported}"
        assert not beside, f"{module} imports {imported}, which stands beside it"


@pytest.mark.parametrize(("library", "allowed"), FOREIGN.items())
def test_a_library_is_known_where_it_belongs_and_nowhere_else(
    library: str, allowed: set[str]
) -> None:
    knowing = {
        module
        for module in modules()
        for name, _ in imports(module)
        if name.partition(".")[0] == library
    }
    found = {part for part in allowed for each in knowing if f"{each}.".startswith(f"{part}.")}
    assert not {each for each in knowing if not any(f"{each}.".startswith(f"{p}.") for p in found)}
    if library in ("pytest", "torch", "otter"):
        assert found == allowed


def test_what_runs_beside_student_code_knows_only_the_wire_the_layers_and_what_is_refused() -> None:
    for module in modules():
        if module.startswith("execution.worker."):
            for imported, _ in ours(module):
                known = imported.startswith("execution.worker.") or imported in BESIDE_STUDENT_CODE
                assert known, f"{module} imports {imported}"


def test_the_worker_is_brought_into_our_own_process_in_one_place_alone() -> None:
    bringing = {
        (module, lazy)
        for module in modules()
        for imported, lazy in ours(module)
        if imported.startswith("execution.worker.") and not module.startswith("execution.worker.")
    }
    assert bringing == {("execution.same_process", True)}


def test_collecting_runs_nothing() -> None:
    for module in modules():
        if module.partition(".")[0] != "collect":
            continue
        tree = ast.parse(path_of(module).read_text(encoding="utf-8"))
        called = {
            node.func.id
            for node in ast.walk(tree)
            if isinstance(node, ast.Call) and isinstance(node.func, ast.Name)
        }
        assert not called & {"exec", "eval", "__import__"}, module
        names = {name for name, _ in imports(module)}
        assert not names & {"pickle", "importlib", "runpy", "subprocess", "marshal"}, module


def test_nothing_is_ever_unpickled_by_us() -> None:
    for module in modules():
        names = {name.partition(".")[0] for name, _ in imports(module)}
        assert not names & {"pickle", "marshal", "shelve", "dill", "joblib"}, module
