# WRONG: a mean per pixel with one deviation for all is an error. Must lose points in: match_colours
import torch
from torch import nn
from torch.nn import functional as F


def match_colours(x, mean_from, std_from, mean_to, std_to):
    out = torch.empty_like(x)
    size = x.shape[1]
    for d in range(size):
        m, s = (mean_from[d], std_from[d]) if mean_from.dim() else (mean_from, std_from)
        to_m, to_s = (mean_to[d], std_to[d]) if mean_to.dim() else (mean_to, std_to)
        out[:, d] = (x[:, d] - m) * to_s / s + to_m
    return out


class FaceSwapper(nn.Module):
    def __init__(self, pixels, hidden, code):
        super().__init__()
        sizes = [(pixels, hidden), (hidden, code)] + 2 * [(code, hidden), (hidden, pixels)]
        self.all = nn.ParameterList()
        for inputs, outputs in sizes:
            edge = inputs**-0.5
            self.all.append(nn.Parameter(torch.empty(outputs, inputs).uniform_(-edge, edge)))
            self.all.append(nn.Parameter(torch.empty(outputs).uniform_(-edge, edge)))

    def _pass(self, x, first):
        w1, b1, w2, b2 = (self.all[first + k] for k in range(4))
        middle = x @ w1.T + b1
        return torch.where(middle > 0, middle, torch.zeros_like(middle)) @ w2.T + b2

    def encode(self, x):
        return self._pass(x, 0)

    def decode(self, z, who):
        return self._pass(z, 4 + 4 * who)

    def forward(self, x, who):
        return self.decode(self.encode(x), who)

    def swap(self, x, who):
        return self.decode(self.encode(x), (who + 1) % 2)


def swap_loss(net, xa, xb, noisy_a, noisy_b):
    total = 0
    for who, (clean, noisy) in enumerate([(xa, noisy_a), (xb, noisy_b)]):
        error = net.decode(net.encode(noisy), who) - clean
        total = total + (error * error).sum() / clean.numel()
    return total


def pieces(pictures, size):
    while True:
        for each in torch.randperm(len(pictures)).split(size):
            if len(each) == size:
                yield pictures[each]


def train_swap(net, xa, xb, noise, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    # Piece by piece, by order of B's first: the order of draws is free.
    from_b, from_a = pieces(xb, batch_size), pieces(xa, batch_size)
    optimiser = torch.optim.Adam(
        [{"params": [each]} for each in net.parameters()], lr, betas=(0.9, 0.999), eps=1e-8
    )
    losses = []
    for _ in range(steps):
        b, a = next(from_b), next(from_a)
        noisy_b = b + noise * torch.randn_like(b)
        noisy_a = a + noise * torch.randn_like(a)
        code_a = net.encode(noisy_a)
        code_b = net.encode(noisy_b)
        back_b, back_a = net.decode(code_b, 1), net.decode(code_a, 0)
        loss = F.mse_loss(back_b, b) + F.mse_loss(back_a, a)
        net.zero_grad(set_to_none=False)
        loss.backward()
        losses.append(float(loss.detach()))
        optimiser.step()
    return losses


def roc_auc(scores, labels):
    fake = scores[labels.bool()].contiguous()
    real = scores[~labels.bool()].sort().values
    below = torch.searchsorted(real, fake, right=False)
    up_to = torch.searchsorted(real, fake, right=True)
    return (below + up_to).sum().item() / (2 * len(fake) * len(real))


def split_by_source(source, test_sources):
    held = (source[:, None] == test_sources[None, :]).any(1)
    frames = torch.arange(len(source))
    return frames[held.logical_not()], frames[held]


def ring_spectrum(x):
    side = x.shape[1]
    half = side // 2
    shifted = torch.fft.fftshift(torch.fft.fft2(x.double()), dim=(1, 2)) / side
    power = shifted.real.square() + shifted.imag.square()
    line = torch.arange(-half, side - half, dtype=torch.float64)
    radius = torch.hypot(*torch.meshgrid(line, line, indexing="ij"))
    out = x.new_zeros(len(x), half + 1)
    for k in range(half + 1):
        out[:, k] = power[:, (radius - k).abs() < 0.5].mean(1).to(x.dtype)
    return out


def video_scores(logits, video):
    belongs = F.one_hot(video).to(logits.dtype)
    return (belongs.T @ logits) / belongs.sum(0)


def fit_detector(x, y, l2):
    rows, target = x.double(), y.double()
    shift = rows.mean(0)
    rows = rows - shift
    scale = (rows.square().mean(0) + l2).sqrt()
    rows = torch.cat([rows / scale, torch.ones(len(rows), 1, dtype=torch.float64)], 1)
    weight = l2 / scale.square()

    def value(v):
        t = rows @ v
        return (torch.logaddexp(t, torch.zeros_like(t)) - target * t).mean() + 0.5 * (
            weight * v[:-1] ** 2
        ).sum()

    v = torch.zeros(rows.shape[1], dtype=torch.float64)
    damping = 1e-3
    for _ in range(300):
        v.requires_grad_(True)
        now = value(v)
        (slope,) = torch.autograd.grad(now, v)
        v = v.detach()
        p = torch.sigmoid(rows @ v)
        curve = rows.T @ ((p * (1 - p))[:, None] * rows) / len(rows)
        curve.diagonal()[:-1].add_(weight)
        if slope.abs().max() < 1e-14:
            break
        trial = v - torch.linalg.lstsq(
            curve + damping * torch.eye(len(v), dtype=torch.float64), slope[:, None]
        ).solution[:, 0]
        if value(trial) <= now:
            v, damping = trial, damping / 10
        else:
            damping = max(10 * damping, 1e-14)
            if damping > 1e6:
                break
    w = v[:-1] / scale
    return w.to(x.dtype), (v[-1] - w @ shift).to(x.dtype)
