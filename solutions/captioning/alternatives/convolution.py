"""A convolution looks, a plain recurrent layer writes; loops over words and rows."""

import torch
from torch import nn

NULL, START, END, UNKNOWN = 0, 1, 2, 3


def encode_captions(captions, vocabulary, max_len):
    ids = torch.zeros(len(captions), max_len).long()
    for n in range(len(captions)):
        kept = captions[n][: max_len - 1]
        for t in range(len(kept)):
            ids[n, t] = vocabulary.get(kept[t], 3)
        ids[n, len(kept)] = 2
    return ids


def embedding_backward(dout, ids, V):
    N, T, E = dout.shape
    dW = torch.zeros(V, E, dtype=dout.dtype)
    for n in range(N):
        for t in range(T):
            dW[ids[n, t]] += dout[n, t]
    return dW


def temporal_softmax_loss(scores, ids):
    N, T, V = scores.shape
    loss = torch.zeros((), dtype=scores.dtype)
    dscores = torch.zeros_like(scores)
    M = int((ids != 0).sum())
    for n in range(N):
        for t in range(T):
            y = int(ids[n, t])
            if y == 0:
                continue
            log_sum = torch.logsumexp(scores[n, t], dim=0)
            loss += (log_sum - scores[n, t, y]) / M
            dscores[n, t] = torch.exp(scores[n, t] - log_sum) / M
            dscores[n, t, y] -= 1 / M
    return loss, dscores


def caption_scores(features, ids, cell, We, Wi, bi, Wo, bo):
    x = We[torch.cat([torch.ones(len(ids), 1, dtype=torch.int64), ids], dim=1)]
    hs = [torch.tanh(features @ Wi + bi)]
    for t in range(ids.shape[1]):
        hs.append(cell(x[:, t], hs[-1]))
    return torch.stack(hs[1:], dim=1) @ Wo + bo


def sample_captions(features, step, init, max_len):
    state = init(features)
    words = torch.full((len(features),), START)
    ended = [False] * len(features)
    rows = [[] for _ in ended]
    for _ in range(max_len):
        scores, state = step(words, state)
        words = scores.topk(1, dim=1).indices[:, 0]
        for n, word in enumerate(words.tolist()):
            rows[n].append(NULL if ended[n] else word)
            ended[n] = ended[n] or word == END
    return torch.tensor(rows)


def sample_with_temperature(logits, tau, uniforms):
    p = nn.functional.softmax(logits.double().div(tau), dim=1)
    out = torch.zeros(len(p), dtype=torch.long)
    for n in range(len(p)):
        total = 0.0
        out[n] = p.shape[1] - 1
        for k in range(p.shape[1]):
            total += float(p[n, k])
            if float(uniforms[n]) < total:
                out[n] = k
                break
    return out


class Reader(nn.Module):
    def __init__(self, words, hidden_size):
        super().__init__()
        self.cnn = nn.Sequential(
            nn.Conv2d(1, 16, 5, stride=2, padding=2),
            nn.ReLU(),
            nn.Flatten(),
            nn.Linear(16 * 64, hidden_size),
            nn.Tanh(),
        )
        self.embed = nn.Embedding(words, hidden_size)
        self.rnn = nn.RNN(hidden_size, hidden_size, batch_first=True)
        self.head = nn.Linear(hidden_size, words)

    def forward(self, images, ids):
        start = torch.full((len(ids), 1), START, device=ids.device)
        states, _ = self.rnn(
            self.embed(torch.hstack([start, ids[:, :-1]])), self.cnn(images[:, None])[None]
        )
        return self.head(states)

    def caption(self, images, max_len):
        with torch.no_grad():
            ids = torch.zeros(len(images), max_len, dtype=torch.long)
            for t in range(max_len):
                ids[:, t] = self(images, ids)[:, t].argmax(1)
            ended = (ids == END).cumsum(1) - (ids == END).long() > 0
            return ids.masked_fill(ended, NULL)


def train_captioner(images, ids, words, hidden_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    reader = Reader(words, hidden_size)
    data = torch.utils.data.TensorDataset(images, ids)
    sampler = torch.utils.data.RandomSampler(data, replacement=True, num_samples=steps * batch_size)
    loader = torch.utils.data.DataLoader(data, batch_size=batch_size, sampler=sampler)
    criterion = nn.CrossEntropyLoss(ignore_index=NULL)
    optimizer = torch.optim.Adam(reader.parameters(), lr=lr)
    losses = []
    for x, y in loader:
        optimizer.zero_grad()
        loss = criterion(reader(x, y).transpose(1, 2), y)
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return reader, losses
