# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = "Your gates see the input but not the hidden state: h @ Wh is missing from their sum."
# hint.es = "Tus compuertas ven la entrada pero no el estado oculto: a su suma le falta h @ Wh."
# ///
"""The gates do not see the hidden state."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + b).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
