"""The layers that a worker puts on before it reads the first byte of a submission.

Imported by the host before it forks (standard library only) and called in the forked child:

    confine(confinement, keep={calls, replies, output})

Each layer is one function that either holds or raises `LayerError`. Nothing here trusts the
process it runs in to behave afterwards: every layer binds the kernel's view of the process and
can't be taken off again.

What honest code loses, and a teacher may have to say: threads, processes, sockets, files to write
(`/dev/null` included), `DataLoader(num_workers>0)`, `torch.compile` with its compiler.

The system call numbers of aarch64 are those of the kernel's generic table
(`asm-generic/unistd.h`). They have not been run: the machine this was written on is x86-64.
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


class LayerError(Exception):
    """A layer does not hold. Whoever catches it ends the process: nothing hostile may run in it."""

    def __init__(self, layer: str, reason: str) -> None:
        super().__init__(f"{layer}: {reason}")
        self.layer = layer
        self.reason = reason


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
    _must_fail("drop_user", errno.EPERM, lambda: os.setresuid(0, 0, 0))
    for path in readable:
        try:
            os.stat(path)  # noqa: PTH116 -- a Path a file is time that every worker would pay
        except FileNotFoundError:
            continue
        except PermissionError:
            raise LayerError("drop_user", f"user {uid} can't reach {path}") from None


# --- prctl ---------------------------------------------------------------------------------------

_PR_SET_PDEATHSIG, _PR_GET_PDEATHSIG = 1, 2
_PR_GET_DUMPABLE, _PR_SET_DUMPABLE = 3, 4
_PR_SET_NAME, _PR_GET_NAME = 15, 16
_PR_SET_NO_NEW_PRIVS, _PR_GET_NO_NEW_PRIVS = 38, 39

_PR_READING = (_PR_GET_PDEATHSIG, _PR_GET_DUMPABLE, _PR_GET_NO_NEW_PRIVS)  # as the preflight does

_parent: int | None = None


def _remember_parent() -> None:
    """Runs in the process that forks, so that its child knows whose child it is."""
    global _parent
    _parent = os.getpid()


if hasattr(os, "register_at_fork"):
    os.register_at_fork(before=_remember_parent)


def no_new_privileges() -> None:
    """No program that is executed can gain a right, and the capabilities there are go."""
    _syscall("prctl", _PR_SET_NO_NEW_PRIVS, 1)
    if _syscall("prctl", _PR_GET_NO_NEW_PRIVS) != 1:
        raise LayerError("no_new_privileges", "the kernel did not set it")
    header = struct.pack("=Ii", 0x20080522, 0)  # version 3, this process
    _syscall("capset", header, bytes(24))  # effective, permitted, inheritable: none
    left = ctypes.create_string_buffer(24)
    _syscall("capget", header, left)
    if any(left.raw):
        raise LayerError("no_new_privileges", "capabilities are left")


def _require_no_new_privileges() -> None:
    """What a filter and Landlock need, and what a kernel says in their name where it is missing."""
    if _syscall("prctl", _PR_GET_NO_NEW_PRIVS) != 1:
        raise LayerError("no_new_privileges", "it is not on")


def no_dump() -> None:
    """No other process of the same user can trace this one or read its memory."""
    _syscall("prctl", _PR_SET_DUMPABLE, 0)
    if _syscall("prctl", _PR_GET_DUMPABLE) != 0:
        raise LayerError("no_dump", "the kernel did not set it")


def die_with_parent() -> None:
    """The kernel kills this process when the thread that forked it ends."""
    _syscall("prctl", _PR_SET_PDEATHSIG, signal.SIGKILL)
    which = ctypes.c_int()
    _syscall("prctl", _PR_GET_PDEATHSIG, which)
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
        return _syscall("landlock_create_ruleset", 0, 0, 1)
    except OSError as error:
        if error.errno in (errno.ENOSYS, errno.EOPNOTSUPP, errno.EPERM):
            return 0
        raise


def landlock(readable: Iterable[str]) -> None:
    """Refuses every access to files that the kernel's Landlock knows (reading, writing, executing,
    making, removing, truncating, device ioctls), TCP, and signals and abstract sockets outside;
    only reading is allowed, in `readable`. Needs `no_new_privileges`."""
    _require_no_new_privileges()
    abi = landlock_abi()
    if abi == 0:
        raise LayerError("landlock", "this kernel has none, or it is not turned on")
    rights = [_newest(table, abi) for table in (_FS_RIGHTS, _NET_RIGHTS, _SCOPES)]
    known = 1 if abi < 4 else 2 if abi < 6 else 3
    attributes = struct.pack(f"={known}Q", *rights[:known])
    ruleset = _syscall("landlock_create_ruleset", attributes, len(attributes), 0)
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
                _syscall("landlock_add_rule", ruleset, 1, rule, 0)
            finally:
                os.close(place)
        _syscall("landlock_restrict_self", ruleset, 0)
    finally:
        os.close(ruleset)
    _must_fail("landlock", errno.EACCES, lambda: os.open("/", os.O_RDONLY | os.O_DIRECTORY))
    _must_fail("landlock", errno.EACCES, lambda: os.open("/dev/null", os.O_WRONLY))


def _newest(table: dict[int, int], abi: int) -> int:
    """The rights that `abi` knows: those of the newest version in `table` up to it."""
    return max((rights for version, rights in table.items() if version <= abi), default=0)


# --- seccomp -------------------------------------------------------------------------------------

_Numbers = dict[str, tuple[int | None, int | None]]  # x86-64, aarch64

# What touches only what is open, the process itself, or (Landlock sees to that) readable files.
_ALLOWED: _Numbers = {
    "read": (0, 63),
    "write": (1, 64),
    "readv": (19, 65),
    "writev": (20, 66),
    "pread64": (17, 67),
    "close": (3, 57),
    "fstat": (5, 80),
    "newfstatat": (262, 79),
    "stat": (4, None),
    "lstat": (6, None),
    "statx": (332, 291),
    "access": (21, None),
    "faccessat": (269, 48),
    "faccessat2": (439, 439),
    "readlink": (89, None),
    "readlinkat": (267, 78),
    "getcwd": (79, 17),
    "getdents64": (217, 61),
    "lseek": (8, 62),
    "brk": (12, 214),
    "mmap": (9, 222),
    "munmap": (11, 215),
    "mremap": (25, 216),
    "mprotect": (10, 226),
    "madvise": (28, 233),
    "futex": (202, 98),
    "rseq": (334, 293),
    "set_robust_list": (273, 99),
    "sched_yield": (24, 124),
    "sched_getaffinity": (204, 123),
    "getcpu": (309, 168),
    "clock_gettime": (228, 113),
    "clock_getres": (229, 114),
    "clock_nanosleep": (230, 115),
    "nanosleep": (35, 101),
    "gettimeofday": (96, 169),
    "time": (201, None),
    "times": (100, 153),
    "getrusage": (98, 165),
    "getrlimit": (97, 163),
    "sysinfo": (99, 179),
    "uname": (63, 160),
    "getpid": (39, 172),
    "gettid": (186, 178),
    "getppid": (110, 173),
    "getuid": (102, 174),
    "geteuid": (107, 175),
    "getgid": (104, 176),
    "getegid": (108, 177),
    "getgroups": (115, 158),
    "getresuid": (118, 148),
    "getresgid": (120, 150),
    "getpgrp": (111, None),
    "getpgid": (121, 155),
    "getsid": (124, 156),
    "getrandom": (318, 278),
    "rt_sigaction": (13, 134),
    "rt_sigprocmask": (14, 135),
    "rt_sigreturn": (15, 139),
    "rt_sigpending": (127, 136),
    "sigaltstack": (131, 132),
    "setitimer": (38, 103),
    "getitimer": (36, 102),
    "alarm": (37, None),
    "poll": (7, None),
    "ppoll": (271, 73),
    "select": (23, None),
    "pselect6": (270, 72),
    "dup": (32, 23),
    "dup2": (33, None),
    "dup3": (292, 24),
    "restart_syscall": (219, 128),
    "exit": (60, 93),
    "exit_group": (231, 94),
}
# What is decided by its arguments, or answered in a way of its own.
_DECIDED: _Numbers = {
    "open": (2, None),
    "openat": (257, 56),
    "openat2": (437, 437),
    "clone3": (435, 435),
    "ioctl": (16, 29),
    "fcntl": (72, 25),
    "kill": (62, 129),
    "tgkill": (234, 131),
    "prlimit64": (302, 261),
    "prctl": (157, 167),
    "arch_prctl": (158, None),
}
# Refused like all the rest; numbered because the layers use or try them.
_REFUSED: _Numbers = {
    "clone": (56, 220),
    "socket": (41, 198),
    "memfd_create": (319, 279),
    "setresuid": (117, 147),
    "capset": (126, 91),
    "capget": (125, 90),
    "seccomp": (317, 277),
    "landlock_create_ruleset": (444, 444),
    "landlock_add_rule": (445, 445),
    "landlock_restrict_self": (446, 446),
}
_NUMBERS = _ALLOWED | _DECIDED | _REFUSED

_MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, AUDIT_ARCH
_MACHINE = os.uname().machine if hasattr(os, "uname") else sys.platform
_COLUMN, _ARCHITECTURE = _MACHINES.get(_MACHINE, (-1, 0))

_LAST_KNOWN = 450  # a call newer than these tables is answered as an old kernel would: ENOSYS

# Classic BPF over struct seccomp_data: nr at 0, arch at 4, argument i at 16 + 8 i (low word first)
_LOAD, _EQUAL, _AT_LEAST, _ANY_BIT, _RETURN = 0x20, 0x15, 0x35, 0x45, 0x06
_ALLOW, _KILL = 0x7FFF0000, 0x80000000

_Instruction = tuple[int, int, int, int]  # code, jump if true, jump if false, constant


def _answer(value: int) -> _Instruction:
    return (_RETURN, 0, 0, value)


def _refuse(error: int) -> _Instruction:
    return _answer(0x00050000 | error)


def _argument(index: int, high: bool = False) -> _Instruction:
    return (_LOAD, 0, 0, 16 + 8 * index + 4 * high)


def _only_if(index: int, values: Iterable[int]) -> list[_Instruction]:
    """Allows the call where the low 32 bits of argument `index` are one of `values`. Only for
    arguments that the kernel takes as 32 bits."""
    rules = [_argument(index)]
    for value in values:
        rules += [(_EQUAL, 0, 1, value), _answer(_ALLOW)]
    return [*rules, _refuse(errno.EPERM)]


def _reading_only(index: int) -> list[_Instruction]:
    """Allows an opening whose flags (argument `index`) neither write nor create nor truncate."""
    writing = os.O_WRONLY | os.O_RDWR | os.O_CREAT | os.O_TRUNC | os.O_APPEND
    return [_argument(index), (_ANY_BIT, 0, 1, writing), _refuse(errno.EACCES), _answer(_ALLOW)]


def _program(pid: int) -> bytes:
    """The filter, as an array of `struct sock_filter`: everything is refused with EPERM but what
    the tables allow. `pid` is the worker's own.

    Memory may be writable and executable: oneDNN compiles its kernels at run time, and a student
    who has `ctypes` needs no such memory to reach the kernel.
    """
    decided: dict[str, list[_Instruction]] = {
        "open": _reading_only(1),
        "openat": _reading_only(2),
        "openat2": [_refuse(errno.ENOSYS)],  # its flags lie in memory, where a filter can't look
        "clone3": [_refuse(errno.ENOSYS)],  # the same: glibc then takes clone, which is refused
        "ioctl": [_refuse(errno.ENOTTY)],
        # F_DUPFD, F_GETFD, F_SETFD, F_GETFL, F_DUPFD_CLOEXEC: nothing that signals, locks, resizes
        "fcntl": _only_if(1, (0, 1, 2, 3, 1030)),
        "kill": _only_if(0, (pid,)),
        "tgkill": _only_if(0, (pid,)),
        "prlimit64": [  # of itself (pid 0), and reading: both halves of new_limit are zero
            *(_argument(2), (_EQUAL, 0, 5, 0), _argument(2, high=True), (_EQUAL, 0, 3, 0)),
            *(_argument(0), (_EQUAL, 0, 1, 0), _answer(_ALLOW), _refuse(errno.EPERM)),
        ],
        "prctl": _only_if(0, (_PR_SET_NAME, _PR_GET_NAME, *_PR_READING)),
        # ARCH_GET_XCOMP_SUPP, _GET_XCOMP_PERM, _REQ_XCOMP_PERM: oneDNN asks for AMX tiles
        "arch_prctl": _only_if(0, (0x1021, 0x1022, 0x1023)),
    }
    rules: list[_Instruction] = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, _ARCHITECTURE), _answer(_KILL)]
    rules.append((_LOAD, 0, 0, 0))
    if _MACHINE == "x86_64":
        rules += [(_AT_LEAST, 0, 1, 0x40000000), _answer(_KILL)]  # the x32 calls
    for numbers in _ALLOWED.values():
        number = numbers[_COLUMN]
        if number is not None:
            rules += [(_EQUAL, 0, 1, number), _answer(_ALLOW)]
    for name, numbers in _DECIDED.items():
        decision, number = decided[name], numbers[_COLUMN]
        if number is not None:
            rules += [(_EQUAL, 0, len(decision), number), *decision]
    rules += [(_AT_LEAST, 0, 1, _LAST_KNOWN + 1), _refuse(errno.ENOSYS), _refuse(errno.EPERM)]
    return b"".join(struct.pack("=HBBI", *rule) for rule in rules)


def seccomp() -> None:
    """Allows the system calls that computing needs and refuses every other: no process, thread,
    program, socket, signal to others, tracing, mount, namespace, key, shared memory, anonymous
    file, or opening for writing. Needs `no_new_privileges`."""
    if _MACHINE not in _MACHINES:
        raise LayerError("seccomp", f"no table of system calls for {_MACHINE}")
    _require_no_new_privileges()
    program = _program(os.getpid())
    address = ctypes.cast(ctypes.c_char_p(program), ctypes.c_void_p).value
    # SECCOMP_SET_MODE_FILTER with a struct sock_fprog: the number of instructions, where they are
    _syscall("seccomp", 1, 0, struct.pack("=H6xQ", len(program) // 8, address))
    # Without the filter each of these would succeed or give another error.
    _must_fail("seccomp", errno.EPERM, lambda: _syscall("socket", 1, 1, 0))
    _must_fail("seccomp", errno.EPERM, lambda: _syscall("memfd_create", 0, 0))
    _must_fail("seccomp", errno.EPERM, lambda: _syscall("clone", 0x00010000))  # a lone thread flag
    _must_fail("seccomp", errno.ENOSYS, lambda: _syscall("clone3", 0, 0))
    _must_fail("seccomp", errno.EACCES, lambda: os.open("/dev/null", os.O_WRONLY))


# --- the way into the kernel ---------------------------------------------------------------------

_libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


def _syscall(name: str, *arguments: int | bytes | ctypes.Array[Any] | ctypes.c_int) -> int:
    """A system call by name: integers as they are, everything else by its address (`bytes` only
    where the kernel reads and does not write). Raises OSError."""
    number = _NUMBERS[name][_COLUMN] if _COLUMN >= 0 else None
    if _libc is None or number is None or not sys.platform.startswith("linux"):
        raise OSError(errno.ENOSYS, f"{name} is not there on {sys.platform} {_MACHINE}")
    passed: list[Any] = [ctypes.c_long(number)]
    for argument in arguments:
        if isinstance(argument, int):
            passed.append(ctypes.c_long(argument))
        elif isinstance(argument, bytes):
            passed.append(ctypes.c_char_p(argument))
        else:
            passed.append(ctypes.byref(argument))
    # prctl insists on zeros in what is left over.
    passed += [ctypes.c_long(0)] * (7 - len(passed))
    result = int(_libc.syscall(*passed))
    if result == -1:
        error = ctypes.get_errno()
        raise OSError(error, os.strerror(error), name)
    return result


def _must_fail(layer: str, error: int, attempt: Callable[[], object]) -> None:
    """Raises LayerError unless `attempt` is refused with that errno."""
    try:
        attempt()
    except OSError as refusal:
        if refusal.errno == error:
            return
        found = errno.errorcode.get(refusal.errno or 0, str(refusal.errno))
        raise LayerError(layer, f"{found} instead of {errno.errorcode[error]}") from refusal
    raise LayerError(layer, "what it forbids went through")


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
