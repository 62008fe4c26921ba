"""Loads what a worker will need before it is forked, so that no check pays for it."""

import contextlib
import ctypes
import gc
import random
from pathlib import Path

import numpy as np
import torch


def warm() -> None:
    """Imports and touches, on one thread, what most checks use; then freezes the heap.

    The first optimiser of a process alone imports hundreds of modules. Nothing here may start a
    thread: a child forked after a parallel region hangs.
    """
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
