# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_shape"
# hint.en = """
# You return the last state. The states after all T steps are asked for, as one tensor (N, T, H)."""
# hint.es = """
# Devuelves el último estado. Se piden los estados tras los T pasos, en un solo tensor (N, T, H)."""
# ///
"""Returns the last state only."""


def rnn_forward(x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    h = h0
    hs = []
    for x_t in x.unbind(dim=1):
        h = rnn_step(x_t, h, Wx, Wh, b)
        hs.append(h)
    return hs[-1]
