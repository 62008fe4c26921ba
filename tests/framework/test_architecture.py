"""The house is laid out as `docs/architecture.md` says: read from the imports themselves."""

import ast
import re
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.framework.conftest import REPOSITORY

PACKAGE = REPOSITORY / "autograder"

# From left to right. A stage imports what is to its left, and its own.
STAGES: tuple[tuple[str, ...], ...] = (
    ("submission",),
    ("record",),
    ("topic",),
    ("digests",),
    ("collect",),
    ("sandbox",),
    ("wire",),
    ("worker",),
    ("places",),
    ("suite",),
    ("judge",),
    ("bench",),
    ("gradebook",),
    ("late",),
    ("cluster",),
    ("grade",),
    ("regrade",),
    ("similar",),
    ("ladder",),
    ("messages", "sentences"),
    ("terminal",),
    ("pictures",),
    ("html",),
    ("selfcheck",),
    ("watch",),
    ("notebook",),
    ("handout", "new"),
    ("verify", "mutate", "calibrate", "survivors", "proof"),
    ("report",),
    ("export", "push"),
    ("package",),
    ("cli",),
)
# What looks to the right all the same, and why that leads nowhere.
EXCEPTIONS = {
    # A table of numbers and the words for them: it knows neither pytest nor the oracle.
    ("suite", "judge.compare"),
}
FOREIGN = {
    "pytest": {"judge"},
    "_pytest": {"judge"},
    "torch": {"worker"},
    "otter": {"notebook", "package"},
    "nbformat": {"notebook", "handout", "package"},
    "click": {"cli"},
    "matplotlib": {"pictures"},
    "jinja2": {"html"},
    "distributed": {"cluster"},
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
    tree = ast.parse(path_of(module).read_text(encoding="utf-8"))
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


def ours(module: str) -> Iterator[tuple[str, bool]]:
    """What it imports of this package."""
    for name, lazy in imports(module):
        if name.startswith("autograder."):
            yield name.removeprefix("autograder."), lazy


def stage(module: str) -> int:
    top = module.partition(".")[0]
    return next(i for i, names in enumerate(STAGES) if top in names)


def test_every_module_has_its_place() -> None:
    places = {name for names in STAGES for name in names}
    assert {module.partition(".")[0] for module in modules()} == places


def test_the_table_of_the_manual_names_the_same_parts() -> None:
    text = (REPOSITORY / "docs" / "architecture.md").read_text(encoding="utf-8")
    rows = re.findall(r"^\| (`[^|]+) \|", text, re.MULTILINE)
    parts = [part for row in rows for part in re.findall(r"`([\w/]+?)(?:\.py|/)`", row)]
    places = [name for names in STAGES for name in names]
    assert sorted(set(parts) - {"locale", "templates"}) == sorted(places)


@pytest.mark.parametrize("module", modules())
def test_a_stage_imports_only_what_is_to_its_left(module: str) -> None:
    for imported, _ in ours(module):
        if (module, imported) not in EXCEPTIONS:
            assert stage(imported) <= stage(module), f"{module} imports {imported}"


@pytest.mark.parametrize(("library", "allowed"), FOREIGN.items())
def test_a_library_is_known_where_it_belongs_and_nowhere_else(
    library: str, allowed: set[str]
) -> None:
    knowing = {
        module.partition(".")[0]
        for module in modules()
        for name, _ in imports(module)
        if name.partition(".")[0] == library
    }
    assert knowing <= allowed
    if library in ("pytest", "torch", "otter"):
        assert knowing == allowed


def test_what_runs_beside_student_code_knows_only_the_wire_and_the_layers() -> None:
    for module in modules():
        if module.partition(".")[0] == "worker":
            for imported, _ in ours(module):
                assert imported.startswith(("worker", "wire", "sandbox.layers")), module


def test_only_a_notebooks_kernel_brings_the_worker_into_its_own_process() -> None:
    bringing = {
        (module, lazy)
        for module in modules()
        for imported, lazy in ours(module)
        if imported.partition(".")[0] == "worker" and module.partition(".")[0] != "worker"
    }
    assert bringing == {("notebook", True)}


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
