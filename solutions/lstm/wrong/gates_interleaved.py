# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# You take the columns of the four gates to alternate (i, f, g, o, i, f, …). They stand in four
# blocks of H: check in which axis your reshape or slice cuts."""
# hint.es = """
# Tomas las columnas de las cuatro compuertas como alternadas (i, f, g, o, i, f, …). Están en cuatro
# bloques de H: revisa en qué eje corta tu reshape o tu índice."""
# ///
"""The columns of the four gates are taken to alternate."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    gates = x @ Wx + h @ Wh + b
    i, f, g, o = gates[:, 0::4], gates[:, 1::4], gates[:, 2::4], gates[:, 3::4]
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
