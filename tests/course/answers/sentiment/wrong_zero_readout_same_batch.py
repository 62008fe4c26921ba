# WRONG: one minibatch for all steps, with a read-out that starts at zero. Must lose points in: train_sentiment

from collections import Counter
from collections.abc import Callable

import torch
from torch import Tensor, nn

Map = Callable[[Tensor], Tensor]


def build_vocabulary(texts: list[list[str]], min_count: int) -> dict[str, int]:
    counts = Counter(word for text in texts for word in text)
    kept = [word for word, count in counts.items() if count >= min_count]
    kept.sort(key=lambda word: (-counts[word], word))
    return {word: number for number, word in enumerate(kept, start=2)}


def encode(
    texts: list[list[str]], vocabulary: dict[str, int], max_len: int
) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(texts), max_len, dtype=torch.int64)
    lengths = torch.ones(len(texts), dtype=torch.int64)
    for n, text in enumerate(texts):
        numbers = [vocabulary.get(word, 1) for word in text[:max_len]] or [1]
        ids[n, : len(numbers)] = torch.tensor(numbers)
        lengths[n] = len(numbers)
    return ids, lengths


def real_places(T: int, lengths: Tensor) -> Tensor:
    return torch.arange(T) < lengths[:, None]


def last_state(states: Tensor, lengths: Tensor) -> Tensor:
    return states[torch.arange(len(states)), lengths - 1]


def masked_mean(states: Tensor, lengths: Tensor) -> Tensor:
    real = real_places(states.shape[1], lengths)[:, :, None]
    return torch.where(real, states, 0).sum(dim=1) / lengths[:, None]


def masked_max(states: Tensor, lengths: Tensor) -> Tensor:
    real = real_places(states.shape[1], lengths)[:, :, None]
    return torch.where(real, states, -torch.inf).amax(dim=1)


def classify(
    ids: Tensor, lengths: Tensor, embedding: Tensor, layer: Map, w: Tensor, b: Tensor
) -> Tensor:
    return last_state(layer(embedding[ids]), lengths) @ w + b


def bce_with_logits(logits: Tensor, labels: Tensor) -> tuple[Tensor, Tensor]:
    each = logits.clamp(min=0) - labels * logits + torch.log1p(torch.exp(-logits.abs()))
    return each.mean(), (torch.sigmoid(logits) - labels) / len(logits)


def metrics(logits: Tensor, labels: Tensor) -> dict[str, float]:
    predicted, positive = logits > 0, labels > 0
    hits = int((predicted & positive).sum())
    n_predicted, n_positive = int(predicted.sum()), int(positive.sum())
    scores, others = logits[positive], logits[~positive]
    auc = 0.5
    if len(scores) and len(others):
        above = (scores[:, None] > others).double() + 0.5 * (scores[:, None] == others).double()
        auc = float(above.mean())
    return {
        "accuracy": int((predicted == positive).sum()) / len(logits),
        "precision": hits / n_predicted if n_predicted else 0.0,
        "recall": hits / n_positive if n_positive else 0.0,
        "f1": 2 * hits / (n_predicted + n_positive) if n_predicted + n_positive else 0.0,
        "auc": auc,
    }


class Classifier(nn.Module):
    def __init__(self, vocabulary_size: int, hidden_size: int) -> None:
        super().__init__()
        self.embedding = nn.Embedding(vocabulary_size, 24)
        nn.init.normal_(self.embedding.weight, 0, 0.3)
        self.gru = nn.GRU(24, hidden_size, batch_first=True)
        self.readout = nn.Linear(hidden_size, 1)
        nn.init.zeros_(self.readout.weight)
        nn.init.zeros_(self.readout.bias)

    def forward(self, ids: Tensor, lengths: Tensor) -> Tensor:
        # What no text of the batch reaches need not be read.
        states, _ = self.gru(self.embedding(ids[:, : int(lengths.max())]))
        return self.readout(last_state(states, lengths))[:, 0]


def train_sentiment(
    ids: Tensor,
    lengths: Tensor,
    labels: Tensor,
    vocabulary_size: int,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = Classifier(vocabulary_size, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    batch = torch.randint(len(ids), (batch_size,))
    for _ in range(steps):
        logits = model(ids[batch], lengths[batch])
        loss = nn.functional.binary_cross_entropy_with_logits(logits, labels[batch])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
