"""Sentence by sentence and word by word."""

import math
from collections.abc import Callable
from typing import Any

import torch
from torch import Tensor, nn

PAD, START, END = 0, 1, 2

Pair = tuple[Tensor, Tensor]
Step = Callable[[Tensor, Any], tuple[Tensor, Any]]


def pad_batch(sentences: list[list[int]], max_len: int) -> tuple[Tensor, Tensor]:
    ids = torch.zeros(len(sentences), max_len, dtype=torch.int64)
    mask = torch.zeros(len(sentences), max_len, dtype=torch.bool)
    for i, sentence in enumerate(sentences):
        length = min(len(sentence), max_len - 1)
        for t in range(length):
            ids[i, t] = sentence[t]
        ids[i, length] = END
        mask[i, : length + 1] = True
    return ids, mask


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    contexts, alphas = [], []
    for q, k, v, real in zip(query, keys, values, mask, strict=True):
        weights = (q @ k[real].T / q.shape[1] ** 0.5).softmax(dim=1)
        alpha = q.new_zeros(len(q), len(k))
        alpha[:, real] = weights
        contexts.append(weights @ v[real])
        alphas.append(alpha)
    return torch.stack(contexts), torch.stack(alphas)


def additive_attention(
    query: Tensor, keys: Tensor, mask: Tensor, Wq: Tensor, Wk: Tensor, v: Tensor
) -> Tensor:
    rows = []
    for q, k, real in zip(query, keys, mask, strict=True):
        energies = torch.stack([torch.tanh(q @ Wq + key @ Wk) @ v for key in k])
        rows.append(torch.where(real, energies, -torch.inf).softmax(dim=0))
    return torch.stack(rows)


def decoder_inputs(target: Tensor) -> Tensor:
    inputs = torch.empty_like(target)
    for row, wanted in zip(inputs, target, strict=True):
        row[0] = START
        row[1:] = wanted[:-1]
    return inputs


def masked_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    terms = []
    for row, wanted in zip(logits, target, strict=True):
        for z, word in zip(row, wanted, strict=True):
            if word != PAD:
                terms.append(torch.logsumexp(z, dim=0) - z[word])
    return torch.stack(terms).mean()


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
    live: list[tuple[float, list[int], Any]] = [(0.0, [], state)]
    finished: list[tuple[float, list[int]]] = []
    for _ in range(max_len):
        extended = []
        for total, ids, before in live:
            last = ids[-1] if ids else START
            logits, after = step(torch.tensor([last]), before)
            log_p = logits[0].log_softmax(dim=0).tolist()
            extended += [(total + log_p[k], [*ids, k], after) for k in range(len(log_p))]
        extended.sort(key=lambda hypothesis: -hypothesis[0])
        live = []
        for total, ids, after in extended[:width]:
            if ids[-1] == END:
                finished.append((total, ids))
            else:
                live.append((total, ids, after))
        if not live:
            break
    finished += [(total, ids) for total, ids, _ in live]
    scored = [(total / len(ids) ** alpha, ids) for total, ids in finished]
    score, best = max(scored, key=lambda hypothesis: hypothesis[0])
    return best, score


def bleu(hypotheses: list[list[str]], references: list[list[str]], max_n: int = 4) -> float:
    product = 1.0
    for n in range(1, max_n + 1):
        hits, total = 0, 0
        for hypothesis, reference in zip(hypotheses, references, strict=True):
            left = [tuple(reference[i : i + n]) for i in range(len(reference) - n + 1)]
            for i in range(len(hypothesis) - n + 1):
                total += 1
                ngram = tuple(hypothesis[i : i + n])
                if ngram in left:
                    left.remove(ngram)
                    hits += 1
        product *= (hits / total if total else 0.0) ** (1 / max_n)
    c = sum(len(hypothesis) for hypothesis in hypotheses)
    r = sum(len(reference) for reference in references)
    if c == 0:
        return 0.0
    return product if c >= r else product * math.exp(1 - r / c)


class Translator(nn.Module):
    def __init__(self, source_words: int, target_words: int, hidden_size: int) -> None:
        super().__init__()
        H = hidden_size
        self.source_embedding = nn.Embedding(source_words, H)
        self.target_embedding = nn.Embedding(target_words, H)
        self.encoder = nn.GRU(H, H // 2, batch_first=True, bidirectional=True)
        self.decoder = nn.GRU(H, H, batch_first=True)
        self.query = nn.Linear(H, H, bias=False)
        self.mix = nn.Sequential(nn.Linear(2 * H, H), nn.Tanh())
        self.output = nn.Linear(H, target_words)

    def encode(self, source: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        mask = source != PAD
        packed = nn.utils.rnn.pack_padded_sequence(
            self.source_embedding(source),
            mask.sum(dim=1),
            batch_first=True,
            enforce_sorted=False,
        )
        states, last = self.encoder(packed)
        keys, _ = nn.utils.rnn.pad_packed_sequence(
            states, batch_first=True, total_length=source.shape[1]
        )
        return keys, mask, torch.cat([last[0], last[1]], dim=1)[None]

    def decode(self, inputs: Tensor, hidden: Tensor, keys: Tensor, mask: Tensor) -> Pair:
        states, hidden = self.decoder(self.target_embedding(inputs), hidden)
        scores = self.query(states) @ keys.transpose(1, 2)
        alpha = scores.masked_fill(~mask[:, None], -math.inf).softmax(dim=2)
        mixed = self.mix(torch.cat([states, alpha @ keys], dim=2))
        return self.output(mixed), hidden

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        keys, mask, hidden = self.encode(source)
        start = torch.full_like(target[:, :1], START)
        inputs = torch.cat([start, target[:, :-1]], dim=1)
        return self.decode(inputs, hidden, keys, mask)[0]

    @torch.no_grad()
    def translate(self, source: Tensor, max_len: int) -> Tensor:
        keys, mask, hidden = self.encode(source)
        ids = torch.full((len(source), 1), START)
        ended = torch.zeros(len(source), 1, dtype=torch.bool)
        written = []
        for _ in range(max_len):
            logits, hidden = self.decode(ids, hidden, keys, mask)
            ids = logits.argmax(dim=2)
            written.append(ids.masked_fill(ended, PAD))
            ended = ended | (ids == END)
        return torch.cat(written, dim=1)


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
    losses = []
    for _ in range(steps):
        batch = torch.randint(len(source), (batch_size,))
        logits = model(source[batch], target[batch])
        loss = nn.functional.cross_entropy(
            logits.flatten(0, 1), target[batch].flatten(), ignore_index=PAD
        )
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
