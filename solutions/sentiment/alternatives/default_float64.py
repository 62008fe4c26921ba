"""Everything in float64, by the default dtype of torch; a GRU of two layers; gather and cumsum."""

from collections import Counter, OrderedDict

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 -- its usual name

torch.set_default_dtype(torch.float64)


def build_vocabulary(texts, min_count):
    counts = Counter()
    for text in texts:
        counts.update(text)
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))
    frequent = [word for word, n in ranked if n >= min_count]
    return OrderedDict(zip(frequent, range(2, 2 + len(frequent)), strict=True))


def encode(texts, vocabulary, max_len):
    kept = [(text or [None])[:max_len] for text in texts]
    rows = [torch.tensor([vocabulary.get(word, 1) for word in text]) for text in kept]
    ids = nn.utils.rnn.pad_sequence(rows, batch_first=True)
    ids = F.pad(ids, (0, max_len - ids.shape[1]))
    return ids, torch.tensor([len(row) for row in rows])


def last_state(states, lengths):
    at = (lengths - 1)[:, None, None].expand(-1, 1, states.shape[2])
    return states.gather(1, at).squeeze(1)


def masked_mean(states, lengths):
    return last_state(states.cumsum(dim=1), lengths) / lengths.unsqueeze(1)


def masked_max(states, lengths):
    return last_state(states.cummax(dim=1).values, lengths)


def classify(ids, lengths, embedding, layer, w, b):
    T = int(lengths.max())
    states = layer(F.embedding(ids[:, :T], embedding))
    return last_state(states @ w[:, None] + b, lengths).squeeze(1)


def bce_with_logits(logits, labels):
    loss = torch.logaddexp(torch.zeros_like(logits), logits) - labels * logits
    dlogits = torch.where(labels > 0, -torch.sigmoid(-logits), torch.sigmoid(logits))
    return loss.sum() / loss.numel(), dlogits.div(loss.numel())


def metrics(logits, labels):
    verdict = (logits > 0).double()
    labels = labels.double()
    tp = verdict @ labels
    precision = (tp / verdict.sum().clamp(min=1)).item()
    recall = (tp / labels.sum().clamp(min=1)).item()
    f1 = 2 * precision * recall / max(precision + recall, 1e-300)
    # The area under the ROC curve, by trapezoids between thresholds.
    positives, negatives = labels.sum(), (1 - labels).sum()
    auc = 0.5
    if positives > 0 and negatives > 0:
        cuts = torch.unique(logits).flip(0)
        above = (logits[None] >= cuts[:, None]).double()
        hits = F.pad(above @ labels / positives, (1, 0))
        alarms = F.pad(above @ (1 - labels) / negatives, (1, 0))
        auc = torch.trapezoid(hits, alarms).item()
    accuracy = (verdict == labels).double().mean().item()
    return {"auc": auc, "f1": f1, "recall": recall, "precision": precision, "accuracy": accuracy}


class Net(nn.Module):
    def __init__(self, V, H):
        super().__init__()
        self.words = nn.Parameter(0.3 * torch.randn(V, 16))
        self.rnn = nn.GRU(16, H, num_layers=2, batch_first=True)
        self.w = nn.Parameter(torch.randn(H) / H**0.5)
        self.b = nn.Parameter(torch.zeros(()))

    def forward(self, ids, lengths):
        return classify(ids, lengths, self.words, lambda x: self.rnn(x)[0], self.w, self.b)


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
    model = Net(vocabulary_size, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr, foreach=False)
    losses = []
    for _ in range(steps):
        rows = torch.multinomial(torch.ones(len(ids)), batch_size, replacement=True)
        loss = F.softplus(torch.where(labels[rows] > 0, -1, 1) * model(ids[rows], lengths[rows]))
        loss = loss.mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
