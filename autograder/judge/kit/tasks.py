"""Data that several topics train on, drawn anew for every run."""

import numpy as np

Array = np.ndarray


def adding_problem(rng: np.random.Generator, N: int, T: int) -> tuple[Array, Array]:
    """The adding problem of Hochreiter and Schmidhuber (1997), one mark in each half: sequences
    (N, T, 2) of values and marks, targets (N,), both float32.

    The targets are 2 minus the sum of the marked values: the same problem with every value v
    replaced by 1 - v, so that it has to be learnt from them and can't be written down beforehand.
    """
    values = rng.random((N, T))
    marks = np.zeros((N, T))
    marks[np.arange(N), rng.integers(0, T // 2, N)] = 1
    marks[np.arange(N), rng.integers(T // 2, T, N)] = 1
    targets = 2 - (values * marks).sum(axis=1)
    return np.stack([values, marks], axis=2).astype(np.float32), targets.astype(np.float32)
