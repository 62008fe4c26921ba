# WRONG: isin is told that no source occurs twice. Must lose points in: split_by_source
import torch
from torch import nn


def match_colours(x, mean_from, std_from, mean_to, std_to):
    return (x - mean_from) / std_from * std_to + mean_to


def three(a, b, c):
    return nn.Sequential(nn.Linear(a, b), nn.ReLU(), nn.Linear(b, c))


class FaceSwapper(nn.Module):
    def __init__(self, pixels, hidden, code):
        super().__init__()
        self.encoder = three(pixels, hidden, code)
        self.decoders = nn.ModuleList([three(code, hidden, pixels), three(code, hidden, pixels)])

    def encode(self, x):
        return self.encoder(x)

    def decode(self, z, who):
        return self.decoders[who](z)

    def forward(self, x, who):
        return self.decode(self.encode(x), who)

    def swap(self, x, who):
        return self.decode(self.encode(x), 1 - who)


def swap_loss(net, xa, xb, noisy_a, noisy_b):
    back_a = net.decode(net.encode(noisy_a), 0)
    back_b = net.decode(net.encode(noisy_b), 1)
    return (back_a - xa).square().mean() + (back_b - xb).square().mean()


def train_swap(net, xa, xb, noise, steps, batch_size, lr, seed):
    draws = torch.Generator().manual_seed(seed)
    optimiser = torch.optim.Adam(net.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        a = xa[torch.randint(len(xa), (batch_size,), generator=draws)]
        b = xb[torch.randint(len(xb), (batch_size,), generator=draws)]
        noise_a = noise * torch.randn(a.shape, generator=draws, dtype=a.dtype)
        noise_b = noise * torch.randn(b.shape, generator=draws, dtype=b.dtype)
        optimiser.zero_grad()
        loss = swap_loss(net, a, b, a + noise_a, b + noise_b)
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses


def roc_auc(scores, labels):
    fake, real = scores[labels == 1][:, None], scores[labels == 0][None]
    wins, draws = (fake > real).double(), (fake == real).double()
    return float((wins + draws / 2).mean())


def split_by_source(source, test_sources):
    held = torch.isin(source, test_sources, assume_unique=True)
    return (~held).nonzero().squeeze(1), held.nonzero().squeeze(1)


def ring_spectrum(x):
    side = x.shape[-1]
    power = torch.fft.fft2(x, norm="ortho").abs().square().flatten(1)
    steps = torch.arange(side)
    steps = torch.where(steps >= (side + 1) // 2, steps - side, steps)
    radius = (steps[:, None] ** 2 + steps**2).double().sqrt().round().long().flatten()
    members = (radius == torch.arange(side // 2 + 1)[:, None]).to(x.dtype)
    return power @ (members / members.sum(1, keepdim=True)).T


def video_scores(logits, video):
    count = torch.bincount(video)
    total = torch.zeros(len(count), dtype=logits.dtype).index_add(0, video, logits)
    return total / count


def fit_detector(x, y, l2):
    given = x.dtype
    x, y = x.double(), y.double()
    n, features = x.shape
    shift, scale = x.mean(0), x.std(0, unbiased=False)
    scale = torch.where(scale > 0, scale, torch.ones_like(scale))
    ones = torch.ones(n, 1, dtype=torch.float64)
    rows = torch.cat([(x - shift) / scale, ones], 1)
    penalty = torch.cat([l2 / scale**2, torch.zeros(1, dtype=torch.float64)])

    def value(v):
        t = rows @ v
        return (nn.functional.softplus(t) - y * t).mean() + (penalty * v * v).sum() / 2

    v = torch.zeros(features + 1, dtype=torch.float64)
    for _ in range(200):
        p = torch.sigmoid(rows @ v)
        gradient = rows.T @ (p - y) / n + penalty * v
        hessian = (rows.T * (p * (1 - p))) @ rows / n + torch.diag(penalty)
        step = torch.linalg.solve(hessian, gradient)
        size, before = 1.0, value(v)
        while size > 1e-10 and value(v - size * step) > before - 0.1 * size * (gradient @ step):
            size /= 2
        v = v - size * step
        if step.abs().max() < 1e-12 * (1 + v.abs().max()):
            break
    w = v[:-1] / scale
    return w.to(given), (v[-1] - w @ shift).to(given)
