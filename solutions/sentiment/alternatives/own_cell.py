"""A GRU cell and Adam of one's own; shuffled texts, from which minibatches are cut."""

import torch
from torch import nn


def build_vocabulary(texts, min_count):
    flat = sum(texts, [])
    words = sorted(set(flat), key=lambda word: (len(flat) - flat.count(word), word))
    return {w: i for i, w in enumerate([w for w in words if flat.count(w) >= min_count], 2)}


def encode(texts, vocabulary, max_len):
    numbers = [[vocabulary.get(w, 1) for w in text] if text else [1] for text in texts]
    ids = torch.tensor([(row + [0] * max_len)[:max_len] for row in numbers], dtype=torch.int64)
    lengths = torch.tensor([len(row[:max_len]) for row in numbers], dtype=torch.int64)
    return ids, lengths


def last_state(states, lengths):
    N, T, H = states.shape
    flat = states.reshape(N * T, H)
    return flat[torch.arange(N) * T + lengths - 1]


def masked_mean(states, lengths):
    total = torch.zeros_like(states[:, 0])
    for t in range(states.shape[1]):
        total = total + torch.where((t < lengths)[:, None], states[:, t], 0.0)
    return total / lengths[:, None]


def masked_max(states, lengths):
    best = states[:, 0]
    for t in range(1, states.shape[1]):
        better = (t < lengths)[:, None] & (states[:, t] > best)
        best = torch.where(better, states[:, t], best)
    return best


def classify(ids, lengths, embedding, layer, w, b):
    one_hot = nn.functional.one_hot(ids, len(embedding)).to(embedding.dtype)
    scores = (layer(one_hot @ embedding) * w).sum(-1) + b
    return scores[torch.arange(len(ids)), lengths - 1]


def bce_with_logits(logits, labels):
    loss = nn.functional.softplus(logits * (1 - 2 * labels)).mean()
    return loss, torch.sigmoid(logits).sub(labels).mul(1 / logits.numel())


def metrics(logits, labels):
    y = labels.bool()
    z = logits > 0
    found = {}
    found["accuracy"] = (z == y).float().mean().item()
    found["precision"] = y[z].float().mean().item() if z.any() else 0.0
    found["recall"] = z[y].float().mean().item() if y.any() else 0.0
    total = found["precision"] + found["recall"]
    found["f1"] = 2 * found["precision"] * found["recall"] / total if total else 0.0
    if y.all() or not y.any():
        found["auc"] = 0.5
    else:
        pairs = logits[y].repeat_interleave(int((~y).sum())), logits[~y].repeat(int(y.sum()))
        won, drawn = (pairs[0] > pairs[1]).sum(), (pairs[0] == pairs[1]).sum()
        found["auc"] = (won.item() + drawn.item() / 2) / len(pairs[0])
    return found


class Cell(nn.Module):
    def __init__(self, V, H, E=24):
        super().__init__()
        bound = H**-0.5
        self.words = nn.Parameter(torch.empty(V, E).normal_(0, 0.3))
        self.Wx = nn.Parameter(torch.empty(E, 3 * H).uniform_(-bound, bound))
        self.Wh = nn.Parameter(torch.empty(H, 3 * H).uniform_(-bound, bound))
        self.bx = nn.Parameter(torch.zeros(3 * H))
        self.bh = nn.Parameter(torch.zeros(3 * H))
        self.w = nn.Parameter(torch.empty(H).uniform_(-bound, bound))
        self.b = nn.Parameter(torch.zeros(1))

    def forward(self, ids, lengths):
        h = torch.zeros(len(ids), len(self.Wh))
        x = self.words[ids[:, : lengths.max()]] @ self.Wx + self.bx
        for t in range(x.shape[1]):
            xr, xz, xn = x[:, t].chunk(3, dim=1)
            hr, hz, hn = (h @ self.Wh + self.bh).chunk(3, dim=1)
            z = torch.sigmoid(xz + hz)
            new = (1 - z) * torch.tanh(xn + torch.sigmoid(xr + hr) * hn) + z * h
            h = torch.where((t < lengths)[:, None], new, h)  # after its end a text keeps its state
        return h @ self.w + self.b


def train_sentiment(
    ids,
    lengths,
    labels,
    vocabulary_size,
    hidden_size,
    steps,
    batch_size,
    lr,
    seed,
):
    torch.manual_seed(seed)
    model = Cell(vocabulary_size, hidden_size)
    parameters = list(model.parameters())
    means = [torch.zeros_like(each) for each in parameters]
    squares = [torch.zeros_like(each) for each in parameters]
    losses, waiting = [], []
    for step in range(1, steps + 1):
        while len(waiting) < batch_size:
            waiting += torch.randperm(len(ids)).tolist()
        rows, waiting = waiting[:batch_size], waiting[batch_size:]
        loss, slope = bce_with_logits(model(ids[rows], lengths[rows]), labels[rows])
        gradients = torch.autograd.grad(loss, parameters)
        with torch.no_grad():
            for each, g, m, v in zip(parameters, gradients, means, squares, strict=True):
                m.mul_(0.9).add_(g, alpha=0.1)
                v.mul_(0.999).addcmul_(g, g, value=0.001)
                size = (v / (1 - 0.999**step)).sqrt() + 1e-8
                each -= lr * (m / (1 - 0.9**step)) / size
        losses.append(float(loss))
    return model, losses
