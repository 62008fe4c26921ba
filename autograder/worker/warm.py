"""Loads what a worker will need before it is forked, so that no check pays for it."""

import contextlib
import ctypes
import gc
import importlib
import random
import sys
from pathlib import Path
from types import ModuleType
from typing import Any

import numpy as np
import torch

COMPILER = "torch._dynamo"


class _Uncompiled(ModuleType):
    """torch's compiler until somebody wants it. torch itself asks it two things when nothing is
    compiled: every step of an optimiser says where a graph would break, and hides from it."""

    def __getattr__(self, name: str) -> Any:
        if sys.modules.get(COMPILER) is self:
            del sys.modules[COMPILER]
            importlib.import_module(COMPILER)  # and takes this one's place in torch
        return getattr(sys.modules[COMPILER], name)

    @staticmethod
    def graph_break(msg: str = "") -> None:
        """No graph, nothing to break."""

    @staticmethod
    def disable(fn: Any = None, recursive: bool = True, **kwargs: Any) -> Any:
        """What is never compiled, as it is."""
        return fn if fn is not None else lambda function: function


def postpone_compiler() -> None:
    """Keeps torch's compiler out of this process for as long as nobody uses it.

    The first optimiser of a process imports it: 800 modules and 80 MB, two seconds for a host to
    start and a third of what forking it costs, for workers that can't compile (`inert`).
    """
    if COMPILER not in sys.modules:
        torch._dynamo = sys.modules[COMPILER] = _Uncompiled(COMPILER)


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
