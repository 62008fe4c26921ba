"""Imports a submission from the text that came through the pipe, never from a file.

A statement outside functions that fails is passed over, as a notebook's is when its definitions are
taken: what is graded may not need it. Where it does, the failure of that statement is what is told.
"""

import __future__

import ast
import importlib.abc
import importlib.machinery
import importlib.util
import linecache
import sys
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from types import CodeType, ModuleType, TracebackType
from typing import Any

from autograder.execution.worker.deadline import OutOfTime, deadline

PREFIX = "<submission>/"
_FUTURE = sum(getattr(__future__, name).compiler_flag for name in __future__.all_feature_names)
# What of the time for loading the first statement may take that does not end, and what each after
# it: so that what stands below it has its turn.
_PATIENCE, _IMPATIENCE = 0.7, 0.1
# Under a debugger and in a kernel code has names of its own; by those, the paths.
_files: dict[str, str] = {}


def know(files: Mapping[str, str]) -> None:
    """Notes what code of these file names is in the submission, by its path there."""
    _files.update(files)


def path_of(filename: str) -> str | None:
    """The path in the submission of what was compiled under this name; None for other code."""
    if filename.startswith(PREFIX):
        return filename[len(PREFIX) :]
    return _files.get(filename)


@dataclass(frozen=True)
class PassedOver:
    """A statement outside functions that failed: where it is, the names that it would have bound,
    and what is said of the error."""

    file: str
    line: int
    names: frozenset[str]
    said: dict[str, Any]


class SubmissionFinder(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Makes the files of a submission importable by each other, as they are on the student's
    disk: `helpers.py` as `helpers`, `net/layers.py` as `net.layers`. `explain` says in plain values
    what is the matter with what was raised."""

    def __init__(
        self,
        modules: Mapping[str, str],
        main: str,
        explain: Callable[..., dict[str, Any]],
        files: Mapping[str, str],
    ) -> None:
        root = main.rpartition("/")[0]
        prefix = f"{root}/" if root else ""
        self.paths: dict[str, str] = {}
        self.packages: set[str] = set()
        for path in modules:
            if not path.startswith(prefix) or not path.endswith(".py"):
                continue
            parts = path[len(prefix) : -3].split("/")
            if parts[-1] == "__init__":
                parts.pop()
                self.packages.add(".".join(parts))
            for count in range(1, len(parts)):
                self.packages.add(".".join(parts[:count]))
            if parts:
                self.paths[".".join(parts)] = path
        self.modules = modules
        self._explain = explain
        self.passed_over: list[PassedOver] = []
        self.endless: set[tuple[str, int]] = set()  # files and lines of what took too long
        self.files = files
        self._codes: dict[str, CodeType] = {}

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec of a module of the submission, or None."""
        if fullname not in self.paths and fullname not in self.packages:
            return None
        return importlib.machinery.ModuleSpec(
            fullname,
            self,
            origin=self._filename(self.paths.get(fullname, fullname)),
            is_package=fullname in self.packages,
        )

    def _filename(self, path: str) -> str:
        file = self.files.get(path)
        if file is None:
            return PREFIX + path
        know({file: path})
        return file

    def get_source(self, fullname: str) -> str:
        """The text of a module, as it was scanned."""
        path = self.paths.get(fullname)
        return self.modules[path] if path is not None else ""

    def exec_module(self, module: ModuleType) -> None:
        """Runs the module, under a file name that says whose code it is."""
        name = module.__name__
        filename = self._filename(self.paths.get(name, name))
        module.__file__ = filename
        if name not in self._codes:
            text = self.get_source(name)
            # `inspect.getsource` and warnings look lines up here; there is no file.
            linecache.cache[filename] = (len(text), None, text.splitlines(True), filename)
            self._codes[name] = compile(text, filename, "exec", dont_inherit=True)
        code = self._codes[name]
        body: list[ast.stmt] = []
        if any(file == self.paths.get(name) for file, _ in self.endless):
            body = ast.parse(self.get_source(name)).body
        else:
            try:
                exec(code, module.__dict__)  # noqa: S102 -- running the submission is what a worker is for
            except BaseException as error:
                body = self._below(code, name, error)
        for node in body:
            if (self.paths[name], node.lineno) in self.endless:
                self._pass_over(name, node, OutOfTime())
                continue
            try:
                exec(_compiled(node, code), module.__dict__)  # noqa: S102 -- as above
            except BaseException as error:
                self._pass_over(name, node, error)

    def _below(self, code: CodeType, name: str, error: BaseException) -> list[ast.stmt]:
        """The statements below the one that raised, which is passed over. Raises the error where
        no statement of the module is behind it."""
        body = ast.parse(self.get_source(name)).body
        place = _place(code, error.__traceback__)
        begun = [node for node in body if (_first_line(node), node.col_offset) <= place]
        if not begun:
            raise error
        self._pass_over(name, begun[-1], error)
        return body[len(begun) :]

    def _pass_over(self, name: str, node: ast.stmt, error: BaseException) -> None:
        file = self.paths[name]
        if isinstance(error, OutOfTime):
            self.endless.add((file, node.lineno))
        said = self._explain(error, loading=True)
        said.setdefault("place", [file, node.lineno, None, None])
        said["statement"] = node.lineno
        self.passed_over.append(PassedOver(file, node.lineno, bound(node), said))

    def execute(self, name: str, cpu_seconds: float = 0.0, wall_seconds: float = 0.0) -> ModuleType:
        """Imports the module `name` and what it imports of the submission, all of it afresh. What
        takes most of the seconds that are given is passed over in time."""
        self.passed_over.clear()
        for each in (*self.paths, *self.packages):
            spec = getattr(sys.modules.get(each), "__spec__", None)
            if each == name or isinstance(getattr(spec, "loader", None), SubmissionFinder):
                sys.modules.pop(each, None)
        sys.argv = [self.paths[name]]  # no arguments, for who parses them
        if self not in sys.meta_path:
            sys.meta_path.insert(0, self)
        limits = cpu_seconds, wall_seconds
        until, again = ([share * each for each in limits] for share in (_PATIENCE, _IMPATIENCE))
        with deadline(until[0], until[1], again):
            return importlib.import_module(name)


def finder_of(
    modules: Mapping[str, str],
    main: str,
    name: str,
    explain: Callable[..., dict[str, Any]],
    files: Mapping[str, str],
) -> SubmissionFinder:
    """The finder of a submission, whose main file is the module `name` that the topic asks for,
    whatever the file is called. `files` are the real files by whose names the code of some paths is
    known.

    Names of the submission hide installed modules of the same name, as they do for the student,
    but for those that are loaded already: replacing torch itself is not a helper file.
    """
    finder = SubmissionFinder(modules, main, explain, files)
    finder.paths[name] = main
    return finder


def bound(node: ast.stmt) -> frozenset[str]:
    """The names that a statement binds, as far as can be seen."""
    names = set()
    for each in ast.walk(node):
        if isinstance(each, ast.FunctionDef | ast.AsyncFunctionDef | ast.ClassDef):
            names.add(each.name)
        elif isinstance(each, ast.Name) and isinstance(each.ctx, ast.Store):
            names.add(each.id)
        elif isinstance(each, ast.alias):
            names.add(each.asname or each.name.partition(".")[0])
    return frozenset(names)


def _first_line(node: ast.stmt) -> int:
    decorators = getattr(node, "decorator_list", [])
    first: int = min([node.lineno, *(each.lineno for each in decorators)])
    return first


def _compiled(node: ast.stmt, code: CodeType) -> CodeType:
    """A statement of a module as code of its own, with what `from __future__` said in the module's
    code."""
    tree = ast.Module([node], type_ignores=[])
    flags = code.co_flags & _FUTURE
    compiled: CodeType = compile(tree, code.co_filename, "exec", flags, dont_inherit=True)
    return compiled


def _place(code: CodeType, trace: TracebackType | None) -> tuple[int, int]:
    """Where in a module's code an error came up: its line, and the column in bytes; (0, 0) where it
    did not come from there."""
    while trace is not None and trace.tb_frame.f_code is not code:
        trace = trace.tb_next
    if trace is None or trace.tb_lineno is None:
        return 0, 0
    positions = list(code.co_positions())
    _, _, column, _ = positions[trace.tb_lasti // 2]
    return trace.tb_lineno, column if column is not None else sys.maxsize
