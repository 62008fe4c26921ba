# RIGHT: NumPy, canonical words, gift wrapping, bisection of the water, Adam by hand, epochs
"""Compressing images."""

import math

import numpy as np
import torch
from torch import Tensor, nn


def quantise(u: Tensor, levels: int) -> tuple[Tensor, Tensor]:
    middles = (torch.arange(levels - 1, dtype=torch.float64) + 0.5) / (levels - 1)
    indices = torch.bucketize(u.detach().double(), middles)
    return indices, torch.linspace(0, 1, levels, dtype=torch.float64)[indices].to(u.dtype)


def straight_through(u: Tensor, levels: int) -> Tensor:
    values = quantise(u, levels)[1]
    inside = (u.detach() >= 0) & (u.detach() <= 1)
    path = torch.where(inside, u, 0.0)
    return values + (path - path.detach())


def entropy_bits(indices: Tensor) -> float:
    # The mean over the codes of log2(N / how many have this value), entry by entry.
    columns = indices.T.contiguous()
    ordered = columns.sort(1).values
    counts = torch.searchsorted(ordered, columns, right=True) - torch.searchsorted(ordered, columns)
    return (math.log2(len(indices)) - counts.double().log2()).mean(1).sum().item()


def huffman(counts: Tensor) -> list[str]:
    # Only the lengths by Huffman, the words canonical.
    live = [(int(c), [i]) for i, c in enumerate(counts.tolist()) if c]
    lengths = dict.fromkeys((node[1][0] for node in live), 0)
    if len(live) == 1:
        lengths[live[0][1][0]] = 1
    live.sort(key=lambda node: -node[0])
    while len(live) > 1:
        (a, first), (b, second) = live.pop(), live.pop()
        for i in first + second:
            lengths[i] += 1
        at = len(live)
        while at and live[at - 1][0] < a + b:
            at -= 1
        live.insert(at, (a + b, first + second))
    words = [""] * len(counts)
    code = last = 0
    for i in sorted(lengths, key=lambda i: (lengths[i], i)):
        code <<= lengths[i] - last
        last = lengths[i]
        words[i] = format(code, f"0{last}b")
        code += 1
    return words


def encode(symbols: Tensor, codewords: list[str]) -> bytes:
    bits = [int(b) for s in symbols.numpy() for b in codewords[s]]
    return np.packbits(np.array(bits, np.uint8)).tobytes()


def decode(data: bytes, codewords: list[str], n: int) -> Tensor:
    bits = "".join(map(str, np.unpackbits(np.frombuffer(data, np.uint8)).tolist()))
    words = [(word, symbol) for symbol, word in enumerate(codewords) if word]
    at, found = 0, []
    for _ in range(n):
        for word, symbol in words:
            if bits.startswith(word, at):
                found.append(symbol)
                at += len(word)
                break
        else:
            raise ValueError("no whole word is left")
    return torch.tensor(found).long()


def bits_per_pixel(data: bytes, x: Tensor) -> float:
    n, height, width = x.shape[:3]
    return len(data) * 8 / (n * height * width)


def psnr(x: Tensor, y: Tensor, peak: float = 1.0) -> float:
    if torch.equal(x, y):
        return float("inf")
    a, b = x.numpy().astype(np.float64), y.numpy().astype(np.float64)
    return float(-10 * np.log10(np.mean(((a - b) / peak) ** 2)))


def rate_distortion(points: Tensor) -> Tensor:
    # From the cheapest one always along the steepest fall, of equally steep ones to the farthest.
    rate, distortion = points.numpy().T
    cheapest = np.flatnonzero(rate == rate.min())
    here = cheapest[np.argmin(distortion[cheapest])]
    found = [here]
    while True:
        further = np.flatnonzero((rate > rate[here]) & (distortion < distortion[here]))
        if not len(further):
            return torch.tensor(np.array(found, np.int64))
        slopes = (distortion[further] - distortion[here]) / (rate[further] - rate[here])
        steepest = further[slopes == slopes.min()]
        here = steepest[np.argmax(rate[steepest])]
        found.append(here)


def reverse_water_filling(variances: Tensor, distortion: float) -> Tensor:
    v = variances.numpy()
    if distortion >= v.sum():
        return torch.zeros(len(v), dtype=torch.float64)
    scale = v.max()
    v, d = v / scale, distortion / scale
    low, high = math.log(d / len(v)), 0.0
    for _ in range(200):
        middle = (low + high) / 2
        if np.minimum(math.exp(middle), v).sum() < d:
            low = middle
        else:
            high = middle
    theta = math.exp(low)
    return torch.tensor(0.5 * np.log2(np.maximum(v, theta) / theta))


def dct_matrix(n: int) -> Tensor:
    # The spectrum of every unit vector followed by its mirror image.
    mirrored = np.concatenate([np.eye(n), np.eye(n)[::-1]])
    spectrum = np.fft.fft(mirrored, axis=0)[:n]
    phase = np.exp(-1j * np.pi * np.arange(n) / (2 * n))[:, None]
    C = (phase * spectrum).real / 2 * np.sqrt(2 / n)
    C[0] /= np.sqrt(2)
    return torch.tensor(C, dtype=torch.float64)


def transform_code(x: Tensor, basis: Tensor, step: float) -> tuple[Tensor, Tensor]:
    # In the dtype of x.
    basis = basis.to(x.dtype)
    indices = torch.floor(torch.einsum("nd,kd->nk", x, basis) / step + 0.5)
    return indices.to(torch.int64), torch.einsum("nk,kd->nd", indices * step, basis)


def train_compressor(
    encoder: nn.Module,
    decoder: nn.Module,
    x: Tensor,
    levels: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> list[float]:
    rng = np.random.default_rng(seed)
    parameters = [*encoder.parameters(), *decoder.parameters()]
    m = [torch.zeros_like(p) for p in parameters]
    v = [torch.zeros_like(p) for p in parameters]
    queue = np.empty(0, np.int64)
    losses: list[float] = []
    for t in range(1, steps + 1):
        while len(queue) < batch_size:
            queue = np.concatenate([queue, rng.permutation(len(x))])
        rows, queue = queue[:batch_size], queue[batch_size:]
        batch = x[torch.from_numpy(rows)]
        u = 1 / (1 + torch.exp(-encoder(batch)))
        loss = (decoder(straight_through(u, levels)) - batch).pow(2).mean()
        losses.append(float(loss))
        gradients = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            for i, g in enumerate(gradients):
                m[i] = 0.9 * m[i] + 0.1 * g
                v[i] = 0.999 * v[i] + 0.001 * g * g
                step = (m[i] / (1 - 0.9**t)) / ((v[i] / (1 - 0.999**t)).sqrt() + 1e-8)
                parameters[i] -= lr * step
    return losses
