"""Sequence by sequence; the library reads packed batches; epochs of all words."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

Map = Callable[[Tensor], Tensor]


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    turned = x.clone()
    for row, length in enumerate(lengths.tolist()):
        turned[row, :length] = x[row, :length].flip(0)
    return turned


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    rows = []
    for row, length in enumerate(lengths.tolist()):
        alone = x[row : row + 1, :length]
        ahead = forward_layer(alone)
        behind = backward_layer(alone.flip(1)).flip(1)
        both = torch.cat([ahead, behind], dim=2)[0]
        rows.append(torch.cat([both, both.new_zeros(x.shape[1] - length, both.shape[1])]))
    return torch.stack(rows)


def last_states(outputs: Tensor, lengths: Tensor) -> Tensor:
    H = outputs.shape[2] // 2
    rows = [
        torch.cat([outputs[row, length - 1, :H], outputs[row, 0, H:]])
        for row, length in enumerate(lengths.tolist())
    ]
    return torch.stack(rows)


def stack(layers: list[tuple[Map, Map]], x: Tensor, lengths: Tensor) -> Tensor:
    if not layers:
        return x
    lower, *upper = layers
    return stack(upper, bidirectional(*lower, x, lengths), lengths)


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    H = dout.shape[2] // 2
    ahead, behind = torch.zeros_like(dout[:, :, :H]), torch.zeros_like(dout[:, :, H:])
    for row, length in enumerate(lengths.tolist()):
        ahead[row, :length] = dout[row, :length, :H]
        behind[row, :length] = dout[row, :length, H:].flip(0)
    dx = forward_vjp(ahead).clone()
    turned = backward_vjp(behind)
    for row, length in enumerate(lengths.tolist()):
        dx[row, :length] += turned[row, :length].flip(0)
    return dx


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    total = logits.new_zeros(())
    for z, y, length in zip(logits, targets, lengths.tolist(), strict=True):
        z, y = z[:length], y[:length]
        # max(z, 0) - z y + log(1 + exp(-|z|))
        total = total + (z.clamp(min=0) - z * y + torch.log1p(torch.exp(-z.abs()))).sum()
    return total / lengths.sum()


class Packed(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(27, 16, padding_idx=0)
        self.lstm = nn.LSTM(16, hidden_size, batch_first=True, bidirectional=True)
        self.readout = nn.Linear(2 * hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        packed = nn.utils.rnn.pack_padded_sequence(
            self.embedding(ids), lengths, batch_first=True, enforce_sorted=False
        )
        states, _ = nn.utils.rnn.pad_packed_sequence(
            self.lstm(packed)[0], batch_first=True, total_length=ids.shape[1]
        )
        return self.readout(states).squeeze(2)


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
    model = Packed(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses: list[float] = []
    while len(losses) < steps:
        for batch in torch.randperm(len(ids)).split(batch_size):
            if len(losses) == steps:
                break
            z = model(ids[batch], lengths[batch])
            real = torch.arange(ids.shape[1]) < lengths[batch, None]
            loss = nn.functional.binary_cross_entropy_with_logits(z[real], marks[batch][real])
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(float(loss))
    return model, losses
