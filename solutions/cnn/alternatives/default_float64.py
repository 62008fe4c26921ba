"""float64 by default; gradients of the training by hand; AdamW without decay; doubled zeros."""

import torch
from torch.nn import functional

torch.set_default_dtype(torch.float64)


def output_size(size, kernel, stride=1, padding=0):
    whole, _ = divmod(size - kernel + 2 * padding, stride)
    return whole + 1


def conv2d(x, w, b, stride=1, padding=0):
    # All places with stride 1, of which every stride-th is kept.
    x = functional.pad(x, (padding,) * 4)
    KH, KW = w.shape[-2:]
    OH, OW = x.shape[2] - KH + 1, x.shape[3] - KW + 1
    y = sum(
        torch.einsum("nchw,fc->nfhw", x[:, :, i : i + OH, j : j + OW], w[:, :, i, j])
        for i in range(KH)
        for j in range(KW)
    )
    return y[:, :, ::stride, ::stride] + b.view(-1, 1, 1)


def conv2d_backward(dy, x, w, stride=1, padding=0):
    # As if every place had been asked for: zeros arrive at those that were not.
    x = functional.pad(x, (padding,) * 4)
    N, C, H, W = x.shape
    Fs, _, KH, KW = w.shape
    every = dy.new_zeros(N, Fs, H - KH + 1, W - KW + 1)
    every[:, :, ::stride, ::stride] = dy
    windows = x.unfold(2, H - KH + 1, 1).unfold(3, W - KW + 1, 1)
    dw = torch.einsum("nfhw,ncijhw->fcij", every, windows)
    around = functional.pad(every, (KW - 1, KW - 1, KH - 1, KH - 1))
    dx = torch.einsum("nfhwij,fcij->nchw", around.unfold(2, KH, 1).unfold(3, KW, 1), w.flip(2, 3))
    return dx[:, :, padding : H - padding, padding : W - padding], dw, dy.sum(3).sum(2).sum(0)


def max_pool2d(x, size, stride):
    rows = x.unfold(2, size, stride).amax(-1)
    return rows.unfold(3, size, stride).amax(-1)


def max_pool2d_backward(dy, x, size, stride):
    N, C, H, W = x.shape
    numbers = torch.arange(H * W).reshape(1, 1, H, W).expand(N, C, H, W)
    windows = x.unfold(2, size, stride).unfold(3, size, stride).reshape(*dy.shape, -1)
    where = numbers.unfold(2, size, stride).unfold(3, size, stride).reshape(*dy.shape, -1)
    largest = windows.amax(-1, keepdim=True)
    first = torch.where(windows == largest, where, H * W).amin(-1)
    return (
        torch.stack(
            [
                torch.bincount(p.flatten(), weights=g.flatten(), minlength=H * W).reshape(H, W)
                for p, g in zip(first.flatten(0, 1), dy.flatten(0, 1))
            ]
        )
        .reshape(x.shape)
        .to(x.dtype)
    )


def conv_transpose2d(y, w, stride=1, padding=0, output_padding=0):
    H = (y.shape[2] - 1) * stride - 2 * padding + w.shape[2] + output_padding
    W = (y.shape[3] - 1) * stride - 2 * padding + w.shape[3] + output_padding
    like = torch.zeros(len(y), w.shape[1], H, W, dtype=y.dtype)
    return conv2d_backward(y, like, w, stride, padding)[0]


def receptive_field(layers):
    size = step = 1
    start = 0
    for kernel, stride, padding in layers:
        size, step, start = size + step * (kernel - 1), step * stride, start - step * padding
    return size, step, start


def cnn_forward(x, w, b, V, c):
    return conv2d(x, w, b).amax((2, 3)).relu().matmul(V).add(c)


def train_cnn(x, y, parameters, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    w, b, V, c = (each.clone() for each in parameters)
    optimizer = torch.optim.AdamW([w, b, V, c], lr, weight_decay=0)
    losses = []
    for _ in range(steps):
        rows = torch.randint(len(x), (batch_size,))
        images, labels = x[rows], y[rows]
        z = conv2d(images, w, b)
        N, n, OH, OW = z.shape
        best, place = z.flatten(2).max(-1)
        found = best.relu()
        logits = found @ V + c
        losses.append(functional.cross_entropy(logits, labels).item())
        g = (logits.softmax(1) - functional.one_hot(labels, V.shape[1])) / N
        back = (g @ V.T) * (best > 0)
        dz = torch.zeros_like(z.flatten(2)).scatter_(2, place[..., None], back[..., None])
        _, w.grad, b.grad = conv2d_backward(dz.view_as(z), images, w)
        V.grad, c.grad = found.T @ g, g.sum(0)
        optimizer.step()
    return [w, b, V, c], losses
