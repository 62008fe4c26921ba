# WRONG: caption returns no more columns than its longest caption. Must lose points in: train_captioner
import numpy as np
import torch
import torch.nn as nn
import torch.nn.functional as F

NULL, START, END, UNKNOWN = 0, 1, 2, 3


def encode_captions(captions, vocabulary, max_len):
    rows = []
    for caption in captions:
        row = []
        for word in caption:
            if len(row) == max_len - 1:
                break
            row.append(vocabulary[word] if word in vocabulary else UNKNOWN)
        row.append(END)
        while len(row) < max_len:
            row.append(NULL)
        rows.append(row)
    return torch.tensor(rows, dtype=torch.long)


def embedding_backward(dout, ids, V):
    N, T, E = dout.shape
    onehot = torch.zeros(N * T, V, dtype=dout.dtype)
    onehot[torch.arange(N * T), ids.reshape(-1)] = 1
    return onehot.T @ dout.reshape(N * T, E)


def temporal_softmax_loss(scores, ids):
    N, T, V = scores.shape
    flat = scores.reshape(N * T, V)
    y = ids.reshape(N * T)
    mask = (y != NULL).to(scores.dtype)
    z = flat - flat.max(dim=1, keepdim=True).values
    e = z.exp()
    s = e.sum(dim=1, keepdim=True)
    logp = z - s.log()
    count = mask.sum()
    loss = -(mask * logp[torch.arange(N * T), y]).sum() / count
    d = (e / s).detach().clone()
    d[torch.arange(N * T), y] -= 1
    d *= mask[:, None]
    d /= count
    return loss, d.reshape(N, T, V)


def caption_scores(features, ids, cell, We, Wi, bi, Wo, bo):
    N, T = ids.shape
    h = torch.tanh(features @ Wi + bi)
    word = torch.full((N,), START, dtype=torch.long)
    hs = []
    for t in range(T):
        h = cell(We[word], h)
        hs.append(h)
        word = ids[:, t]
    return torch.stack(hs, 1) @ Wo + bo


def sample_captions(features, step, init, max_len):
    N = features.shape[0]
    state = init(features)
    word = torch.full((N,), START, dtype=torch.long)
    alive = torch.ones(N, dtype=torch.bool)
    out = torch.zeros(N, max_len, dtype=torch.long)
    for t in range(max_len):
        scores, state = step(word, state)
        word = scores.max(dim=1).indices
        out[alive, t] = word[alive]
        alive &= word != END
        if not alive.any():
            break
    return out


def sample_with_temperature(logits, tau, uniforms):
    x = logits.detach().numpy().astype(np.float64) / tau
    x = x - x.max(1, keepdims=True)
    p = np.exp(x)
    p = p / p.sum(1, keepdims=True)
    c = np.cumsum(p, 1)
    out = []
    for i in range(len(x)):
        k = int(np.searchsorted(c[i], uniforms[i].item(), side="right"))
        out.append(min(k, x.shape[1] - 1))
    return torch.tensor(out)


class Model(nn.Module):
    def __init__(self, V, H):
        super().__init__()
        self.H = H
        self.image = nn.Sequential(nn.Linear(256, 100), nn.ReLU(), nn.Linear(100, 40), nn.ReLU())
        self.embed = nn.Embedding(V, 40)
        self.cell = nn.LSTMCell(80, H)
        self.out = nn.Linear(H, V)

    def start(self, images):
        f = self.image(images.reshape(len(images), -1))
        zero = torch.zeros(len(images), self.H)
        return f, zero, zero

    def step(self, words, state):
        f, h, c = state
        h, c = self.cell(torch.cat([f, self.embed(words)], 1), (h, c))
        return self.out(h), (f, h, c)

    def forward(self, images, ids):
        state = self.start(images)
        word = torch.full((len(ids),), START)
        scores = []
        for t in range(ids.shape[1]):
            s, state = self.step(word, state)
            scores.append(s)
            word = ids[:, t]
        return torch.stack(scores, 1)

    def caption(self, images, max_len):
        with torch.no_grad():
            out = sample_captions(images, self.step, self.start, max_len)
            return out[:, : int((out != 0).sum(1).max())]


def train_captioner(images, ids, words, hidden_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    rng = np.random.default_rng(seed)
    model = Model(words, hidden_size)
    opt = torch.optim.Adam(model.parameters(), lr)
    losses = []
    for i in range(steps):
        pick = torch.from_numpy(rng.integers(0, len(images), batch_size))
        scores = model(images[pick], ids[pick])
        loss, _ = temporal_softmax_loss(scores, ids[pick])
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1)
        opt.step()
        losses.append(float(loss))
    return model, losses
