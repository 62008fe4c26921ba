# /// wrong answer
# check = "test_cell_values"
# kind = "wrong_value"
# hint.en = """
# The result is right for bh = 0 only: the second bias does not reach it. In a GRU the two biases
# are not one, since r acts on one of them."""
# hint.es = """
# El resultado solo es correcto con bh = 0: el segundo sesgo no le llega. En una GRU los dos sesgos
# no son uno solo, porque r actúa sobre uno de ellos."""
# ///
"""The bias of the state's side is left out."""


def gru_cell(
    x: Tensor, h: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    H = h.shape[1]
    xr, xz, xn = (x @ Wx + bx).split(H, dim=1)
    hr, hz = (h @ Wh[:, : 2 * H]).split(H, dim=1)
    r = torch.sigmoid(xr + hr)
    z = torch.sigmoid(xz + hz)
    if reset_after:
        n = torch.tanh(xn + r * (h @ Wh[:, 2 * H :]))
    else:
        n = torch.tanh(xn + (r * h) @ Wh[:, 2 * H :])
    return (1 - z) * n + z * h
