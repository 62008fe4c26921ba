# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = "You read the sequence from its end to its beginning. Step 0 is x[:, 0]."
# hint.es = "Lees la secuencia desde el final hasta el principio. El paso 0 es x[:, 0]."
# ///
"""Reads the sequence from its end."""


def rnn_forward(x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    h = h0
    hs = []
    for x_t in x.flip(1).unbind(dim=1):
        h = rnn_step(x_t, h, Wx, Wh, b)
        hs.append(h)
    return torch.stack(hs, dim=1)
