# /// wrong answer
# check = "test_step_values"
# kind = "wrong_value"
# hint.en = "The result is right for b = 0 only: the bias does not reach the gates."
# hint.es = "El resultado solo es correcto con b = 0: el sesgo no llega a las compuertas."
# ///
"""The bias is left out."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + h @ Wh).chunk(4, dim=1)
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * torch.tanh(g)
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
