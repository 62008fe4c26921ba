# RIGHT: loops over kernel entries with slices; autograd and torch.optim.Adam, rows drawn with replacement
import torch
from torch import Tensor


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    return (size + 2 * padding - kernel) // stride + 1


def _pad(x, p):
    N, C, H, W = x.shape
    out = x.new_zeros(N, C, H + 2 * p, W + 2 * p)
    out[:, :, p : p + H, p : p + W] = x
    return out


def _window(k, places, stride):
    return slice(k, k + (places - 1) * stride + 1, stride)


def conv2d(x: Tensor, w: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    OH, OW = output_size(H, KH, stride, padding), output_size(W, KW, stride, padding)
    xp = _pad(x, padding)
    y = b[None, :, None, None].expand(N, F, OH, OW)
    for k in range(KH):
        for l in range(KW):
            seen = xp[:, :, _window(k, OH, stride), _window(l, OW, stride)]
            y = y + torch.einsum("nchw,fc->nfhw", seen, w[:, :, k, l])
    return y


def conv2d_backward(dy, x, w, stride=1, padding=0):
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    OH, OW = dy.shape[2:]
    p = padding
    xp = _pad(x, p)
    dxp = torch.zeros_like(xp)
    dw = torch.zeros_like(w)
    for k in range(KH):
        for l in range(KW):
            rows, columns = _window(k, OH, stride), _window(l, OW, stride)
            dw[:, :, k, l] = torch.einsum("nfhw,nchw->fc", dy, xp[:, :, rows, columns])
            dxp[:, :, rows, columns] += torch.einsum("nfhw,fc->nchw", dy, w[:, :, k, l])
    return dxp[:, :, p : p + H, p : p + W], dw, dy.sum(dim=(0, 2, 3))


def max_pool2d(x: Tensor, size: int, stride: int) -> Tensor:
    N, C, H, W = x.shape
    OH, OW = output_size(H, size, stride), output_size(W, size, stride)
    best = torch.full((N, C, OH, OW), float("-inf"), dtype=x.dtype)
    for k in range(size):
        for l in range(size):
            best = torch.maximum(best, x[:, :, _window(k, OH, stride), _window(l, OW, stride)])
    return best


def max_pool2d_backward(dy: Tensor, x: Tensor, size: int, stride: int) -> Tensor:
    OH, OW = dy.shape[2:]
    best = max_pool2d(x, size, stride)
    free = torch.ones_like(dy, dtype=torch.bool)  # windows whose winner is not yet found
    dx = torch.zeros_like(x)
    for k in range(size):
        for l in range(size):
            rows, columns = _window(k, OH, stride), _window(l, OW, stride)
            wins = free & (x[:, :, rows, columns] == best)
            dx[:, :, rows, columns] += torch.where(wins, dy, torch.zeros_like(dy))
            free &= ~wins
    return dx


def conv_transpose2d(y, w, stride=1, padding=0, output_padding=0):
    N, F, OH, OW = y.shape
    _, C, KH, KW = w.shape
    H = (OH - 1) * stride - 2 * padding + KH + output_padding
    W = (OW - 1) * stride - 2 * padding + KW + output_padding
    full = y.new_zeros(N, C, H + 2 * padding, W + 2 * padding)
    for k in range(KH):
        for l in range(KW):
            full[:, :, _window(k, OH, stride), _window(l, OW, stride)] += torch.einsum(
                "nfhw,fc->nchw", y, w[:, :, k, l]
            )
    return full[:, :, padding : padding + H, padding : padding + W]


def receptive_field(layers):
    size, step, start = 1, 1, 0
    for kernel, stride, padding in layers:
        size += (kernel - 1) * step
        start -= padding * step
        step *= stride
    return size, step, start


def cnn_forward(x, w, b, V, c):
    y = conv2d(x, w, b)
    a = torch.relu(y).amax(dim=(2, 3))
    return a @ V + c


def train_cnn(x, y, parameters, steps, batch_size, lr, seed):
    g = torch.Generator().manual_seed(seed)
    ps = [p.detach().clone().requires_grad_() for p in parameters]
    adam = torch.optim.Adam(ps, lr=lr)
    losses = []
    for _ in range(steps):
        rows = torch.randint(0, len(x), (batch_size,), generator=g)
        loss = torch.nn.functional.cross_entropy(cnn_forward(x[rows], *ps), y[rows])
        adam.zero_grad()
        loss.backward()
        adam.step()
        losses.append(loss.item())
    return [p.detach() for p in ps], losses


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
