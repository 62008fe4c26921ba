# RIGHT: two LSTM layers and a skip, NumPy draws the minibatches, a covariance matrix in the density
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.distributions import MultivariateNormal


def to_strokes(points, scale, length):
    result = torch.tensor([0.0, 0.0, 0.0, 0.0, 1.0]).repeat(length, 1)
    previous = torch.tensor([54.5, 54.5])
    for i, point in enumerate(points):
        here = point[:2].float()
        result[i, :2] = (here - previous) / scale
        result[i, 2:] = torch.tensor([0.0, 1.0, 0.0] if point[2] == 1 else [1.0, 0.0, 0.0])
        previous = here
    return result


def from_strokes(strokes, scale):
    position = np.array([54.5, 54.5])
    found = []
    for row in strokes.detach().numpy().astype("float64"):
        if row[4] == 1:
            break
        position = position + scale * row[:2]
        found.append([*np.round(position), row[3]])
    return torch.from_numpy(np.array(found).reshape(-1, 3).astype("int64"))


def mixture_parameters(raw):
    M = raw.shape[-1] // 6
    six, pen = raw[..., :-3], raw[..., -3:]
    six = six.view(*raw.shape[:-1], 6, M)
    pi, mx, my, sx, sy, r = six.unbind(-2)
    return {
        "pi": pi.softmax(-1),
        "mu": torch.stack([mx, my], dim=-1),
        "sigma": torch.stack([sx, sy], dim=-1).exp(),
        "rho": r.tanh(),
        "pen": pen.softmax(-1),
    }


def drawing_loss(raw, target, lengths):
    M = raw.shape[-1] // 6
    p = mixture_parameters(raw)
    points = torch.cat([torch.stack([raw[n, t] for t in range(int(k))]) for n, k in enumerate(lengths)])
    offsets = torch.cat([target[n, : int(k), :2] for n, k in enumerate(lengths)])
    p = mixture_parameters(points)
    sx, sy = p["sigma"].unbind(-1)
    cov = p["rho"] * sx * sy
    matrix = torch.stack([torch.stack([sx * sx, cov], -1), torch.stack([cov, sy * sy], -1)], -2)
    normal = MultivariateNormal(p["mu"], covariance_matrix=matrix, validate_args=False)
    log = normal.log_prob(offsets[:, None, :]) + points[:, :M].log_softmax(-1)
    said = torch.cat([raw[n, : int(k) + 1, -3:] for n, k in enumerate(lengths)])
    pens = torch.cat([target[n, : int(k) + 1, 2:] for n, k in enumerate(lengths)])
    return -log.logsumexp(-1).mean(), F.cross_entropy(said, pens.argmax(-1))


def fast(raw, target, lengths):
    M = raw.shape[-1] // 6
    p = mixture_parameters(raw)
    z = (target[..., None, :2] - p["mu"]) / p["sigma"]
    free = 1 - p["rho"].square()
    q = (z.square().sum(-1) - 2 * p["rho"] * z.prod(-1)) / free
    norm = torch.log(2 * torch.pi * p["sigma"].prod(-1) * free.sqrt())
    ll = torch.logsumexp(raw[..., :M].log_softmax(-1) - q / 2 - norm, -1)
    here = torch.arange(raw.shape[1])[None] < lengths[:, None]
    told = torch.arange(raw.shape[1])[None] <= lengths[:, None]
    lp = (raw[..., -3:].log_softmax(-1) * target[..., 2:]).sum(-1)
    return -(ll * here).sum() / here.sum() - (lp * told).sum() / told.sum()


def with_temperature(params, tau):
    out = {k: v.clone() for k, v in params.items()}
    out["pi"] = F.softmax(out["pi"].log().div(tau), dim=-1)
    out["pen"] = F.softmax(out["pen"].log().div(tau), dim=-1)
    out["sigma"] = out["sigma"] * tau**0.5
    return out


def complete(step, prefix, steps, choose):
    drawing = prefix.clone()
    said, state = step(torch.tensor([0, 0, 1, 0, 0]).to(prefix), None)
    for row in prefix:
        said, state = step(row, state)
    for _ in range(steps):
        new = choose(said)
        drawing = torch.cat([drawing, new.unsqueeze(0)])
        if new[4] == 1:
            break
        said, state = step(new, state)
    return drawing


class Net(nn.Module):
    def __init__(self, hidden, M):
        super().__init__()
        self.first = nn.LSTM(5, hidden, batch_first=True)
        self.second = nn.LSTM(hidden, hidden, batch_first=True)
        self.out = nn.Linear(2 * hidden, 6 * M + 3)

    def forward(self, rows):
        a, _ = self.first(rows)
        b, _ = self.second(a)
        return self.out(torch.cat([a, b], -1))


def train_sketcher(strokes, lengths, hidden, M, steps, batch, lr, seed):
    torch.manual_seed(seed)
    draws = np.random.default_rng(seed)
    net = Net(hidden, M)
    adam = torch.optim.Adam(net.parameters(), lr)
    history = []
    for _ in range(steps):
        pick = torch.from_numpy(draws.choice(len(strokes), size=batch))
        goal, n = strokes[pick], lengths[pick]
        seen = torch.roll(goal, 1, dims=1)
        seen[:, 0] = torch.tensor([0.0, 0, 1, 0, 0])
        loss = fast(net(seen), goal, n)
        adam.zero_grad()
        loss.backward()
        adam.step()
        history.append(loss.item())
    net.eval()
    return net, history
