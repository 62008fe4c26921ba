"""Adam written out, gradients asked for without backward, and numbers of float32."""

import heapq
import math

import torch


def quantise(u: torch.Tensor, levels: int) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the index of the nearest level of every entry, and that level's value."""
    indices = torch.round(u.clamp(0, 1) * (levels - 1)).to(torch.int64)
    return indices, indices.to(u.dtype) / (levels - 1)


def straight_through(u: torch.Tensor, levels: int) -> torch.Tensor:
    """Return the quantised values, with the gradient of a clamp to [0, 1]."""
    inside = u.clamp(0, 1)
    return inside + (quantise(u, levels)[1] - inside).detach()


def entropy_bits(indices):
    bits = 0
    for j in range(indices.shape[1]):
        _, counts = indices[:, j].unique(return_counts=True)
        p = counts / counts.sum()
        bits = bits + (p * torch.log2(1 / p)).sum()
    return bits


def huffman(counts: torch.Tensor) -> list[str]:
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


def encode(symbols: torch.Tensor, codewords: list[str]) -> bytes:
    """Return the codewords of the symbols one after the other, eight bits a byte."""
    bits = "".join(codewords[symbol] for symbol in symbols.tolist())
    bits += "0" * (-len(bits) % 8)
    return bytes(int(bits[i : i + 8], 2) for i in range(0, len(bits), 8))


def decode(data: bytes, codewords: list[str], n: int) -> torch.Tensor:
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


def bits_per_pixel(data: bytes, x: torch.Tensor) -> float:
    """Return how many bits of `data` there are for every pixel of the images x."""
    N, height, width = x.shape[:3]
    return 8 * len(data) / (N * height * width)


def psnr(x, y, peak=1.0):
    error = (x.float() - y.float()).square().mean()
    return float(10 * torch.log10(peak**2 / error))


def rate_distortion(points: torch.Tensor) -> torch.Tensor:
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


def reverse_water_filling(variances: torch.Tensor, distortion: float) -> torch.Tensor:
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


def dct_matrix(n: int) -> torch.Tensor:
    """Return the orthonormal DCT-II as a matrix (n, n) of float64, a frequency a row."""
    k = torch.arange(n, dtype=torch.float64)
    C = torch.cos(math.pi * k[:, None] * (2 * k + 1) / (2 * n)) * math.sqrt(2 / n)
    C[0] /= math.sqrt(2)
    return C


def transform_code(
    x: torch.Tensor, basis: torch.Tensor, step: float
) -> tuple[torch.Tensor, torch.Tensor]:
    """Return the rounded coefficients of x in a basis, and what they reconstruct."""
    indices = torch.round(x @ basis.T / step).to(torch.int64)
    return indices, indices.to(x.dtype) * step @ basis


def train_compressor(encoder, decoder, x, levels, steps, batch_size, lr, seed):
    generator = torch.Generator()
    generator.manual_seed(seed)
    weights = [*encoder.parameters(), *decoder.parameters()]
    m = [torch.zeros_like(w) for w in weights]
    v = [torch.zeros_like(w) for w in weights]
    losses = []
    for t in range(1, steps + 1):
        rows = torch.randint(0, x.shape[0], (batch_size,), generator=generator)
        target = torch.index_select(x, 0, rows)
        u = 1 / (1 + torch.exp(-encoder(target)))
        loss = ((decoder(straight_through(u, levels)) - target) ** 2).mean()
        gradients = torch.autograd.grad(loss, weights)
        with torch.set_grad_enabled(False):
            for w, g, a, b in zip(weights, gradients, m, v, strict=True):
                a.mul_(0.9).add_(g, alpha=0.1)
                b.mul_(0.999).addcmul_(g, g, value=0.001)
                step = (a / (1 - 0.9**t)) / ((b / (1 - 0.999**t)).sqrt() + 1e-8)
                w -= lr * step
        losses.append(loss.item())
    return losses
