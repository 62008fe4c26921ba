# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = "You read the sequence from its end to its beginning. The first step takes x[:, 0]."
# hint.es = "Lees la secuencia del final al principio. El primer paso toma x[:, 0]."
# ///
"""The sequence is read from its end."""


def gru_forward(
    x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, bx: Tensor, bh: Tensor, reset_after: bool = True
) -> Tensor:
    h = h0
    hs = []
    for x_t in reversed(x.unbind(dim=1)):
        h = gru_cell(x_t, h, Wx, Wh, bx, bh, reset_after)
        hs.append(h)
    return torch.stack(hs, dim=1)
