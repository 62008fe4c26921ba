"""The layers that a worker puts on before it reads the first byte of a submission.

Imported by the host before it forks (standard library only) and called in the forked child:

    confine(confinement, keep={calls, replies, output})

Each layer is one function that either holds or raises `LayerError`. Nothing here trusts the
process it runs in to behave afterwards: every layer binds the kernel's view of the process and
can't be taken off again.

What honest code loses, and a teacher may have to say: threads, processes, sockets, files to write
(`/dev/null` included), `DataLoader(num_workers>0)`, `torch.compile` with its compiler.
"""

import ctypes
import errno
import json
import math
import os
import signal
import stat
import struct
import sys
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from autograder.execution.sandbox.kernel import (
    PR_GET_DUMPABLE,
    PR_GET_NO_NEW_PRIVS,
    PR_GET_PDEATHSIG,
    PR_SET_DUMPABLE,
    PR_SET_NO_NEW_PRIVS,
    PR_SET_PDEATHSIG,
    must_fail,
    require_no_new_privileges,
    system_call,
)
from autograder.execution.sandbox.kernel import LayerError as LayerError
from autograder.execution.sandbox.seccomp import seccomp

if sys.platform != "win32":  # where no worker is ever confined, but self-checks import this
    import resource

LAYERS = (
    "close_descriptors",
    "limit_resources",
    "drop_user",
    "no_new_privileges",
    "no_dump",
    "die_with_parent",
    "landlock",
    "seccomp",
)
"""Every layer of a worker, in the order in which they are put on: a change of user takes back
`no_dump` and `die_with_parent`, Landlock opens files, seccomp forbids what the others need."""


@dataclass(frozen=True)
class Confinement:
    """How one worker is to be confined. Plain numbers and strings, so that it travels as JSON.

    memory_mib: address space on top of what the process has when it is forked.
    cpu_seconds: CPU time of the whole worker; SIGXCPU then, SIGKILL a second later.
    uid, gid: whom to become (None: stay), for the layer `drop_user`.
    readable: files, and folders with all below them, that may be read; missing ones are skipped.
    layers: the names of the layers to put on, of `LAYERS`.
    """

    memory_mib: int
    cpu_seconds: float
    uid: int | None = None
    gid: int | None = None
    readable: tuple[str, ...] = ()
    layers: tuple[str, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """As what `json.dumps` takes."""
        return asdict(self)

    @classmethod
    def from_dict(cls, data: dict[str, Any]) -> "Confinement":
        """From what `to_dict` gave, through JSON or not."""
        lists = {key: tuple(data[key]) for key in ("readable", "layers")}
        return cls(**{**data, **lists})


def confine(confinement: Confinement, keep: set[int]) -> None:
    """Puts on the layers of `confinement` and leaves only the descriptors in `keep` open.

    To be called in a forked child with one thread. Raises LayerError where one does not hold; the
    child then has to end.
    """
    unknown = set(confinement.layers) - set(LAYERS)
    if unknown:
        raise LayerError(", ".join(sorted(unknown)), f"no such layer; there are {LAYERS}")
    put_on: dict[str, Callable[[], None]] = {
        "close_descriptors": lambda: close_descriptors(keep),
        "limit_resources": lambda: limit_resources(confinement.memory_mib, confinement.cpu_seconds),
        "drop_user": lambda: drop_user(confinement.uid, confinement.gid, confinement.readable),
        "no_new_privileges": no_new_privileges,
        "no_dump": no_dump,
        "die_with_parent": die_with_parent,
        "landlock": lambda: landlock(confinement.readable),
        "seccomp": seccomp,
    }
    for name in LAYERS:
        if name in confinement.layers:
            try:
                put_on[name]()
            except OSError as error:
                raise LayerError(name, str(error)) from error
    if confinement.layers:
        # Library code asks for a temporary folder while it is imported, and `tempfile` raises
        # where it finds none to write in. What is then opened there fails on its own.
        tempfile.tempdir = "/"


# --- descriptors, limits, user -----------------------------------------------------------------


def close_descriptors(keep: set[int]) -> None:
    """Closes every descriptor that is not in `keep`, and puts /dev/null in place of 0, 1 and 2.

    What is kept has to be a pipe or /dev/null: a socket passes descriptors on, a terminal takes
    injected input, a file can be read back.
    """
    for descriptor in sorted(keep):
        mode = os.fstat(descriptor)
        null = stat.S_ISCHR(mode.st_mode) and mode.st_rdev == os.makedev(1, 3)
        if not (stat.S_ISFIFO(mode.st_mode) or null):
            raise LayerError(
                "close_descriptors", f"descriptor {descriptor} is neither a pipe nor /dev/null"
            )
    for standard, flags in ((0, os.O_RDONLY), (1, os.O_WRONLY), (2, os.O_WRONLY)):
        if standard not in keep:
            null_device = os.open("/dev/null", flags)
            if null_device != standard:
                os.dup2(null_device, standard)
                os.close(null_device)
    keep = keep | {0, 1, 2}
    for descriptor in _descriptors():
        if descriptor not in keep:
            os.close(descriptor)
    if _descriptors() - keep:
        raise LayerError("close_descriptors", "descriptors are left open")


def _descriptors() -> set[int]:
    """The descriptors that are open, and none that was only opened to list them."""
    found = map(int, os.listdir("/proc/self/fd"))  # noqa: PTH208 -- a Path a name is slow
    return {descriptor for descriptor in found if _is_open(descriptor)}


def _is_open(descriptor: int) -> bool:
    try:
        os.fstat(descriptor)
    except OSError:
        return False
    return True


def limit_resources(memory_mib: int, cpu_seconds: float) -> None:
    """Sets the hard limits: address space (the present size plus `memory_mib` MiB), CPU time, no
    process, no file, few descriptors, no core dump, no message queue, no locked memory."""
    pages = int(Path("/proc/self/statm").read_text().split()[0])
    size = pages * resource.getpagesize() + memory_mib * 2**20
    seconds = max(1, math.ceil(cpu_seconds))
    limits = {
        resource.RLIMIT_AS: (size, size),
        # SIGXCPU tells the judge why the worker ended; SIGKILL comes where that was ignored.
        resource.RLIMIT_CPU: (seconds, seconds + 1),
        resource.RLIMIT_NPROC: (0, 0),
        resource.RLIMIT_FSIZE: (0, 0),
        resource.RLIMIT_NOFILE: (64, 64),
        resource.RLIMIT_CORE: (0, 0),
        resource.RLIMIT_MEMLOCK: (0, 0),
        resource.RLIMIT_MSGQUEUE: (0, 0),
        resource.RLIMIT_SIGPENDING: (64, 64),
    }
    for which, wanted in limits.items():
        hard = resource.getrlimit(which)[1]
        if hard != resource.RLIM_INFINITY:  # never ask for more than there is
            wanted = (min(wanted[0], hard), min(wanted[1], hard))
        try:
            resource.setrlimit(which, wanted)
        except ValueError as error:  # what Python makes of a refusal
            raise LayerError("limit_resources", f"limit {which}: {error}") from None
        if resource.getrlimit(which) != wanted:
            raise LayerError("limit_resources", f"limit {which} does not hold")


def drop_user(uid: int | None, gid: int | None, readable: Iterable[str] = ()) -> None:
    """Becomes `uid` and `gid`, without other groups and without a way back. `readable` has to be
    within reach of that user."""
    if uid is None or gid is None or uid == 0 or gid == 0:
        raise LayerError("drop_user", f"uid {uid} and gid {gid}: both are needed, and not root's")
    os.setgroups([])
    os.setresgid(gid, gid, gid)
    os.setresuid(uid, uid, uid)
    if os.getresuid() != (uid,) * 3 or os.getresgid() != (gid,) * 3 or os.getgroups():
        raise LayerError("drop_user", "the user did not change")
    must_fail("drop_user", errno.EPERM, lambda: os.setresuid(0, 0, 0))
    for path in readable:
        try:
            os.stat(path)  # noqa: PTH116 -- a Path a file is time that every worker would pay
        except FileNotFoundError:
            continue
        except PermissionError:
            raise LayerError("drop_user", f"user {uid} can't reach {path}") from None


# --- prctl ---------------------------------------------------------------------------------------

_parent: int | None = None


def _remember_parent() -> None:
    """Runs in the process that forks, so that its child knows whose child it is."""
    global _parent
    _parent = os.getpid()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_remember_parent)


def no_new_privileges() -> None:
    """No program that is executed can gain a right, and the capabilities there are go."""
    system_call("prctl", PR_SET_NO_NEW_PRIVS, 1)
    if system_call("prctl", PR_GET_NO_NEW_PRIVS) != 1:
        raise LayerError("no_new_privileges", "the kernel did not set it")
    header = struct.pack("=Ii", 0x20080522, 0)  # version 3, this process
    system_call("capset", header, bytes(24))  # effective, permitted, inheritable: none
    left = ctypes.create_string_buffer(24)
    system_call("capget", header, left)
    if any(left.raw):
        raise LayerError("no_new_privileges", "capabilities are left")


def no_dump() -> None:
    """No other process of the same user can trace this one or read its memory."""
    system_call("prctl", PR_SET_DUMPABLE, 0)
    if system_call("prctl", PR_GET_DUMPABLE) != 0:
        raise LayerError("no_dump", "the kernel did not set it")


def die_with_parent() -> None:
    """The kernel kills this process when the thread that forked it ends."""
    system_call("prctl", PR_SET_PDEATHSIG, signal.SIGKILL)
    which = ctypes.c_int()
    system_call("prctl", PR_GET_PDEATHSIG, which)
    if which.value != signal.SIGKILL:
        raise LayerError("die_with_parent", "the kernel did not set it")
    if _parent is not None and os.getppid() != _parent:
        raise LayerError("die_with_parent", "the parent has ended already")


# --- Landlock ------------------------------------------------------------------------------------

_READ_FILE, _READ_DIR = 1 << 2, 1 << 3
_FS_RIGHTS = {1: (1 << 13) - 1, 2: (1 << 14) - 1, 3: (1 << 15) - 1, 5: (1 << 16) - 1}
_NET_RIGHTS = {4: 0b11}  # bind and connect TCP
_SCOPES = {6: 0b11}  # abstract Unix sockets, signals


def landlock_abi() -> int:
    """The version of Landlock that this kernel has, 0 where it has none."""
    try:
        return system_call("landlock_create_ruleset", 0, 0, 1)
    except OSError as error:
        if error.errno in (errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM):
            return 0
        raise


def landlock(readable: Iterable[str]) -> None:
    """Refuses every access to files that the kernel's Landlock knows (reading, writing, executing,
    making, removing, truncating, device ioctls), TCP, and signals and abstract sockets outside;
    only reading is allowed, in `readable`. Needs `no_new_privileges`."""
    require_no_new_privileges()
    abi = landlock_abi()
    if abi == 0:
        raise LayerError("landlock", "this kernel has none, or it is not turned on")
    rights = [_newest(table, abi) for table in (_FS_RIGHTS, _NET_RIGHTS, _SCOPES)]
    known = 1 if abi < 4 else 2 if abi < 6 else 3
    attributes = struct.pack(f"={known}Q", *rights[:known])
    ruleset = system_call("landlock_create_ruleset", attributes, len(attributes), 0)
    try:
        for path in readable:
            try:
                place = os.open(path, os.O_PATH | os.O_CLOEXEC)
            except FileNotFoundError:
                continue
            try:
                folder = stat.S_ISDIR(os.fstat(place).st_mode)
                allowed = _READ_FILE | _READ_DIR if folder else _READ_FILE
                rule = struct.pack("=Qi", allowed, place)  # LANDLOCK_RULE_PATH_BENEATH
                system_call("landlock_add_rule", ruleset, 1, rule, 0)
            finally:
                os.close(place)
        system_call("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)
    must_fail("landlock", errno.EACCES, lambda: os.open("/", os.O_RDONLY | os.O_DIRECTORY))
    must_fail("landlock", errno.EACCES, lambda: os.open("/dev/null", os.O_WRONLY))


def _newest(table: dict[int, int], abi: int) -> int:
    """The rights that `abi` knows: those of the newest version in `table` up to it."""
    return max((rights for version, rights in table.items() if version <= abi), default=0)


def _try_out(confinement: Confinement) -> str:
    """Confines this very process and says, as JSON, what came of it: which layer is missing, or
    which of the readable paths can't be read."""
    paths = [path for path in confinement.readable if Path(path).exists()]
    layer = reason = ""
    try:
        confine(confinement, keep={1})
        layer = "drop_user" if confinement.uid is not None else "landlock"
        for path in paths:
            os.close(os.open(path, os.O_RDONLY))
        layer = ""
    except LayerError as error:
        layer, reason = error.layer, error.reason
    except OSError as error:
        reason = f"a worker can't read {error.filename}: {error.strerror}"
    return json.dumps({"layer": layer, "reason": reason})


if __name__ == "__main__":
    sys.stdout.write(_try_out(Confinement.from_dict(json.loads(sys.argv[1]))) + "\n")
    sys.stdout.flush()
    os._exit(0)
