"""Loops where others have matrices: one sequence at a time, one matrix-vector product at a time."""

import torch
from torch import nn

print("torch", torch.__version__)


def one_row(x, h, Wx, Wh, bx, bh, reset_after):
    H = len(h)
    gates = []
    for k in range(2):
        s = slice(k * H, (k + 1) * H)
        gates.append(
            torch.sigmoid(torch.mv(Wx[:, s].T, x) + bx[s] + torch.mv(Wh[:, s].T, h) + bh[s])
        )
    r, z = gates
    s = slice(2 * H, 3 * H)
    if reset_after:
        n = torch.tanh(x @ Wx[:, s] + bx[s] + r * (h @ Wh[:, s] + bh[s]))
    else:
        n = torch.tanh(x @ Wx[:, s] + bx[s] + (r * h) @ Wh[:, s] + bh[s])
    return (1 - z) * n + z * h


def gru_cell(x, h, Wx, Wh, bx, bh, reset_after=True):
    rows = []
    for i in range(x.shape[0]):
        rows.append(one_row(x[i], h[i], Wx, Wh, bx, bh, reset_after))
    return torch.stack(rows)


def gru_forward(x, h0, Wx, Wh, bx, bh, reset_after=True):
    sequences = []
    for i in range(x.shape[0]):
        h, states = h0[i], []
        for t in range(x.shape[1]):
            h = one_row(x[i, t], h, Wx, Wh, bx, bh, reset_after)
            states.append(h)
        sequences.append(torch.stack(states))
    return torch.stack(sequences)


def gru_backward(dhs, x, h0, Wx, Wh, bx, bh):
    dx, dh0 = torch.zeros_like(x), torch.zeros_like(h0)
    dWx, dWh = torch.zeros_like(Wx), torch.zeros_like(Wh)
    dbx, dbh = torch.zeros_like(bx), torch.zeros_like(bh)
    H = h0.shape[1]
    for i in range(x.shape[0]):
        h = h0[i]
        memory = []
        for t in range(x.shape[1]):
            ax, ah = x[i, t] @ Wx + bx, h @ Wh + bh
            r = torch.sigmoid(ax[:H] + ah[:H])
            z = torch.sigmoid(ax[H : 2 * H] + ah[H : 2 * H])
            n = torch.tanh(ax[2 * H :] + r * ah[2 * H :])
            memory.append((h, r, z, n, ah[2 * H :]))
            h = (1 - z) * n + z * h
        dh = torch.zeros_like(h)
        for t in reversed(range(x.shape[1])):
            h, r, z, n, hn = memory.pop()
            dh = dh + dhs[i, t]
            dan = dh * (1 - z) * (1 - n * n)
            daz = dh * (h - n) * z * (1 - z)
            dar = dan * hn * r * (1 - r)
            dax = torch.cat([dar, daz, dan])
            dah = torch.cat([dar, daz, dan * r])
            dx[i, t] = Wx @ dax
            dWx += torch.outer(x[i, t], dax)
            dWh += torch.outer(h, dah)
            dbx += dax
            dbh += dah
            dh = dh * z + Wh @ dah
        dh0[i] = dh
    return dx, dh0, dWx, dWh, dbx, dbh


class GRU(nn.Module):
    def __init__(self, input_size, hidden_size):
        super().__init__()
        self.hidden_size = hidden_size
        self.Wx = nn.Parameter(torch.zeros(input_size, 3 * hidden_size))
        self.Wh = nn.Parameter(torch.zeros(hidden_size, 3 * hidden_size))
        self.bx = nn.Parameter(torch.zeros(3 * hidden_size))
        self.bh = nn.Parameter(torch.zeros(3 * hidden_size))
        with torch.no_grad():
            for w in [self.Wx, self.Wh, self.bx, self.bh]:
                w.uniform_(-(hidden_size**-0.5), hidden_size**-0.5)

    def forward(self, x, h0=None):
        # One sequence at a time is too slow for training: here the rows go together.
        H = self.hidden_size
        h = torch.zeros(x.shape[0], H).to(x) if h0 is None else h0
        hs = []
        for t in range(x.shape[1]):
            ax = x[:, t] @ self.Wx + self.bx
            ah = h @ self.Wh + self.bh
            r = torch.sigmoid(ax[:, :H] + ah[:, :H])
            z = torch.sigmoid(ax[:, H : 2 * H] + ah[:, H : 2 * H])
            n = torch.tanh(ax[:, 2 * H :] + r * ah[:, 2 * H :])
            h = (1 - z) * n + z * h
            hs.append(h)
        return torch.stack(hs, 1), hs[-1]


def train_step(model, optimizer, x, y, max_norm=1.0):
    optimizer.zero_grad()
    y_hat = model(x)
    loss = torch.mean(torch.square(y_hat - y))
    loss.backward()
    torch.nn.utils.clip_grad_norm_(list(model.parameters()), max_norm)
    optimizer.step()
    print(f"loss {loss.item():.4f}")
    return loss.detach().item()


def train_adding(x, y, hidden_size, steps, batch_size, lr, seed):
    torch.manual_seed(seed)
    gru = GRU(2, hidden_size)
    linear = nn.Linear(hidden_size, 1)

    class Both(nn.Module):
        def __init__(self):
            super().__init__()
            self.gru, self.linear = gru, linear

        def forward(self, x):
            return self.linear(self.gru(x)[1])[:, 0]

    model = Both()
    optimizer = torch.optim.Adam(model.parameters(), lr=lr)
    losses = []
    for step in range(steps):
        chosen = torch.multinomial(torch.ones(len(x)), batch_size)
        losses.append(train_step(model, optimizer, x[chosen], y[chosen]))
    return model, losses


if __name__ == "__main__":
    x = torch.rand(500, 6, 2)
    train_adding(x, x.sum(dim=(1, 2)), 8, 10, 32, 0.01, 0)
