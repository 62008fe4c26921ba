"""Clipped gradients; minibatches from a shuffled DataLoader; a beam of sorted tensors."""

import math
from collections import Counter
from collections.abc import Callable
from typing import Any

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
    real = (target != PAD).to(logits.dtype)
    right = logits.gather(2, target.unsqueeze(2)).squeeze(2)
    return ((logits.logsumexp(dim=2) - right) * real).sum() / real.sum()


def greedy(step: Step, state: Any, batch_size: int, max_len: int) -> Tensor:
    columns: list[Tensor] = []
    ids = torch.full((batch_size,), START)
    alive = torch.ones(batch_size, dtype=torch.bool)
    while len(columns) < max_len and alive.any():
        logits, state = step(ids, state)
        ids = torch.where(alive, logits.argmax(dim=1), PAD)
        columns.append(ids)
        alive = alive & (ids != END)
    while len(columns) < max_len:
        columns.append(torch.zeros_like(ids))
    return torch.stack(columns, dim=1)


def beam_search(
    step: Step, state: Any, width: int, max_len: int, alpha: float
) -> tuple[list[int], float]:
    totals, beams, states = torch.zeros(1, dtype=torch.float64), [[START]], [state]
    best: tuple[float, list[int]] = (-math.inf, [])
    for length in range(1, max_len + 1):
        answers = [step(torch.tensor(ids[-1:]), s) for ids, s in zip(beams, states, strict=True)]
        log_p = torch.cat([logits for logits, _ in answers]).double().log_softmax(dim=1)
        extended = (totals[:, None] + log_p).flatten()
        values, places = extended.topk(min(width, len(extended)))
        kept = []
        for value, place in zip(values.tolist(), places.tolist(), strict=True):
            parent, word = divmod(place, log_p.shape[1])
            ids = [*beams[parent], word]
            if word == END or length == max_len:
                best = max(best, (value / length**alpha, ids[1:]), key=lambda pair: pair[0])
            else:
                kept.append((value, ids, answers[parent][1]))
        if not kept:
            break
        totals = torch.tensor([value for value, _, _ in kept], dtype=torch.float64)
        beams, states = [ids for _, ids, _ in kept], [s for _, _, s in kept]
    return best[1], best[0]


def bleu(hypotheses: list[list[str]], references: list[list[str]], max_n: int = 4) -> float:
    log_precisions = 0.0
    for n in range(1, max_n + 1):
        hits = total = 0
        for hypothesis, reference in zip(hypotheses, references, strict=True):
            written, wanted = ngrams(hypothesis, n), ngrams(reference, n)
            hits += (written & wanted).total()
            total += written.total()
        if hits == 0:
            return 0.0
        log_precisions += math.log(hits / total) / max_n
    c, r = sum(map(len, hypotheses)), sum(map(len, references))
    return math.exp(min(0.0, 1 - r / c) + log_precisions)


def ngrams(words: list[str], n: int) -> Counter[tuple[str, ...]]:
    return Counter(tuple(words[i : i + n]) for i in range(len(words) - n + 1))


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
    generator = torch.Generator().manual_seed(seed)
    model = Translator(source_words, target_words, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    loader = torch.utils.data.DataLoader(
        torch.utils.data.TensorDataset(source, target),
        batch_size,
        shuffle=True,
        generator=generator,
    )
    losses: list[float] = []
    while len(losses) < steps:
        for x, y in loader:
            if len(losses) == steps:
                break
            loss = masked_cross_entropy(model(x, y), y)
            optimizer.zero_grad()
            loss.backward()
            nn.utils.clip_grad_norm_(model.parameters(), 1.0)
            optimizer.step()
            losses.append(loss.item())
    return model, losses
