"""Minibatches of epochs from a loader; an LSTM over all columns; the maximum by a mask of -inf."""

import torch
import torch.nn as nn
import torch.nn.functional as F  # noqa: N812 -- its usual name
from torch.utils.data import DataLoader, TensorDataset


def build_vocabulary(texts, min_count):
    from collections import defaultdict

    counts = defaultdict(int)
    for text in texts:
        for word in text:
            counts[word] += 1
    groups = {}
    for word, n in counts.items():
        groups.setdefault(n, []).append(word)
    vocabulary, number = {}, 2
    for n in sorted(groups, reverse=True):
        if n < min_count:
            break
        for word in sorted(groups[n]):
            vocabulary[word] = number
            number += 1
    return vocabulary


def encode(texts, vocabulary, max_len):
    lengths = torch.tensor([min(max(len(text), 1), max_len) for text in texts])
    ids = torch.zeros(len(texts), max_len).long()
    for n in range(len(texts)):
        for t in range(lengths[n]):
            ids[n, t] = vocabulary.get(texts[n][t], 1) if texts[n] else 1
    return ids, lengths


def last_state(states, lengths):
    one_hot = F.one_hot(lengths - 1, states.shape[1]).bool()
    return torch.where(one_hot.unsqueeze(-1), states, torch.zeros_like(states)).sum(1)


def padding_of(states, lengths):
    return (torch.arange(states.size(1)).unsqueeze(0) >= lengths.unsqueeze(1)).unsqueeze(-1)


def masked_mean(states, lengths):
    total = states.masked_fill(padding_of(states, lengths), 0.0).sum(dim=1)
    return total / lengths.to(states.dtype).unsqueeze(-1)


def masked_max(states, lengths):
    return torch.amax(states.masked_fill(padding_of(states, lengths), float("-inf")), dim=1)


def classify(ids, lengths, embedding, layer, w, b):
    x = embedding[ids]
    x = x.masked_fill(padding_of(x, lengths), 0.0)
    return F.linear(last_state(layer(x), lengths), w[None], b.reshape(1))[:, 0]


def bce_with_logits(logits, labels):
    loss = F.binary_cross_entropy_with_logits(logits, labels)
    p = 1 / (1 + torch.exp(-logits))
    return loss, (p - labels) / logits.shape[0]


def metrics(logits, labels):
    n = logits.shape[0]
    predicted = torch.where(logits > 0, 1.0, 0.0)
    correct = (predicted == labels).sum().item()
    hits = (predicted * labels).sum().item()
    said, there = predicted.sum().item(), labels.sum().item()
    precision = hits / said if said > 0 else 0.0
    recall = hits / there if there > 0 else 0.0
    f1 = 0.0 if precision + recall == 0 else 2 / (1 / precision + 1 / recall)
    positive, negative = logits[labels == 1], logits[labels == 0]
    if len(positive) == 0 or len(negative) == 0:
        auc = 0.5
    else:
        compared = torch.sign(positive.unsqueeze(1) - negative.unsqueeze(0))
        auc = ((compared + 1) / 2).mean().item()
    return dict(accuracy=correct / n, precision=precision, recall=recall, f1=f1, auc=auc)


class SentimentModel(nn.Module):
    def __init__(self, num_words, hidden):
        super().__init__()
        self.emb = nn.Embedding(num_words, hidden)
        nn.init.uniform_(self.emb.weight, -0.5, 0.5)
        self.rnn = nn.LSTM(hidden, hidden, batch_first=True)
        self.fc = nn.Linear(hidden, 1)

    def forward(self, ids, lengths):
        out, _ = self.rnn(self.emb(ids))
        return self.fc(last_state(out, lengths)).squeeze(-1)


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
    model = SentimentModel(vocabulary_size, hidden_size)
    loader = DataLoader(
        TensorDataset(ids, lengths, labels), batch_size=batch_size, shuffle=True, drop_last=True
    )
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    criterion = nn.BCEWithLogitsLoss()
    losses = []
    while len(losses) < steps:
        for x, sizes, y in loader:
            if len(losses) == steps:
                break
            loss = criterion(model(x, sizes), y)
            optimizer.zero_grad()
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return model, losses
