# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = "You return (c', h'). The hidden state comes first: (h', c')."
# hint.es = "Devuelves (c', h'). El estado oculto va primero: (h', c')."
# ///
"""The two states are returned in the wrong order."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return c_next, torch.sigmoid(o) * torch.tanh(c_next)
