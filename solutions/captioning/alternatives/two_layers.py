"""Two recurrent layers; gradients written with bincount and index arithmetic."""

from collections.abc import Callable

import torch
from torch import Tensor, nn

NULL, START, END, UNKNOWN = 0, 1, 2, 3


def encode_captions(captions: list[list[str]], vocabulary: dict[str, int], max_len: int) -> Tensor:
    table = {**vocabulary}
    out = torch.zeros((len(captions), max_len), dtype=torch.int64)
    for n, words in enumerate(captions):
        for t, word in enumerate([*words[: max_len - 1], None]):
            out[n, t] = END if word is None else table.get(word, UNKNOWN)
    return out


def embedding_backward(dout: Tensor, ids: Tensor, V: int) -> Tensor:
    rows = [dout[ids == k].sum(dim=0) for k in range(V)]
    return torch.stack(rows)


def temporal_softmax_loss(scores: Tensor, ids: Tensor) -> tuple[Tensor, Tensor]:
    n, t = torch.nonzero(ids, as_tuple=True)
    chosen = scores[n, t]
    right = ids[n, t]
    m = len(right)
    log_p = chosen - torch.logsumexp(chosen, 1, True)
    d = log_p.exp()
    d[torch.arange(m), right] -= 1.0
    dscores = torch.zeros_like(scores)
    dscores[n, t] = d / m
    return -log_p[torch.arange(m), right].mean(), dscores


def caption_scores(
    features: Tensor,
    ids: Tensor,
    cell: Callable,
    We: Tensor,
    Wi: Tensor,
    bi: Tensor,
    Wo: Tensor,
    bo: Tensor,
) -> Tensor:
    def run(h: Tensor, words: Tensor, left: list[Tensor]) -> list[Tensor]:
        h = cell(We[words], h)
        return [h @ Wo + bo] + (run(h, left[0], left[1:]) if left else [])

    first = torch.full((ids.shape[0],), START)
    return torch.stack(run(torch.tanh(features @ Wi + bi), first, list(ids.T[:-1])), dim=1)


def sample_captions(features: Tensor, step: Callable, init: Callable, max_len: int) -> Tensor:
    N = features.shape[0]
    captions = torch.zeros(N, 0, dtype=torch.int64)
    words, state = torch.full((N,), START), init(features)
    while captions.shape[1] < max_len:
        scores, state = step(words, state)
        words = torch.max(scores, dim=1)[1]
        ended = (captions == END).any(dim=1)
        captions = torch.cat([captions, (words * ~ended)[:, None]], dim=1)
    return captions


def sample_with_temperature(logits: Tensor, tau: float, uniforms: Tensor) -> Tensor:
    logits = logits.double()
    p = torch.exp((logits - logits.max(dim=1, keepdim=True).values) / tau)
    p /= p.sum(dim=1, keepdim=True)
    sums = p.cumsum(dim=1)[:, :-1]
    return (uniforms[:, None] >= sums).sum(dim=1)


class Deep(nn.Module):
    def __init__(self, words: int, hidden_size: int) -> None:
        super().__init__()
        self.h0 = nn.Linear(16 * 16, 2 * hidden_size)
        self.embedding = nn.Embedding(words, 24)
        self.gru = nn.GRU(24, hidden_size, num_layers=2)
        self.out = nn.Sequential(nn.Linear(hidden_size, 48), nn.Tanh(), nn.Linear(48, words))

    def start(self, images: Tensor) -> Tensor:
        return torch.stack(torch.tanh(self.h0(images.flatten(1))).chunk(2, dim=1))

    def forward(self, images: Tensor, ids: Tensor) -> Tensor:
        before = torch.cat([torch.full((1, len(ids)), START), ids.T[:-1]])
        states, _ = self.gru(self.embedding(before), self.start(images))
        return self.out(states).transpose(0, 1)

    def caption(self, images: Tensor, max_len: int) -> Tensor:
        def step(words: Tensor, h: Tensor) -> tuple[Tensor, Tensor]:
            states, h = self.gru(self.embedding(words)[None], h)
            return self.out(states[0]), h

        with torch.no_grad():
            return sample_captions(images, step, self.start, max_len)


def train_captioner(images, ids, words, hidden_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    model = Deep(words, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr, betas=(0.9, 0.999))
    losses: list[float] = []
    while len(losses) < steps:
        for rows in torch.randperm(len(images)).split(batch_size):
            if len(rows) < batch_size or len(losses) == steps:
                continue
            optimizer.zero_grad()
            loss, _ = temporal_softmax_loss(model(images[rows], ids[rows]), ids[rows])
            loss.backward()
            optimizer.step()
            losses.append(loss.item())
    return model, losses
