# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# This is the cell of 1997, which keeps all of the old state: the forget gate has no effect. Where
# does f act?"""
# hint.es = """
# Esta es la celda de 1997, que conserva todo el estado anterior: la compuerta de olvido no tiene
# efecto. ¿Dónde actúa f?"""
# ///
"""The old cell state is kept in full, as in 1997."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
