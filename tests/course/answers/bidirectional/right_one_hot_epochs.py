# RIGHT: LSTM written out on one-hot letters, batches cut to their longest word, epochs without remainders
import torch
import torch.nn as nn
import torch.nn.functional as F
from torch.nn.utils.rnn import pack_padded_sequence, pad_packed_sequence


def reverse_sequences(x, lengths):
    out = x.clone()
    for i, n in enumerate(lengths.tolist()):
        out[i, :n] = torch.flip(x[i, :n], dims=[0])
    return out


def bidirectional(forward_layer, backward_layer, x, lengths):
    T = x.size(1)
    mask = (torch.arange(T).unsqueeze(0) < lengths.unsqueeze(1)).unsqueeze(-1)
    h_f = forward_layer(x)
    h_b = reverse_sequences(backward_layer(reverse_sequences(x, lengths)), lengths)
    return torch.where(mask, torch.cat((h_f, h_b), -1), torch.zeros((), dtype=h_f.dtype))


def last_states(outputs, lengths):
    N, T, H2 = outputs.shape
    H = H2 // 2
    rows = []
    for i in range(N):
        rows.append(torch.cat([outputs[i, lengths[i] - 1, :H], outputs[i, 0, H:]]))
    return torch.stack(rows)


def stack(layers, x, lengths):
    if not layers:
        return x
    f, b = layers[0]
    h = bidirectional(f, b, x, lengths)
    return stack(layers[1:], h, lengths) if len(layers) > 1 else h


def bidirectional_backward(dout, lengths, forward_vjp, backward_vjp):
    d = dout.clone()
    for i, n in enumerate(lengths.tolist()):
        d[i, n:] = 0
    H = d.shape[-1] // 2
    dx = forward_vjp(d[..., :H].contiguous())
    dr = backward_vjp(reverse_sequences(d[..., H:], lengths))
    return dx + reverse_sequences(dr, lengths)


def masked_bce(logits, targets, lengths):
    mask = torch.arange(logits.size(1))[None, :] < lengths[:, None]
    per = F.binary_cross_entropy_with_logits(logits, targets, reduction="none")
    per = per.masked_fill(~mask, 0.0)
    return per.sum() / lengths.sum()


class Cell(nn.Module):
    def __init__(self, d, h):
        super().__init__()
        self.h = h
        self.gates = nn.Linear(d + h, 4 * h)
        with torch.no_grad():
            self.gates.bias[:h] = 1.0

    def forward(self, x):
        h = x.new_zeros(x.shape[0], self.h)
        c = x.new_zeros(x.shape[0], self.h)
        out = []
        for xt in x.unbind(1):
            f, i, o, g = self.gates(torch.cat([xt, h], 1)).chunk(4, 1)
            c = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
            h = torch.sigmoid(o) * torch.tanh(c)
            out.append(h)
        return torch.stack(out, 1)


class Net(nn.Module):
    def __init__(self, hidden_size):
        super().__init__()
        self.fwd = Cell(27, hidden_size)
        self.bwd = Cell(27, hidden_size)
        self.left = nn.Linear(hidden_size, 1)
        self.right = nn.Linear(hidden_size, 1, bias=False)

    def forward(self, ids, lengths):
        x = F.one_hot(ids, 27).float()
        h = bidirectional(self.fwd, self.bwd, x, lengths)
        a, b = h.chunk(2, dim=2)
        return (self.left(a) + self.right(b)).squeeze(2)


def minibatches(n, size, generator):
    order = []
    while True:
        while len(order) < size:
            order += torch.randperm(n, generator=generator).tolist()
        yield torch.tensor(order[:size])
        order = order[size:]


def train_restorer(ids, lengths, marks, hidden_size, steps, batch_size, lr, seed):
    g = torch.Generator()
    g.manual_seed(seed)
    with torch.random.fork_rng():
        torch.manual_seed(seed + 1)
        model = Net(hidden_size)
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    model.train()
    for step, rows in zip(range(steps), minibatches(len(ids), batch_size, g)):
        n = int(lengths[rows].max())
        logits = model(ids[rows, :n], lengths[rows])
        loss = masked_bce(logits, marks[rows, :n], lengths[rows])
        losses.append(float(loss))
        model.zero_grad()
        loss.backward()
        optimizer.step()
    model.eval()
    return model, losses
