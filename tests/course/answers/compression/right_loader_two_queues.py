# RIGHT: epochs of a data loader, the last batch dropped; two queues; bins of bits
import math
from collections import Counter, deque

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


def bits_per_pixel(data: bytes, x: Tensor) -> float:
    """Return how many bits of `data` there are for every pixel of the images x."""
    N, height, width = x.shape[:3]
    return 8 * len(data) / (N * height * width)


def psnr(x: Tensor, y: Tensor, peak: float = 1.0) -> float:
    """Return the peak signal-to-noise ratio of all entries together, in decibels."""
    error = ((x.to(torch.float64) - y.to(torch.float64)) ** 2).mean().item()
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


def huffman(counts):
    leaves = deque(sorted((int(c), [s]) for s, c in enumerate(counts) if c))
    joined = deque()
    words = ["" for _ in range(counts.shape[0])]
    if len(leaves) == 1:
        words[leaves[0][1][0]] = "0"
        return words

    def smallest():
        if not joined or (leaves and leaves[0][0] <= joined[0][0]):
            return leaves.popleft()
        return joined.popleft()

    while len(leaves) + len(joined) > 1:
        (a, left), (b, right) = smallest(), smallest()
        for s in left:
            words[s] = "0" + words[s]
        for s in right:
            words[s] = "1" + words[s]
        joined.append((a + b, left + right))
    return words


def entropy_bits(indices):
    return sum(
        -sum(
            c / len(indices) * math.log(c / len(indices), 2)
            for c in Counter(column.tolist()).values()
        )
        for column in indices.unbind(1)
    )


def train_compressor(encoder, decoder, x, levels, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    loader = torch.utils.data.DataLoader(x, batch_size, shuffle=True, drop_last=True)
    optimizer = torch.optim.Adam(nn.Sequential(encoder, decoder).parameters(), lr)
    encoder.train()
    decoder.train()
    losses = []
    while len(losses) < steps:
        for batch in loader:
            if len(losses) == steps:
                break
            loss = (
                (decoder(straight_through(encoder(batch).sigmoid(), levels)) - batch) ** 2
            ).mean()
            losses.append(loss.detach())
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
    return losses
