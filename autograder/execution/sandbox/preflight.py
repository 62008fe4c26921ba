"""The probes that try a worker before it is trusted, and the state of the layers in words.

A probe is a function that a hostile submission could hold: it stands on its own (it imports what it
needs), takes plain arguments, tries one forbidden thing and returns "refused" or "succeeded". It is
sent to a worker as source text and run there like any submission. It calls the modules in C that
Python's own are made of: what stands in for those (`execution.worker.machine`) is no part of the
sandbox. Everything but "refused" (or, for what a worker does not survive, being ended) means that
nobody is graded.
"""

import inspect
import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from autograder.execution.sandbox import isolation as arrangements
from autograder.execution.sandbox.isolation import Isolation, MissingLayer
from autograder.execution.sandbox.layers import LAYERS, landlock_abi

Argument = Literal["hidden", "judge", "user", "memory_mib"]


@dataclass(frozen=True)
class Probe:
    """One forbidden thing to try.

    function, source: the name and the text of the function to run in the worker.
    arguments: what to pass, in order: `hidden` (the path of a file that no student may see),
    `judge` (the judge's process id), `user` (the judge's user id), `memory_mib` (the worker's
    budget).
    layer: what most probably is missing where it succeeds.
    optional: whether that layer is allowed to be missing, and the probe then left out.
    ends: what has to happen is not an answer but the worker's end at its deadline.
    """

    name: str
    function: str
    source: str
    layer: str
    arguments: tuple[Argument, ...] = ()
    optional: bool = False
    ends: bool = False


def probes(isolation: Isolation) -> tuple[Probe, ...]:
    """The probes that this isolation has to pass; none where there is no sandbox."""
    if isolation.name == "none":
        return ()
    return tuple(probe for probe in PROBES if not probe.optional or probe.layer in isolation.layers)


def read_hidden(hidden: str) -> str:
    """Reads a file that no student may see, and lists the folders above it."""
    import _io
    import posix
    from pathlib import PurePosixPath

    try:
        _io.open(hidden, "rb").close()
    except OSError:
        for folder in list(PurePosixPath(hidden).parents)[:2]:
            try:
                names = set(posix.listdir(folder))
            except OSError:
                continue
            # The wall shows empty folders where a path leads to something that may be read.
            if names & set(PurePosixPath(hidden).parts):
                return "succeeded"
        return "refused"
    return "succeeded"


def find_hidden(hidden: str) -> str:
    """Asks for the size and the times of a file that no student may see."""
    import posix

    try:
        posix.stat(hidden)
    except OSError:
        return "refused"
    return "succeeded"


def list_folders() -> str:
    """Lists the root of the file system, homes and settings."""
    import posix

    for folder in ("/", "/root", "/home", "/etc", "/proc", "/dev"):
        try:
            posix.listdir(folder)
        except OSError:
            continue
        return "succeeded"
    return "refused"


def open_for_writing() -> str:
    """Makes a file, a folder and a link wherever one usually can, and opens what is there."""
    import _io
    import posix

    for folder in ("/tmp", "/var/tmp", "/dev/shm", "/run", "/", "."):  # noqa: S108 -- what it tries
        path = f"{folder}/autograder-preflight"
        for make, remove in (
            (lambda path: _io.open(path, "x").close(), posix.unlink),
            (posix.mkdir, posix.rmdir),
            (lambda path: posix.symlink("/", path), posix.unlink),
        ):
            try:
                make(path)
            except OSError:
                continue
            remove(path)
            return "succeeded"
    for name in ("/dev/null", "/dev/tty", "/proc/self/oom_score_adj"):
        try:
            _io.open(name, "ab").close()
        except OSError:
            continue
        return "succeeded"
    return "refused"


def anonymous_file() -> str:
    """Makes a file in memory, which no limit of memory counts."""
    import posix

    try:
        posix.memfd_create("preflight")
    except OSError:
        return "refused"
    return "succeeded"


def use_descriptors() -> str:
    """Finds a descriptor that leads to more than a pipe or /dev/null."""
    import os
    import posix
    import stat

    for descriptor in range(1024):
        try:
            found = posix.fstat(descriptor)
        except OSError:
            continue
        null = stat.S_ISCHR(found.st_mode) and found.st_rdev == os.makedev(1, 3)
        if not null and not stat.S_ISFIFO(found.st_mode):
            return "succeeded"
    return "refused"


def stay_the_same_user(user: int) -> str:
    """Has the rights of the judge's user."""
    import os

    return "succeeded" if user in os.getresuid() else "refused"


def gain_privileges() -> str:
    """Could gain rights by a program that has them."""
    import ctypes

    return "refused" if ctypes.CDLL(None).prctl(39, 0, 0, 0, 0) == 1 else "succeeded"


def be_dumped() -> str:
    """Can be traced and read by others of its user."""
    import ctypes

    return "refused" if ctypes.CDLL(None).prctl(3, 0, 0, 0, 0) == 0 else "succeeded"


def outlive_parent() -> str:
    """Would live on after the host."""
    import ctypes

    number = ctypes.c_int()
    ctypes.CDLL(None).prctl(2, ctypes.byref(number), 0, 0, 0)
    return "refused" if number.value == 9 else "succeeded"


def connect() -> str:
    """Opens sockets: the network, and the one of the machine."""
    import _socket
    import socket

    for family in (socket.AF_INET, socket.AF_INET6, socket.AF_UNIX):
        for kind in (socket.SOCK_STREAM, socket.SOCK_DGRAM):
            try:
                _socket.socket(family, kind).close()
            except OSError:
                continue
            return "succeeded"
    return "refused"


def fork() -> str:
    """Starts a process."""
    import os
    import posix

    try:
        child = posix.fork()
    except OSError:
        return "refused"
    if child == 0:
        os._exit(0)
    return "succeeded"


def execute() -> str:
    """Becomes another program. A worker that does gives no answer, which is not "refused"."""
    import posix
    import sys

    for program in (sys.executable, "/bin/sh", "/usr/bin/true"):
        try:
            posix.execv(program, [program])
        except OSError:
            continue
    return "refused"


def start_thread() -> str:
    """Starts a thread."""
    import _thread

    try:
        _thread.start_new_thread(int, ())
    except RuntimeError:
        return "refused"
    return "succeeded"


def signal_others(judge: int) -> str:
    """Signals the parent, the judge, its own group and everybody (signal 0 harms nobody)."""
    import os

    for pid in (os.getppid(), judge, 0, -1, 1):
        try:
            os.kill(pid, 0)
        except OSError:
            continue
        return "succeeded"
    return "refused"


def limit_others(judge: int) -> str:
    """Sets a limit of the parent and of the judge to what it is."""
    import os
    import resource

    for pid in (os.getppid(), judge):
        try:
            limits = resource.prlimit(pid, resource.RLIMIT_NOFILE)
            resource.prlimit(pid, resource.RLIMIT_NOFILE, limits)
        except (OSError, ValueError):
            continue
        return "succeeded"
    return "refused"


def raise_limits() -> str:
    """Takes back its own limits."""
    import resource

    for which in (resource.RLIMIT_AS, resource.RLIMIT_CPU, resource.RLIMIT_NPROC):
        for limits in ((resource.RLIM_INFINITY,) * 2, (resource.getrlimit(which)[1],) * 2):
            try:
                resource.setrlimit(which, limits)
            except (OSError, ValueError):
                continue
            return "succeeded"
    return "refused"


def trace_others(judge: int) -> str:
    """Attaches to the parent and to the judge, and reads their memory."""
    import ctypes
    import os

    libc = ctypes.CDLL(None, use_errno=True)
    for pid in (os.getppid(), judge):
        if libc.ptrace(0x4206, pid, None, None) == 0:  # PTRACE_SEIZE, which stops nobody
            return "succeeded"
        if libc.process_vm_readv(pid, None, 0, None, 0, 0) == 0:
            return "succeeded"
    return "refused"


def read_processes(judge: int) -> str:
    """Reads the environment, the command line and the memory of others in /proc."""
    import _io
    import os

    for pid in (os.getppid(), judge, 1, "self"):
        for name in ("environ", "cmdline", "maps", "mem", "status"):
            try:
                _io.open(f"/proc/{pid}/{name}", "rb").close()
            except OSError:
                continue
            return "succeeded"
    return "refused"


def new_namespace() -> str:
    """Makes a user namespace, in which it would be root."""
    import ctypes

    libc = ctypes.CDLL(None, use_errno=True)
    return "refused" if libc.unshare(0x10000000) != 0 else "succeeded"


def allocate(memory_mib: int) -> str:
    """Takes more memory than the budget, from the heap and by mapping."""
    import mmap

    for take in (bytearray, lambda size: mmap.mmap(-1, size)):
        try:
            take((memory_mib + 64) * 2**20)
        except (MemoryError, OSError):
            continue
        return "succeeded"
    return "refused"


def outlive_deadline() -> str:
    """Ignores what it can and never comes back."""
    import signal
    import time

    for number in (signal.SIGTERM, signal.SIGINT, signal.SIGXCPU, signal.SIGALRM):
        signal.signal(number, signal.SIG_IGN)
    while True:
        time.sleep(1)


def _probe(
    function: Callable[..., str],
    layer: str,
    *arguments: Argument,
    optional: bool = False,
    ends: bool = False,
) -> Probe:
    name = function.__name__
    source = inspect.getsource(function)
    return Probe(name.replace("_", " "), name, source, layer, arguments, optional, ends)


PROBES: tuple[Probe, ...] = (
    _probe(read_hidden, "landlock", "hidden"),
    _probe(find_hidden, "bubblewrap", "hidden", optional=True),
    _probe(list_folders, "landlock", optional=True),
    _probe(open_for_writing, "seccomp"),
    _probe(use_descriptors, "close_descriptors"),
    _probe(stay_the_same_user, "drop_user", "user", optional=True),
    _probe(gain_privileges, "no_new_privileges"),
    _probe(be_dumped, "no_dump"),
    _probe(outlive_parent, "die_with_parent"),
    _probe(anonymous_file, "seccomp"),
    _probe(connect, "seccomp"),
    _probe(fork, "seccomp"),
    _probe(execute, "seccomp"),
    _probe(start_thread, "seccomp"),
    _probe(signal_others, "seccomp", "judge"),
    _probe(limit_others, "seccomp", "judge"),
    _probe(raise_limits, "seccomp"),
    _probe(trace_others, "seccomp", "judge"),
    _probe(read_processes, "landlock", "judge", optional=True),
    _probe(new_namespace, "seccomp"),
    _probe(allocate, "limit_resources", "memory_mib"),
    _probe(outlive_deadline, "", ends=True),
)


# --- for `autograder doctor` ---------------------------------------------------------------------


@dataclass(frozen=True)
class LayerStatus:
    """Whether a layer holds on this machine. `reason` says what was found, `remedy` how to get
    the layer, `effect` what grading does without it; both are empty where it holds."""

    name: str
    present: bool
    reason: str = ""
    remedy: str = ""
    effect: str = ""


def report() -> list[LayerStatus]:
    """Every layer, each tried on its own in a process of its own, in the order of their names in
    `LAYERS`, with bubblewrap first. One entry, `linux`, where this is not Linux."""
    if not sys.platform.startswith("linux"):
        try:
            arrangements.choose()
        except MissingLayer as missing:
            return [_absent(missing, "Grading others is refused. Checking your own code works.")]
    root = os.geteuid() == 0
    statuses = []
    for name in ("bubblewrap", *LAYERS):
        if name == "drop_user" and not root:
            continue  # only root can, and only root has to
        try:
            arrangements.try_layer(name)
        except MissingLayer as missing:
            statuses.append(_absent(missing, _effect(name, root)))
        else:
            found = f"version {landlock_abi()}" if name == "landlock" else ""
            statuses.append(LayerStatus(name, True, found))
    return statuses


def _absent(missing: MissingLayer, effect: str) -> LayerStatus:
    return LayerStatus(missing.layer, False, missing.reason, missing.remedy, effect)


def _effect(name: str, root: bool) -> str:
    if name == "bubblewrap":
        try:
            instead = arrangements.choose().name
        except MissingLayer as missing:
            return f"Grading stops: what it would use instead lacks {missing.layer}."
        return f"Grading goes on as `{instead}`, behind fewer walls, and says so."
    if name == "landlock":
        if root:
            return "Grading goes on as `container`, where a filter refuses writing, and says so."
        return "Grading stops, unless `bubblewrap` is asked for by name."
    if name == "drop_user":
        return "Grading needs bubblewrap, and stops where that does not run."
    return "Grading stops."
