# /// wrong answer
# check = "test_forward_reset_before"
# kind = "wrong_value"
# hint.en = """
# gru_forward gives the reset-after form even with reset_after=False: the argument gets lost on its
# way to the cell."""
# hint.es = """
# gru_forward da la forma con reinicio después del producto incluso con reset_after=False: el
# argumento se pierde camino de la celda."""
# ///
"""gru_forward does not hand reset_after on."""


def gru_forward(
    x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    h = h0
    hs = []
    for x_t in x.unbind(dim=1):
        h = gru_cell(x_t, h, Wx, Wh, bx, bh)
        hs.append(h)
    return torch.stack(hs, dim=1)
