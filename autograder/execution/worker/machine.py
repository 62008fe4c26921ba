"""The machine that a submission sees, one table for every worker: where it is graded, and where a
student checks it.

What a worker can't have is no answer, as a rule: a folder, a log, a thread, a question about the
GPU. That is absorbed, so that it costs nobody points: files are in memory (`scratch`), what runs at
once runs in turn (`concurrency`), a program that is called is not installed, libraries that draw
and log do nothing (`inert`). What would change the answer is refused (the network, another process,
a file that was not handed in, a GPU), with the same error everywhere. So that all checks of a
handout pass never becomes a zero.

The table is no part of the sandbox. A submission can get round all of it: to the kernel's layers
where it is graded, to its student's own machine where it is not.
"""

import asyncio
import bdb
import contextlib
import errno
import functools
import importlib.abc
import importlib.machinery
import inspect
import io
import itertools
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Iterator, Mapping, Sequence
from types import ModuleType
from typing import Any, NoReturn

import numpy as np

from autograder.execution.worker import concurrency, inert
from autograder.execution.worker.scratch import Scratch

NAME = "worker"  # of the machine and its user
NOT_FOUND = 127  # how a shell ends that does not find a program
ENVIRONMENT = {
    "HOME": "/",
    "JOBLIB_MULTIPROCESSING": "0",
    "LANG": "C.UTF-8",
    "LC_ALL": "C.UTF-8",
    "LOGNAME": NAME,
    "USER": NAME,
}
# Of the real environment what Python and its libraries need.
_KEPT = ("MKL_", "OMP_", "OPENBLAS_", "PYTHON", "TORCHINDUCTOR_")
if sys.platform == "win32":
    _KEPT += ("PATH", "SYSTEMDRIVE", "SYSTEMROOT", "WINDIR")
else:
    ENVIRONMENT["PATH"] = "/usr/local/bin:/usr/bin:/bin"

_EXECUTING = ("execl", "execle", "execlp", "execlpe", "execv", "execve", "execvp", "execvpe")
_SPAWNING = ("spawnl", "spawnle", "spawnlp", "spawnlpe", "spawnv", "spawnve", "spawnvp", "spawnvpe")
_SPECIAL = ("chroot", "mkfifo", "mknod", "eventfd", "memfd_create", "openpty", "pipe", "pipe2")
# Modules that the replaced functions come from, and that lead past the table.
_ORIGINS = frozenset({"_io", "_socket", "_thread", "importlib._bootstrap_external", "nt", "posix"})


class NoGPU(RuntimeError):  # noqa: N818 -- it says what is the matter
    """A GPU was asked to compute: there is none where a submission is graded."""


disk = Scratch()
_thread: int | None = None  # the one that runs a submission


def _refused(*args: Any, **kwargs: Any) -> NoReturn:
    """Raises the error of the sandbox."""
    raise PermissionError(errno.EPERM, os.strerror(errno.EPERM))


def _ignored(*args: Any, **kwargs: Any) -> None:
    """Asked for in vain."""


def _always(value: Any) -> Callable[..., Any]:
    return lambda *args, **kwargs: value


# --- programs, and other machines ----------------------------------------------------------------


class Popen(subprocess.Popen[Any]):
    """A program that is not installed; a shell starts, and says so."""

    def __init__(
        self,
        args: Any,
        bufsize: int = -1,
        executable: Any = None,
        stdin: Any = None,
        stdout: Any = None,
        stderr: Any = None,
        preexec_fn: Any = None,
        close_fds: bool = True,
        shell: bool = False,
        **options: Any,
    ) -> None:
        if not shell:
            program = args if isinstance(args, str | bytes | os.PathLike) else args[0]
            raise FileNotFoundError(errno.ENOENT, os.strerror(errno.ENOENT), program)
        asked = ("text", "universal_newlines", "encoding", "errors")
        empty = io.StringIO if any(options.get(name) for name in asked) else io.BytesIO
        self.args = args
        self.pid = os.getpid()
        self.returncode = NOT_FOUND
        self.stdin, self.stdout, self.stderr = (
            empty() if stream == subprocess.PIPE else None for stream in (stdin, stdout, stderr)
        )

    def communicate(self, input: Any = None, timeout: float | None = None) -> Any:  # noqa: A002
        """What it printed, nothing."""
        streams = (self.stdout, self.stderr)
        return tuple(stream.read() if stream is not None else None for stream in streams)

    def wait(self, timeout: float | None = None) -> int:
        """How it ended."""
        return NOT_FOUND

    poll = wait

    def send_signal(self, sig: int) -> None:
        """It has ended."""


def _host_by_name(real: Callable[..., str], name: str) -> str:
    """`socket.gethostbyname`, for this machine."""
    return "127.0.0.1" if name in ("", "localhost", NAME, socket.gethostname()) else _refused()


# --- what the libraries do by themselves ---------------------------------------------------------


def _same(model: Any = None, *args: Any, **kwargs: Any) -> Any:
    """`torch.compile(f)` and `@torch.compile(…)`: what is compiled, as it is."""
    return model if model is not None else lambda function: function


def _saved(real: Callable[..., Any], obj: Any, f: Any, *args: Any, **kwargs: Any) -> None:
    """`torch.save` and `torch.jit.save`, which write to a path by themselves."""
    if not isinstance(f, str | os.PathLike):
        real(obj, f, *args, **kwargs)
    else:
        with disk.open(f, "wb") as stream:
            real(obj, stream, *args, **kwargs)


def _script_saved(real: Callable[..., Any], script: Any, f: Any, **kwargs: Any) -> None:
    """`ScriptModule.save`, which writes by itself."""
    with disk.open(f, "wb") as stream:
        stream.write(script.save_to_buffer(**kwargs))


def _loaded(real: Callable[..., Any], f: Any, *args: Any, **kwargs: Any) -> Any:
    """`torch.load` and `torch.jit.load`, which may map a file by themselves."""
    kwargs.pop("mmap", None)
    if not isinstance(f, str | os.PathLike):
        return real(f, *args, **kwargs)
    with disk.open(f, "rb") as stream:
        return real(stream, *args, **kwargs)


def _user(*args: Any) -> tuple[Any, ...]:
    """`pwd.getpwuid` and `pwd.getpwnam`."""
    from pwd import struct_passwd

    return struct_passwd((NAME, "x", 0, 0, NAME, ENVIRONMENT["HOME"], "/bin/sh"))


def _loader(real: Callable[..., None], *args: Any, **kwargs: Any) -> None:
    """`DataLoader.__init__`, whose processes are this one."""
    asked = inspect.signature(real).bind(*args, **kwargs)
    for name in ("multiprocessing_context", "persistent_workers", "prefetch_factor", "timeout"):
        asked.arguments.pop(name, None)
    asked.arguments["num_workers"] = 0
    real(*asked.args, **asked.kwargs)


def _no_gpu(*args: Any, **kwargs: Any) -> NoReturn:
    raise NoGPU("there is no GPU where this is graded")


def _database(real: Callable[..., Any], database: Any, *args: Any, **kwargs: Any) -> Any:
    """`sqlite3.connect`: a file of it is in memory, for as long as the submission runs."""
    path = os.fsdecode(database)
    if path == ":memory:" or path.startswith("file:"):
        return real(database, *args, **kwargs)
    if path not in _databases:
        name = f"file:{next(_database_numbers)}?mode=memory&cache=shared"
        _databases[path] = (name, real(name, uri=True))
    return real(_databases[path][0], *args, **{**kwargs, "uri": True})


_databases: dict[str, tuple[str, Any]] = {}  # each lives as long as a connection to it
_database_numbers = itertools.count()


def _locale(real: Callable[..., str], category: int, locale: Any = None) -> str:
    """`locale.setlocale`: only a few are installed, and none is an answer."""
    return real(category) if not locale else str(locale)


# --- the table -----------------------------------------------------------------------------------

# Under each name: what stands there instead.
_FILES: dict[str, Any] = {
    **{f"{module}.open": disk.open for module in ("builtins", "io")},
    "os.open": disk.os_open,
    **{
        f"os.{name}": getattr(disk, name)
        for name in (
            *("read", "write", "lseek", "ftruncate", "fsync", "close"),
            *("stat", "lstat", "fstat", "access", "listdir", "scandir", "readlink"),
            *("getcwd", "chdir", "mkdir", "rmdir", "remove", "replace", "link", "truncate"),
            *("listxattr", "statvfs"),
        )
    },
    "os.fdatasync": disk.fsync,
    "os.unlink": disk.remove,
    "os.rename": disk.replace,
    "os.symlink": disk.link,
    **{f"os.{name}": disk.chmod for name in ("chmod", "chown", "lchown", "utime")},
    **{f"fcntl.{name}": _ignored for name in ("flock", "lockf")},
    "shutil.rmtree": disk.rmtree,
    "shutil.disk_usage": disk.disk_usage,
}
_MACHINE: dict[str, Any] = {
    **{f"os.{name}": _refused for name in (*_EXECUTING, *_SPAWNING, *_SPECIAL)},
    **{f"os.{name}": _refused for name in ("fork", "forkpty", "posix_spawn", "posix_spawnp")},
    "os.startfile": _refused,
    **{f"os.{name}": _ignored for name in ("nice", "sched_setaffinity", "setpriority", "sync")},
    "os.umask": _always(0o022),
    "os.getloadavg": _always((0.0, 0.0, 0.0)),
    "os.getlogin": _always(NAME),
    "os.system": _always(NOT_FOUND << 8),
    "subprocess.Popen": Popen,
    "socket.socket.__init__": _refused,
    "socket.socketpair": _refused,
    "socket.getaddrinfo": _refused,
    "_posixshmem.shm_open": _refused,
    **{f"pwd.{name}": _user for name in ("getpwuid", "getpwnam")},
    "sys.breakpointhook": _ignored,
    "pdb.set_trace": _ignored,
    f"{bdb.Bdb.__module__}.Bdb.set_trace": _ignored,
    "dbm._names": ["dbm.dumb"],  # the one that writes files as Python does
    "builtins.get_ipython": inert.Inert,  # a notebook saved as a script calls them
    "builtins.display": inert.Inert(),
}
_CONCURRENCY: dict[str, Any] = {
    "time.sleep": concurrency.sleep,
    "threading.Thread.start": concurrency.start,
    "threading.Thread.join": concurrency.join,
    "threading.Thread.is_alive": concurrency.is_alive,
    "threading.Condition.wait": concurrency.condition_wait,
    "threading.Event.wait": concurrency.event_wait,
    "queue.SimpleQueue": concurrency.Queue,
    "concurrent.futures.thread.ThreadPoolExecutor": concurrency.ThreadPoolExecutor,
    "concurrent.futures.ThreadPoolExecutor": concurrency.ThreadPoolExecutor,
    "concurrent.futures.process.ProcessPoolExecutor": concurrency.ProcessPoolExecutor,
    "multiprocessing.pool.Pool": concurrency.Pool,
    "multiprocessing.pool.ThreadPool": concurrency.Pool,
    **{
        f"multiprocessing.{name}": concurrency.Process
        for name in (
            *("Process", "context.Process", "context.DefaultContext.Process"),
            *("context.ForkContext.Process", "context.SpawnContext.Process"),
            "context.ForkServerContext.Process",
        )
    },
    **{f"multiprocessing.{name}": made for name, made in concurrency.SHARED.items()},
    **{
        f"multiprocessing.context.BaseContext.{name}": staticmethod(made)
        for name, made in concurrency.SHARED.items()
    },
    "asyncio.events.new_event_loop": concurrency.Loop,
    f"asyncio.{type(asyncio.get_event_loop_policy()).__name__}._loop_factory": concurrency.Loop,
}
_TORCH: dict[str, Any] = {
    "torch.set_num_threads": _ignored,
    "torch.set_num_interop_threads": _ignored,
    "torch.compile": _same,
    "torch.Tensor.share_memory_": lambda self: self,
    "torch.multiprocessing.spawn": concurrency.spawn,
    **{f"torch.{name}.profile": inert.Inert for name in ("profiler", "autograd.profiler")},
    "torch.cuda.is_available": _always(False),
    "torch.cuda.device_count": _always(0),
    "torch.cuda.synchronize": _ignored,
    "torch.cuda._lazy_init": _no_gpu,
    "torch.backends.mps.is_available": _always(False),
}
TABLE = _FILES | _MACHINE | _CONCURRENCY | _TORCH
# What of it holds in a kernel, whose `open` is one of its own.
_IN_A_KERNEL: dict[str, Any] = {
    **_FILES,
    "IPython.core.interactiveshell.io_open": disk.open,
    **{name: TABLE[name] for name in ("socket.getaddrinfo", "os.fork", "torch.cuda._lazy_init")},
}
# Under each name: a function that is given what stood there, before its arguments.
AROUND: dict[str, Callable[..., Any]] = {
    "locale.setlocale": _locale,
    "socket.gethostbyname": _host_by_name,
    "sqlite3.connect": _database,
    "torch.jit.load": _loaded,
    "torch.jit.save": _saved,
    **{
        f"torch.jit._script.{name}.save": _script_saved
        for name in ("RecursiveScriptModule", "ScriptModule")
    },
    "torch.load": _loaded,
    "torch.save": _saved,
    "torch.utils.data.DataLoader.__init__": _loader,
}


def install() -> None:
    """Puts the table in force for this process, once; last of all that prepares a worker, which
    needs the real things. It sleeps until `begin`."""
    inert.install()
    replaced: dict[int, Any] = {}
    later: dict[str, list[str]] = {}
    for name in (*TABLE, *AROUND):
        if not _replace(name, replaced):
            later.setdefault(name.rpartition(".")[0], []).append(name)
    for module_name, module in list(sys.modules.items()):
        if module_name not in _ORIGINS and not module_name.startswith("autograder."):
            for key, value in list(getattr(module, "__dict__", {}).items()):
                if id(value) in replaced:  # under another name: `from os import mkdir`
                    setattr(module, key, replaced[id(value)])
    # What some have kept: numpy the `open` of its import, tempfile an `os.unlink`.
    np.lib._datasource._file_openers._file_openers[None] = io.open  # type: ignore[attr-defined]
    for function in vars(tempfile._TemporaryFileCloser).values():  # type: ignore[attr-defined]
        defaults = getattr(function, "__defaults__", None)
        if defaults:
            function.__defaults__ = tuple(replaced.get(id(each), each) for each in defaults)
    sys.meta_path.insert(0, _Later(later))
    tempfile.tempdir = "/tmp"  # noqa: S108 -- in memory
    for name in list(os.environ):
        if not name.startswith(_KEPT):
            del os.environ[name]
    os.environ.update(ENVIRONMENT)


def begin() -> None:
    """From here on this process is a submission's."""
    global _thread
    _thread = threading.get_ident()


@contextlib.contextmanager
def visited() -> Iterator[None]:
    """For a call in a student's own kernel, whose machine and libraries stay as they are: meanwhile
    this thread sees the files, and is refused what it is refused, as elsewhere."""
    global _thread
    kept = []
    for name, ours in _IN_A_KERNEL.items():
        module, attribute = name.rpartition(".")[::2]
        real = getattr(sys.modules.get(module), attribute, None)
        if real is not None:
            kept.append((sys.modules[module], attribute, real, ours))
    try:
        for module_, attribute, real, ours in kept:
            setattr(module_, attribute, _switched(real, ours))
        _thread = threading.get_ident()
        yield
    finally:
        _thread = None
        for module_, attribute, real, _ in kept:
            setattr(module_, attribute, real)
        disk.reset({})


def reset(modules: Mapping[str, str] | None = None) -> None:
    """Forgets what was written, started and opened; `modules` are the files that were handed in,
    as the graded one sees them, where they are others than before."""
    disk.reset(modules)
    concurrency.forget()
    while _databases:
        _databases.popitem()[1][1].close()


def _replace(name: str, replaced: dict[int, Any]) -> bool:
    """Replaces what stands under a name; False where its module is not loaded yet."""
    owner, attribute = name.rpartition(".")[::2]
    parts = owner.split(".")
    count = next((n for n in range(len(parts), 0, -1) if ".".join(parts[:n]) in sys.modules), 0)
    holder: Any = sys.modules.get(".".join(parts[:count]))
    for part in parts[count:]:
        holder = getattr(holder, part, None)
    if holder is None:
        return False
    real = getattr(holder, attribute, None)
    if real is None and not attribute.startswith(("get_ipython", "display")):
        return True  # not on this system
    ours = functools.partial(AROUND[name], real) if name in AROUND else TABLE[name]
    if not isinstance(ours, type | staticmethod) and callable(ours):
        ours = _switched(real, ours)
    setattr(holder, attribute, ours)
    if isinstance(holder, ModuleType) and callable(real):
        replaced[id(real)] = ours
    return True


def _switched(real: Any, ours: Any) -> Any:
    """A function that is the real one until `begin`: the layers of the sandbox are put on before,
    and have to meet the system itself."""

    def function(*args: Any, **kwargs: Any) -> Any:
        here = _thread == threading.get_ident()
        return ours(*args, **kwargs) if here else real(*args, **kwargs)

    return function


class _Later(importlib.abc.MetaPathFinder):
    """Puts the table in force in modules that are loaded later."""

    def __init__(self, names: Mapping[str, Sequence[str]]) -> None:
        self._names = names

    def find_spec(
        self, fullname: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> importlib.machinery.ModuleSpec | None:
        """The spec that the other finders have, whose module is then changed."""
        if fullname not in self._names:
            return None
        spec = importlib.machinery.PathFinder.find_spec(fullname, path)
        if spec is not None and spec.loader is not None:
            spec.loader = _Changing(spec.loader, self._names[fullname])
        return spec


class _Changing(importlib.abc.Loader):
    """A loader, and the names to be replaced in what it loads."""

    def __init__(self, loader: importlib.abc.Loader, names: Sequence[str]) -> None:
        self._loader = loader
        self._names = names

    def create_module(self, spec: importlib.machinery.ModuleSpec) -> ModuleType | None:
        """As it does."""
        return self._loader.create_module(spec)

    def exec_module(self, module: ModuleType) -> None:
        """As it does; then the table."""
        self._loader.exec_module(module)
        for name in self._names:
            _replace(name, {})
