"""The way into the kernel: system calls by name, and trying that one is refused.

The system call numbers of aarch64 are those of the kernel's generic table
(`asm-generic/unistd.h`). They have not been run: the machine this was written on is x86-64.
"""

import ctypes
import errno
import os
import sys
from collections.abc import Callable
from typing import Any


class LayerError(Exception):
    """A layer does not hold. Whoever catches it ends the process: nothing hostile may run in it."""

    def __init__(self, layer: str, reason: str) -> None:
        super().__init__(f"{layer}: {reason}")
        self.layer = layer
        self.reason = reason


PR_SET_PDEATHSIG, PR_GET_PDEATHSIG = 1, 2
PR_GET_DUMPABLE, PR_SET_DUMPABLE = 3, 4
PR_SET_NAME, PR_GET_NAME = 15, 16
PR_SET_NO_NEW_PRIVS, PR_GET_NO_NEW_PRIVS = 38, 39


def require_no_new_privileges() -> None:
    """What a filter and Landlock need, and what a kernel says in their name where it is missing."""
    if system_call("prctl", PR_GET_NO_NEW_PRIVS) != 1:
        raise LayerError("no_new_privileges", "it is not on")


Numbers = dict[str, tuple[int | None, int | None]]  # x86-64, aarch64

# What the layers call, or try in vain. A worker is refused all of it but what `seccomp` decides.
NUMBERS: Numbers = {
    "prctl": (157, 167),
    "clone": (56, 220),
    "clone3": (435, 435),
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

MACHINES = {"x86_64": (0, 0xC000003E), "aarch64": (1, 0xC00000B7)}  # column, AUDIT_ARCH
MACHINE = os.uname().machine if hasattr(os, "uname") else sys.platform
COLUMN, ARCHITECTURE = MACHINES.get(MACHINE, (-1, 0))

_libc = ctypes.CDLL(None, use_errno=True) if os.name == "posix" else None


def system_call(name: str, *arguments: int | bytes | ctypes.Array[Any] | ctypes.c_int) -> int:
    """A system call by name: integers as they are, everything else by its address (`bytes` only
    where the kernel reads and does not write). Raises OSError."""
    number = NUMBERS[name][COLUMN] if COLUMN >= 0 else None
    if _libc is None or number is None or not sys.platform.startswith("linux"):
        raise OSError(errno.ENOSYS, f"{name} is not there on {sys.platform} {MACHINE}")
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


def must_fail(layer: str, error: int, attempt: Callable[[], object]) -> None:
    """Raises LayerError unless `attempt` is refused with that errno."""
    try:
        attempt()
    except OSError as refusal:
        if refusal.errno == error:
            return
        found = errno.errorcode.get(refusal.errno or 0, str(refusal.errno))
        raise LayerError(layer, f"{found} instead of {errno.errorcode[error]}") from refusal
    raise LayerError(layer, "what it forbids went through")
