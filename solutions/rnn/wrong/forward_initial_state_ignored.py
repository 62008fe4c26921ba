# /// wrong answer
# check = "test_forward_values"
# kind = "wrong_value"
# hint.en = "You start from zeros. The state before the first step is h0, which need not be zero."
# hint.es = """
# Empiezas en ceros. El estado antes del primer paso es h0, que no tiene por qué ser cero."""
# ///
"""Starts from zeros."""


def rnn_forward(x: Tensor, h0: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor) -> Tensor:
    h = torch.zeros_like(h0)
    hs = []
    for x_t in x.unbind(dim=1):
        h = rnn_step(x_t, h, Wx, Wh, b)
        hs.append(h)
    return torch.stack(hs, dim=1)
