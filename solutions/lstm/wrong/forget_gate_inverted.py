# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# You keep 1 - f of the old cell state. In spite of its name the forget gate says how much is kept:
# f = 1 keeps all."""
# hint.es = """
# Conservas 1 - f del estado anterior de la celda. Pese a su nombre, la compuerta de olvido dice
# cuánto se conserva: con f = 1, todo."""
# ///
"""The forget gate says how much is forgotten."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = (1 - torch.sigmoid(f)) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
