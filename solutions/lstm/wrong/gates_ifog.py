# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# You read the columns in the order i, f, o, g, as some courses store them. Here the candidate comes
# third and the output gate last: i, f, g, o."""
# hint.es = """
# Lees las columnas en el orden i, f, o, g, como las guardan algunos cursos. Aquí el candidato es el
# tercero y la compuerta de salida la última: i, f, g, o."""
# ///
"""The gates are read in the order i, f, o, g."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, o, g = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
