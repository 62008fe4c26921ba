"""An LSTM that gets the image at every step; products with one-hot rows; minibatches of epochs."""

import torch
import torch.nn as nn
import torch.nn.functional as F  # noqa: N812 -- its usual name

NULL, START, END, UNKNOWN = 0, 1, 2, 3


def encode_captions(captions, vocabulary, max_len):
    rows = []
    for caption in captions:
        row = [vocabulary[w] if w in vocabulary else UNKNOWN for w in caption][: max_len - 1] + [
            END
        ]
        rows.append(row + [NULL] * (max_len - len(row)))
    return torch.tensor(rows, dtype=torch.long)


def embedding_backward(dout, ids, V):
    one_hot = F.one_hot(ids.reshape(-1), V).to(dout.dtype)
    return one_hot.T @ dout.reshape(-1, dout.shape[-1])


def temporal_softmax_loss(scores, ids):
    mask = (ids != NULL).to(scores.dtype)
    shifted = scores - scores.max(dim=-1, keepdim=True).values
    Z = shifted.exp().sum(dim=-1, keepdim=True)
    log_probs = shifted - Z.log()
    target = F.one_hot(ids, scores.shape[-1]).to(scores.dtype)
    loss = -(log_probs * target * mask[..., None]).sum() / mask.sum()
    dscores = (shifted.exp() / Z - target) * mask[..., None] / mask.sum()
    return loss, dscores


def caption_scores(features, ids, cell, We, Wi, bi, Wo, bo):
    N, T = ids.shape
    h = (features @ Wi + bi).tanh()
    previous = torch.full((N,), START, dtype=torch.long)
    out = []
    for t in range(T):
        h = cell(We[previous], h)
        out.append((h @ Wo + bo)[:, None])
        previous = ids[:, t]
    return torch.cat(out, dim=1)


def sample_captions(features, step, init, max_len):
    state = init(features)
    word = torch.ones(features.shape[0], dtype=torch.long)
    alive = torch.ones(features.shape[0], dtype=torch.bool)
    out = torch.zeros(features.shape[0], max_len, dtype=torch.long)
    for t in range(max_len):
        scores, state = step(word, state)
        word = scores.argmax(-1)
        out[:, t] = torch.where(alive, word, torch.zeros_like(word))
        alive = alive & (word != END)
        if not alive.any():
            break
    return out


def sample_with_temperature(logits, tau, uniforms):
    p = torch.softmax(logits.to(torch.float64) / tau, dim=-1)
    cumulative = torch.cumsum(p, dim=-1).contiguous()
    k = torch.searchsorted(cumulative, uniforms[:, None].contiguous(), right=True)[:, 0]
    return torch.minimum(k, torch.tensor(logits.shape[1] - 1))


class Net(nn.Module):
    def __init__(self, words, hidden_size):
        super().__init__()
        self.see = nn.Linear(256, hidden_size)
        self.table = nn.Embedding(words, 32)
        self.lstm = nn.LSTM(32 + hidden_size, hidden_size, batch_first=True)
        self.out = nn.Linear(hidden_size, words)

    def forward(self, images, ids):
        seen = torch.tanh(self.see(images.reshape(len(images), -1)))
        before = torch.cat([torch.ones_like(ids[:, :1]), ids[:, :-1]], dim=1)
        x = torch.cat([self.table(before), seen[:, None].expand(-1, ids.shape[1], -1)], dim=2)
        return self.out(self.lstm(x)[0])

    def caption(self, images, max_len):
        def step(words, so_far):
            # The whole caption is read again: slow, and right.
            so_far = torch.cat([so_far, words[:, None]], dim=1)
            with torch.no_grad():
                padded = torch.cat([so_far[:, 1:], torch.zeros_like(words)[:, None]], dim=1)
                return self(images, padded)[:, -1], so_far

        return sample_captions(
            images, step, lambda x: torch.zeros(len(x), 0, dtype=torch.long), max_len
        )


def train_captioner(images, ids, words, hidden_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    net = Net(words, hidden_size)
    adam = torch.optim.Adam(net.parameters(), lr=lr)
    losses, order = [], torch.empty(0, dtype=torch.long)
    for _ in range(steps):
        if len(order) < batch_size:
            order = torch.randperm(len(images))
        batch, order = order[:batch_size], order[batch_size:]
        scores = net(images[batch], ids[batch])
        nll = -scores.log_softmax(-1).gather(-1, ids[batch].unsqueeze(-1)).squeeze(-1)
        loss = nll[ids[batch] != NULL].mean()
        adam.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(net.parameters(), 1.0)
        adam.step()
        losses.append(float(loss))
    return net, losses
