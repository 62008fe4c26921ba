"""Adam written out; roll instead of gather; NumPy draws the minibatches."""

from collections.abc import Callable

import numpy as np
import torch
from torch import Tensor, nn

Map = Callable[[Tensor], Tensor]


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    # The whole axis turned round begins with the padding: roll that to the end, and keep the old one.
    T = x.shape[1]
    pieces = [
        torch.roll(row.flip(0), size - T, 0)[:size]
        for row, size in zip(x, lengths.tolist(), strict=True)
    ]
    rows = [torch.cat([piece, row[len(piece) :]]) for piece, row in zip(pieces, x, strict=True)]
    return torch.stack(rows)


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    first = forward_layer(x)
    second = backward_layer(reverse_sequences(x, lengths))
    both = torch.cat([first, reverse_sequences(second, lengths)], 2)
    return both * (torch.arange(x.shape[1]) < lengths[:, None]).to(both.dtype)[..., None]


def last_states(outputs: Tensor, lengths: Tensor) -> Tensor:
    index = lengths.sub(1)[:, None, None].expand(-1, 1, outputs.shape[2])
    H = outputs.shape[2] // 2
    return torch.hstack([outputs.gather(1, index)[:, 0, :H], outputs[:, 0, H:]])


def stack(layers: list[tuple[Map, Map]], x: Tensor, lengths: Tensor) -> Tensor:
    from functools import reduce

    return reduce(lambda read, pair: bidirectional(*pair, read, lengths), layers, x)


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    N, T, width = dout.shape
    mask = torch.zeros(N, T, 1, dtype=dout.dtype)
    for n in range(N):
        mask[n, : lengths[n]] = 1
    d_first, d_second = torch.split(dout * mask, width // 2, 2)
    dx = forward_vjp(d_first)
    dx = dx + reverse_sequences(backward_vjp(reverse_sequences(d_second, lengths)), lengths)
    return dx * mask


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1])[None] < lengths[:, None]
    stable = torch.logaddexp(torch.zeros_like(logits), logits) - targets * logits
    return stable[real].mean()


class Network(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(27, 16)
        self.ahead = nn.GRU(16, hidden_size, batch_first=True)
        self.behind = nn.GRU(16, hidden_size, batch_first=True)
        self.readout = nn.Linear(2 * hidden_size, 1)
        with torch.no_grad():
            self.readout.bias.fill_(-2.5)  # few letters bear a mark

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        outputs = bidirectional(
            lambda x: self.ahead(x)[0],
            lambda x: self.behind(x)[0],
            self.embedding(ids),
            lengths,
        )
        return self.readout(outputs).view(*ids.shape)


def train_restorer(
    ids: Tensor,
    lengths: Tensor,
    marks: Tensor,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    draw = np.random.default_rng(seed)
    model = Network(hidden_size)
    weights = list(model.parameters())
    means, squares = [[torch.zeros_like(w) for w in weights] for _ in range(2)]
    losses = []
    for k in range(1, steps + 1):
        batch = torch.from_numpy(draw.choice(len(ids), batch_size))
        loss = masked_bce(model(ids[batch], lengths[batch]), marks[batch], lengths[batch])
        gradients = torch.autograd.grad(loss, weights)
        with torch.no_grad():
            for w, g, mean, square in zip(weights, gradients, means, squares, strict=True):
                mean.mul_(0.9).add_(0.1 * g)
                square.mul_(0.999).add_(0.001 * g * g)
                root = (square / (1 - 0.999**k)).sqrt() + 1e-8
                w -= lr * mean / (1 - 0.9**k) / root
        losses.append(float(loss.detach()))
    return model, losses
