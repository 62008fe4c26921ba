# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = "This is a cell without an output gate: h' is tanh(c') in full. Where does o act?"
# hint.es = "Esta es una celda sin compuerta de salida: h' es tanh(c') completo. ¿Dónde actúa o?"
# ///
"""The output gate is left out."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.tanh(c_next), c_next
