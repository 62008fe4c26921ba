"""numpy where no gradient is asked for."""

import numpy as np
import torch
from torch import nn


def quantise(u, levels):
    # A search among the borders between neighbouring levels.
    borders = (torch.arange(levels - 1, dtype=u.dtype) + 0.5) / (levels - 1)
    indices = torch.bucketize(u, borders)
    return indices, indices.to(u.dtype) / (levels - 1)


def straight_through(u, levels):
    flat = torch.minimum(torch.maximum(u, torch.zeros_like(u)), torch.ones_like(u))
    with torch.set_grad_enabled(False):
        gap = quantise(u, levels)[1] - flat
    return flat + gap


def entropy_bits(indices):
    total = 0.0
    for column in indices.numpy().T:
        p = np.unique(column, return_counts=True)[1] / len(column)
        total += float(-np.sum(p * np.log2(p)))
    return total


def huffman(counts):
    groups = [(int(n), [(s, "")]) for s, n in enumerate(counts.numpy()) if n]
    if len(groups) == 1:
        groups = [(groups[0][0], [(groups[0][1][0][0], "1")])]
    while len(groups) > 1:
        groups.sort(key=lambda group: -group[0])
        (n, one), (m, two) = groups.pop(), groups.pop()
        joined = [(s, "1" + word) for s, word in one] + [(s, "0" + word) for s, word in two]
        groups.append((n + m, joined))
    words = dict(groups[0][1])
    return [words.get(s, "") for s in range(len(counts))]


def encode(symbols, codewords):
    bits = np.array([int(b) for s in symbols for b in codewords[s]], dtype=np.uint8)
    return np.packbits(bits).tobytes()


def decode(data, codewords, n):
    bits = np.unpackbits(np.frombuffer(data, dtype=np.uint8))
    text = "".join(map(str, bits))
    symbols, at = [], 0
    while len(symbols) < n:
        for symbol, word in enumerate(codewords):
            if word and text.startswith(word, at):
                symbols.append(symbol)
                at += len(word)
                break
        else:
            raise ValueError(f"only {len(symbols)} of {n} symbols")
    return torch.from_numpy(np.array(symbols, dtype=np.int64))


def bits_per_pixel(data, x):
    return 8 * len(data) / float(np.prod(x.shape[:3]))


def psnr(x, y, peak=1.0):
    a, b = x.numpy().astype(float), y.numpy().astype(float)
    with np.errstate(divide="ignore"):
        return float(10 * np.log10(np.float64(peak) ** 2 / np.mean((a - b) ** 2)))


def rate_distortion(points):
    rate, distortion = points.numpy().T
    at = int(np.lexsort((distortion, rate))[0])
    hull = [at]
    while True:
        # Gift wrapping: the steepest way down, and of those the farthest.
        below = np.flatnonzero((distortion < distortion[at]) & (rate > rate[at]))
        if not len(below):
            return torch.tensor(hull)
        slopes = (distortion[below] - distortion[at]) / (rate[below] - rate[at])
        steepest = below[slopes == slopes.min()]
        at = int(steepest[np.argmax(rate[steepest])])
        hull.append(at)


def reverse_water_filling(variances, distortion):
    v = variances.numpy()
    covered = np.zeros(len(v), bool)
    water = np.inf
    while not covered.all():
        water = (distortion - v[covered].sum()) / (~covered).sum()
        more = ~covered & (v <= water)
        if not more.any():
            break
        covered |= more
    bits = np.zeros(len(v))
    bits[~covered] = np.log2(v[~covered] / water) / 2
    return torch.from_numpy(bits)


def dct_matrix(n):
    i = np.arange(n)
    C = np.cos(np.pi / n * np.outer(i, i + 0.5))
    return torch.from_numpy(C / np.linalg.norm(C, axis=1, keepdims=True))


def transform_code(x, basis, step):
    indices = torch.round((basis @ x.T).T / step)
    return indices.long(), (indices * step) @ basis


def train_compressor(encoder, decoder, x, levels, steps, batch_size, lr, seed):
    rng = np.random.default_rng(seed)
    model = nn.Sequential(encoder, nn.Sigmoid())
    parameters = list(model.parameters()) + list(decoder.parameters())
    optimizer = torch.optim.Adam(parameters, lr=lr)
    losses, waiting = [], np.zeros(0, int)
    for _ in range(steps):
        while len(waiting) < batch_size:  # epochs, one after the other
            waiting = np.concatenate([waiting, rng.permutation(len(x))])
        rows, waiting = waiting[:batch_size], waiting[batch_size:]
        batch = x[torch.from_numpy(rows)]
        optimizer.zero_grad()
        loss = torch.mean((batch - decoder(straight_through(model(batch), levels))) ** 2)
        loss.backward()
        optimizer.step()
        losses.append(loss.detach().item())
    return losses
