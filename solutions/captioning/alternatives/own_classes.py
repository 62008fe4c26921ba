"""A written-out GRU cell, a plain linear look, torch functions where they exist."""

import bisect
import itertools
import math

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 -- its usual name

NULL, START, END, UNKNOWN = 0, 1, 2, 3


def encode_captions(captions, vocabulary, max_len):
    def one(caption):
        words = [vocabulary.get(word, UNKNOWN) for word in itertools.islice(caption, max_len - 1)]
        return words + [END] + (max_len - 1 - len(words)) * [NULL]

    return torch.LongTensor([one(caption) for caption in captions])


def embedding_backward(dout, ids, V):
    dW = torch.zeros((V, dout.size(2))).to(dout)
    dW.index_put_((ids,), dout, accumulate=True)
    return dW


def temporal_softmax_loss(scores, ids):
    real = (ids > 0).unsqueeze(-1)
    number = real.sum().to(scores.dtype)
    p = F.softmax(scores, dim=-1)
    loss = F.nll_loss(F.log_softmax(scores, -1).flatten(0, 1), ids.flatten(), ignore_index=0)
    y = torch.zeros_like(scores).scatter(2, ids.unsqueeze(-1), 1.0)
    return loss, torch.where(real, (p - y) / number, torch.zeros_like(p))


def caption_scores(features, ids, cell, We, Wi, bi, Wo, bo):
    h = torch.tanh(torch.einsum("nd,dh->nh", features, Wi) + bi)
    words = torch.roll(ids, 1, dims=1)
    words[:, 0] = START
    one_hot = F.one_hot(words, We.shape[0]).to(We.dtype)
    hs = []
    for t in range(words.shape[1]):
        h = cell(one_hot[:, t] @ We, h)
        hs.append(h)
    return torch.einsum("tnh,hv->ntv", torch.stack(hs), Wo) + bo


def sample_captions(features, step, init, max_len):
    state, words = init(features), features.new_full((len(features),), START, dtype=torch.int64)
    columns, open_ = [], torch.ones_like(words)
    for _ in range(max_len):
        scores, state = step(words, state)
        words = scores.sort(dim=1, descending=True).indices[:, 0] * open_
        columns.append(words)
        open_ = open_ * (words != END)
    return torch.stack(columns, dim=1)


def sample_with_temperature(logits, tau, uniforms):
    answer = []
    for row, u in zip(logits.double().tolist(), uniforms.tolist()):
        top = max(row)
        weights = [math.exp((z - top) / tau) for z in row]
        total = math.fsum(weights)
        sums = list(itertools.accumulate(w / total for w in weights))
        answer.append(min(bisect.bisect_right(sums, u), len(row) - 1))
    return torch.tensor(answer)


class OwnGRU(nn.Module):
    def __init__(self, words, hidden_size):
        super().__init__()
        H = hidden_size
        self.Wi, self.bi = nn.Parameter(torch.randn(256, H) / 16), nn.Parameter(torch.zeros(H))
        self.We = nn.Parameter(torch.randn(words, 24))
        self.Wx = nn.Parameter(torch.randn(24, 3 * H) / math.sqrt(24))
        self.Wh = nn.Parameter(torch.randn(H, 3 * H) / math.sqrt(H))
        self.b = nn.Parameter(torch.zeros(3 * H))
        self.Wo, self.bo = (
            nn.Parameter(torch.randn(H, words) / math.sqrt(H)),
            nn.Parameter(torch.zeros(words)),
        )

    def cell(self, x, h):
        xr, xz, xn = (x @ self.Wx + self.b).chunk(3, dim=1)
        hr, hz, hn = (h @ self.Wh).chunk(3, dim=1)
        z = torch.sigmoid(xz + hz)
        return (1 - z) * torch.tanh(xn + torch.sigmoid(xr + hr) * hn) + z * h

    def forward(self, images, ids):
        features = images.reshape(len(images), 256)
        return caption_scores(features, ids, self.cell, self.We, self.Wi, self.bi, self.Wo, self.bo)

    @torch.no_grad()
    def caption(self, images, max_len):
        def step(words, h):
            h = self.cell(self.We[words], h)
            return h @ self.Wo + self.bo, h

        def init(x):
            return torch.tanh(x.reshape(len(x), 256) @ self.Wi + self.bi)

        return sample_captions(images, step, init, max_len)


def train_captioner(images, ids, words, hidden_size, steps, batch_size, lr, seed):
    generator = torch.Generator().manual_seed(seed)
    torch.manual_seed(seed + 1)
    model = OwnGRU(words, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        rows = torch.randint(0, len(ids), (batch_size,), generator=generator)
        scores = model(images[rows], ids[rows])
        loss = F.cross_entropy(scores.flatten(0, 1), ids[rows].flatten(), ignore_index=0)
        for parameter in model.parameters():
            parameter.grad = None
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 1)
        optimizer.step()
        losses.append(loss.item())
    return model, losses
