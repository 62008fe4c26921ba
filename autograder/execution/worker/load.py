"""Imports a submission from the text that came through the pipe, never from a file."""

import importlib.abc
import importlib.machinery
import importlib.util
import linecache
import os
import sys
from collections.abc import Mapping, Sequence
from types import CodeType, ModuleType

PREFIX = "<submission>/"
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


class SubmissionFinder(importlib.abc.MetaPathFinder, importlib.abc.InspectLoader):
    """Makes the files of a submission importable by each other, as they are on the student's
    disk: `helpers.py` as `helpers`, `net/layers.py` as `net.layers`."""

    def __init__(self, modules: Mapping[str, str], main: str, folder: str = "") -> None:
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
        self.folder = folder
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
        file = os.path.join(self.folder, path)  # noqa: PTH118 -- a name, and no file need be there
        if not self.folder or not os.path.isfile(file):  # noqa: PTH113
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
        exec(self._codes[name], module.__dict__)  # noqa: S102 -- running the submission is what a worker is for

    def execute(self, name: str) -> ModuleType:
        """Imports the module `name` and what it imports of the submission, all of it afresh."""
        for each in (*self.paths, *self.packages):
            spec = getattr(sys.modules.get(each), "__spec__", None)
            if each == name or isinstance(getattr(spec, "loader", None), SubmissionFinder):
                sys.modules.pop(each, None)
        sys.argv = [self.paths[name]]  # no arguments, for who parses them
        if self not in sys.meta_path:
            sys.meta_path.insert(0, self)
        return importlib.import_module(name)


def finder_of(
    modules: Mapping[str, str], main: str, name: str, folder: str = ""
) -> SubmissionFinder:
    """The finder of a submission, whose main file is the module `name` that the topic asks for,
    whatever the file is called. With `folder`, code is known by the files that are there.

    Names of the submission hide installed modules of the same name, as they do for the student,
    but for those that are loaded already: replacing torch itself is not a helper file.
    """
    finder = SubmissionFinder(modules, main, folder)
    finder.paths[name] = main
    return finder
