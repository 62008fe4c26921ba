"""NumPy where no gradient is needed; a mean over the states of a GRU in two directions."""

import numpy as np
import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


def build_vocabulary(texts, min_count):
    words = [word for text in texts for word in text]
    pairs = {word: words.count(word) for word in set(words)}
    order = sorted(pairs)
    order.sort(key=lambda word: -pairs[word])
    return {word: 2 + k for k, word in enumerate(w for w in order if pairs[w] >= min_count)}


def encode(texts, vocabulary, max_len):
    ids = np.zeros((len(texts), max_len), dtype=np.int64)
    lengths = np.clip([len(text) for text in texts], 1, max_len).astype(np.int64)
    for row, text in zip(ids, texts, strict=True):
        row[0] = 1
        for k, word in enumerate(text[:max_len]):
            row[k] = vocabulary.get(word, 1)
    return torch.from_numpy(ids), torch.from_numpy(lengths)


def weights(states, lengths):
    mask = torch.arange(states.shape[1]).expand(len(states), -1) < lengths.view(-1, 1)
    return mask.to(states.dtype).unsqueeze(2)


def last_state(states, lengths):
    last = torch.arange(states.shape[1])[None, :] == lengths[:, None] - 1
    return states[last]


def masked_mean(states, lengths):
    mask = weights(states, lengths)
    return (states * mask).sum(1) / mask.sum(1)


def masked_max(states, lengths):
    lowest = torch.finfo(states.dtype).min
    return states.masked_fill(weights(states, lengths) == 0, lowest).max(1)[0]


def classify(ids, lengths, embedding, layer, w, b):
    order = torch.argsort(lengths, descending=True)
    states = layer(embedding.index_select(0, ids[order].reshape(-1)).view(*ids.shape, -1))
    logits = torch.einsum("nh,h->n", last_state(states, lengths[order]), w) + b
    return logits[torch.argsort(order)]


def bce_with_logits(logits, labels):
    z, y = logits.numpy(), labels.numpy()
    signs = np.where(y > 0, z, -z)
    small = np.exp(-np.abs(z))
    losses = np.maximum(-signs, 0) + np.log1p(small)
    sigma = np.where(z >= 0, 1 / (1 + small), small / (1 + small))
    dlogits = (sigma - y) / z.dtype.type(len(z))
    return torch.tensor(losses.mean()), torch.from_numpy(dlogits)


def metrics(logits, labels):
    z, y = logits.numpy().astype(np.float64), labels.numpy() == 1
    said = z > 0
    both = float((said & y).sum())
    P, S = float(y.sum()), float(said.sum())
    # Ranks, from 1; equal logits share the mean of theirs.
    values, where, counts = np.unique(z, return_inverse=True, return_counts=True)
    ranks = (np.cumsum(counts) - (counts - 1) / 2)[where]
    N = len(z) - P
    auc = (ranks[y].sum() - P * (P + 1) / 2) / (P * N) if P and N else 0.5
    return {
        "accuracy": float(np.mean(said == y)),
        "precision": both / S if S else 0.0,
        "recall": both / P if P else 0.0,
        "f1": 2 * both / (P + S) if P + S else 0.0,
        "auc": float(auc),
    }


class Both(nn.Module):
    def __init__(self, V, H):
        super().__init__()
        self.embedding = nn.Embedding(V, 20, _weight=0.3 * torch.randn(V, 20))
        self.gru = nn.GRU(20, H, batch_first=True, bidirectional=True)
        self.head = nn.Sequential(nn.Linear(2 * H, H), nn.ReLU(), nn.Linear(H, 1))

    def forward(self, ids, lengths):
        packed = pack_padded_sequence(self.embedding(ids), lengths, True, False)
        states, _ = pad_packed_sequence(self.gru(packed)[0], batch_first=True)
        return self.head(masked_mean(states, lengths)).flatten()


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
    rng = np.random.default_rng(seed)
    model = Both(vocabulary_size, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        rows = torch.from_numpy(rng.choice(len(ids), batch_size, replace=len(ids) < batch_size))
        loss = nn.functional.binary_cross_entropy_with_logits(
            model(ids[rows], lengths[rows]), labels[rows]
        )
        model.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.detach())
    return model, torch.stack(losses).tolist()
