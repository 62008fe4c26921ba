# WRONG: the gradient is cut at 1. Must lose points in: train_compressor
import heapq
import math

import torch
from torch import Tensor, nn


def quantise(u: Tensor, levels: int) -> tuple[Tensor, Tensor]:
    """Return the index of the nearest level of every entry, and that level's value."""
    indices = torch.round(u.clamp(0, 1) * (levels - 1)).to(torch.int64)
    return indices, indices.to(u.dtype) / (levels - 1)


def straight_through(u: Tensor, levels: int) -> Tensor:
    """Return the quantised values, with the gradient of a clamp to [0, 1]."""
    inside = u.clamp(0, 1)
    return inside + (quantise(u, levels)[1] - inside).detach()


def entropy_bits(indices: Tensor) -> float:
    """Return the sum over the entries of a code of their empirical entropies, in bits."""
    total = 0.0
    for entry in indices.T:
        counts = torch.unique(entry, return_counts=True)[1]
        p = counts.to(torch.float64) / len(entry)
        total -= (p * torch.log2(p)).sum().item()
    return total


def huffman(counts: Tensor) -> list[str]:
    """Return the codewords of an optimal prefix code, the empty one where the count is 0."""
    words = [""] * len(counts)
    heap = [(count, i, [i]) for i, count in enumerate(counts.tolist()) if count > 0]
    heapq.heapify(heap)
    if len(heap) == 1:
        words[heap[0][1]] = "0"
    while len(heap) > 1:
        few, first, left = heapq.heappop(heap)
        more, _, right = heapq.heappop(heap)
        for bit, symbols in [("0", left), ("1", right)]:
            for symbol in symbols:
                words[symbol] = bit + words[symbol]
        heapq.heappush(heap, (few + more, first, left + right))
    return words


def encode(symbols: Tensor, codewords: list[str]) -> bytes:
    """Return the codewords of the symbols one after the other, eight bits a byte."""
    bits = "".join(codewords[symbol] for symbol in symbols.tolist())
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))


def decode(data: bytes, codewords: list[str], n: int) -> Tensor:
    """Return the first n symbols of which the bytes are the codewords."""
    symbol_of = {word: symbol for symbol, word in enumerate(codewords)}
    symbols: list[int] = []
    word = ""
    for bit in "".join(f"{byte:08b}" for byte in data):
        if len(symbols) == n:
            break
        word += bit
        if word in symbol_of:
            symbols.append(symbol_of[word])
            word = ""
    if len(symbols) < n:
        raise ValueError(f"{len(data)} bytes hold {len(symbols)} symbols, {n} were asked for")
    return torch.tensor(symbols, dtype=torch.int64)


def bits_per_pixel(data: bytes, x: Tensor) -> float:
    """Return how many bits of `data` there are for every pixel of the images x."""
    return 8 * len(data) / math.prod(x.shape[:3])


def psnr(x: Tensor, y: Tensor, peak: float = 1.0) -> float:
    """Return the peak signal-to-noise ratio of all entries together, in decibels."""
    error = ((x.to(torch.float64) - y) ** 2).mean().item()
    return math.inf if error == 0 else 10 * math.log10(peak**2 / error)


def rate_distortion(points: Tensor) -> Tensor:
    """Return the indices of the points on the lower convex hull, in the order of their rates."""
    order = sorted(range(len(points)), key=lambda i: points[i].tolist())
    hull: list[int] = []
    for i in order:
        if hull and points[i, 1] >= points[hull[-1], 1]:
            continue
        while len(hull) > 1:
            (ax, ay), (bx, by), (cx, cy) = points[[hull[-2], hull[-1], i]].tolist()
            if (by - ay) * (cx - ax) < (cy - ay) * (bx - ax):
                break
            hull.pop()
        hull.append(i)
    return torch.tensor(hull, dtype=torch.int64)


def reverse_water_filling(variances: Tensor, distortion: float) -> Tensor:
    """Return the bits that the best code of independent Gaussians spends on each of them."""
    sizes = variances.sort().values
    for k, size in enumerate(sizes):
        # The k smallest lie under the water whole, and the others share what is left.
        water = (distortion - sizes[:k].sum()) / (len(sizes) - k)
        if water < size:
            break
    return torch.log2((variances / water).clamp(min=1)) / 2


def dct_matrix(n: int) -> Tensor:
    """Return the orthonormal DCT-II as a matrix (n, n) of float64, a frequency a row."""
    k = torch.arange(n, dtype=torch.float64)
    C = torch.cos(math.pi * k[:, None] * (2 * k + 1) / (2 * n)) * math.sqrt(2 / n)
    C[0] /= math.sqrt(2)
    return C


def transform_code(x: Tensor, basis: Tensor, step: float) -> tuple[Tensor, Tensor]:
    """Return the rounded coefficients of x in a basis, and what they reconstruct."""
    indices = torch.round(x @ basis.T / step).to(torch.int64)
    return indices, indices.to(x.dtype) * step @ basis


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
    """Train both networks in place, and return the loss before each step."""
    generator = torch.Generator().manual_seed(seed)
    optimizer = torch.optim.Adam([*encoder.parameters(), *decoder.parameters()], lr=lr)
    losses = []
    for _ in range(steps):
        batch = x[torch.randint(len(x), (batch_size,), generator=generator)]
        code = straight_through(torch.sigmoid(encoder(batch)), levels)
        loss = nn.functional.mse_loss(decoder(code), batch)
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_value_([*encoder.parameters(), *decoder.parameters()], 1.0)
        optimizer.step()
        losses.append(loss.item())
    return losses
