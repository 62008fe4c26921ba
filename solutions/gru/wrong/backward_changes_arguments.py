# /// wrong answer
# check = "test_backward_keeps_arguments"
# kind = "wrong_value"
# hint.en = """
# The gradients are right, but dhs is another one after your call: += and functions that end in _
# write into the tensor that was passed. Make a new one."""
# hint.es = """
# Los gradientes son correctos, pero tras tu llamada dhs es otro: += y las funciones que terminan en
# _ escriben en el tensor recibido. Crea uno nuevo."""
# ///
"""The gradient is added up inside the caller's array."""


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
        dhs[:, t] += dh  # in the caller's tensor
        dh = dhs[:, t]
        # Derivatives with respect to what goes into each activation.
        dn = dh * (1 - z) * (1 - n * n)
        dz = dh * (h - n) * z * (1 - z)
        dr = dn * hn * r * (1 - r)
        # The two sides of the sums differ in the candidate alone: there r stands before h Whn.
        dax = torch.cat([dr, dz, dn], dim=1)
        dah = torch.cat([dr, dz, dn * r], dim=1)
        dx[:, t] = dax @ Wx.T
        dWx += x[:, t].T @ dax
        dWh += h.T @ dah
        dbx += dax.sum(dim=0)
        dbh += dah.sum(dim=0)
        dh = dh * z + dah @ Wh.T
    return dx, dh, dWx, dWh, dbx, dbh
