# WRONG: hidden_size is split between the two directions. Must lose points in: train_restorer
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


def masked_bce(logits, targets, lengths):
    mask = torch.arange(logits.size(1))[None, :] < lengths[:, None]
    per = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    per = per.masked_fill(~mask, 0.0)
    return per.sum() / lengths.sum()


class Tagger(nn.Module):
    def __init__(self, hidden):
        super().__init__()
        self.emb = nn.Embedding(27, 32, padding_idx=0)
        self.rnn = nn.LSTM(32, hidden // 2, batch_first=True, bidirectional=True)
        self.out = nn.Linear(2 * (hidden // 2), 1)

    def forward(self, ids, lengths):
        e = self.emb(ids)
        p = pack_padded_sequence(e, lengths, batch_first=True, enforce_sorted=False)
        h, _ = self.rnn(p)
        h, _ = pad_packed_sequence(h, batch_first=True, total_length=ids.size(1))
        return self.out(h).squeeze(-1)


def train_restorer(ids, lengths, marks, hidden_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    model = Tagger(hidden_size)
    opt = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for _ in range(steps):
        idx = torch.randint(0, ids.size(0), (batch_size,))
        opt.zero_grad()
        loss = masked_bce(model(ids[idx], lengths[idx]), marks[idx], lengths[idx])
        loss.backward()
        opt.step()
        losses.append(loss.item())
    return model, losses
