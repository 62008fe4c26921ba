# WRONG: the backward direction begins in the padding. Must lose points in: train_sentiment
import numpy as np
import torch
from torch import nn


def build_vocabulary(texts, min_count):
    frequency = {}
    for text in texts:
        for token in text:
            frequency[token] = frequency.get(token, 0) + 1
    vocabulary = {}
    for count in sorted(set(frequency.values()), reverse=True):
        if count < min_count:
            break
        for token in sorted(t for t in frequency if frequency[t] == count):
            vocabulary[token] = len(vocabulary) + 2
    return vocabulary


def encode(texts, vocabulary, max_len):
    rows, lengths = [], []
    for text in texts:
        row = [vocabulary[t] if t in vocabulary else 1 for t in text][:max_len]
        if not row:
            row = [1]
        lengths.append(len(row))
        rows.append(row + [0] * (max_len - len(row)))
    return torch.tensor(rows, dtype=torch.long), torch.tensor(lengths, dtype=torch.long)


def last_state(states, lengths):
    index = (lengths - 1).view(-1, 1, 1).expand(-1, 1, states.size(2))
    return states.gather(1, index).squeeze(1)


def masked_mean(states, lengths):
    return torch.stack([s[: int(n)].mean(0) for s, n in zip(states, lengths)])


def masked_max(states, lengths):
    return torch.stack([s[: int(n)].max(0).values for s, n in zip(states, lengths)])


def classify(ids, lengths, embedding, layer, w, b):
    out = []
    for row, n in zip(ids, lengths):
        h = layer(nn.functional.embedding(row[: int(n)], embedding)[None])[0, -1]
        out.append((h * w).sum() + b)
    return torch.stack(out)


def bce_with_logits(logits, labels):
    zero = torch.zeros_like(logits)
    each = labels * torch.logaddexp(zero, -logits) + (1 - labels) * torch.logaddexp(zero, logits)
    p = 0.5 * (1 + torch.tanh(0.5 * logits))
    tail = torch.exp(-torch.logaddexp(zero, -logits))
    p = torch.where(logits < 0, tail, p)
    return torch.mean(each), torch.div(p - labels, logits.numel())


def metrics(logits, labels):
    z, y = np.array(logits), np.array(labels) == 1
    said = z > 0
    tp, fp, fn = int((said & y).sum()), int((said & ~y).sum()), int((~said & y).sum())
    pos, neg = np.sort(z[y]), np.sort(z[~y])
    if len(pos) and len(neg):
        below = np.searchsorted(neg, pos, side="left")
        to = np.searchsorted(neg, pos, side="right")
        auc = float((below + to).sum() / 2 / (len(pos) * len(neg)))
    else:
        auc = 0.5
    return {
        "accuracy": float((said == y).mean()),
        "precision": tp / (tp + fp) if tp + fp else 0.0,
        "recall": tp / (tp + fn) if tp + fn else 0.0,
        "f1": 2 * tp / (2 * tp + fp + fn) if tp + fp + fn else 0.0,
        "auc": auc,
    }


class Reader(nn.Module):
    """Two directions, the maximum over the words, a read-out of two layers."""

    def __init__(self, vocabulary_size, hidden_size):
        super().__init__()
        self.look_up = nn.Embedding(vocabulary_size, hidden_size)
        self.gru = nn.GRU(hidden_size, hidden_size, batch_first=True, bidirectional=True)
        self.out = nn.Sequential(nn.Linear(2 * hidden_size, 16), nn.ReLU(), nn.Linear(16, 1))

    def forward(self, ids, lengths):
        states, _ = self.gru(self.look_up(ids))
        return self.out(masked_max(states, lengths)).flatten()


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
    model = Reader(vocabulary_size, hidden_size)
    adam = torch.optim.AdamW(model.parameters(), lr, weight_decay=0)
    order = torch.rand(steps, len(ids)).argsort(1)[:, :batch_size]
    losses = []
    for b in order:
        loss = nn.functional.binary_cross_entropy_with_logits(
            model(ids[b], lengths[b]), labels[b]
        )
        adam.zero_grad()
        loss.backward()
        adam.step()
        losses.append(loss.detach().item())
    return model, losses
