"""With torch.distributions; a GRU; minibatches without repetition."""

import torch
from torch import distributions, nn

SHEET = torch.tensor([54.5, 54.5], dtype=torch.float64)


def to_strokes(points, scale, length):
    places = torch.cat([SHEET[None], points[:, :2].to(torch.float64)])
    offsets = torch.diff(places, dim=0) / scale
    pens = nn.functional.one_hot(points[:, 2].long(), 3)
    end = torch.tensor([[0.0, 0, 0, 0, 1]], dtype=torch.float64)
    rows = torch.cat([offsets, pens], dim=1)
    return torch.cat([rows, end.repeat(length - len(points), 1)]).to(torch.float32)


def from_strokes(strokes, scale):
    ends = torch.nonzero(strokes[:, 4] == 1)[:, 0]
    n = int(ends[0]) if len(ends) else len(strokes)
    x, y = SHEET.tolist()
    points = []
    for dx, dy, _, lifted, _ in strokes[:n].tolist():
        x, y = x + scale * dx, y + scale * dy
        points.append([round(x), round(y), int(lifted)])
    return torch.tensor(points, dtype=torch.int64).reshape(n, 3)


def mixture_parameters(raw):
    M = raw.shape[-1] // 6
    numbers = raw[..., : 6 * M].unflatten(-1, (6, M))
    return {
        "pi": torch.softmax(numbers[..., 0, :], -1),
        "mu": numbers[..., 1:3, :].transpose(-1, -2),
        "sigma": torch.exp(numbers[..., 3:5, :].transpose(-1, -2)),
        "rho": torch.tanh(numbers[..., 5, :]),
        "pen": torch.softmax(raw[..., 6 * M :], -1),
    }


def drawing_loss(raw, target, lengths):
    M = raw.shape[-1] // 6
    numbers = raw[..., : 6 * M].unflatten(-1, (6, M))
    sx, sy, rho = numbers[..., 3, :].exp(), numbers[..., 4, :].exp(), numbers[..., 5, :].tanh()
    below = torch.stack([rho * sy, (1 - rho**2).sqrt() * sy], dim=-1)
    above = torch.stack([sx, torch.zeros_like(sx)], dim=-1)
    mixture = distributions.MixtureSameFamily(
        distributions.Categorical(logits=numbers[..., 0, :]),
        distributions.MultivariateNormal(
            numbers[..., 1:3, :].transpose(-1, -2), scale_tril=torch.stack([above, below], dim=-2)
        ),
    )
    pen = distributions.Categorical(logits=raw[..., 6 * M :])
    steps = torch.arange(raw.shape[1]).expand(len(raw), -1)
    offsets = mixture.log_prob(target[..., :2])[steps < lengths[:, None]]
    pens = pen.log_prob(target[..., 2:].argmax(-1))[steps <= lengths[:, None]]
    return -offsets.mean(), -pens.mean()


def with_temperature(params, tau):
    pi = distributions.Categorical(logits=params["pi"].log() / tau).probs
    pen = distributions.Categorical(logits=params["pen"].log() / tau).probs
    return {**params, "pi": pi, "pen": pen, "sigma": (params["sigma"] ** 2 * tau) ** 0.5}


def complete(step, prefix, steps, choose):
    rows = torch.cat([torch.eye(5, dtype=prefix.dtype)[2:3], prefix])
    read, state = 0, None
    while len(rows) - 1 - len(prefix) < steps:
        while read < len(rows):
            raw, state = step(rows[read], state)
            read += 1
        rows = torch.cat([rows, choose(raw)[None]])
        if rows[-1, 4] > 0.5:
            break
    return rows[1:]


class Net(nn.Module):
    def __init__(self, hidden, M):
        super().__init__()
        self.layer = nn.GRU(5, hidden, batch_first=True)
        self.out = nn.Sequential(nn.Linear(hidden, hidden), nn.Tanh(), nn.Linear(hidden, 6 * M + 3))

    def forward(self, rows):
        return self.out(self.layer(rows)[0])


def train_sketcher(strokes, lengths, hidden, M, steps, batch, lr, seed):
    generator = torch.Generator().manual_seed(seed)
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        model = Net(hidden, M)
    optimizer = torch.optim.Adam(model.parameters(), lr)
    first = torch.eye(5)[2].expand(len(strokes), 1, 5)
    inputs = torch.cat([first, strokes[:, :-1]], dim=1)
    losses = []
    for _ in range(steps):
        which = torch.randperm(len(strokes), generator=generator)[:batch]
        a, b = drawing_loss(model(inputs[which]), strokes[which], lengths[which])
        optimizer.zero_grad(set_to_none=True)
        (a + b).backward()
        optimizer.step()
        losses.append(float((a + b).detach()))
    return model, losses
