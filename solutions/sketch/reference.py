"""Completing drawings with a recurrent network: the reference solution."""

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

CENTRE = 54.5


def to_strokes(points: Tensor, scale: float, length: int) -> Tensor:
    P = len(points)
    places = points[:, :2].double()
    before = torch.cat([places.new_full((1, 2), CENTRE), places[:-1]])
    lifted = points[:, 2]
    strokes = torch.zeros(length, 5)
    strokes[:P, :2] = (places - before) / scale
    strokes[:P, 2] = 1 - lifted
    strokes[:P, 3] = lifted
    strokes[P:, 4] = 1
    return strokes


def from_strokes(strokes: Tensor, scale: float) -> Tensor:
    ended = strokes[:, 4].cumsum(0) > 0
    rows = strokes[~ended]
    places = CENTRE + (scale * rows[:, :2]).cumsum(0)
    return torch.cat([places.round(), rows[:, 3:4]], dim=1).long()


def mixture_parameters(raw: Tensor) -> dict[str, Tensor]:
    M = raw.shape[-1] // 6
    pi, mx, my, sx, sy, rho, pen = raw.split([M] * 6 + [3], dim=-1)
    return {
        "pi": pi.softmax(dim=-1),
        "mu": torch.stack([mx, my], dim=-1),
        "sigma": torch.stack([sx, sy], dim=-1).exp(),
        "rho": rho.tanh(),
        "pen": pen.softmax(dim=-1),
    }


def drawing_loss(raw: Tensor, target: Tensor, lengths: Tensor) -> tuple[Tensor, Tensor]:
    M = raw.shape[-1] // 6
    pi, mx, my, sx, sy, r, pen = raw.split([M] * 6 + [3], dim=-1)
    zx = (target[..., :1] - mx) * torch.exp(-sx)
    zy = (target[..., 1:2] - my) * torch.exp(-sy)
    rho = torch.tanh(r)
    free = 1 - rho**2
    square = (zx**2 + zy**2 - 2 * rho * zx * zy) / free
    log_normal = -square / 2 - sx - sy - torch.log(free) / 2 - math.log(2 * math.pi)
    log_offset = torch.logsumexp(pi.log_softmax(dim=-1) + log_normal, dim=-1)
    log_pen = (pen.log_softmax(dim=-1) * target[..., 2:]).sum(dim=-1)

    t = torch.arange(raw.shape[1])
    points = t < lengths[:, None]
    with_end = t <= lengths[:, None]
    return -log_offset[points].mean(), -log_pen[with_end].mean()


def with_temperature(params: dict[str, Tensor], tau: float) -> dict[str, Tensor]:
    return {
        "pi": torch.softmax(params["pi"].log() / tau, dim=-1),
        "mu": params["mu"],
        "sigma": params["sigma"] * math.sqrt(tau),
        "rho": params["rho"],
        "pen": torch.softmax(params["pen"].log() / tau, dim=-1),
    }


def complete(
    step: Callable[[Tensor, Any], tuple[Tensor, Any]],
    prefix: Tensor,
    steps: int,
    choose: Callable[[Tensor], Tensor],
) -> Tensor:
    raw, state = step(prefix.new_tensor([0, 0, 1, 0, 0]), None)
    rows = list(prefix)
    for row in rows:
        raw, state = step(row, state)
    for _ in range(steps):
        row = choose(raw)
        rows.append(row)
        if row[4] == 1:
            break
        raw, state = step(row, state)
    return torch.stack(rows) if rows else prefix


class Sketcher(nn.Module):
    def __init__(self, hidden: int, M: int) -> None:
        super().__init__()
        self.lstm = nn.LSTM(5, hidden, batch_first=True)
        self.readout = nn.Linear(hidden, 6 * M + 3)

    def forward(self, rows: Tensor) -> Tensor:
        states, _ = self.lstm(rows)
        return self.readout(states)


def train_sketcher(
    strokes: Tensor,
    lengths: Tensor,
    hidden: int,
    M: int,
    steps: int,
    batch: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = Sketcher(hidden, M)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    start = strokes.new_tensor([0, 0, 1, 0, 0]).expand(batch, 1, 5)
    losses = []
    for _ in range(steps):
        drawn = torch.randint(len(strokes), (batch,))
        target = strokes[drawn]
        raw = model(torch.cat([start, target[:, :-1]], dim=1))
        loss = sum(drawing_loss(raw, target, lengths[drawn]))
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
