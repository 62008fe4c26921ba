# /// wrong answer
# check = "test_forward_values"
# kind = "raised"
# hint.en = """
# You go through the first axis of x, which counts the sequences. Time is the second: step t reads
# x[:, t]."""
# hint.es = """
# Recorres el primer eje de x, que cuenta las secuencias. El tiempo es el segundo: el paso t lee
# x[:, t]."""
# ///
"""Takes the first axis of x for time."""


def rnn_forward(x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    h = h0
    hs = []
    for x_t in x.unbind(dim=0):
        h = rnn_step(x_t, h, Wx, Wh, b)
        hs.append(h)
    return torch.stack(hs, dim=1)
