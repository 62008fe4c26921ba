"""Files in memory, for code that writes where nothing can be written.

A submission sees the folder that it was handed in from, with its own modules, and whatever it has
written since; of the disk it sees what Python and its libraries read, and nothing else. So a file
that lies beside a student's work is as absent in their own check as it is where it is graded.
Nothing here is a wall: it is what the sandbox would refuse, answered as a disk would.
"""

import errno
import io
import os
import site
import stat
import sys
import sysconfig
import time
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any, NoReturn

import numpy as np
import torch

from autograder.execution.worker.load import PREFIX

HERE = f"/{PREFIX}".rstrip("/")  # the folder of the graded file, as that file names itself
# Beside the libraries: what computing reads, as in the sandbox.
_SYSTEM_FILES = (
    *("/usr/lib", "/usr/lib32", "/usr/lib64", "/usr/local/lib", "/lib", "/lib64"),
    *("/etc/localtime", "/usr/share/zoneinfo", "/sys/devices/system/cpu"),
    *("/proc/cpuinfo", "/proc/meminfo", "/dev/urandom"),
)
_FIRST_DESCRIPTOR = 1 << 20  # beyond those that a process can have
_BUFFER = 1 << 16
_FREE_BYTES = 1 << 36  # what is said to be left on it; what may be kept is the worker's memory


class _Node:
    """The content of a file."""

    def __init__(self, data: bytes = b"") -> None:
        self.data = bytearray(data)
        self.mode = 0o644
        self.changed = time.time_ns()


class _Raw(io.RawIOBase):
    """An open file: a node, and a position in it."""

    def __init__(self, node: _Node, name: Any, mode: str) -> None:
        self.node = node
        self.name = name
        self.mode = mode
        self._at = 0

    def readable(self) -> bool:
        return "r" in self.mode or "+" in self.mode

    def writable(self) -> bool:
        return "r" not in self.mode or "+" in self.mode

    def seekable(self) -> bool:
        return True

    def readinto(self, buffer: Any, /) -> int:
        if not self.readable():
            raise io.UnsupportedOperation("not readable")
        view = memoryview(buffer).cast("B")
        data = self.node.data[self._at : self._at + len(view)]
        view[: len(data)] = data
        self._at += len(data)
        return len(data)

    def write(self, data: Any, /) -> int:
        if not self.writable():
            raise io.UnsupportedOperation("not writable")
        content = memoryview(data).cast("B")
        if "a" in self.mode:
            self._at = len(self.node.data)
        self.node.data.extend(bytes(max(0, self._at - len(self.node.data))))  # a hole is zeros
        self.node.data[self._at : self._at + len(content)] = content
        self._at += len(content)
        self.node.changed = time.time_ns()
        return len(content)

    def seek(self, offset: int, whence: int = os.SEEK_SET, /) -> int:
        start = {os.SEEK_SET: 0, os.SEEK_CUR: self._at, os.SEEK_END: len(self.node.data)}[whence]
        if start + offset < 0:
            _fail(errno.EINVAL)
        self._at = start + offset
        return self._at

    def truncate(self, size: int | None = None, /) -> int:
        size = self._at if size is None else size
        del self.node.data[size:]
        self.node.data.extend(bytes(size - len(self.node.data)))
        return size


class _Nowhere(io.RawIOBase):
    """The null device, which a worker can't open for writing."""

    def writable(self) -> bool:
        return True

    def write(self, data: Any, /) -> int:
        return memoryview(data).nbytes


class _Entry:
    """What `os.scandir` says of one file or folder."""

    def __init__(self, folder: Any, name: str, found: os.stat_result) -> None:
        self.name = name
        self.path = os.path.join(folder, name)  # noqa: PTH118 -- as its caller spelled it
        self._found = found

    def __fspath__(self) -> str:
        return self.path

    def inode(self) -> int:
        """Its number."""
        return self._found.st_ino

    def is_dir(self, *, follow_symlinks: bool = True) -> bool:
        """Whether it is a folder."""
        return stat.S_ISDIR(self._found.st_mode)

    def is_file(self, *, follow_symlinks: bool = True) -> bool:
        """Whether it is a file."""
        return not self.is_dir()

    def is_symlink(self) -> bool:
        """Never: a link is made by giving one file two names."""
        return False

    is_junction = is_symlink

    def stat(self, *, follow_symlinks: bool = True) -> os.stat_result:
        """Its size and times."""
        return self._found


class _Entries:
    """What `os.scandir` gives: an iterator that is closed."""

    def __init__(self, entries: list[_Entry]) -> None:
        self._entries = iter(entries)

    def __iter__(self) -> Iterator[_Entry]:
        return self

    def __next__(self) -> _Entry:
        return next(self._entries)

    def __enter__(self) -> "_Entries":
        return self

    def __exit__(self, *exc: object) -> None:
        pass

    def close(self) -> None:
        """Nothing to close."""


def _fail(number: int, path: Any = None) -> NoReturn:
    """The error that a disk gives."""
    raise OSError(number, os.strerror(number), *(() if path is None else (path,)))


class Scratch:
    """A disk in memory, over what may be read of the real one. The methods are called as the
    functions of `os` of their names; folders are made as they are needed."""

    def __init__(self) -> None:
        self._real = {name: getattr(os, name) for name in dir(os)}
        self._open = io.open
        self._libraries = tuple(dict.fromkeys(_libraries()))
        self._modules: dict[str, str] = {}
        self.reset()

    def reset(self, modules: Mapping[str, str] | None = None) -> None:
        """Forgets everything that was written. `modules` are the files that are there from the
        start; those of the last time where none are given."""
        if modules is not None:
            self._modules = dict(modules)
        self._cwd = HERE
        self._folders = {"/", HERE, "/tmp"}  # noqa: S108 -- in memory
        self._files: dict[str, _Node] = {}
        self._descriptors: dict[int, _Raw] = {}
        for path, text in self._modules.items():
            self._place(self._absolute(path), _Node(text.encode("utf-8", "surrogatepass")))

    # -- paths --

    def _absolute(self, path: Any) -> str:
        """The path from the root, with `/` between its parts. Raises TypeError and ValueError for
        what is no path."""
        text = os.fsdecode(path)
        if "\0" in text:
            raise ValueError("embedded null byte")
        if not text:
            _fail(errno.ENOENT, path)
        whole = os.path.normpath(os.path.join(self._cwd, text)).replace(os.sep, "/")  # noqa: PTH118
        whole = "/" + whole.lstrip("/") if whole.startswith("//") else whole
        # `os.path.abspath(__file__)` puts the folder before a path that begins with it.
        _, found, below = whole.rpartition(HERE)
        return HERE + below if found else whole

    def _is_library(self, path: str) -> bool:
        return path.startswith(self._libraries) and any(
            path == each or path.startswith(f"{each}/") for each in self._libraries
        )

    def _place(self, path: str, node: _Node) -> None:
        self._files[path] = node
        self._make_folders(path.rpartition("/")[0])

    def _make_folders(self, path: str) -> None:
        while path and path not in self._folders:
            if path in self._files:
                _fail(errno.ENOTDIR, path)
            self._folders.add(path)
            path = path.rpartition("/")[0]

    def _below(self, folder: str) -> list[str]:
        """The files and folders in a folder and below it."""
        start = folder.rstrip("/") + "/"
        every = (*self._files, *self._folders)
        return [each for each in every if each.startswith(start) and each != start]

    def _names(self, folder: str) -> list[str]:
        start = len(folder.rstrip("/")) + 1
        return list(dict.fromkeys(each[start:].split("/")[0] for each in self._below(folder)))

    def _is_ours(self, path: Any) -> bool:
        """Whether a path, or a descriptor, is here; False where the real disk is asked. Raises
        FileNotFoundError."""
        if isinstance(path, int):
            return path in self._descriptors
        whole = self._absolute(path)
        if whole in self._files or whole in self._folders:
            return True
        if not self._is_library(whole) and whole != os.devnull:
            _fail(errno.ENOENT, path)
        return False

    # -- opening, and descriptors --

    def open(
        self,
        file: Any,
        mode: str = "r",
        buffering: int = -1,
        encoding: str | None = None,
        errors: str | None = None,
        newline: str | None = None,
        closefd: bool = True,
        opener: Any = None,
    ) -> Any:
        """See `builtins.open`."""
        plain = mode.replace("b", "").replace("t", "")
        if opener is not None and not isinstance(file, int):
            flags = {"r": os.O_RDONLY, "w": os.O_WRONLY | os.O_CREAT | os.O_TRUNC}
            file = opener(file, flags.get(plain, os.O_RDWR | os.O_CREAT))
        if plain not in ("r", "w", "a", "x", "r+", "w+", "a+", "x+"):
            return self._open(os.devnull, mode)  # says what is wrong with it
        if isinstance(file, int):
            if file not in self._descriptors:
                return self._open(file, mode, buffering, encoding, errors, newline, closefd)
            raw: io.RawIOBase = _Raw(self._descriptors[file].node, file, plain)
        elif os.fsdecode(file) == os.devnull and plain != "r":
            raw = _Nowhere()
        elif plain == "r" and not self._is_ours(file):
            return self._open(file, mode, buffering, encoding, errors, newline)
        else:
            raw = _Raw(self._node(file, plain), file, plain)
        return _layered(raw, mode, buffering, encoding, errors, newline)

    def _node(self, path: Any, mode: str) -> _Node:
        """The file to be opened, made where the mode makes one."""
        whole = self._absolute(path)
        if whole in self._folders:
            _fail(errno.EISDIR, path)
        node = self._files.get(whole)
        if "x" in mode and node is not None:
            _fail(errno.EEXIST, path)
        if node is None:
            if "r" in mode:
                _fail(errno.ENOENT, path)
            node = _Node()
            self._place(whole, node)
        if "w" in mode:
            node.data.clear()
        return node

    def os_open(
        self, path: Any, flags: int, mode: int = 0o777, *, dir_fd: int | None = None
    ) -> int:
        """See `os.open`."""
        writes = flags & (os.O_WRONLY | os.O_RDWR | os.O_CREAT)
        if dir_fd is not None or (not writes and not self._is_ours(path)):
            return int(self._real["open"](path, flags, mode, dir_fd=dir_fd))
        access = "r+" if flags & os.O_RDWR else "w" if flags & os.O_WRONLY else "r"
        if flags & getattr(os, "O_APPEND", 0):
            access = access.replace("w", "a")
        kind = "x" if flags & os.O_EXCL else "a" if flags & os.O_CREAT else "r"
        node = self._node(path, kind)
        if flags & os.O_TRUNC and access != "r":
            node.data.clear()
        descriptor = max(self._descriptors, default=_FIRST_DESCRIPTOR) + 1
        self._descriptors[descriptor] = _Raw(node, path, access)
        return descriptor

    def read(self, descriptor: int, length: int, /) -> bytes:
        """See `os.read`."""
        if descriptor in self._descriptors:
            return self._descriptors[descriptor].read(length) or b""
        return bytes(self._real["read"](descriptor, length))

    def write(self, descriptor: int, data: Any, /) -> int:
        """See `os.write`."""
        if descriptor in self._descriptors:
            return self._descriptors[descriptor].write(data)
        return int(self._real["write"](descriptor, data))

    def lseek(self, descriptor: int, position: int, how: int, /) -> int:
        """See `os.lseek`."""
        if descriptor in self._descriptors:
            return self._descriptors[descriptor].seek(position, how)
        return int(self._real["lseek"](descriptor, position, how))

    def ftruncate(self, descriptor: int, length: int, /) -> None:
        """See `os.ftruncate`."""
        if descriptor in self._descriptors:
            self._descriptors[descriptor].truncate(length)
        else:
            self._real["ftruncate"](descriptor, length)

    def fsync(self, descriptor: int) -> None:
        """See `os.fsync`; what is in memory is in its place."""
        if descriptor not in self._descriptors:
            self._real["fsync"](descriptor)

    def close(self, fd: int) -> None:
        """See `os.close`."""
        if self._descriptors.pop(fd, None) is None:
            self._real["close"](fd)

    # -- looking --

    def stat(self, path: Any, **how: Any) -> os.stat_result:
        """See `os.stat`."""
        if how.get("dir_fd") is not None or not self._is_ours(path):
            return self._real["stat"](path, **how)  # type: ignore[no-any-return]
        if isinstance(path, int):
            return _stat(self._descriptors[path].node)
        whole = self._absolute(path)
        return _stat(self._files.get(whole))

    def lstat(self, path: Any, **how: Any) -> os.stat_result:
        """See `os.lstat`."""
        return self.stat(path, follow_symlinks=False, **how)

    def fstat(self, fd: int) -> os.stat_result:
        """See `os.fstat`."""
        return self.stat(fd)

    def access(self, path: Any, mode: int, **how: Any) -> bool:
        """See `os.access`."""
        try:
            return self._is_ours(path) or bool(self._real["access"](path, mode, **how))
        except FileNotFoundError:
            return False

    def listdir(self, path: Any = ".") -> list[Any]:
        """See `os.listdir`."""
        if not self._is_ours(path):
            return list(self._real["listdir"](path))
        whole = self._absolute(path)
        if whole in self._files:
            _fail(errno.ENOTDIR, path)
        names = self._names(whole)
        return [os.fsencode(name) for name in names] if isinstance(path, bytes) else names

    def scandir(self, path: Any = ".") -> Any:
        """See `os.scandir`."""
        if not self._is_ours(path):
            return self._real["scandir"](path)
        whole = self._absolute(path).rstrip("/")
        return _Entries(
            [
                _Entry(os.fsdecode(path), name, _stat(self._files.get(f"{whole}/{name}")))
                for name in self.listdir(os.fsdecode(path))
            ]
        )

    def readlink(self, path: Any, **how: Any) -> Any:
        """See `os.readlink`; there are no links here."""
        if self._is_ours(path):
            _fail(errno.EINVAL, path)
        return self._real["readlink"](path, **how)

    def getcwd(self) -> str:
        """See `os.getcwd`."""
        return self._cwd

    def chdir(self, path: Any) -> None:
        """See `os.chdir`: to wherever is asked for, since a file that is handed in has moved."""
        whole = self._absolute(path)
        if whole in self._files:
            _fail(errno.ENOTDIR, path)
        self._make_folders(whole)
        self._cwd = whole

    # -- changing --

    def mkdir(self, path: Any, mode: int = 0o777, *, dir_fd: int | None = None) -> None:
        """See `os.mkdir`."""
        whole = self._absolute(path)
        if whole in self._files or whole in self._folders:
            _fail(errno.EEXIST, path)
        self._make_folders(whole)

    def rmdir(self, path: Any, *, dir_fd: int | None = None) -> None:
        """See `os.rmdir`."""
        self._own(path)
        whole = self._absolute(path)
        if whole in self._files:
            _fail(errno.ENOTDIR, path)
        if self._below(whole):
            _fail(errno.ENOTEMPTY, path)
        self._folders.discard(whole)

    def remove(self, path: Any, *, dir_fd: int | None = None) -> None:
        """See `os.remove`."""
        self._own(path)
        whole = self._absolute(path)
        if whole in self._folders:
            _fail(errno.EISDIR, path)
        del self._files[whole]

    def replace(self, src: Any, dst: Any, **how: Any) -> None:
        """See `os.replace`, and `os.rename`."""
        self._own(src)
        old, new = self._absolute(src), self._absolute(dst)
        if old in self._files:
            if new in self._folders:
                _fail(errno.EISDIR, dst)
            self._place(new, self._files.pop(old))
            return
        for each in self._below(old):
            moved = new + each[len(old) :]
            if each in self._files:
                self._place(moved, self._files.pop(each))
            else:
                self._folders.discard(each)
                self._make_folders(moved)
        self._folders.discard(old)
        self._make_folders(new)

    def link(self, src: Any, dst: Any, *args: Any, **how: Any) -> None:
        """See `os.link` and `os.symlink`: another name for a file."""
        whole = self._absolute(dst)
        if whole in self._files or whole in self._folders:
            _fail(errno.EEXIST, dst)
        node = self._files.get(self._absolute(src))
        if node is None:
            self._make_folders(whole)
        else:
            self._place(whole, node)

    def truncate(self, path: Any, length: int) -> None:
        """See `os.truncate`."""
        self._own(path)
        if isinstance(path, int):
            self._descriptors[path].truncate(length)
        else:
            _Raw(self._node(path, "r"), path, "r+").truncate(length)

    def chmod(self, path: Any, *args: Any, **how: Any) -> None:
        """See `os.chmod`, `os.utime` and the like: of no consequence here."""
        self._own(path)

    def listxattr(self, path: Any = None, **how: Any) -> list[str]:
        """See `os.listxattr`: nothing here has any."""
        return []

    def statvfs(self, path: Any) -> Any:
        """See `os.statvfs`."""
        blocks = _FREE_BYTES // _BUFFER
        return os.statvfs_result((_BUFFER, _BUFFER, 2 * blocks, *[blocks] * 5, 0, 255))

    def _own(self, path: Any) -> None:
        """Raises FileNotFoundError where nothing is, PermissionError where it is the library's."""
        if not self._is_ours(path):
            _fail(errno.EACCES, path)

    def rmtree(self, path: Any, ignore_errors: bool = False, *args: Any, **how: Any) -> None:
        """See `shutil.rmtree`."""
        try:
            self._own(path)
        except OSError as error:
            handle = how.get("onexc") or how.get("onerror") or (args[0] if args else None)
            if handle is not None:
                handle(os.lstat, path, error if how.get("onexc") else sys.exc_info())
            elif not ignore_errors:
                raise
            return
        whole = self._absolute(path)
        for each in self._below(whole):
            self._files.pop(each, None)
            self._folders.discard(each)
        self._folders.discard(whole)

    def disk_usage(self, path: Any) -> tuple[int, int, int]:
        """See `shutil.disk_usage`."""
        from shutil import _ntuple_diskusage

        found: tuple[int, int, int] = _ntuple_diskusage(2 * _FREE_BYTES, _FREE_BYTES, _FREE_BYTES)
        return found


def _libraries() -> Iterator[str]:
    """Where Python and its libraries lie, each as it is called and as it is."""
    places = [sysconfig.get_path(name) for name in ("stdlib", "platstdlib", "purelib", "platlib")]
    places += [str(Path(str(package.__file__)).parents[1]) for package in (np, torch)]
    if site.ENABLE_USER_SITE:
        places.append(site.getusersitepackages())
    for place in (*places, sys.executable, *_SYSTEM_FILES):
        yield place.replace(os.sep, "/")
        yield os.path.realpath(place).replace(os.sep, "/")


def _stat(node: _Node | None) -> os.stat_result:
    """What `os.stat` says of a file, or of a folder."""
    mode = stat.S_IFDIR | 0o755 if node is None else stat.S_IFREG | node.mode
    changed = time.time_ns() if node is None else node.changed
    seconds = changed // 10**9
    size = 0 if node is None else len(node.data)
    times = {f"st_{each}time": changed / 1e9 for each in "amc"}
    times |= {f"st_{each}time_ns": changed for each in "amc"}
    return os.stat_result((mode, id(node), 0, 1, 0, 0, size, seconds, seconds, seconds), times)


def _layered(
    raw: io.RawIOBase,
    mode: str,
    buffering: int,
    encoding: str | None,
    errors: str | None,
    newline: str | None,
) -> Any:
    """A raw file with the buffer and the text layer that `open` puts on one."""
    if "b" in mode and buffering == 0:
        return raw
    buffer: Any
    if "+" in mode:
        buffer = io.BufferedRandom(raw, _BUFFER)
    elif "r" in mode:
        buffer = io.BufferedReader(raw, _BUFFER)
    else:
        buffer = io.BufferedWriter(raw, _BUFFER)
    if "b" in mode:
        return buffer
    text = io.TextIOWrapper(buffer, encoding or "utf-8", errors, newline, buffering == 1)
    text.mode = mode  # type: ignore[misc]
    return text
