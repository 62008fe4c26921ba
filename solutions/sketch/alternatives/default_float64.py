"""Everything in float64 by default; places on the sheet are read beside the offsets."""

import math

import torch
from torch import nn

torch.set_default_dtype(torch.float64)


def to_strokes(points, scale, length):
    rows = torch.zeros(length, 5)
    P = points.shape[0]
    rows[P:, 4] = 1
    rows[0, 0] = (points[0, 0] - 54.5) / scale
    rows[0, 1] = (points[0, 1] - 54.5) / scale
    rows[1:P, :2] = (points[1:, :2] - points[:-1, :2]) / scale
    rows[:P, 2] = points[:, 2] == 0
    rows[:P, 3] = points[:, 2] == 1
    return rows.float()


def from_strokes(strokes, scale):
    n = 0
    while n < len(strokes) and strokes[n, 4] != 1:
        n += 1
    places = torch.cumsum(strokes[:n, :2].double() * scale, 0) + 54.5
    answer = torch.zeros(n, 3, dtype=torch.long)
    answer[:, :2] = torch.floor(places + 0.5)
    answer[:, 2] = strokes[:n, 3] == 1
    return answer


def mixture_parameters(raw):
    M = (raw.shape[-1] - 3) // 6
    return dict(
        pi=torch.softmax(raw[..., :M], -1),
        mu=torch.stack((raw[..., M : 2 * M], raw[..., 2 * M : 3 * M]), -1),
        sigma=torch.stack((raw[..., 3 * M : 4 * M], raw[..., 4 * M : 5 * M]), -1).exp(),
        rho=torch.tanh(raw[..., 5 * M : 6 * M]),
        pen=torch.softmax(raw[..., 6 * M :], -1),
    )


def drawing_loss(raw, target, lengths):
    M = (raw.shape[-1] - 3) // 6
    offsets, pens, points, rows = 0.0, 0.0, 0, 0
    for said, drawing, n in zip(raw, target, lengths.tolist()):
        weights = said[:n, :M].log_softmax(-1)
        logs = []
        for k in range(M):
            mean = said[:n, [M + k, 2 * M + k]]
            log_width = said[:n, [3 * M + k, 4 * M + k]]
            r = torch.tanh(said[:n, 5 * M + k])
            z = (drawing[:n, :2] - mean) / log_width.exp()
            q = ((z**2).sum(1) - 2 * r * z.prod(1)) / (1 - r * r)
            constant = math.log(2 * math.pi) + log_width.sum(1) + (1 - r * r).log() / 2
            logs.append(weights[:, k] - constant - q / 2)
        total = logs[0]
        for other in logs[1:]:
            total = torch.logaddexp(total, other)
        offsets = offsets - total.sum()
        pen = said[: n + 1, 6 * M :].log_softmax(-1)
        pens = pens - pen[torch.arange(n + 1), drawing[: n + 1, 2:].argmax(1)].sum()
        points, rows = points + n, rows + n + 1
    return offsets / points, pens / rows


def with_temperature(params, tau):
    out = dict(params)
    out["pi"] = (params["pi"].log() / tau).softmax(-1)
    out["pen"] = (params["pen"].log() / tau).softmax(-1)
    out["sigma"] = torch.exp(params["sigma"].log() + 0.5 * math.log(tau))
    return out


def complete(step, prefix, steps, choose):
    answer = prefix
    start = torch.zeros(5, dtype=prefix.dtype)
    start[2] = 1
    raw, state = step(start, None)
    for t in range(len(prefix)):
        raw, state = step(prefix[t], state)
    for k in range(steps):
        row = choose(raw)
        answer = torch.cat((answer, row.view(1, 5)))
        if bool(row[4]):
            return answer
        if k + 1 < steps:
            raw, state = step(row, state)
    return answer


class WithPlaces(nn.Module):
    def __init__(self, hidden, M):
        super().__init__()
        self.lstm = nn.LSTM(7, hidden, batch_first=True)
        self.out = nn.Linear(hidden, 6 * M + 3)

    def forward(self, rows):
        rows = rows.double()
        return self.out(self.lstm(torch.cat([rows, rows[..., :2].cumsum(1)], -1))[0])


def train_sketcher(strokes, lengths, hidden, M, steps, batch, lr, seed):
    torch.manual_seed(seed)
    net = WithPlaces(hidden, M)
    adam = torch.optim.Adam(net.parameters(), lr=lr)
    start = torch.tensor([0.0, 0, 1, 0, 0]).repeat(len(strokes), 1, 1)
    seen = torch.cat([start, strokes[:, :-1].double()], 1)
    history = []
    for _ in range(steps):
        rows = torch.multinomial(torch.ones(len(strokes)), batch, replacement=True)
        both = fast_loss(net(seen[rows]), strokes[rows].double(), lengths[rows])
        net.zero_grad()
        both.backward()
        adam.step()
        history.append(both.item())
    return net, history


def fast_loss(raw, target, lengths):
    """The sum of the two losses, for all drawings at once."""
    p = mixture_parameters(raw)
    z = (target[..., None, :2] - p["mu"]) / p["sigma"]
    r = p["rho"]
    q = ((z * z).sum(-1) - 2 * r * z[..., 0] * z[..., 1]) / (1 - r * r)
    M = r.shape[-1]
    log_scale = raw[..., 3 * M : 5 * M].unflatten(-1, (2, M)).sum(-2) + torch.log(1 - r * r) / 2
    logs = raw[..., :M].log_softmax(-1) - q / 2 - log_scale - math.log(2 * math.pi)
    t = torch.arange(raw.shape[1])
    offsets = torch.logsumexp(logs, -1) * (t < lengths[:, None])
    pens = (raw[..., 6 * M :].log_softmax(-1) * target[..., 2:]).sum(-1) * (t <= lengths[:, None])
    return -offsets.sum() / lengths.sum() - pens.sum() / (lengths + 1).sum()
