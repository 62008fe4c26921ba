# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = "Each of your steps reads x[:, 0]. Step t reads x[:, t]."
# hint.es = "Cada uno de tus pasos lee x[:, 0]. El paso t lee x[:, t]."
# ///
"""Every step reads the first input."""


def rnn_forward(x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    h = h0
    hs = []
    for x_t in x.unbind(dim=1):
        h = rnn_step(x[:, 0], h, Wx, Wh, b)
        hs.append(h)
    return torch.stack(hs, dim=1)
