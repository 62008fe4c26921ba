# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# You write with 1 - f in place of i. That is the coupled form, nearly a GRU; here the input gate
# has weights of its own."""
# hint.es = """
# Escribes con 1 - f en lugar de i. Esa es la forma acoplada, casi una GRU; aquí la compuerta de
# entrada tiene sus propios pesos."""
# ///
"""The input gate is one minus the forget gate."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c + (1 - torch.sigmoid(f)) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
