# RIGHT: NumPy draws, both people encoded together, Adam by hand, ranks, transform by matrices
import math

import numpy as np
import torch
from torch import nn
from torch.nn import functional as F


def match_colours(x, mean_from, std_from, mean_to, std_to):
    factor = std_to / std_from
    return torch.addcmul(mean_to - mean_from * factor, x, factor)


class FaceSwapper(nn.Module):
    def __init__(self, pixels, hidden, code):
        super().__init__()
        self.look = nn.Linear(pixels, hidden)
        self.note = nn.Linear(hidden, code)
        self.a_read = nn.Linear(code, hidden)
        self.a_draw = nn.Linear(hidden, pixels)
        self.b_read = nn.Linear(code, hidden)
        self.b_draw = nn.Linear(hidden, pixels)

    def encode(self, x):
        return self.note(F.relu(self.look(x)))

    def decode(self, z, who):
        if who == 0:
            return self.a_draw(self.a_read(z).clamp(min=0))
        return self.b_draw(self.b_read(z).clamp(min=0))

    def forward(self, x, who):
        return self.decode(self.encode(x), who)

    def swap(self, x, who):
        return self(x, int(not who))


def swap_loss(net, xa, xb, noisy_a, noisy_b):
    codes = net.encode(torch.cat([noisy_a, noisy_b]))
    code_a, code_b = codes.split([len(noisy_a), len(noisy_b)])
    return F.mse_loss(net.decode(code_a, 0), xa) + F.mse_loss(net.decode(code_b, 1), xb)


def train_swap(net, xa, xb, noise, steps, batch_size, lr, seed):
    rng = np.random.default_rng(seed)
    weights = list(net.parameters())
    first = [torch.zeros_like(each) for each in weights]
    second = [torch.zeros_like(each) for each in weights]
    losses = []
    for t in range(1, steps + 1):
        clean = []
        for pictures in (xa, xb):
            clean.append(pictures[torch.from_numpy(rng.permutation(len(pictures))[:batch_size])])
        dirt = [torch.from_numpy(rng.normal(0, noise, each.shape)).to(each) for each in clean]
        loss = swap_loss(net, *clean, clean[0] + dirt[0], clean[1] + dirt[1])
        gradients = torch.autograd.grad(loss, weights, allow_unused=True)
        with torch.no_grad():
            for each, m, v, g in zip(weights, first, second, gradients):
                if g is None:
                    continue
                m.mul_(0.9).add_(g, alpha=0.1)
                v.mul_(0.999).addcmul_(g, g, value=0.001)
                m_hat, v_hat = m / (1 - 0.9**t), v / (1 - 0.999**t)
                each -= lr * m_hat / (v_hat.sqrt() + 1e-8)
        losses.append(loss.item())
    return losses


def roc_auc(scores, labels):
    scores, labels = scores.tolist(), labels.tolist()
    order = sorted(range(len(scores)), key=lambda i: scores[i])
    rank = [0.0] * len(scores)
    start = 0
    while start < len(order):
        end = start
        while end + 1 < len(order) and scores[order[end + 1]] == scores[order[start]]:
            end += 1
        for k in range(start, end + 1):
            rank[order[k]] = (start + end) / 2 + 1
        start = end + 1
    fakes = sum(labels)
    of_fakes = sum(r for r, label in zip(rank, labels) if label == 1)
    return (of_fakes - fakes * (fakes + 1) / 2) / (fakes * (len(labels) - fakes))


def split_by_source(source, test_sources):
    held = set(test_sources.tolist())
    sides = ([], [])
    for i, each in enumerate(source.tolist()):
        sides[each in held].append(i)
    return tuple(torch.tensor(side, dtype=torch.int64) for side in sides)


def ring_spectrum(x):
    side = x.shape[-1]
    frequencies = range(-(side // 2), (side + 1) // 2)
    turns = torch.tensor([[u * y % side for y in range(side)] for u in frequencies])
    angle = 2 * math.pi * turns.double() / side
    wave = torch.complex(angle.cos(), -angle.sin()) / math.sqrt(side)
    transform = wave @ x.to(wave.dtype) @ wave.T
    power = transform.real**2 + transform.imag**2
    rings = [[] for _ in range(side // 2 + 1)]
    for i, u in enumerate(frequencies):
        for j, v in enumerate(frequencies):
            k = math.floor(math.hypot(u, v) + 0.5)
            if k <= side // 2:
                rings[k].append(power[:, i, j])
    return torch.stack([torch.stack(ring).mean(0) for ring in rings], 1).to(x.dtype)


def video_scores(logits, video):
    videos = int(video.max()) + 1
    return torch.stack([logits[video == each].mean() for each in range(videos)])


def fit_detector(x, y, l2):
    x64, y64 = x.detach().double(), y.double()
    centre = x64.mean(0)
    moved = x64 - centre
    scale = (moved.square().mean(0) / 4 + l2).sqrt()
    v = torch.zeros(x.shape[1], dtype=torch.float64, requires_grad=True)
    c = torch.zeros((), dtype=torch.float64, requires_grad=True)
    optimiser = torch.optim.LBFGS(
        [v, c], max_iter=3000, max_eval=6000, history_size=60, line_search_fn="strong_wolfe",
        tolerance_grad=1e-11, tolerance_change=1e-16,
    )

    def closure():
        optimiser.zero_grad()
        w = v / scale
        t = moved @ w + c
        value = F.binary_cross_entropy_with_logits(t, y64) + l2 / 2 * (w @ w)
        value.backward()
        return value

    for _ in range(3):
        optimiser.step(closure)
    w = (v / scale).detach()
    return w.to(x.dtype), (c.detach() - w @ centre).to(x.dtype)
