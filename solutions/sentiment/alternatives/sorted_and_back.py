"""Texts are sorted by length and brought back; the last states of both directions are read."""

import re  # noqa: F401 -- as in the starter
from itertools import chain

import torch
from torch import Tensor, nn


def build_vocabulary(texts, min_count):
    counts: dict[str, int] = {}
    for word in chain.from_iterable(texts):
        counts[word] = 1 + counts.get(word, 0)
    by_alphabet = [word for word in sorted(counts) if counts[word] >= min_count]
    by_alphabet.sort(key=lambda word: counts[word], reverse=True)  # stable
    return dict(zip(by_alphabet, range(2, 2 + len(by_alphabet)), strict=True))


def encode(texts, vocabulary, max_len):
    rows = []
    for text in texts:
        row = torch.zeros(max_len, dtype=torch.long)
        found = [vocabulary[word] if word in vocabulary else 1 for word in text[:max_len]]
        row[: max(1, len(found))] = torch.tensor(found if found else [1])
        rows.append(row)
    ids = torch.stack(rows)
    return ids, (ids > 0).sum(dim=1)


def last_state(states, lengths):
    return torch.take_along_dim(states, lengths.view(-1, 1, 1) - 1, dim=1)[:, 0]


def masked_mean(states, lengths):
    t = torch.arange(states.shape[1])
    share = torch.where(t < lengths[:, None], 1.0, 0.0).to(states.dtype) / lengths[:, None]
    return torch.einsum("nth,nt->nh", states, share.to(states.dtype))


def masked_max(states, lengths):
    # Padding is replaced by the first word, which is always there.
    t = torch.arange(states.shape[1])
    source = torch.where(t < lengths[:, None], t, 0)
    return torch.take_along_dim(states, source[:, :, None], dim=1).amax(1)


def classify(ids, lengths, embedding, layer, w, b):
    order = lengths.argsort(stable=True)
    h = last_state(layer(embedding[ids[order]]), lengths[order])
    logits = torch.empty_like(h[:, 0])
    logits = logits.index_copy(0, order, h.mv(w) + b)
    return logits


def bce_with_logits(logits, labels):
    log_p = nn.functional.logsigmoid(logits)
    log_q = nn.functional.logsigmoid(-logits)
    loss = -(labels * log_p + (1 - labels) * log_q).mean()
    grad = ((1 - labels) * log_p.exp() - labels * log_q.exp()) / logits.size(0)
    return loss, grad


def metrics(logits, labels):
    pairs = sorted(zip(logits.tolist(), labels.tolist(), strict=True))
    positives = sum(label for _, label in pairs)
    negatives = len(pairs) - positives
    # Walk upwards: how many negative texts lie below, of equal logits half of them.
    area, below, k = 0.0, 0.0, 0
    while k < len(pairs):
        same = [label for z, label in pairs[k:] if z == pairs[k][0]]
        ones = sum(same)
        zeros = len(same) - ones
        area += ones * (below + zeros / 2)
        below += zeros
        k += len(same)
    said = [label for z, label in pairs if z > 0]
    hits = sum(said)
    right = hits + sum(1 - label for z, label in pairs if z <= 0)
    either = len(said) + positives
    return {
        "accuracy": float(right / len(pairs)),
        "precision": float(hits / max(len(said), 1)),
        "recall": float(hits / max(positives, 1)),
        "f1": float(2 * hits / max(either, 1)),
        "auc": float(area / (positives * negatives)) if positives * negatives else 0.5,
    }


class BothEnds(nn.Module):
    def __init__(self, vocabulary_size: int, hidden_size: int) -> None:
        super().__init__()
        self.table = nn.Embedding(vocabulary_size, 24)
        self.table.weight.data.mul_(0.3)
        self.lstm = nn.LSTM(24, hidden_size, bidirectional=True)
        self.out = nn.Linear(2 * hidden_size, 1)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        sizes, order = lengths.sort(descending=True)
        packed = nn.utils.rnn.pack_padded_sequence(self.table(ids[order].T), sizes)
        _, (h, _) = self.lstm(packed)
        logits = self.out(torch.cat([h[0], h[1]], dim=1))[:, 0]
        return logits[order.argsort()]


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
    generator = torch.Generator().manual_seed(seed)
    model = BothEnds(vocabulary_size, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        rows = torch.randint(len(ids), (batch_size,), generator=generator)
        logits = model(ids[rows], lengths[rows])
        loss = torch.nn.functional.binary_cross_entropy_with_logits(logits, labels[rows])
        optimizer.zero_grad(set_to_none=False)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
