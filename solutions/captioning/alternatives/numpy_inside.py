"""numpy inside, with np.add.at; a GRU cell in a loop; a generator of its own."""

import numpy as np
import torch
from torch import Tensor, nn

NULL, START, END, UNKNOWN = range(4)


def encode_captions(captions: list, vocabulary: dict, max_len: int) -> Tensor:
    out = np.zeros((len(captions), max_len), dtype=np.int64)
    for n, caption in enumerate(captions):
        t = 0
        while t < min(len(caption), max_len - 1):
            out[n, t] = vocabulary.get(caption[t], UNKNOWN)
            t += 1
        out[n, t] = END
    return torch.from_numpy(out)


def embedding_backward(dout: Tensor, ids: Tensor, V: int) -> Tensor:
    d, i = dout.numpy(), ids.numpy()
    dW = np.zeros((V, d.shape[2]), dtype=d.dtype)
    np.add.at(dW, i, d)
    return torch.from_numpy(dW)


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple:
    s, y = scores.numpy(), ids.numpy()
    N, T, V = s.shape
    flat, target = s.reshape(N * T, V), y.reshape(N * T)
    mask = target != NULL
    e = np.exp(flat - flat.max(axis=1, keepdims=True))
    z = e.sum(axis=1)
    nll = np.log(z) + flat.max(axis=1) - flat[np.arange(N * T), target]
    d = e / z[:, None]
    d[np.arange(N * T), target] -= 1
    d[~mask] = 0
    d /= mask.sum()
    loss = np.asarray(nll[mask].mean(), dtype=s.dtype)
    return torch.from_numpy(loss), torch.from_numpy(d.reshape(N, T, V).astype(s.dtype))


def caption_scores(features, ids, cell, We, Wi, bi, Wo, bo):
    h = torch.tanh(torch.addmm(bi, features, Wi))
    scores = torch.zeros(*ids.shape, len(bo), dtype=Wo.dtype)
    scores = list(scores.unbind(1))
    for t in range(ids.size(1)):
        word = ids[:, t - 1] if t > 0 else torch.ones(len(ids), dtype=torch.int64)
        h = cell(We.index_select(0, word), h)
        scores[t] = torch.addmm(bo, h, Wo)
    return torch.stack(scores, 1)


def sample_captions(features, step, init, max_len):
    state, words = init(features), [torch.tensor([START] * len(features))]
    for _ in range(max_len):
        scores, state = step(words[-1], state)
        words.append(scores.max(dim=1).indices)
    captions = torch.stack(words[1:], dim=1)
    for row in captions:
        ends = (row == END).nonzero()
        if len(ends):
            row[int(ends[0]) + 1 :] = NULL
    return captions


def sample_with_temperature(logits, tau, uniforms):
    z = logits.numpy().astype(np.float64) / tau
    p = np.exp(z - z.max(axis=1, keepdims=True))
    p /= p.sum(axis=1, keepdims=True)
    chosen = []
    for row, u in zip(np.cumsum(p, axis=1), uniforms.numpy()):
        chosen.append(min(int(np.searchsorted(row, u, side="right")), len(row) - 1))
    return torch.tensor(chosen, dtype=torch.int64)


class Cells(nn.Module):
    def __init__(self, words: int, hidden_size: int) -> None:
        super().__init__()
        self.eye = nn.Sequential(
            nn.Flatten(), nn.Linear(256, 100), nn.Tanh(), nn.Linear(100, hidden_size), nn.Tanh()
        )
        self.words = nn.Parameter(torch.randn(words, 20) * 0.5)
        self.cell = nn.GRUCell(20, hidden_size)
        self.read_out = nn.Linear(hidden_size, words)

    def forward(self, images, ids):
        h, scores = self.eye(images), []
        word = torch.full((len(ids),), START)
        for t in range(ids.shape[1]):
            h = self.cell(self.words[word], h)
            scores.append(self.read_out(h))
            word = ids[:, t]
        return torch.stack(scores, dim=1)

    @torch.inference_mode()
    def caption(self, images, max_len):
        def step(word, h):
            h = self.cell(self.words[word], h)
            return self.read_out(h), h

        return sample_captions(images, step, self.eye, max_len)


def train_captioner(images, ids, words, hidden_size, steps, batch_size, lr, seed):
    with torch.random.fork_rng():
        torch.manual_seed(seed)
        model = Cells(words, hidden_size)
    g = np.random.default_rng(seed)
    optimizer = torch.optim.Adam(model.parameters(), lr)
    losses = []
    for _ in range(steps):
        rows = torch.from_numpy(g.integers(0, len(ids), batch_size))
        y = ids[rows]
        log_p = torch.log_softmax(model(images[rows], y), dim=2)
        real = y != NULL
        loss = -(torch.take_along_dim(log_p, y[..., None], dim=2)[..., 0] * real).sum() / real.sum()
        optimizer.zero_grad(set_to_none=False)
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return model, losses
