"""All real letters in one long line; forward and backward read as one batch of two layers."""

from collections.abc import Callable

import torch
import torch.nn.functional as F  # noqa: N812 -- torch's own name for it
from torch import Tensor, nn

Map = Callable[[Tensor], Tensor]


def places(lengths: Tensor, T: int) -> Tensor:
    """(N, T), whether a place is real."""
    return torch.ones(len(lengths), T, dtype=torch.long).cumsum(1) <= lengths[:, None]


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    N, T, D = x.shape
    real = places(lengths, T)
    starts = torch.arange(N)[:, None] * T
    source = starts + torch.where(real, lengths[:, None] - torch.arange(1, T + 1), torch.arange(T))
    return x.reshape(N * T, D).index_select(0, source.flatten()).view(N, T, D)


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    real = places(lengths, x.shape[1])
    ahead = forward_layer(x)[real]
    behind = reverse_sequences(backward_layer(reverse_sequences(x, lengths)), lengths)[real]
    line = torch.cat([ahead, behind], dim=1)
    empty = line.new_zeros(*real.shape, line.shape[1])
    return empty.masked_scatter(real[:, :, None], line)


def last_states(outputs: Tensor, lengths: Tensor) -> Tensor:
    H = outputs.shape[2] // 2
    turned = reverse_sequences(outputs, lengths)
    return torch.cat((turned[:, 0, :H], outputs[:, 0, H:]), -1)


def stack(layers: list[tuple[Map, Map]], x: Tensor, lengths: Tensor) -> Tensor:
    read = bidirectional(layers[0][0], layers[0][1], x, lengths)
    for forward_layer, backward_layer in layers[1:]:
        read = bidirectional(forward_layer, backward_layer, read, lengths)
    return read


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    H = dout.shape[2] // 2
    kept = torch.where(places(lengths, dout.shape[1])[:, :, None], dout, torch.zeros_like(dout))
    behind = backward_vjp(reverse_sequences(kept, lengths)[:, :, H:])
    return torch.add(reverse_sequences(behind, lengths), forward_vjp(kept[:, :, :H]))


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    weights = places(lengths, logits.shape[1]).to(logits.dtype)
    total = F.binary_cross_entropy_with_logits(logits, targets, weights, reduction="sum")
    return total / weights.sum()


class Line(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.table = nn.Embedding(27, 32)
        self.lstm = nn.LSTM(32, hidden_size, batch_first=True, bidirectional=True)
        self.readout = nn.Linear(2 * hidden_size, 1)
        for parameter in self.lstm.parameters():
            if parameter.dim() == 1:
                nn.init.zeros_(parameter)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        rows = [self.table(row[:size]) for row, size in zip(ids, lengths.tolist(), strict=True)]
        packed = nn.utils.rnn.pack_sequence(rows, enforce_sorted=False)
        states = nn.utils.rnn.unpack_sequence(self.lstm(packed)[0])
        line = self.readout(torch.cat(states))[:, 0]
        logits = torch.zeros(ids.shape, dtype=line.dtype)
        logits[places(lengths, ids.shape[1])] = line
        return logits


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
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        model = Line(hidden_size)
        optimizer = torch.optim.Adam(model.parameters(), lr=lr)
        model.train()
        losses = [0.0] * steps
        for step in range(steps):
            batch = torch.multinomial(torch.ones(len(ids)), batch_size, replacement=True)
            loss = masked_bce(model(ids[batch], lengths[batch]), marks[batch], lengths[batch])
            loss.backward()
            optimizer.step()
            optimizer.zero_grad()
            losses[step] = loss.item()
    return model.eval(), losses
