"""Everything in float64, by the default dtype of torch; the image is merged with the states."""

import torch
from torch import nn
from torch.nn import functional as F  # noqa: N812 -- its usual name

torch.set_default_dtype(torch.float64)

NULL, START, END, UNKNOWN = 0, 1, 2, 3


def encode_captions(captions, vocabulary, max_len):
    rows = [
        torch.tensor([vocabulary.get(w, UNKNOWN) for w in c[: max_len - 1]] + [END])
        for c in captions
    ]
    rows = [F.pad(row, (0, max_len - len(row)), value=NULL) for row in rows]
    return torch.stack(rows)


def embedding_backward(dout, ids, V):
    E = dout.shape[-1]
    index = ids.reshape(-1, 1).expand(-1, E)
    return torch.zeros(V, E, dtype=dout.dtype).scatter_add(0, index, dout.reshape(-1, E))


def temporal_softmax_loss(scores, ids):
    loss = F.cross_entropy(scores.permute(0, 2, 1), ids, ignore_index=NULL)
    dscores = scores.softmax(-1)
    dscores.scatter_add_(2, ids.unsqueeze(2), -torch.ones_like(dscores[:, :, :1]))
    keep = ids.ne(NULL)
    dscores[~keep] = 0
    return loss, dscores / keep.sum()


def caption_scores(features, ids, cell, We, Wi, bi, Wo, bo):
    state = torch.tanh(F.linear(features, Wi.T, bi))
    inputs = F.embedding(F.pad(ids, (1, 0), value=START)[:, :-1], We)
    scores = []
    for x in inputs.transpose(0, 1):
        state = cell(x, state)
        scores.append(F.linear(state, Wo.T, bo))
    return torch.stack(scores).transpose(0, 1)


def sample_captions(features, step, init, max_len):
    ids = torch.full((len(features), max_len + 1), START)
    state = init(features)
    for t in range(max_len):
        scores, state = step(ids[:, t], state)
        ids[:, t + 1] = scores.argmax(dim=-1)
    ids = ids[:, 1:].clone()
    after = torch.cumsum(ids == END, dim=1) - (ids == END).int()
    ids[after > 0] = NULL
    return ids


def sample_with_temperature(logits, tau, uniforms):
    z = logits.to(torch.float64) / tau
    p = (z - torch.logsumexp(z, dim=1, keepdim=True)).exp()
    above = p.cumsum(1) > uniforms.unsqueeze(1)
    above[:, -1] = True
    return above.int().argmax(dim=1)


class Merge(nn.Module):
    """The recurrent layer reads words alone; the image joins where scores are made."""

    def __init__(self, words, hidden_size):
        super().__init__()
        self.image = nn.Linear(256, 2 * hidden_size)
        self.embedding = nn.Embedding(words, 16, padding_idx=NULL)
        self.gru = nn.GRU(16, hidden_size, batch_first=True)
        self.mix = nn.Linear(3 * hidden_size, 2 * hidden_size)
        self.out = nn.Linear(2 * hidden_size, words)

    def forward(self, images, ids):
        words, _ = self.gru(self.embedding(F.pad(ids, (1, 0), value=START)[:, :-1]))
        seen = torch.tanh(self.image(images.double().flatten(1)))[:, None].expand(
            -1, ids.shape[1], -1
        )
        return self.out(torch.tanh(self.mix(torch.cat([words, seen], dim=-1))))

    @torch.no_grad()
    def caption(self, images, max_len):
        ids = torch.full((len(images), max_len), NULL)
        ended = torch.zeros(len(images), dtype=torch.bool)
        for t in range(max_len):
            word = self(images, ids)[:, t].argmax(dim=1)
            ids[:, t] = torch.where(ended, NULL, word)
            ended |= word == END
        return ids


def train_captioner(images, ids, words, hidden_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    model = Merge(words, hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr, foreach=False)
    losses = []
    for _ in range(steps):
        rows = torch.multinomial(torch.ones(len(images)), batch_size, replacement=True)
        scores = model(images[rows], ids[rows])
        mask = ids[rows] != NULL
        loss = F.cross_entropy(scores[mask], ids[rows][mask])
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    return model, losses
