# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# You read the input gate and the forget gate in each other's columns. The order of the blocks is i,
# f, g, o."""
# hint.es = """
# Lees la compuerta de entrada y la de olvido cada una en las columnas de la otra. El orden de los
# bloques es i, f, g, o."""
# ///
"""The first two gates are swapped: f, i, g, o."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    f, i, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
