"""einsum and -1e9; the library's loss; an encoder that reads forward alone, a decoder that
begins at zero."""

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
    rows = [(s[: max_len - 1] + [END] + [PAD] * max_len)[:max_len] for s in sentences]
    ids = torch.tensor(rows, dtype=torch.int64).reshape(len(rows), max_len)
    return ids, ids.ne(PAD)


def attention(query: Tensor, keys: Tensor, values: Tensor, mask: Tensor) -> tuple[Tensor, Tensor]:
    scores = torch.einsum("nth,nsh->nts", query, keys) * query.shape[-1] ** -0.5
    blocked = torch.where(mask, 0.0, -1e9).to(scores.dtype)
    alpha = torch.softmax(scores + blocked[:, None, :], dim=-1)
    return torch.einsum("nts,nse->nte", alpha, values), alpha


def additive_attention(
    query: Tensor, keys: Tensor, mask: Tensor, Wq: Tensor, Wk: Tensor, v: Tensor
) -> Tensor:
    hidden = torch.tanh(torch.einsum("nh,ha->na", query, Wq).unsqueeze(1) + keys.matmul(Wk))
    energies = torch.einsum("nsa,a->ns", hidden, v)
    return torch.softmax(torch.where(mask, energies, torch.full_like(energies, -1e9)), -1)


def decoder_inputs(target: Tensor) -> Tensor:
    inputs = target.roll(1, dims=1)
    inputs[:, 0] = START
    return inputs


def masked_cross_entropy(logits: Tensor, target: Tensor) -> Tensor:
    return nn.functional.cross_entropy(logits.transpose(1, 2), target, ignore_index=PAD)


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
        self.source = nn.Embedding(source_words, hidden_size, padding_idx=PAD)
        self.target = nn.Embedding(target_words, hidden_size)
        self.encoder = nn.GRU(hidden_size, hidden_size, batch_first=True)
        self.decoder = nn.GRU(hidden_size, hidden_size, batch_first=True)
        self.read = nn.Linear(2 * hidden_size, target_words)

    def forward(self, source: Tensor, target: Tensor) -> Tensor:
        # Padding stands behind the words, so that a reader from left to right meets it last.
        embedded = self.source(source)
        keys, _ = self.encoder(embedded)
        states, _ = self.decoder(self.target(decoder_inputs(target)))
        context, _ = attention(states, keys, keys + embedded, source != PAD)
        return self.read(torch.cat([states, context], dim=2).tanh())

    def translate(self, source: Tensor, max_len: int) -> Tensor:
        written = torch.zeros(len(source), max_len, dtype=torch.int64)
        for t in range(max_len):
            written[:, t] = self(source, written)[:, t].argmax(dim=1)
        after = ((written == END).cumsum(dim=1) - (written == END).long()) > 0
        return written.masked_fill(after, PAD)


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
