# /// wrong answer
# check = "test_backward_through_time"
# kind = "wrong_value"
# hint.en = """
# Your weight gradients are those of a single step. The same weights act at every step, so their
# gradients are summed over time."""
# hint.es = """
# Tus gradientes de los pesos son los de un solo paso. Los mismos pesos actúan en cada paso, así que
# sus gradientes se suman en el tiempo."""
# ///
"""The gradients of the weights are those of one step."""


def gru_backward(
    dhs: Tensor, x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor
) -> tuple[Tensor, Tensor, Tensor, Tensor, Tensor, Tensor]:
    N, T, D = x.shape
    H = h0.shape[1]

    # Forward, keeping what the way back needs.
    h = h0
    steps = []
    for t in range(T):
        xr, xz, xn = (x[:, t] @ Wx + bx).split(H, dim=1)
        hr, hz, hn = (h @ Wh + bh).split(H, dim=1)
        r = torch.sigmoid(xr + hr)
        z = torch.sigmoid(xz + hz)
        n = torch.tanh(xn + r * hn)
        steps.append((h, r, z, n, hn))
        h = (1 - z) * n + z * h

    dx = torch.zeros_like(x)
    dWx, dWh = torch.zeros_like(Wx), torch.zeros_like(Wh)
    dbx, dbh = torch.zeros_like(bx), torch.zeros_like(bh)
    dh = torch.zeros_like(h0)
    for t in reversed(range(T)):
        h, r, z, n, hn = steps[t]
        dh = dh + dhs[:, t]
        # Derivatives with respect to what goes into each activation.
        dn = dh * (1 - z) * (1 - n * n)
        dz = dh * (h - n) * z * (1 - z)
        dr = dn * hn * r * (1 - r)
        # The two sides of the sums differ in the candidate alone: there r stands before h Whn.
        dax = torch.cat([dr, dz, dn], dim=1)
        dah = torch.cat([dr, dz, dn * r], dim=1)
        dx[:, t] = dax @ Wx.T
        dWx = x[:, t].T @ dax
        dWh = h.T @ dah
        dbx = dax.sum(dim=0)
        dbh = dah.sum(dim=0)
        dh = dh * z + dah @ Wh.T
    return dx, dh, dWx, dWh, dbx, dbh
