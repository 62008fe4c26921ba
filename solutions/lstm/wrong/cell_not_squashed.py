# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# Your h' is o times c' itself. The cell state goes through tanh before the output gate lets it
# out."""
# hint.es = """
# Tu h' es o por el propio c'. El estado de la celda pasa por tanh antes de que la compuerta de
# salida lo deje salir."""
# ///
"""The output is o times c', without the hyperbolic tangent."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * c_next, c_next
