# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# The whole candidate is written into your cell: the input gate has no effect. Where does i act?"""
# hint.es = """
# En tu celda se escribe el candidato entero: la compuerta de entrada no tiene efecto. ¿Dónde actúa
# i?"""
# ///
"""The input gate is left out."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c + torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
