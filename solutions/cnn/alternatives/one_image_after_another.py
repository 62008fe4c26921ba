"""Image by image; a matrix for the whole convolution of which the adjoint is the transpose."""

import torch
from torch import Tensor


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    last = size + 2 * padding - kernel
    return 1 + (last - last % stride) // stride


def conv2d(x: Tensor, w: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    outputs = []
    for image in x:
        padded = torch.nn.functional.pad(image, (padding, padding, padding, padding))
        windows = padded.unfold(1, w.shape[2], stride).unfold(2, w.shape[3], stride)
        outputs.append(torch.einsum("chwij,fcij->fhw", windows, w) + b[:, None, None])
    return torch.stack(outputs)


def _matrix(w: Tensor, H: int, W: int, stride: int, padding: int) -> Tensor:
    """A (F, OH, OW, C, H, W), with y = A x."""
    F, C, KH, KW = w.shape
    OH, OW = output_size(H, KH, stride, padding), output_size(W, KW, stride, padding)
    A = torch.zeros(F, OH, OW, C, H, W, dtype=w.dtype)
    for i in range(OH):
        for j in range(OW):
            for k in range(KH):
                for m in range(KW):
                    r, c = i * stride + k - padding, j * stride + m - padding
                    if 0 <= r < H and 0 <= c < W:
                        A[:, i, j, :, r, c] = w[:, :, k, m]
    return A


def conv2d_backward(
    dy: Tensor, x: Tensor, w: Tensor, stride: int = 1, padding: int = 0
) -> tuple[Tensor, Tensor, Tensor]:
    N, C, H, W = x.shape
    A = _matrix(w, H, W, stride, padding)
    dx = torch.tensordot(dy, A, dims=3)
    dw = torch.zeros_like(w)
    for n in range(N):
        padded = torch.nn.functional.pad(x[n], (padding, padding, padding, padding))
        windows = padded.unfold(1, w.shape[2], stride).unfold(2, w.shape[3], stride)
        dw = dw + torch.einsum("fhw,chwij->fcij", dy[n], windows)
    return dx, dw, torch.stack([dy[:, f].sum() for f in range(dy.shape[1])])


def max_pool2d(x: Tensor, size: int, stride: int) -> Tensor:
    windows = x.unfold(3, size, stride).unfold(2, size, stride)
    return windows.reshape(*windows.shape[:4], -1).sort(-1).values[..., -1]


def max_pool2d_backward(dy: Tensor, x: Tensor, size: int, stride: int) -> Tensor:
    dx = torch.zeros_like(x)
    rows = range(0, x.shape[2] - size + 1, stride)
    columns = range(0, x.shape[3] - size + 1, stride)
    for i, top in enumerate(rows):
        for j, left in enumerate(columns):
            window = x[:, :, top : top + size, left : left + size].flatten(2)
            first = window.argmax(2, keepdim=True)
            share = torch.zeros_like(window).scatter(2, first, dy[:, :, i, j, None])
            dx[:, :, top : top + size, left : left + size] += share.unflatten(2, (size, size))
    return dx


def conv_transpose2d(
    y: Tensor, w: Tensor, stride: int = 1, padding: int = 0, output_padding: int = 0
) -> Tensor:
    H = (y.shape[2] - 1) * stride - 2 * padding + w.shape[2] + output_padding
    W = (y.shape[3] - 1) * stride - 2 * padding + w.shape[3] + output_padding
    return torch.tensordot(y, _matrix(w, H, W, stride, padding), dims=3)


def receptive_field(layers: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    size, step, start = 1, 1, 0
    for i in range(len(layers)):
        k, s, p = layers[i]
        size = size + k * step - step
        start = start - p * step
        step = step * s
    return (size, step, start)


def cnn_forward(x: Tensor, w: Tensor, b: Tensor, V: Tensor, c: Tensor) -> Tensor:
    windows = x.unfold(2, w.shape[2], 1).unfold(3, w.shape[3], 1)
    N, C, OH, OW = windows.shape[:4]
    rows = windows.permute(0, 2, 3, 1, 4, 5).reshape(N, OH * OW, -1)
    y = rows @ w.flatten(1).T + b
    return torch.relu(y.amax(1)) @ V + c


def train_cnn(
    x: Tensor,
    y: Tensor,
    parameters: list[Tensor],
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[list[Tensor], list[float]]:
    trained = [each.clone().requires_grad_() for each in parameters]
    optimizer = torch.optim.Adam(trained, lr=lr, foreach=False)
    sampler = torch.utils.data.RandomSampler(
        range(len(x)),
        replacement=True,
        num_samples=steps * batch_size,
        generator=torch.Generator().manual_seed(seed),
    )
    batches = torch.tensor(list(sampler)).reshape(steps, batch_size)
    losses = []
    for rows in batches:
        logits = cnn_forward(x[rows], *trained)
        loss = torch.nn.functional.cross_entropy(logits, y[rows])
        for each in trained:
            each.grad = None
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return [each.data for each in trained], losses
