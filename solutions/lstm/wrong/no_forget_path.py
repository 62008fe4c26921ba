# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# Your c' has no old cell state in it, so nothing is remembered. It is a sum of two terms: what is
# kept and what is written."""
# hint.es = """
# En tu c' no está el estado anterior de la celda, así que no se recuerda nada. Es una suma de dos
# términos: lo que se conserva y lo que se escribe."""
# ///
"""The old cell state is left out."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
