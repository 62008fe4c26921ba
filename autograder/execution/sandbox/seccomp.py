"""The filter of system calls that a worker puts on last: what is allowed, and the program for it.

What is said of the numbers of aarch64 in `kernel` holds for these tables, too.
"""

import ctypes
import errno
import os
import struct
from collections.abc import Iterable

from autograder.execution.sandbox.kernel import (
    ARCHITECTURE,
    COLUMN,
    MACHINE,
    MACHINES,
    NUMBERS,
    PR_GET_DUMPABLE,
    PR_GET_NAME,
    PR_GET_NO_NEW_PRIVS,
    PR_GET_PDEATHSIG,
    PR_SET_NAME,
    LayerError,
    Numbers,
    must_fail,
    require_no_new_privileges,
    system_call,
)

_READING = (PR_GET_PDEATHSIG, PR_GET_DUMPABLE, PR_GET_NO_NEW_PRIVS)  # as the preflight does

# What touches only what is open, the process itself, or (Landlock sees to that) readable files.
ALLOWED: Numbers = {
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
DECIDED: Numbers = {
    "open": (2, None),
    "openat": (257, 56),
    "openat2": (437, 437),
    "clone3": NUMBERS["clone3"],
    "ioctl": (16, 29),
    "fcntl": (72, 25),
    "kill": (62, 129),
    "tgkill": (234, 131),
    "prlimit64": (302, 261),
    "prctl": NUMBERS["prctl"],
    "arch_prctl": (158, None),
}

LAST_KNOWN = 450  # a call newer than these tables is answered as an old kernel would: ENOSYS

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
        "prctl": _only_if(0, (PR_SET_NAME, PR_GET_NAME, *_READING)),
        # ARCH_GET_XCOMP_SUPP, _GET_XCOMP_PERM, _REQ_XCOMP_PERM: oneDNN asks for AMX tiles
        "arch_prctl": _only_if(0, (0x1021, 0x1022, 0x1023)),
    }
    rules: list[_Instruction] = [(_LOAD, 0, 0, 4), (_EQUAL, 1, 0, ARCHITECTURE), _answer(_KILL)]
    rules.append((_LOAD, 0, 0, 0))
    if MACHINE == "x86_64":
        rules += [(_AT_LEAST, 0, 1, 0x40000000), _answer(_KILL)]  # the x32 calls
    for numbers in ALLOWED.values():
        number = numbers[COLUMN]
        if number is not None:
            rules += [(_EQUAL, 0, 1, number), _answer(_ALLOW)]
    for name, numbers in DECIDED.items():
        decision, number = decided[name], numbers[COLUMN]
        if number is not None:
            rules += [(_EQUAL, 0, len(decision), number), *decision]
    rules += [(_AT_LEAST, 0, 1, LAST_KNOWN + 1), _refuse(errno.ENOSYS), _refuse(errno.EPERM)]
    return b"".join(struct.pack("=HBBI", *rule) for rule in rules)


def seccomp() -> None:
    """Allows the system calls that computing needs and refuses every other: no process, thread,
    program, socket, signal to others, tracing, mount, namespace, key, shared memory, anonymous
    file, or opening for writing. Needs `no_new_privileges`."""
    if MACHINE not in MACHINES:
        raise LayerError("seccomp", f"no table of system calls for {MACHINE}")
    require_no_new_privileges()
    program = _program(os.getpid())
    address = ctypes.cast(ctypes.c_char_p(program), ctypes.c_void_p).value
    # SECCOMP_SET_MODE_FILTER with a struct sock_fprog: the number of instructions, where they are
    system_call("seccomp", 1, 0, struct.pack("=H6xQ", len(program) // 8, address))
    # Without the filter each of these would succeed or give another error.
    must_fail("seccomp", errno.EPERM, lambda: system_call("socket", 1, 1, 0))
    must_fail("seccomp", errno.EPERM, lambda: system_call("memfd_create", 0, 0))
    a_thread = 0x00010000  # the flag alone, which the kernel itself would answer with EINVAL
    must_fail("seccomp", errno.EPERM, lambda: system_call("clone", a_thread))
    must_fail("seccomp", errno.ENOSYS, lambda: system_call("clone3", 0, 0))
    must_fail("seccomp", errno.EACCES, lambda: os.open("/dev/null", os.O_WRONLY))
