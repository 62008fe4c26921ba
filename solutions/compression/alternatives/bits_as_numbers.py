"""Bits are pushed into whole numbers; distances to all levels; bisection; a product of λ."""

import heapq
import itertools
import math

import torch
from torch import nn


def quantise(u, levels):
    grid = torch.arange(levels, dtype=u.dtype) / (levels - 1)
    indices = (u.clamp(0, 1).unsqueeze(-1) - grid).abs().argmin(-1)
    return indices, grid[indices]


class _Pass(torch.autograd.Function):
    @staticmethod
    def forward(ctx, u, levels):
        ctx.save_for_backward(u)
        return quantise(u, levels)[1]

    @staticmethod
    def backward(ctx, gradient):
        (u,) = ctx.saved_tensors
        return gradient * ((u > 0) & (u < 1)), None


def straight_through(u, levels):
    return _Pass.apply(u, levels)


def entropy_bits(indices):
    N, k = indices.shape
    total = 0.0
    for j in range(k):
        table = {}
        for value in indices[:, j].tolist():
            table[value] = table.get(value, 0) + 1
        total += sum(count / N * math.log2(N / count) for count in table.values())
    return total


class _Node:
    def __init__(self, symbol=None, zero=None, one=None):
        self.symbol, self.zero, self.one = symbol, zero, one


def huffman(counts):
    ticket = itertools.count()
    queue = []
    for symbol, count in enumerate(counts):
        if count > 0:
            heapq.heappush(queue, (int(count), next(ticket), _Node(symbol)))
    while len(queue) > 1:
        a, b = heapq.heappop(queue), heapq.heappop(queue)
        heapq.heappush(queue, (a[0] + b[0], next(ticket), _Node(None, b[2], a[2])))
    words = ["" for _ in counts]
    stack = [(queue[0][2], "")]
    while stack:
        node, word = stack.pop()
        if node.symbol is not None:
            words[node.symbol] = word or "1"
        else:
            stack += [(node.zero, word + "0"), (node.one, word + "1")]
    return words


def encode(symbols, codewords):
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


def decode(data, codewords, n):
    tree = {}
    for symbol, word in enumerate(codewords):
        node = tree
        for bit in word[:-1]:
            node = node.setdefault(bit == "1", {})
        if word:
            node[word[-1] == "1"] = symbol
    found = torch.empty(n, dtype=torch.long)
    at = 0
    for i in range(n):
        node = tree
        while isinstance(node, dict):
            if at == 8 * len(data):
                raise ValueError("the bytes end within a word")
            node = node[bool(data[at // 8] >> (7 - at % 8) & 1)]
            at += 1
        found[i] = node
    return found


def bits_per_pixel(data, x):
    return len(data) * 8 / x[..., 0].numel() if x.ndim == 4 else len(data) * 8 / x.numel()


def psnr(x, y, peak=1.0):
    mse = torch.nn.functional.mse_loss(x.double(), y.double())
    if not mse:
        return float("inf")
    return float(20 * torch.log10(torch.tensor(float(peak))) - 10 * torch.log10(mse))


def rate_distortion(points):
    kept = []
    for i, (r, d) in enumerate(points.tolist()):
        # It is best for the prices between two bounds.
        low, high = 0.0, math.inf
        for j, (other_r, other_d) in enumerate(points.tolist()):
            if i == j:
                continue
            if other_r > r:  # d + λ r < d' + λ r'
                low = max(low, (d - other_d) / (other_r - r))
            elif other_r < r:
                high = min(high, (other_d - d) / (r - other_r))
            elif other_d < d:
                high = -1.0
        if low < high:
            kept.append(i)
    return torch.tensor(sorted(kept, key=lambda i: float(points[i, 0])))


def reverse_water_filling(variances, distortion):
    if distortion >= float(variances.sum()):
        return variances * 0
    low, high = 0.0, float(variances.max())
    for _ in range(2000):
        middle = (low + high) / 2
        if middle in (low, high):
            break
        if float(variances.clamp(max=middle).sum()) < distortion:
            low = middle
        else:
            high = middle
    return 0.5 * torch.log2(
        torch.maximum(variances, torch.tensor(high, dtype=torch.float64)) / high
    )


def dct_matrix(n):
    rows = []
    for k in range(n):
        size = math.sqrt((1 if k == 0 else 2) / n)
        rows.append([size * math.cos(math.pi * (i + 0.5) * k / n) for i in range(n)])
    return torch.tensor(rows, dtype=torch.float64)


def transform_code(x, basis, step):
    coefficients = torch.einsum("nd,kd->nk", x, basis)
    rounded = torch.floor(coefficients / step + 0.5)
    return rounded.long(), torch.einsum("nk,kd->nd", rounded * step, basis)


def train_compressor(encoder, decoder, x, levels, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    both = nn.ModuleList([encoder, decoder])
    optimiser = torch.optim.Adam(both.parameters(), lr)
    losses = []
    for _ in range(steps):
        rows = torch.randperm(len(x))[:batch_size]
        u = encoder(x[rows]).sigmoid()
        loss = (decoder(straight_through(u, levels)) - x[rows]).square().mean()
        both.zero_grad()
        loss.backward()
        optimiser.step()
        losses.append(float(loss))
    return losses
