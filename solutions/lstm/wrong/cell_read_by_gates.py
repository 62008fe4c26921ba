# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# You multiply the cell state by Wh. The gates see the hidden state h; c only goes through the
# forget gate."""
# hint.es = """
# Multiplicas el estado de la celda por Wh. Las compuertas ven el estado oculto h; c solo pasa por
# la compuerta de olvido."""
# ///
"""The gates see the cell state in place of the hidden state."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + c @ Wh + b).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
