"""An LSTM reads, another writes; epochs; hypotheses are objects."""

import heapq
import math
from collections.abc import Callable
from typing import Any

import numpy as np
import torch
from torch import Tensor, nn

PAD, START, END = 0, 1, 2

Pair = tuple[Tensor, Tensor]
Step = Callable[[Tensor, Any], tuple[Tensor, Any]]


def pad_batch(sentences: list[list[int]], max_len: int) -> tuple[Tensor, Tensor]:
    ids = torch.full((len(sentences), max_len), PAD)
    for row, sentence in zip(ids, sentences, strict=True):
        kept = [*sentence[: max_len - 1], END]
        row[: len(kept)] = torch.tensor(kept)
    return ids, ids != PAD


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = query @ keys.transpose(1, 2) / math.sqrt(keys.shape[2])
    scores = scores.masked_fill(~mask[:, None], -math.inf)
    alpha = scores.softmax(dim=2)
    return alpha @ values, alpha


def additive_attention(
    query: Tensor, keys: Tensor, mask: Tensor, Wq: Tensor, Wk: Tensor, v: Tensor
) -> Tensor:
    energies = torch.tanh((query @ Wq)[:, None] + keys @ Wk) @ v
    return energies.masked_fill(~mask, -math.inf).softmax(dim=1)


def decoder_inputs(target: Tensor) -> Tensor:
    start = torch.full_like(target[:, :1], START)
    return torch.cat([start, target[:, :-1]], dim=1)


def masked_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    log_p = logits.log_softmax(dim=2)
    nll = -log_p.gather(2, target[:, :, None])[:, :, 0]
    return nll[target != PAD].mean()


def greedy(step: Step, state: Any, batch_size: int, max_len: int) -> Tensor:
    written = torch.full((batch_size, max_len), PAD)
    ids = torch.full((batch_size,), START)
    ended = torch.zeros(batch_size, dtype=torch.bool)
    for t in range(max_len):
        logits, state = step(ids, state)
        ids = logits.argmax(dim=1)
        written[:, t] = ids.masked_fill(ended, PAD)
        ended = ended | (ids == END)
    return written


def beam_search(
    step: Step, state: Any, width: int, max_len: int, alpha: float
) -> tuple[list[int], float]:
    live, done = [Hypothesis([], 0.0, state)], []
    while live:
        children = [child for parent in live for child in parent.children(step)]
        kept = heapq.nlargest(width, children, key=lambda child: child.total)
        done += [each for each in kept if each.ids[-1] == END or len(each.ids) == max_len]
        live = [each for each in kept if each.ids[-1] != END and len(each.ids) < max_len]
    best = max(done, key=lambda each: each.score(alpha))
    return best.ids, best.score(alpha)


def bleu(hypotheses: list[list[str]], references: list[list[str]], max_n: int = 4) -> float:
    precisions = np.zeros(max_n)
    for n in range(max_n):
        hits = total = 0
        for words, wanted in zip(hypotheses, references, strict=True):
            written = list(zip(*(words[k:] for k in range(n + 1)), strict=False))
            there = list(zip(*(wanted[k:] for k in range(n + 1)), strict=False))
            hits += sum(min(written.count(each), there.count(each)) for each in set(written))
            total += len(written)
        precisions[n] = hits / max(1, total)
    if (precisions == 0).any():
        return 0.0
    ratio = sum(len(each) for each in references) / sum(len(each) for each in hypotheses)
    return float(np.exp(np.log(precisions).mean()) * min(1.0, math.exp(1 - ratio)))


class Hypothesis:
    def __init__(self, ids: list[int], total: float, state: Any) -> None:
        self.ids, self.total, self.state = ids, total, state

    def score(self, alpha: float) -> float:
        return self.total / len(self.ids) ** alpha

    def children(self, step: Step) -> "list[Hypothesis]":
        last = self.ids[-1] if self.ids else START
        logits, state = step(torch.full((1,), last), self.state)
        numbers = logits[0].detach().numpy().astype(np.float64)
        log_p = numbers - np.logaddexp.reduce(numbers)
        return [
            Hypothesis([*self.ids, k], self.total + float(p), state) for k, p in enumerate(log_p)
        ]


class Translator(nn.Module):
    def __init__(self, source_words: int, target_words: int, hidden_size: int) -> None:
        super().__init__()
        H, E = hidden_size, 24
        self.source_embedding = nn.Embedding(source_words, E, padding_idx=PAD)
        self.target_embedding = nn.Embedding(target_words, E, padding_idx=PAD)
        self.encoder = nn.LSTM(E, H // 2, batch_first=True, bidirectional=True)
        self.decoder = nn.LSTM(E, H, batch_first=True)
        self.query, self.key = nn.Linear(H, 20), nn.Linear(H, 20)
        self.output = nn.Sequential(nn.Linear(2 * H, H), nn.Tanh(), nn.Linear(H, target_words))

    def encode(self, source: Tensor) -> Tensor:
        packed = nn.utils.rnn.pack_padded_sequence(
            self.source_embedding(source),
            source.ne(PAD).sum(dim=1),
            batch_first=True,
            enforce_sorted=False,
        )
        states, _ = self.encoder(packed)
        return nn.utils.rnn.pad_packed_sequence(
            states, batch_first=True, total_length=source.shape[1]
        )[0]

    def decode(self, ids: Tensor, state: Any, values: Tensor, mask: Tensor) -> tuple[Tensor, Any]:
        states, state = self.decoder(self.target_embedding(ids), state)
        context, _ = attention(self.query(states), self.key(values), values, mask)
        return self.output(torch.cat([states, context], dim=2)), state

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        return self.decode(decoder_inputs(target), None, self.encode(source), source != PAD)[0]

    def translate(self, source: Tensor, max_len: int) -> Tensor:
        with torch.no_grad():
            values, state = self.encode(source), None
            ids, rows = torch.full((len(source), 1), START), []
            for _ in range(max_len):
                logits, state = self.decode(ids, state, values, source != PAD)
                ids = logits.argmax(dim=2)
                rows.append(ids)
        written = torch.cat(rows, dim=1)
        for row in written:
            ends = (row == END).nonzero()
            if len(ends):
                row[ends[0, 0] + 1 :] = PAD
        return written


def train_translator(
    source: Tensor,
    target: Tensor,
    source_words: int,
    target_words: int,
    hidden_size: int,
    steps: int,
    batch_size: int,
    lr: float,
    seed: int,
) -> tuple[nn.Module, list[float]]:
    torch.manual_seed(seed)
    model = Translator(source_words, target_words, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    left = torch.empty(0, dtype=torch.int64)
    losses = []
    for _ in range(steps):
        if len(left) < batch_size:
            left = torch.cat([left, torch.randperm(len(source))])
        batch, left = left[:batch_size], left[batch_size:]
        optimizer.zero_grad()
        loss = masked_cross_entropy(model(source[batch], target[batch]), target[batch])
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
