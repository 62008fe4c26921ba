"""Gives the starter back, of the whole file or of one exercise; the old file is always kept."""

import ast
from pathlib import Path

import msgspec

from autograder.model.submission import Problem
from autograder.selfcheck.work import NothingToCheck, Work

Definition = ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef


def reset(work: Work, exercise: str = "") -> Path | None:
    """Puts the starter, or its definitions of one exercise, in place of what the student has
    written, and returns where the old file is now; None where there was none.

    Raises NothingToCheck where there is no starter to give back, or the file can't be taken apart.
    """
    given = work.topic.given.with_suffix(work.path.suffix)
    if given == work.path or not given.is_file():
        raise NothingToCheck(Problem(kind="nothing_given", data={"topic": work.topic.name}))
    data = given.read_bytes()
    if exercise:
        data = _with_exercise(work, given, exercise)
    kept = _put_away(work.path) if work.path.exists() else None
    work.path.write_bytes(data)
    return kept


def _put_away(path: Path) -> Path:
    """Renames a file to a name that nothing takes for work to be checked or handed in."""
    number = 1
    while (kept := path.with_name(f"{path.name}.old{number}")).exists():
        number += 1
    return path.rename(kept)


def _with_exercise(work: Work, given: Path, exercise: str) -> bytes:
    """The student's file with the starter's definitions of one exercise."""
    names = work.topic.exercise(exercise).defines
    cannot = NothingToCheck(Problem(kind="not_in_starter", data={"file": work.path.name}))
    try:
        if work.path.suffix != ".ipynb":
            starter = given.read_text(encoding="utf-8")
            text = work.path.read_text(encoding="utf-8-sig")
            return _replaced(text, _definitions(starter, names), append=True).encode()
        return _notebook_with(work.path, given, names)
    except (OSError, SyntaxError, ValueError, msgspec.MsgspecError, KeyError, TypeError):
        raise cannot from None


def _notebook_with(path: Path, given: Path, names: tuple[str, ...]) -> bytes:
    """The notebook with the starter's definitions in the cells that define these names; all else
    stays as it is. A cell that is no Python is left alone."""
    starter = "\n\n".join(_code_cells(msgspec.json.decode(given.read_bytes())).values())
    definitions = _definitions(starter, names)
    notebook = msgspec.json.decode(path.read_bytes())
    found: set[str] = set()
    for index, text in _code_cells(notebook).items():
        try:
            there = set(_definitions(text, names))
        except SyntaxError:
            continue
        if there:
            found |= there
            mine = {name: definitions[name] for name in there}
            lines = _replaced(text, mine, append=False).splitlines(keepends=True)
            notebook["cells"][index]["source"] = lines
    if found != set(definitions):
        raise KeyError(*sorted(set(definitions) - found))
    return msgspec.json.format(msgspec.json.encode(notebook), indent=1) + b"\n"


def _code_cells(notebook: dict[str, list[dict[str, str | list[str]]]]) -> dict[int, str]:
    """The text of each code cell, by its place among all cells."""
    return {
        index: "".join(cell["source"])
        for index, cell in enumerate(notebook["cells"])
        if cell["cell_type"] == "code"
    }


def _definitions(text: str, names: tuple[str, ...]) -> dict[str, str]:
    """The text of each of these functions and classes. Raises SyntaxError."""
    lines = text.splitlines(keepends=True)
    return {
        node.name: "".join(lines[_first(node) - 1 : node.end_lineno])
        for node in ast.parse(text).body
        if isinstance(node, Definition) and node.name in names
    }


def _replaced(text: str, definitions: dict[str, str], *, append: bool) -> str:
    """The text with these definitions in place of its own; with `append`, those that it lacks
    stand at its end. Raises SyntaxError."""
    lines = text.splitlines(keepends=True)
    missing = dict(definitions)
    for node in reversed(ast.parse(text).body):
        if isinstance(node, Definition) and node.name in definitions:
            new = definitions[node.name].rstrip("\n") + "\n"
            lines[_first(node) - 1 : node.end_lineno] = [new] if missing.pop(node.name, "") else []
    if append and missing:
        lines = ["".join(lines).rstrip("\n") + "\n"]
        lines += [f"\n\n{each.rstrip()}\n" for each in missing.values()]
    return "".join(lines)


def _first(node: Definition) -> int:
    return min([node.lineno, *(each.lineno for each in node.decorator_list)])
