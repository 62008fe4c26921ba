"""Sums over the entries of the kernel; pooling as a running maximum; the adjoint by zeros put in."""

import torch
from torch import Tensor
from torch.nn import functional


def output_size(size: int, kernel: int, stride: int = 1, padding: int = 0) -> int:
    return len(range(0, size + 2 * padding - kernel + 1, stride))


def conv2d(x: Tensor, w: Tensor, b: Tensor, stride: int = 1, padding: int = 0) -> Tensor:
    x = functional.pad(x, (padding, padding, padding, padding))
    OH = output_size(x.shape[2], w.shape[2], stride)
    OW = output_size(x.shape[3], w.shape[3], stride)
    y = b.reshape(1, -1, 1, 1)
    for k in range(w.shape[2]):
        for m in range(w.shape[3]):
            seen = x[:, :, k : k + (OH - 1) * stride + 1 : stride]
            seen = seen[:, :, :, m : m + (OW - 1) * stride + 1 : stride]
            y = y + torch.einsum("nchw,fc->nfhw", seen, w[:, :, k, m])
    return y


def conv2d_backward(dy, x, w, stride=1, padding=0):
    xp = functional.pad(x, (padding, padding, padding, padding))
    N, F_, OH, OW = dy.shape
    dxp = torch.zeros_like(xp)
    rows = torch.arange(OH) * stride
    columns = torch.arange(OW) * stride
    flat = dy.flatten(2)
    by_entry = []
    for k in range(w.shape[2]):
        for m in range(w.shape[3]):
            r, c = (rows + k)[:, None], columns + m
            seen = xp[:, :, r, c].flatten(2)
            by_entry.append((flat @ seen.transpose(1, 2)).sum(0))
            dxp[:, :, r, c] += (w[:, :, k, m].T @ flat).unflatten(2, (OH, OW))
    dw = torch.stack(by_entry, dim=2).reshape(w.shape)
    if padding:
        dxp = dxp[:, :, padding:-padding, padding:-padding]
    return dxp, dw, dy.transpose(0, 1).flatten(1).sum(1)


def max_pool2d(x: Tensor, size: int, stride: int) -> Tensor:
    OH, OW = output_size(x.shape[2], size, stride), output_size(x.shape[3], size, stride)
    best = None
    for k in range(size):
        for m in range(size):
            seen = x[:, :, k : k + OH * stride : stride, m : m + OW * stride : stride]
            best = seen if best is None else torch.maximum(best, seen)
    return best.clone()


def max_pool2d_backward(dy: Tensor, x: Tensor, size: int, stride: int) -> Tensor:
    y = max_pool2d(x, size, stride)
    OH, OW = y.shape[2:]
    dx = torch.zeros_like(x)
    free = torch.ones_like(y, dtype=torch.bool)
    for k in range(size):
        for m in range(size):
            where = (..., slice(k, k + OH * stride, stride), slice(m, m + OW * stride, stride))
            wins = free & (x[where] == y)
            dx[where] += torch.where(wins, dy, 0)
            free = free & ~wins
    return dx


def conv_transpose2d(
    y: Tensor, w: Tensor, stride: int = 1, padding: int = 0, output_padding: int = 0
) -> Tensor:
    N, F_, OH, OW = y.shape
    KH, KW = w.shape[2:]
    apart = y.new_zeros(N, F_, (OH - 1) * stride + 1, (OW - 1) * stride + 1)
    apart[:, :, ::stride, ::stride] = y
    more = output_padding
    apart = functional.pad(apart, (KW - 1, KW - 1 + more, KH - 1, KH - 1 + more))
    turned = w.flip(2, 3).transpose(0, 1)
    whole = conv2d(apart, turned, w.new_zeros(w.shape[1]))
    rows, columns = whole.shape[2:]
    return whole[:, :, padding : rows - padding, padding : columns - padding]


def receptive_field(layers):
    # Where the outputs 0 and 1 begin and end, from the last layer back to the input.
    begin, end, next_begin = 0, 0, 1
    for kernel, stride, padding in reversed(layers):
        begin = begin * stride - padding
        end = end * stride - padding + kernel - 1
        next_begin = next_begin * stride - padding
    return end - begin + 1, next_begin - begin, begin


def cnn_forward(x: Tensor, w: Tensor, b: Tensor, V: Tensor, c: Tensor) -> Tensor:
    best = conv2d(x, w, b).flatten(2).max(dim=2).values
    return best.clamp(min=0) @ V + c


def train_cnn(x, y, parameters, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    w, b, V, c = [torch.nn.Parameter(each.clone()) for each in parameters]
    adam = torch.optim.Adam([w, b, V, c], lr=lr)
    losses = []
    for _ in range(steps):
        rows = torch.randperm(len(x))[:batch_size]
        adam.zero_grad()
        loss = torch.nn.CrossEntropyLoss()(cnn_forward(x[rows], w, b, V, c), y[rows])
        losses.append(loss.item())
        loss.backward()
        adam.step()
    return [w.data, b.data, V.data, c.data], losses
