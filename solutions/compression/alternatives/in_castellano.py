"""En castellano: otras letras, y todo en sus pasos."""

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


def huffman(counts):
    bosque = {(simbolo,): int(n) for simbolo, n in enumerate(counts) if int(n) > 0}
    palabras = ["" for _ in range(len(counts))]
    if len(bosque) == 1:
        ((solo,),) = bosque
        palabras[solo] = "1"
    while len(bosque) > 1:
        a = min(bosque, key=bosque.get)
        peso = bosque.pop(a)
        b = min(bosque, key=bosque.get)
        peso += bosque.pop(b)
        for simbolo in a:
            palabras[simbolo] = "1" + palabras[simbolo]
        for simbolo in b:
            palabras[simbolo] = "0" + palabras[simbolo]
        bosque[a + b] = peso
    return palabras


def encode(symbols, codewords):
    bits = "".join(codewords[int(s)] for s in symbols)
    numero_de_bytes = -(-len(bits) // 8)
    entero = int(bits.ljust(8 * numero_de_bytes, "0") or "0", 2)
    return entero.to_bytes(numero_de_bytes, "big")


def decode(data, codewords, n):
    bits = bin(int.from_bytes(b"\x01" + data, "big"))[3:]
    tabla = {palabra: i for i, palabra in enumerate(codewords) if palabra}
    salida = []
    inicio = 0
    for fin in range(1, len(bits) + 1):
        if len(salida) < n and bits[inicio:fin] in tabla:
            salida.append(tabla[bits[inicio:fin]])
            inicio = fin
    if len(salida) != n:
        raise ValueError("faltan bits")
    return torch.LongTensor(salida)


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


def reverse_water_filling(variances, distortion):
    orden = torch.argsort(variances)
    bits = torch.zeros(len(variances), dtype=torch.float64)
    queda = float(distortion)
    for puesto, i in enumerate(orden):
        nivel = queda / (len(orden) - puesto)
        if variances[i] <= nivel:
            queda -= float(variances[i])
        else:
            resto = orden[puesto:]
            bits[resto] = 0.5 * torch.log2(variances[resto] / nivel)
            break
    return bits


def dct_matrix(n):
    C = torch.empty(n, n, dtype=torch.float64)
    for k in range(n):
        for i in range(n):
            C[k, i] = math.cos(math.pi * k * (2 * i + 1) / (2 * n))
        C[k] /= C[k].norm()
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
