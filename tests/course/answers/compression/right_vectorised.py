# RIGHT: vectorised, rows of a generator, with replacement
"""Compressing images."""

import heapq
import itertools
import math

import torch
from torch import Tensor, nn
from torch.nn import functional as F


def quantise(u: Tensor, levels: int) -> tuple[Tensor, Tensor]:
    indices = (u.detach().clamp(0, 1) * (levels - 1)).round().long()
    return indices, indices.to(u.dtype) / (levels - 1)


def straight_through(u: Tensor, levels: int) -> Tensor:
    inside = u.clamp(0, 1)
    return inside + (quantise(u, levels)[1] - inside).detach()


def entropy_bits(indices: Tensor) -> float:
    total = 0.0
    for column in indices.T:
        counts = torch.unique(column, return_counts=True)[1].double()
        p = counts / len(indices)
        total -= (p * p.log2()).sum().item()
    return total


def huffman(counts: Tensor) -> list[str]:
    numbers = counts.tolist()
    words = [""] * len(numbers)
    order = itertools.count()
    heap = [(c, next(order), [i]) for i, c in enumerate(numbers) if c > 0]
    if len(heap) == 1:
        words[heap[0][2][0]] = "0"
        return words
    heapq.heapify(heap)
    while len(heap) > 1:
        a, _, left = heapq.heappop(heap)
        b, _, right = heapq.heappop(heap)
        for i in left:
            words[i] = "0" + words[i]
        for i in right:
            words[i] = "1" + words[i]
        heapq.heappush(heap, (a + b, next(order), left + right))
    return words


def encode(symbols: Tensor, codewords: list[str]) -> bytes:
    bits = "".join(codewords[s] for s in symbols.tolist())
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))


def decode(data: bytes, codewords: list[str], n: int) -> Tensor:
    table = {word: i for i, word in enumerate(codewords) if word}
    bits = "".join(f"{byte:08b}" for byte in data)
    found: list[int] = []
    start = end = 0
    while len(found) < n:
        end += 1
        if end > len(bits):
            raise ValueError("the bytes end too early")
        if bits[start:end] in table:
            found.append(table[bits[start:end]])
            start = end
    return torch.tensor(found, dtype=torch.int64)


def bits_per_pixel(data: bytes, x: Tensor) -> float:
    return 8 * len(data) / math.prod(x.shape[:3])


def psnr(x: Tensor, y: Tensor, peak: float = 1.0) -> float:
    mse = (x.double() - y.double()).square().mean().item()
    return math.inf if mse == 0 else 10 * math.log10(peak**2 / mse)


def rate_distortion(points: Tensor) -> Tensor:
    rows = points.tolist()
    order = sorted(range(len(rows)), key=lambda i: rows[i])
    best = math.inf
    hull: list[int] = []
    for i in order:
        r, d = rows[i]
        if d >= best:  # worse than one that is no dearer
            continue
        best = d
        while len(hull) > 1:
            (r0, d0), (r1, d1) = rows[hull[-2]], rows[hull[-1]]
            # is the middle one strictly below the line from 0 to i?
            if (d1 - d0) / (r1 - r0) < (d - d1) / (r - r1):
                break
            hull.pop()
        hull.append(i)
    return torch.tensor(hull, dtype=torch.int64)


def reverse_water_filling(variances: Tensor, distortion: float) -> Tensor:
    v = variances.sort().values
    if distortion >= v.sum():
        return torch.zeros_like(variances)
    below = v.cumsum(0) - v  # what is lost by those that are smaller
    left = torch.arange(len(v), 0, -1, dtype=v.dtype)
    theta = (distortion - below) / left
    i = int((theta <= v).nonzero()[0])
    theta = theta[i]
    wet = variances <= theta
    return torch.where(wet, 0.0, 0.5 * torch.log2(torch.where(wet, theta, variances) / theta))


def dct_matrix(n: int) -> Tensor:
    k = torch.arange(n, dtype=torch.float64)
    C = torch.cos(math.pi * k[:, None] * (2 * k + 1) / (2 * n)) * math.sqrt(2 / n)
    C[0] = math.sqrt(1 / n)
    return C


def transform_code(x: Tensor, basis: Tensor, step: float) -> tuple[Tensor, Tensor]:
    wide = basis.to(torch.float64)
    indices = (x.to(torch.float64) @ wide.T / step).round().long()
    return indices, (indices.to(torch.float64) * step @ wide).to(x.dtype)


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
    generator = torch.Generator().manual_seed(seed)
    optimiser = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,), generator=generator)]
        code = straight_through(torch.sigmoid(encoder(batch)), levels)
        loss = F.mse_loss(decoder(code), batch)
        optimiser.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(loss.item())
    return losses
