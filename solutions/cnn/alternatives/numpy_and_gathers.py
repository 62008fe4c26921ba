"""NumPy for what is done by hand; advanced indexing for what is differentiated."""

import numpy as np
import torch
from numpy.lib.stride_tricks import sliding_window_view


def output_size(size, kernel, stride=1, padding=0):
    return int(np.floor_divide(size + 2 * padding - kernel, stride)) + 1


def _places(H, W, KH, KW, stride):
    rows = torch.arange((H - KH) // stride + 1).mul(stride).reshape(-1, 1, 1, 1)
    columns = torch.arange((W - KW) // stride + 1).mul(stride).reshape(1, -1, 1, 1)
    return rows + torch.arange(KH).reshape(1, 1, -1, 1), columns + torch.arange(KW)


def conv2d(x, w, b, stride=1, padding=0):
    xp = torch.nn.ZeroPad2d(padding)(x)
    rows, columns = _places(*xp.shape[2:], *w.shape[2:], stride)
    windows = xp[:, :, rows, columns]
    y = torch.tensordot(windows, w, dims=([1, 4, 5], [1, 2, 3])) + b
    return y.movedim(3, 1)


def conv2d_backward(dy, x, w, stride=1, padding=0):
    dy, x, w = dy.numpy(), x.numpy(), w.numpy()
    KH, KW = w.shape[2:]
    sides = ((0, 0), (0, 0), (padding, padding), (padding, padding))
    xp = np.pad(x, sides)
    windows = sliding_window_view(xp, (KH, KW), axis=(2, 3))[:, :, ::stride, ::stride]
    dw = np.tensordot(dy, windows, axes=([0, 2, 3], [0, 2, 3]))
    to_windows = np.tensordot(dy, w, axes=([1], [0]))  # (N, OH, OW, C, KH, KW)
    dxp = np.zeros_like(xp)
    for i in range(dy.shape[2]):
        for j in range(dy.shape[3]):
            top, left = i * stride, j * stride
            dxp[:, :, top : top + KH, left : left + KW] += to_windows[:, i, j]
    dx = dxp[:, :, padding : padding + x.shape[2], padding : padding + x.shape[3]]
    return torch.from_numpy(dx.copy()), torch.from_numpy(dw), torch.from_numpy(dy.sum((0, 2, 3)))


def max_pool2d(x, size, stride):
    rows, columns = _places(*x.shape[2:], size, size, stride)
    return x[:, :, rows, columns].max(dim=5)[0].max(dim=4)[0]


def max_pool2d_backward(dy, x, size, stride):
    values = x.numpy()
    windows = sliding_window_view(values, (size, size), axis=(2, 3))[:, :, ::stride, ::stride]
    N, C, OH, OW = windows.shape[:4]
    winner = windows.reshape(N, C, OH, OW, -1).argmax(-1)
    k, m = np.unravel_index(winner, (size, size))
    n, c, i, j = np.indices(winner.shape)
    dx = np.zeros_like(values)
    np.add.at(dx, (n, c, i * stride + k, j * stride + m), dy.numpy())
    return torch.from_numpy(dx)


def conv_transpose2d(y, w, stride=1, padding=0, output_padding=0):
    y, w = y.numpy(), w.numpy()
    N, _, OH, OW = y.shape
    C, KH, KW = w.shape[1:]
    whole = np.zeros(
        (N, C, (OH - 1) * stride + KH + output_padding, (OW - 1) * stride + KW + output_padding),
        dtype=y.dtype,
    )
    for i, j in np.ndindex(OH, OW):
        part = np.tensordot(y[:, :, i, j], w, axes=1)
        whole[:, :, i * stride : i * stride + KH, j * stride : j * stride + KW] += part
    end = None if padding == 0 else -padding
    return torch.tensor(whole[:, :, padding:end, padding:end])


def receptive_field(layers):
    def seen(i):
        first = last = i
        for kernel, stride, padding in layers[::-1]:
            first, last = first * stride - padding, last * stride - padding + kernel - 1
        return first, last

    first, last = seen(0)
    return last - first + 1, seen(1)[0] - first, first


def cnn_forward(x, w, b, V, c):
    answers = torch.relu(conv2d(x, w, b))
    return torch.einsum("nf,fk->nk", answers.amax((-1, -2)), V) + c[None]


def train_cnn(x, y, parameters, steps, batch_size, lr, seed):
    rng = np.random.default_rng(seed)

    class Network(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.all = torch.nn.ParameterList([each.clone() for each in parameters])

        def forward(self, x):
            return cnn_forward(x, *self.all)

    model = Network()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        rows = torch.from_numpy(rng.choice(len(x), batch_size, replace=False))
        loss = torch.nn.functional.nll_loss(model(x[rows]).log_softmax(-1), y[rows])
        optimizer.zero_grad(set_to_none=False)
        loss.backward()
        losses.append(loss.detach().item())
        optimizer.step()
    return tuple(each.detach().clone() for each in model.all), losses
