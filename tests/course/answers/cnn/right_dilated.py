# RIGHT: windows by Tensor.unfold, way back as a convolution of the dilated dy with turned kernels (F.pad, also negative), flat argmax + scatter_add, gradients and Adam by hand, randperm of the global generator after manual_seed, receptive field from the top down
import torch
import torch.nn.functional as F
from torch import Tensor


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    moves, _rest = divmod(size + 2 * padding - kernel, stride)
    return moves + 1


def _views(x, KH, KW, stride):
    """(N, C, OH, OW, KH, KW)"""
    return x.unfold(2, KH, stride).unfold(3, KW, stride)


def conv2d(x: Tensor, w: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    padded = F.pad(x, (padding,) * 4)
    views = _views(padded, w.shape[2], w.shape[3], stride)
    return torch.einsum("nchwkl,fckl->nfhw", views, w) + b.reshape(-1, 1, 1)


def _dilate(y, stride):
    N, C, H, W = y.shape
    out = y.new_zeros(N, C, (H - 1) * stride + 1, (W - 1) * stride + 1)
    out[:, :, ::stride, ::stride] = y
    return out


def _spread(y, w, stride, padding, H, W):
    """A^T y for images of H x W, whatever the rest."""
    KH, KW = w.shape[2:]
    d = _dilate(y, stride)
    top, left = KH - 1 - padding, KW - 1 - padding
    bottom = H + KH - 1 - top - d.shape[2]
    right = W + KW - 1 - left - d.shape[3]
    # negative pads cut, and what is cut lies only on padding
    d = F.pad(d, (max(left, 0), max(right, 0), max(top, 0), max(bottom, 0)))
    d = d[:, :, max(-top, 0) :, max(-left, 0) :][:, :, : H + KH - 1, : W + KW - 1]
    turned = w.flip((2, 3)).transpose(0, 1)
    return conv2d(d, turned, y.new_zeros(w.shape[1]))


def conv2d_backward(dy, x, w, stride=1, padding=0):
    KH, KW = w.shape[2:]
    dx = _spread(dy, w, stride, padding, x.shape[2], x.shape[3])
    views = _views(F.pad(x, (padding,) * 4), KH, KW, stride)
    dw = torch.einsum("nfhw,nchwkl->fckl", dy, views)
    db = dy.sum((0, 2, 3))
    return dx, dw, db


def max_pool2d(x: Tensor, size: int, stride: int) -> Tensor:
    return _views(x, size, size, stride).amax(dim=(-2, -1))


def max_pool2d_backward(dy: Tensor, x: Tensor, size: int, stride: int) -> Tensor:
    N, C, H, W = x.shape
    flat = _views(x, size, size, stride).flatten(-2)
    OH, OW = flat.shape[2:4]
    order = torch.arange(size * size).expand_as(flat)
    largest = flat == flat.amax(-1, keepdim=True)
    first = torch.where(largest, order, torch.full_like(order, size * size)).amin(-1)
    row = torch.arange(OH)[:, None] * stride + first // size
    column = torch.arange(OW)[None, :] * stride + first % size
    dx = torch.zeros(N, C, H * W, dtype=x.dtype)
    dx.scatter_add_(2, (row * W + column).flatten(2), dy.flatten(2))
    return dx.reshape(N, C, H, W)


def conv_transpose2d(y, w, stride=1, padding=0, output_padding=0):
    H = (y.shape[2] - 1) * stride - 2 * padding + w.shape[2] + output_padding
    W = (y.shape[3] - 1) * stride - 2 * padding + w.shape[3] + output_padding
    return _spread(y, w, stride, padding, H, W)


def receptive_field(layers):
    # one output at the top sees [start, start + size); go down through the layers
    size, step, start = 1, 1, 0
    for kernel, stride, padding in reversed(layers):
        size = (size - 1) * stride + kernel
        start = start * stride - padding
        step = step * stride
    return (size, step, start)


def cnn_forward(x, w, b, V, c):
    best = conv2d(x, w, b).flatten(2).max(dim=2).values
    return torch.clamp(best, min=0) @ V + c


def train_cnn(x, y, parameters, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    w, b, V, c = (p.clone() for p in parameters)
    m = [torch.zeros_like(p) for p in (w, b, V, c)]
    s = [torch.zeros_like(p) for p in (w, b, V, c)]
    losses = []
    for t in range(1, steps + 1):
        rows = torch.randperm(len(x))[:batch_size]
        xb, yb = x[rows], y[rows]
        z = conv2d(xb, w, b)
        flat = z.flatten(2)
        best, where = flat.max(dim=2)
        a = best.clamp(min=0)
        logits = a @ V + c
        logp = torch.log_softmax(logits, 1)
        losses.append(float(-logp[torch.arange(batch_size), yb].mean()))
        d = (logp.exp() - F.one_hot(yb, logits.shape[1])) / batch_size
        da = (d @ V.T) * (best > 0)
        dz = torch.zeros_like(flat).scatter_(2, where[:, :, None], da[:, :, None]).reshape(z.shape)
        _, dw, db = conv2d_backward(dz, xb, w)
        grads = [dw, db, a.T @ d, d.sum(0)]
        for i, (p, g) in enumerate(zip((w, b, V, c), grads)):
            m[i] = 0.9 * m[i] + 0.1 * g
            s[i] = 0.999 * s[i] + 0.001 * g * g
            p -= lr * (m[i] / (1 - 0.9**t)) / ((s[i] / (1 - 0.999**t)).sqrt() + 1e-8)
    return [w, b, V, c], losses


# Given: pictures of bars, parameters to start from, a way to draw a picture of your own.


def bars(N: int, corner: str, seed: int) -> tuple[Tensor, Tensor]:
    """Return N noisy pictures (N, 1, 12, 12) with a bar each, and which of the four it is (N,).

    A bar is three pixels long: 0 is -, 1 is |, 2 is \\, 3 is /. It lies in the named corner, "top
    left" or "bottom right", and never touches the edge.
    """
    generator = torch.Generator().manual_seed(seed)
    x = 0.2 * torch.randn(N, 1, 12, 12, generator=generator, dtype=torch.float64)
    y = torch.randint(4, (N,), generator=generator)
    near = 1 if corner == "top left" else 6
    places = torch.randint(near, near + 3, (N, 2), generator=generator)
    shapes = ["...###...", ".#..#..#.", "#...#...#", "..#.#.#.."]
    for picture, kind, (top, left) in zip(x, y.tolist(), places.tolist(), strict=True):
        bar = torch.tensor([character == "#" for character in shapes[kind]]).reshape(3, 3)
        picture[0, top : top + 3, left : left + 3] += bar
    return x, y


def first_parameters(F: int, seed: int) -> list[Tensor]:
    """Return random w (F, 1, 3, 3) and V (F, 4), and zeros for b (F,) and c (4,)."""
    generator = torch.Generator().manual_seed(seed)
    w = torch.randn(F, 1, 3, 3, generator=generator, dtype=torch.float64) * (2 / 9) ** 0.5
    V = torch.randn(F, 4, generator=generator, dtype=torch.float64) * (2 / F) ** 0.5
    return [w, torch.zeros(F, dtype=torch.float64), V, torch.zeros(4, dtype=torch.float64)]


def read_picture(drawing: str) -> Tensor:
    """Return lines of text as a picture (1, 1, H, W): "#" is 1, all else is 0."""
    lines = drawing.strip("\n").split("\n")
    width = max(len(line) for line in lines)
    ink = [[float(character == "#") for character in line.ljust(width)] for line in lines]
    return torch.tensor(ink, dtype=torch.float64)[None, None]
