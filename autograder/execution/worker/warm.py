"""Loads what a worker will need before it is forked, so that no check pays for it."""

import contextlib
import ctypes
import gc
import importlib
import operator
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch


class _Postponed(ModuleType):
    """A module that is imported when somebody asks it for more than what it has been given."""

    def __init__(self, name: str, given: dict[str, Any]) -> None:
        super().__init__(name)
        vars(self).update(given)

    def __getattr__(self, name: str) -> Any:
        own = [each for each in _COMPILER if each.startswith(f"{self.__name__}.")]
        # Whoever looks through all modules asks for such names, and each `from` for the last one,
        # which only packages have.
        if name.startswith("__") and not (name == "__path__" and own):
            raise AttributeError(name)
        if sys.modules.get(self.__name__) is self:
            for each in (self.__name__, *own):  # a package brings its own modules with it
                postponed = sys.modules.get(each)
                if isinstance(postponed, _Postponed):
                    postponed._give_way()
            importlib.import_module(self.__name__)  # and takes this one's place in its package
        return getattr(sys.modules[self.__name__], name)

    def _give_way(self) -> None:
        del sys.modules[self.__name__]
        for given in _COMPILER[self.__name__]:
            delattr(self, given)


def _as_it_is(fn: Any = None, *args: Any, **kwargs: Any) -> Any:
    """What the compiler shall leave alone, where nothing is compiled."""
    return fn if fn is not None else lambda function: function


# What torch asks its compiler where nothing is compiled: each step of an optimiser says where a
# graph would break, each gradient whether two shapes, which may be symbols, are equal, `torch.func`
# that gradients are not compiled, and who wants the same numbers every time that it gives them.
_COMPILER: dict[str, dict[str, Any]] = {
    "torch._dynamo": {"graph_break": lambda msg="": None, "disable": _as_it_is},
    "torch._dynamo.compiled_autograd": {"_disable": contextlib.nullcontext},
    "torch._inductor": {},
    "torch._inductor.config": {"deterministic": False},
    "torch.fx.experimental.symbolic_shapes": {"expect_true": bool, "sym_eq": operator.eq},
}


def postpone_compiler() -> None:
    """Keeps torch's compiler out of this process for as long as nobody uses it.

    The first step of an optimiser and the first gradient import it: 800 modules and 70 MB, more
    than a second for a host to start and a third of what forking it costs, for workers in which
    nothing is compiled (`inert`).
    """
    if not sys.modules.keys().isdisjoint(_COMPILER):
        return
    for name, given in _COMPILER.items():
        sys.modules[name] = _Postponed(name, given)
    for name in _COMPILER:
        package, _, last = name.rpartition(".")
        setattr(importlib.import_module(package), last, sys.modules[name])


def warm() -> None:
    """Imports and touches, on one thread, what most checks use; then freezes the heap.

    Nothing here may start a thread: a child forked after a parallel region hangs.
    """
    postpone_compiler()
    torch.set_num_threads(1)
    torch.set_num_interop_threads(1)
    torch.manual_seed(0)
    model = torch.nn.Sequential(torch.nn.Linear(3, 2), torch.nn.Tanh(), torch.nn.Linear(2, 1))
    for optimizer in (
        torch.optim.Adam(model.parameters(), lr=1e-3),
        torch.optim.SGD(model.parameters(), lr=1e-3, momentum=0.9),
    ):
        loss = torch.nn.functional.mse_loss(model(torch.ones(2, 3)), torch.zeros(2, 1))
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        optimizer.step()
    x = torch.ones(2, requires_grad=True)
    torch.autograd.grad([2 * x], [x], [torch.ones(2)])
    torch.einsum("nd,dh->nh", torch.ones(2, 3), torch.ones(3, 2))
    torch.utils.data.DataLoader(torch.utils.data.TensorDataset(torch.ones(2)))
    np.random.default_rng(0).standard_normal(2)
    random.seed(0)
    gc.collect()
    gc.freeze()


HUGE = 2 << 20  # bytes; what the kernel can map with one entry instead of 512
MADV_COLLAPSE = 25


def use_huge_pages() -> None:
    """Gathers the memory of this process in huge pages, where the kernel can (Linux 6.1).

    A fork copies an entry for each page, and the child's end takes it away again: with 4 KiB pages
    that is most of what a worker costs. Half a second, once; what a child then writes to is copied
    by 4 KiB as before.
    """
    libc = ctypes.CDLL(None)
    with contextlib.suppress(OSError):
        for line in Path("/proc/self/maps").read_text().splitlines():
            addresses, mode, _, _, inode = line.split()[:5]
            if mode != "rw-p" or inode != "0":
                continue
            start, end = (int(address, 16) for address in addresses.split("-"))
            start, end = -(-start // HUGE) * HUGE, end // HUGE * HUGE
            if start < end:
                # What it can't do it leaves as it is.
                libc.madvise(ctypes.c_void_p(start), ctypes.c_size_t(end - start), MADV_COLLAPSE)
