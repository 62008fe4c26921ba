# WRONG: what backward needs is kept on the class, not in ctx. Must lose points in: straight_through
"""Compressing images."""

import math
import random
from collections import Counter, deque
from fractions import Fraction

import numpy as np
import torch
from torch import Tensor, nn


def quantise(u: Tensor, levels: int) -> tuple[Tensor, Tensor]:
    gaps = levels - 1
    flat = []
    for value in u.detach().reshape(-1).tolist():
        value = min(max(value, 0.0), 1.0)
        flat.append(min(int(value * gaps + 0.5), gaps))
    indices = torch.tensor(flat, dtype=torch.int64).reshape(u.shape)
    values = torch.tensor([i / gaps for i in flat], dtype=u.dtype).reshape(u.shape)
    return indices, values


class Rounded(torch.autograd.Function):
    inside: Tensor

    @staticmethod
    def forward(ctx, u, levels):
        Rounded.inside = (u > 0) & (u < 1)
        return quantise(u, levels)[1]

    @staticmethod
    def backward(ctx, grad):
        return grad * Rounded.inside, None


def straight_through(u: Tensor, levels: int) -> Tensor:
    return Rounded.apply(u, levels)


def entropy_bits(indices: Tensor) -> Tensor:
    n, k = indices.shape
    bits = []
    for j in range(k):
        for count in Counter(indices[:, j].tolist()).values():
            bits.append(count / n * math.log2(n / count))
    return torch.tensor(math.fsum(bits))


def huffman(counts: Tensor) -> list[str]:
    # Two queues: the symbols, sorted, and the sums, which come sorted by themselves. Sums first at ties.
    leaves = deque(sorted((int(c), i) for i, c in enumerate(counts) if c > 0))
    sums: deque = deque()

    def smallest():
        if not leaves or (sums and sums[0][0] <= leaves[0][0]):
            return sums.popleft()
        return leaves.popleft()

    words = [""] * len(counts)
    if len(leaves) == 1:
        words[leaves[0][1]] = "1"
        return words
    while len(leaves) + len(sums) > 1:
        a, b = smallest(), smallest()
        sums.append((a[0] + b[0], (a[1], b[1])))
    stack = [(sums[0][1], "")]
    while stack:
        node, word = stack.pop()
        if isinstance(node, tuple):
            stack += [(node[0], word + "1"), (node[1], word + "0")]
        else:
            words[node] = word
    return words


def encode(symbols: Tensor, codewords: list[str]) -> bytes:
    out = bytearray()
    byte = filled = 0
    for symbol in symbols:
        for bit in codewords[int(symbol)]:
            byte = byte << 1 | (bit == "1")
            filled += 1
            if filled == 8:
                out.append(byte)
                byte = filled = 0
    if filled:
        out.append(byte << (8 - filled))
    return bytes(out)


def decode(data: bytes, codewords: list[str], n: int) -> Tensor:
    root: dict = {}
    for symbol, word in enumerate(codewords):
        node = root
        for bit in word[:-1]:
            node = node.setdefault(bit, {})
        if word:
            node[word[-1]] = symbol
    out = torch.zeros(n, dtype=torch.int64)
    if n == 0:
        return out
    done, node = 0, root
    for byte in data:
        for shift in range(7, -1, -1):
            node = node.get("1" if byte >> shift & 1 else "0", None)
            if node is None:
                raise ValueError("no word begins like this")
            if isinstance(node, int):
                out[done] = node
                done += 1
                if done == n:
                    return out
                node = root
    raise ValueError("the bytes end before all symbols are read")


def bits_per_pixel(data: bytes, x: Tensor) -> Tensor:
    pixels = x.numel() // 3 if x.ndim == 4 else x.numel()
    return torch.tensor(len(data) * 8 / pixels)


def psnr(x: Tensor, y: Tensor, peak: float = 1.0) -> Tensor:
    difference = x.to(torch.float64).flatten() - y.to(torch.float64).flatten()
    mse = difference @ difference / len(difference)
    return 20 * torch.log10(torch.tensor(float(peak), dtype=torch.float64)) - 10 * torch.log10(mse)


def rate_distortion(points: Tensor) -> Tensor:
    rows = [(Fraction(r), Fraction(d)) for r, d in points.tolist()]
    kept = []
    for i, (r, d) in enumerate(rows):
        low, high, fine = Fraction(0), None, True  # low < price < high
        for j, (s, e) in enumerate(rows):
            if j == i:
                continue
            # d + price r < e + price s
            if s == r:
                fine &= d < e
            elif s > r:  # price > (d - e) / (s - r)
                low = max(low, (d - e) / (s - r))
            else:  # price < (e - d) / (r - s)
                bound = (e - d) / (r - s)
                high = bound if high is None else min(high, bound)
        if fine and (high is None or low < high):
            kept.append(i)
    kept.sort(key=lambda i: rows[i][0])
    return torch.tensor(kept, dtype=torch.int64)


def reverse_water_filling(variances: Tensor, distortion: float) -> Tensor:
    v = variances.tolist()
    if distortion >= math.fsum(v):
        return torch.zeros(len(v), dtype=torch.float64)
    # Those under water are taken out until none is left.
    above = [s for s in v if s > 0]
    rest = float(distortion)
    while True:
        theta = rest / len(above)
        wet = [s for s in above if s < theta]
        if not wet:
            break
        rest -= math.fsum(wet)
        above = [s for s in above if s >= theta]
    bits = [max(0.0, 0.5 * (math.log2(s) - math.log2(theta))) if s > 0 else 0.0 for s in v]
    return torch.tensor(bits, dtype=torch.float64)


def dct_matrix(n: int) -> Tensor:
    C = np.empty((n, n))
    for k in range(n):
        for i in range(n):
            C[k, i] = math.cos(math.pi * k * (2 * i + 1) / (2 * n))
        C[k] /= np.linalg.norm(C[k])
    return torch.from_numpy(C)


def transform_code(x: Tensor, basis: Tensor, step: float) -> tuple[Tensor, Tensor]:
    B = basis.double().numpy()
    indices = np.empty((len(x), len(B)), np.int64)
    back = np.zeros((len(x), x.shape[1]))
    for row, image in enumerate(x.double().numpy()):
        for k, direction in enumerate(B):
            indices[row, k] = math.floor(float(direction @ image) / step + 0.5)
            back[row] += indices[row, k] * step * direction
    return torch.from_numpy(indices), torch.from_numpy(back).to(x.dtype)


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
    rng = random.Random(seed)
    first = torch.optim.Adam(encoder.parameters(), lr)
    second = torch.optim.Adam(decoder.parameters(), lr)
    losses = []
    for _ in range(steps):
        if batch_size <= len(x):
            rows = rng.sample(range(len(x)), batch_size)
        else:
            rows = rng.choices(range(len(x)), k=batch_size)
        batch = x[rows]
        # the rounding of the graph is fast enough here: vectorised
        u = encoder(batch).sigmoid()
        given = decoder(straight_through(u, levels))
        loss = ((given - batch) ** 2).sum() / batch.numel()
        encoder.zero_grad()
        decoder.zero_grad()
        loss.backward()
        first.step()
        second.step()
        losses.append(loss.detach())
    return losses
