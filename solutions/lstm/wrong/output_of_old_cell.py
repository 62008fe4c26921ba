# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = "Your h' comes from the cell state before the step. First comes c', then h' out of it."
# hint.es = "Tu h' sale del estado de la celda anterior al paso. Primero se obtiene c', y de él h'."
# ///
"""The output is computed from the old cell state."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c), c_next
