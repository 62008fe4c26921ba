"""Loads what a worker will need before it is forked, so that no check pays for it."""

import gc
import random

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
