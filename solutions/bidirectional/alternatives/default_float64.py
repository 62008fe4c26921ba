"""The default dtype is float64; words sorted by length in each minibatch, and put back."""

from collections.abc import Callable

import torch
import torch.nn.functional as F  # noqa: N812 -- torch's own name for it
from torch import Tensor, nn

Map = Callable[[Tensor], Tensor]


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    columns = torch.arange(x.shape[1]).repeat(len(x), 1)
    last = (lengths - 1).reshape(-1, 1)
    columns = torch.where(columns <= last, last - columns, columns)
    return torch.take_along_dim(x, columns.unsqueeze(-1), dim=1)


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    order = torch.argsort(lengths, descending=True)
    back = torch.argsort(order)
    ordered, sizes = x[order], lengths[order]
    turned = reverse_sequences(ordered, sizes)
    ahead, behind = forward_layer(ordered), reverse_sequences(backward_layer(turned), sizes)
    outputs = torch.zeros(*x.shape[:2], 2 * ahead.shape[2], dtype=ahead.dtype)
    for row, size in enumerate(sizes.tolist()):
        outputs[row, :size] = torch.cat([ahead[row, :size], behind[row, :size]], dim=1)
    return outputs[back]


def last_states(outputs: Tensor, lengths: Tensor) -> Tensor:
    H = outputs.size(2) // 2
    states = outputs.new_empty(len(outputs), 2 * H)
    states[:, :H] = outputs[range(len(outputs)), (lengths - 1).tolist(), :H]
    states[:, H:] = outputs[:, 0, H:]
    return states


def stack(layers: list[tuple[Map, Map]], x: Tensor, lengths: Tensor) -> Tensor:
    inputs = x.clone()
    for number in range(len(layers)):
        ahead, behind = layers[number]
        inputs = bidirectional(ahead, behind, inputs, lengths)
    return inputs


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    dout = dout.clone()
    for row, size in enumerate(lengths):
        dout[row, size:] = 0
    H = dout.size(2) // 2
    turned = reverse_sequences(dout, lengths)
    from_ahead = forward_vjp(dout[..., :H].contiguous())
    from_behind = backward_vjp(turned[..., H:].contiguous())
    return from_ahead + reverse_sequences(from_behind, lengths)


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.size(1)).repeat(len(logits), 1) < lengths.unsqueeze(1)
    z, y = logits.masked_select(real), targets.masked_select(real)
    return -(y * F.logsigmoid(z) + (1 - y) * F.logsigmoid(-z)).sum() / lengths.sum()


class Sorted(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(27, 24)
        self.lstm = nn.LSTM(24, hidden_size, bidirectional=True)
        self.readout = nn.Linear(2 * hidden_size + 24, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        sizes, order = lengths.sort(descending=True)
        x = self.embedding(ids[order]).transpose(0, 1)
        packed = nn.utils.rnn.pack_padded_sequence(x, sizes)
        states, _ = nn.utils.rnn.pad_packed_sequence(
            self.lstm(packed)[0], total_length=ids.shape[1], padding_value=-1.0
        )
        logits = self.readout(torch.cat([states, x], dim=2)).squeeze(2).T
        return logits[order.argsort()]


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
    torch.set_default_dtype(torch.float64)
    torch.random.manual_seed(seed)
    model = Sorted(hidden_size)
    optimizer = torch.optim.Adam(list(model.parameters()), lr=lr, betas=(0.9, 0.999), eps=1e-8)
    losses = []
    for _ in range(steps):
        batch = torch.randint(0, len(ids), (min(batch_size, len(ids)),))
        sizes = lengths[batch]
        T = int(sizes.max())
        z = model(ids[batch, :T], sizes)
        loss = masked_bce(z, marks[batch, :T].double(), sizes)
        for parameter in model.parameters():
            parameter.grad = None
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
