"""Loops over texts and words; a mean over the states of an LSTM; a read-out that starts at 0."""

import torch
from torch import nn
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


def build_vocabulary(texts, min_count):
    counts = {}
    for text in texts:
        for word in text:
            counts[word] = counts.get(word, 0) + 1
    vocabulary = {}
    for word in sorted(sorted(counts), key=counts.get, reverse=True):
        if counts[word] >= min_count:
            vocabulary[word] = len(vocabulary) + 2
    return vocabulary


def encode(texts, vocabulary, max_len):
    rows, lengths = [], []
    for text in texts:
        row = []
        for word in text:
            if len(row) == max_len:
                break
            row.append(vocabulary[word] if word in vocabulary else 1)
        if not row:
            row.append(1)
        lengths.append(len(row))
        rows.append(row + [0] * (max_len - len(row)))
    return torch.tensor(rows), torch.tensor(lengths)


def last_state(states, lengths):
    return torch.stack([row[size - 1] for row, size in zip(states, lengths.tolist(), strict=True)])


def masked_mean(states, lengths):
    means = [row[:size].mean(dim=0) for row, size in zip(states, lengths.tolist(), strict=True)]
    return torch.stack(means)


def masked_max(states, lengths):
    tops = [row[:size].max(dim=0) for row, size in zip(states, lengths.tolist(), strict=True)]
    return torch.stack([top.values for top in tops])


def classify(ids, lengths, embedding, layer, w, b):
    logits = []
    for row, size in zip(ids, lengths.tolist(), strict=True):
        h = layer(embedding[row[:size]].unsqueeze(0))[0, -1]
        logits.append((h * w).sum() + b)
    return torch.stack(logits)


def bce_with_logits(logits, labels):
    loss = torch.zeros((), dtype=logits.dtype)
    slopes = []
    for z, y in zip(logits, labels, strict=True):
        right = z if y == 1 else -z
        # minus the logarithm of the probability of the label
        wrong = torch.exp(-abs(right))
        loss = loss + torch.log1p(wrong) + (0 if right > 0 else -right)
        p = (wrong if right > 0 else 1) / (1 + wrong)
        slopes.append(-p if y == 1 else p)
    return loss / len(logits), torch.stack(slopes) / len(logits)


def metrics(logits, labels):
    tp = fp = tn = fn = 0
    pairs = won = 0.0
    z, y = logits.tolist(), labels.tolist()
    for a, label in zip(z, y, strict=True):
        if a > 0 and label:
            tp += 1
        elif a > 0:
            fp += 1
        elif label:
            fn += 1
        else:
            tn += 1
        if label:
            for other, negative in zip(z, y, strict=True):
                if not negative:
                    pairs += 1
                    won += 1.0 if a > other else 0.5 if a == other else 0.0
    precision = tp / (tp + fp) if tp + fp else 0.0
    recall = tp / (tp + fn) if tp + fn else 0.0
    return {
        "accuracy": (tp + tn) / len(z),
        "precision": precision,
        "recall": recall,
        "f1": 2 * precision * recall / (precision + recall) if tp else 0.0,
        "auc": won / pairs if pairs else 0.5,
    }


class Reader(nn.Module):
    def __init__(self, V, H):
        super().__init__()
        self.embed = nn.Embedding(V, 32, padding_idx=0)
        self.lstm = nn.LSTM(32, H, batch_first=True)
        self.out = nn.Linear(H, 1)
        nn.init.zeros_(self.out.weight)
        nn.init.zeros_(self.out.bias)

    def forward(self, ids, lengths):
        packed = pack_padded_sequence(
            self.embed(ids), lengths.cpu(), batch_first=True, enforce_sorted=False
        )
        states, _ = pad_packed_sequence(self.lstm(packed)[0], batch_first=True)
        return self.out(masked_mean(states, lengths)).squeeze(1)


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
    criterion = nn.BCEWithLogitsLoss()
    optimizer = torch.optim.Adam(model.parameters(), lr)
    losses = []
    for _ in range(steps):
        rows = torch.randperm(len(ids))[:batch_size]
        optimizer.zero_grad()
        loss = criterion(model(ids[rows], lengths[rows]), labels[rows])
        loss.backward()
        optimizer.step()
        losses.append(float(loss))
    return model, losses
