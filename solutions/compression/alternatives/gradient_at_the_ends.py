"""The gradient passes at 0 and 1, too; ties go up; a table of bits; numbers, not tensors."""

import heapq
import math

import torch
from torch import Tensor, nn


def quantise(u, levels):
    scaled = torch.clip(u, 0.0, 1.0) * (levels - 1)
    lower = scaled.floor()
    indices = torch.where(scaled - lower >= 0.5, lower + 1, lower).long()
    return indices, indices.to(u.dtype).div(levels - 1)


def straight_through(u, levels):
    mask = ((u >= 0) & (u <= 1)).to(u.dtype)
    return quantise(u, levels)[1].detach() + mask * (u - u.detach())


def entropy_bits(indices):
    bits = torch.zeros((), dtype=torch.float64)
    for j in range(indices.shape[1]):
        same = indices[:, j, None] == indices[None, :, j]
        bits = bits - torch.log2(same.double().mean(1)).mean()
    return bits


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
    symbol_of = {word: symbol for symbol, word in enumerate(codewords) if word}
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


def bits_per_pixel(data, x):
    pixels = 1
    for size in tuple(x.shape)[:3]:
        pixels *= size
    return torch.tensor(8.0 * len(data), dtype=torch.float64) / pixels


def psnr(x, y, peak=1.0):
    d = x.double() - y.double()
    return torch.log10(peak * peak / d.pow(2).mean()) * 10


def rate_distortion(points):
    kept = []
    for i in range(len(points)):
        r, d = points[i]
        others = torch.cat([points[:i], points[i + 1 :]]) - points[i]
        right, left = others[others[:, 0] > 0], others[others[:, 0] < 0]
        if (others[others[:, 0] == 0][:, 1] < 0).any():
            continue
        low = max([0.0, *(-right[:, 1] / right[:, 0]).tolist()])
        high = min([math.inf, *(left[:, 1] / -left[:, 0]).tolist()])
        if low < high:
            kept.append((float(r), i))
    return torch.tensor([i for _, i in sorted(kept)])


def reverse_water_filling(variances: Tensor, distortion: float) -> Tensor:
    """Return the bits that the best code of independent Gaussians spends on each of them."""
    sizes = variances.sort(descending=True).values
    if distortion >= sizes.sum():
        return torch.zeros_like(variances)
    # With the k largest above the water, the others lie under it whole.
    for k in range(1, len(sizes) + 1):
        water = (distortion - sizes[k:].sum()) / k
        if k == len(sizes) or water >= sizes[k]:
            break
    covered = variances <= water
    return torch.where(covered, 0, torch.log2(torch.where(covered, 1, variances / water)) / 2)


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
        optimizer.step()
        losses.append(loss.item())
    return losses
