# WRONG: the gradients are differences of values. Must lose points in: conv2d_backward
import torch
from torch import Tensor
from torch.nn import functional


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    return 1 + (size + 2 * padding - kernel) // stride


def conv2d(x: Tensor, w: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    KH, KW = w.shape[2:]
    windows = functional.pad(x, [padding] * 4).unfold(2, KH, stride).unfold(3, KW, stride)
    return torch.einsum("nchwij,fcij->nfhw", windows, w) + b[:, None, None]


def conv2d_backward(
    dy: Tensor, x: Tensor, w: Tensor, stride: int = 1, padding: int = 0
) -> tuple[Tensor, Tensor, Tensor]:
    b = torch.zeros(len(w), dtype=w.dtype)
    gradients = []
    for value in (x, w, b):
        gradient = torch.zeros_like(value)
        for i in range(value.numel()):
            entry = value.view(-1)[i].item()
            value.view(-1)[i] = entry + 0.5
            above = conv2d(x, w, b, stride, padding)
            value.view(-1)[i] = entry - 0.5
            below = conv2d(x, w, b, stride, padding)
            value.view(-1)[i] = entry
            gradient.view(-1)[i] = (dy * (above - below)).sum()
        gradients.append(gradient)
    return tuple(gradients)


def max_pool2d(x: Tensor, size: int, stride: int) -> Tensor:
    return x.unfold(2, size, stride).unfold(3, size, stride).flatten(4).amax(dim=4)


def max_pool2d_backward(dy: Tensor, x: Tensor, size: int, stride: int) -> Tensor:
    OH, OW = dy.shape[2:]
    windows = x.unfold(2, size, stride).unfold(3, size, stride).flatten(4)
    first = windows.argmax(dim=4)  # of several it is the first
    rows = stride * torch.arange(OH)[:, None] + first // size
    columns = stride * torch.arange(OW) + first % size
    dx = torch.zeros_like(x).flatten(2)
    dx.scatter_add_(2, (rows * x.shape[3] + columns).flatten(2), dy.flatten(2))
    return dx.reshape(x.shape)


def conv_transpose2d(
    y: Tensor, w: Tensor, stride: int = 1, padding: int = 0, output_padding: int = 0
) -> Tensor:
    N, _, OH, OW = y.shape
    _, C, KH, KW = w.shape
    H = (OH - 1) * stride + KH + output_padding
    W = (OW - 1) * stride + KW + output_padding
    whole = torch.zeros(N, C, H, W, dtype=y.dtype)
    for i in range(KH):
        for j in range(KW):
            spread = torch.einsum("nfhw,fc->nchw", y, w[:, :, i, j])
            whole[:, :, i : i + stride * OH : stride, j : j + stride * OW : stride] += spread
    return whole[:, :, padding : H - padding, padding : W - padding]


def receptive_field(layers: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    size = step = 1
    start = 0
    for kernel, stride, padding in layers:
        size += (kernel - 1) * step
        start -= padding * step
        step *= stride
    return size, step, start


def cnn_forward(x: Tensor, w: Tensor, b: Tensor, V: Tensor, c: Tensor) -> Tensor:
    found = torch.relu(conv2d(x, w, b)).flatten(2).amax(dim=2)
    return found @ V + c


def train_cnn(
    x: Tensor,
    y: Tensor,
    parameters: list[Tensor],
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[list[Tensor], list[float]]:
    generator = torch.Generator().manual_seed(seed)
    trained = [each.clone().requires_grad_(True) for each in parameters]
    optimizer = torch.optim.Adam(trained, lr)
    losses = []
    for _ in range(steps):
        rows = torch.randint(len(x), (batch_size,), generator=generator)
        loss = functional.cross_entropy(cnn_forward(x[rows], *trained), y[rows])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return [each.detach() for each in trained], losses
