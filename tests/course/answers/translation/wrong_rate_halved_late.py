# WRONG: the rate is halved every 50 steps. Must lose points in: train_translator

import torch
import torch.nn as nn
import torch.nn.functional as F

PAD, START, END = 0, 1, 2


def softmax(x, mask, dim):
    x = torch.where(mask, x, torch.full_like(x, float("-inf")))
    m = x.max(dim=dim, keepdim=True)[0]
    e = torch.exp(x - m)
    return e / e.sum(dim=dim, keepdim=True)


def attention(query, keys, values, mask):
    H = keys.size(-1)
    scores = torch.bmm(query, keys.permute(0, 2, 1)) / H**0.5
    alpha = softmax(scores, mask.unsqueeze(1).expand_as(scores), -1)
    return torch.bmm(alpha, values), alpha


def decoder_inputs(target):
    out = target.clone()
    out[:, 1:] = target[:, :-1]
    out[:, 0] = START
    return out


def masked_cross_entropy(logits, target):
    N, T, V = logits.shape
    return F.cross_entropy(logits.reshape(N * T, V), target.reshape(N * T), ignore_index=0)


def greedy(step, state, batch_size, max_len):
    words = [START] * batch_size
    rows = [[] for _ in range(batch_size)]
    done = [False] * batch_size
    for _ in range(max_len):
        logits, state = step(torch.tensor(words), state)
        best = logits.argmax(-1).tolist()
        for i in range(batch_size):
            if done[i]:
                rows[i].append(PAD)
                words[i] = END
            else:
                rows[i].append(best[i])
                words[i] = best[i]
                done[i] = best[i] == END
    return torch.tensor(rows)


class Model(nn.Module):
    def __init__(self, sw, tw, H):
        super().__init__()
        self.emb_s = nn.Embedding(sw, 32)
        self.emb_t = nn.Embedding(tw, 32)
        self.enc = nn.GRU(32, H // 2, batch_first=True, bidirectional=True)
        self.cell = nn.GRUCell(32 + H, H)
        self.init = nn.Linear(H, H)
        self.out = nn.Linear(2 * H, tw)

    def encode(self, source):
        mask = source != PAD
        lengths = mask.sum(1)
        x = nn.utils.rnn.pack_padded_sequence(
            self.emb_s(source), lengths, batch_first=True, enforce_sorted=False
        )
        y, h = self.enc(x)
        y, _ = nn.utils.rnn.pad_packed_sequence(y, batch_first=True, total_length=source.size(1))
        h = torch.tanh(self.init(torch.cat([h[0], h[1]], -1)))
        return y, mask, h

    def one(self, ids, st):
        y, mask, h = st
        ctx, _ = attention(h.unsqueeze(1), y, y, mask)
        ctx = ctx.squeeze(1)
        h = self.cell(torch.cat([self.emb_t(ids), ctx], -1), h)
        return self.out(torch.cat([h, ctx], -1)), (y, mask, h)

    def forward(self, source, target):
        st = self.encode(source)
        inp = decoder_inputs(target)
        outs = []
        for t in range(inp.size(1)):
            o, st = self.one(inp[:, t], st)
            outs.append(o)
        return torch.stack(outs, 1)

    def translate(self, source, max_len):
        self.eval()
        with torch.no_grad():
            return greedy(self.one, self.encode(source), source.size(0), max_len)


def train_translator(
    source, target, source_words, target_words, hidden_size, steps, batch_size, lr, seed
):
    torch.manual_seed(seed)
    model = Model(source_words, target_words, hidden_size)
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    sched = torch.optim.lr_scheduler.StepLR(opt, 50, 0.5)
    losses = []
    model.train()
    for _ in range(steps):
        idx = torch.randperm(source.size(0))[:batch_size]
        loss = masked_cross_entropy(model(source[idx], target[idx]), target[idx])
        opt.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 1.0)
        opt.step()
        sched.step()
        losses.append(loss.item())
    return model, losses
