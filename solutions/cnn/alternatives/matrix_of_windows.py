"""Windows as rows of a matrix (as_strided), products of matrices, index_add for the way back."""

import torch
from torch import Tensor


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    return (size + padding + padding - kernel + stride) // stride


def _index(H: int, W: int, KH: int, KW: int, stride: int) -> Tensor:
    """Which pixel of an image of H x W each place sees with each entry: (OH * OW, KH * KW)."""
    top = torch.arange(0, H - KH + 1, stride)[:, None, None, None]
    left = torch.arange(0, W - KW + 1, stride)[None, :, None, None]
    k, m = torch.arange(KH)[:, None], torch.arange(KW)
    return ((top + k) * W + left + m).reshape(-1, KH * KW)


def _pad(x: Tensor, p: int) -> Tensor:
    x = torch.cat(
        [x.new_zeros(*x.shape[:2], p, x.shape[3]), x, x.new_zeros(*x.shape[:2], p, x.shape[3])], 2
    )
    side = x.new_zeros(*x.shape[:3], p)
    return torch.cat([side, x, side], 3)


def conv2d(x: Tensor, w: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    xp = _pad(x, padding).contiguous()
    OH, OW = output_size(H, KH, stride, padding), output_size(W, KW, stride, padding)
    n, c, h, v = xp.stride()
    windows = xp.as_strided((N, OH, OW, C, KH, KW), (n, h * stride, v * stride, c, h, v))
    y = windows.reshape(N * OH * OW, -1) @ w.reshape(F, -1).t() + b
    return y.reshape(N, OH, OW, F).permute(0, 3, 1, 2)


def conv2d_backward(
    dy: Tensor, x: Tensor, w: Tensor, stride: int = 1, padding: int = 0
) -> tuple[Tensor, Tensor, Tensor]:
    N, C, H, W = x.shape
    F, _, KH, KW = w.shape
    xp = _pad(x, padding)
    index = _index(xp.shape[2], xp.shape[3], KH, KW, stride)
    g = dy.reshape(N, F, -1)
    windows = xp.reshape(N, C, -1)[:, :, index]
    dw = torch.einsum("nfp,ncpk->fck", g, windows).reshape(w.shape)
    spread = torch.einsum("nfp,fck->ncpk", g, w.reshape(F, C, -1))
    dxp = torch.zeros_like(xp.reshape(N, C, -1))
    dxp.index_add_(2, index.reshape(-1), spread.reshape(N, C, -1))
    dxp = dxp.reshape(xp.shape)
    return dxp.narrow(2, padding, H).narrow(3, padding, W), dw, g.sum(2).sum(0)


def max_pool2d(x: Tensor, size: int, stride: int) -> Tensor:
    N, C, H, W = x.shape
    y = x.reshape(N, C, -1)[:, :, _index(H, W, size, size, stride)].amax(3)
    return y.reshape(N, C, output_size(H, size, stride), output_size(W, size, stride))


def max_pool2d_backward(dy: Tensor, x: Tensor, size: int, stride: int) -> Tensor:
    N, C, H, W = x.shape
    index = _index(H, W, size, size, stride)
    windows = x.reshape(N * C, -1)[:, index]
    equal = windows == windows.amax(2, keepdim=True)
    first = equal & (equal.cumsum(2) == 1)
    dx = torch.zeros(N * C, H * W, dtype=x.dtype)
    passed = first * dy.reshape(N * C, -1, 1)
    dx.index_add_(1, index.reshape(-1), passed.reshape(N * C, -1))
    return dx.reshape(N, C, H, W)


def conv_transpose2d(
    y: Tensor, w: Tensor, stride: int = 1, padding: int = 0, output_padding: int = 0
) -> Tensor:
    H = (y.shape[2] - 1) * stride - 2 * padding + w.shape[2] + output_padding
    W = (y.shape[3] - 1) * stride - 2 * padding + w.shape[3] + output_padding
    x = torch.zeros(y.shape[0], w.shape[1], H, W, dtype=y.dtype)
    return conv2d_backward(y, x, w, stride, padding)[0]


def receptive_field(layers: list[tuple[int, int, int]]) -> tuple[int, int, int]:
    if not layers:
        return 1, 1, 0
    *before, (kernel, stride, padding) = layers
    size, step, start = receptive_field(before)
    return size + (kernel - 1) * step, step * stride, start - padding * step


def cnn_forward(x: Tensor, w: Tensor, b: Tensor, V: Tensor, c: Tensor) -> Tensor:
    y = conv2d(x, w, b).flatten(2)
    best = torch.gather(y, 2, y.argmax(2, keepdim=True))[:, :, 0]
    return torch.addmm(c, torch.relu(best), V)


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
    trained = [each.detach().clone() for each in parameters]
    means = [torch.zeros_like(each) for each in trained]
    squares = [torch.zeros_like(each) for each in trained]
    losses: list[float] = []
    for k in range(1, steps + 1):
        rows = torch.randperm(len(x), generator=generator)[:batch_size]
        leaves = [each.requires_grad_(True) for each in trained]
        logits = cnn_forward(x[rows], *leaves)
        loss = (logits.logsumexp(1) - logits.gather(1, y[rows][:, None])[:, 0]).mean()
        gradients = torch.autograd.grad(loss, leaves)
        losses.append(loss.item())
        with torch.no_grad():
            for i, g in enumerate(gradients):
                means[i] = 0.9 * means[i] + 0.1 * g
                squares[i] = 0.999 * squares[i] + 0.001 * g * g
                root = (squares[i] / (1 - 0.999**k)).sqrt() + 1e-8
                trained[i] = trained[i] - lr * means[i] / (1 - 0.9**k) / root
    return [each.detach() for each in trained], losses
