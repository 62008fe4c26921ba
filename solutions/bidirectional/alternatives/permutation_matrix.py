"""Turning round as a product with a matrix; letters as one-hot vectors."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

Map = Callable[[Tensor], Tensor]


def turning(lengths: Tensor, T: int) -> Tensor:
    """(N, T, T), a 1 where step s goes to place t."""
    t = torch.arange(T)
    source = torch.where(t < lengths[:, None], lengths[:, None] - 1 - t, t)
    return nn.functional.one_hot(source, T)


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    return torch.bmm(turning(lengths, x.shape[1]).to(x.dtype), x)


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    T = x.shape[1]
    P = turning(lengths, T).to(x.dtype)
    states = torch.cat([forward_layer(x), P @ backward_layer(P @ x)], dim=2)
    return torch.where(torch.arange(T)[None, :, None] < lengths[:, None, None], states, 0)


def last_states(outputs: Tensor, lengths: Tensor) -> Tensor:
    N, T, _ = outputs.shape
    first, last = torch.zeros(N, dtype=torch.long), lengths - 1
    ahead, behind = outputs.unflatten(2, (2, -1)).unbind(2)
    places = [nn.functional.one_hot(at, T).to(outputs.dtype) for at in (last, first)]
    states = zip(places, (ahead, behind), strict=True)
    return torch.cat([(at[:, :, None] * half).sum(1) for at, half in states], dim=1)


def stack(layers: list[tuple[Map, Map]], x: Tensor, lengths: Tensor) -> Tensor:
    outputs = [x]
    for ahead, behind in layers:
        outputs.append(bidirectional(ahead, behind, outputs[-1], lengths))
    return outputs.pop()


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    N, T, width = dout.shape
    P = turning(lengths, T).to(dout.dtype)
    real = (torch.arange(T) < lengths[:, None])[:, :, None]
    halves = (dout * real).view(N, T, 2, width // 2)
    # P is its own transpose, and its own inverse.
    return forward_vjp(halves[:, :, 0]) + P @ backward_vjp(P @ halves[:, :, 1])


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    signs = 2 * targets[real] - 1
    return -nn.functional.logsigmoid(signs * logits[real]).mean()


class OneHot(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.ahead = nn.LSTM(27, hidden_size, batch_first=True)
        self.behind = nn.LSTM(27, hidden_size, batch_first=True)
        self.w = nn.Parameter(torch.randn(2 * hidden_size) / hidden_size**0.5)
        self.by_letter = nn.Parameter(torch.zeros(27))

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        x = nn.functional.one_hot(ids, 27).to(self.w.dtype)
        P = turning(lengths, ids.shape[1]).to(x.dtype)
        ahead, behind = self.ahead(x)[0], P @ self.behind(P @ x)[0]
        return torch.cat([ahead, behind], dim=2) @ self.w + self.by_letter[ids]


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
    model = OneHot(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    rows = torch.utils.data.TensorDataset(ids, lengths, marks)
    sampler = torch.utils.data.RandomSampler(rows, replacement=True, num_samples=steps * batch_size)
    losses = []
    for letters, sizes, targets in torch.utils.data.DataLoader(rows, batch_size, sampler=sampler):
        loss = masked_bce(model(letters, sizes), targets, sizes)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
