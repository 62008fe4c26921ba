"""Two layers of GRU on one another; letters drawn small; softplus."""

from collections.abc import Callable

import torch
import torch.nn.functional as F  # noqa: N812 -- torch's own name for it
from torch import Tensor, nn

Map = Callable[[Tensor], Tensor]


def reverse_sequences(x: Tensor, lengths: Tensor) -> Tensor:
    T = x.shape[1]
    t = torch.arange(T).expand(len(x), T)
    L = lengths.unsqueeze(1)
    inside = (t < L).long()
    source = inside * (L - 1 - t) + (1 - inside) * t
    return x[torch.arange(len(x)).unsqueeze(1), source]


def bidirectional(forward_layer: Map, backward_layer: Map, x: Tensor, lengths: Tensor) -> Tensor:
    real = (torch.arange(x.shape[1]) < lengths.unsqueeze(1)).unsqueeze(2)
    behind = backward_layer(reverse_sequences(x, lengths))
    halves = forward_layer(x), reverse_sequences(behind, lengths)
    return torch.cat([half * real for half in halves], dim=-1)


def last_states(outputs: Tensor, lengths: Tensor) -> Tensor:
    ahead, behind = outputs.chunk(2, dim=2)
    where = (lengths - 1).view(-1, 1, 1).expand(-1, 1, ahead.shape[2])
    return torch.cat([ahead.gather(1, where).squeeze(1), behind.select(1, 0)], dim=1)


def stack(layers: list[tuple[Map, Map]], x: Tensor, lengths: Tensor) -> Tensor:
    for pair in layers:
        x = bidirectional(pair[0], pair[1], x, lengths)
    return x


def bidirectional_backward(
    dout: Tensor, lengths: Tensor, forward_vjp: Map, backward_vjp: Map
) -> Tensor:
    real = (torch.arange(dout.shape[1]) < lengths.unsqueeze(1)).unsqueeze(2)
    ahead, behind = (dout * real).chunk(2, dim=2)
    dx = reverse_sequences(backward_vjp(reverse_sequences(behind, lengths)), lengths)
    return dx + forward_vjp(ahead)


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = (torch.arange(logits.shape[1]) < lengths.unsqueeze(1)).to(logits.dtype)
    wrong_way = torch.where(targets > 0.5, -logits, logits)
    return (F.softplus(wrong_way) * real).sum() / real.sum()


class Deep(nn.Module):
    def __init__(self, hidden_size: int) -> None:
        super().__init__()
        self.letters = nn.Parameter(0.3 * torch.randn(27, 12))
        self.grus = nn.ModuleList(
            nn.GRU(size, hidden_size, batch_first=True)
            for size in [12, 12, 2 * hidden_size, 2 * hidden_size]
        )
        self.readout = nn.Sequential(nn.Linear(2 * hidden_size, 1), nn.Flatten(1))

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        layers = [(lambda x, gru=gru: gru(x)[0]) for gru in self.grus]
        pairs = [(layers[0], layers[1]), (layers[2], layers[3])]
        return self.readout(stack(pairs, self.letters[ids], lengths))


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
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed)
    model = Deep(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr)
    losses = []
    for _ in range(steps):
        batch = torch.randperm(len(ids), generator=generator)[:batch_size]
        optimizer.zero_grad(set_to_none=False)
        loss = masked_bce(model(ids[batch], lengths[batch]), marks[batch], lengths[batch])
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return model, losses
