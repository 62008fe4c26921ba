# RIGHT: NumPy and long doubles, gradients by hand, batches drawn ahead, neighbours in blocks
"""Features from few labels."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor


def split_rows(
    y: Tensor, per_class: int, n_validation: int, n_test: int, seed: int
) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """Test, then validation, then of each class those with the smallest random keys."""
    rng = np.random.default_rng(seed)
    kinds = y.numpy()
    N = len(kinds)
    use = np.full(N, 3)
    use[rng.choice(N, size=n_test, replace=False)] = 2
    left = np.flatnonzero(use == 3)
    use[rng.choice(left, size=n_validation, replace=False)] = 1
    left = np.flatnonzero(use == 3)
    order = left[np.lexsort((rng.random(len(left)), kinds[left]))]
    _, start, counts = np.unique(kinds[order], return_index=True, return_counts=True)
    rank = np.arange(len(order)) - np.repeat(start, counts)
    use[order[rank < per_class]] = 0
    labelled, validation, test, unlabelled = (
        torch.from_numpy(np.flatnonzero(use == place).astype(np.int64)) for place in range(4)
    )
    return labelled, validation, test, unlabelled


def standardise(fit: Tensor, x: Tensor) -> Tensor:
    """Long doubles have room for the squares."""
    wide = fit.detach().numpy().astype(np.longdouble)
    mean = wide.mean(axis=0)
    spread = np.sqrt(((wide - mean) ** 2).mean(axis=0))
    constant = wide.max(axis=0) == wide.min(axis=0)
    mean = np.where(constant, wide[0], mean)
    spread = np.where(constant, np.longdouble(1), spread)
    scaled = (x.detach().numpy().astype(np.longdouble) - mean) / spread
    return torch.from_numpy(scaled.astype(np.float64)).to(x.dtype)


def encode(x: Tensor, parameters: list[Tensor]) -> Tensor:
    """The code."""
    return torch.addmm(parameters[1], x, parameters[0]).tanh()


def reconstruction_loss(x: Tensor, parameters: list[Tensor]) -> Tensor:
    """The library's mean squared error."""
    again = torch.nn.functional.linear(encode(x, parameters), parameters[2].T, parameters[3])
    return torch.nn.functional.mse_loss(again, x)


def train_encoder(
    x: Tensor, parameters: list[Tensor], steps: int, batch_size: int, lr: float, seed: int
) -> tuple[list[Tensor], list[float]]:
    """Backpropagation and Adam in numpy; the rows of all steps are drawn ahead."""
    pictures = x.detach().numpy()
    W, b, V, c = own = [p.detach().numpy().copy() for p in parameters]
    moments = [(np.zeros_like(p), np.zeros_like(p)) for p in own]
    rows = np.random.default_rng(seed).integers(len(pictures), size=(steps, batch_size))
    losses: list[float] = []
    for step, chosen in enumerate(rows, start=1):
        batch = pictures[chosen]
        z = np.tanh(batch @ W + b)
        off = z @ V + c - batch
        losses.append(float(np.mean(off**2)))
        out = 2 * off / off.size
        back = (out @ V.T) * (1 - z**2)
        gradients = [batch.T @ back, back.sum(axis=0), z.T @ out, out.sum(axis=0)]
        for p, g, (m, v) in zip(own, gradients, moments, strict=True):
            m += 0.1 * (g - m)
            v += 0.001 * (g**2 - v)
            p -= lr * (m / (1 - 0.9**step)) / (np.sqrt(v / (1 - 0.999**step)) + 1e-8)
    return [torch.from_numpy(p) for p in own], losses


def linear_probe(z: Tensor, y: Tensor, classes: int, l2: float) -> tuple[Tensor, Tensor]:
    """Normal equations of the centred codes."""
    wide = z.detach().numpy().astype(np.float64)
    targets = np.eye(classes)[y.numpy()]
    middle = wide.mean(axis=0)
    centred = wide - middle
    A = np.linalg.solve(
        centred.T @ centred + l2 * np.eye(wide.shape[1]), centred.T @ (targets - targets.mean(0))
    )
    a = targets.mean(axis=0) - middle @ A
    return torch.from_numpy(A).to(z.dtype), torch.from_numpy(a).to(z.dtype)


def knn_predict(z: Tensor, y: Tensor, new: Tensor, k: int) -> Tensor:
    """Blocks of new codes; votes as a table whose columns are the labels in order."""
    codes, fresh = z.detach().numpy(), new.detach().numpy()
    kinds, place = np.unique(y.numpy(), return_inverse=True)
    table = np.eye(len(kinds))[place.reshape(-1)]
    told = np.zeros(len(fresh), dtype=np.int64)
    block = max(1, 2_000_000 // max(1, codes.size))
    for start in range(0, len(fresh), block):
        gaps = fresh[start : start + block, None, :] - codes[None, :, :]
        near = np.argsort((gaps * gaps).sum(axis=2), axis=1, kind="stable")[:, :k]
        told[start : start + block] = kinds[table[near].sum(axis=1).argmax(axis=1)]
    return torch.from_numpy(told)


def balanced_accuracy(predicted: Tensor, y: Tensor) -> float:
    """Weighted counts."""
    _, place = np.unique(y.numpy(), return_inverse=True)
    place = place.reshape(-1)
    hits = np.bincount(place, weights=(predicted == y).numpy().astype(np.float64))
    return float(np.mean(hits / np.bincount(place)))


def choose(
    candidates: list[Callable[[Tensor], Tensor]],
    x_validation: Tensor,
    y_validation: Tensor,
    x_test: Tensor,
) -> tuple[int, Tensor]:
    """np.argmax takes the first of several."""
    shares = np.array(
        [np.mean((told(x_validation) == y_validation).numpy()) for told in candidates]
    )
    index = int(shares.argmax())
    return index, candidates[index](x_test)
