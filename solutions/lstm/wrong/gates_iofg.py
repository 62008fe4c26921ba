# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = """
# You read the columns in the order i, o, f, g, as ONNX stores them. Here the order is i, f, g,
# o."""
# hint.es = """
# Lees las columnas en el orden i, o, f, g, como las guarda ONNX. Aquí el orden es i, f, g, o."""
# ///
"""The gates are read in the order i, o, f, g."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, o, f, g = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
