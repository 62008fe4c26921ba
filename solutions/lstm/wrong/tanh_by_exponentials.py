# /// wrong answer
# check = "test_step_saturated"
# kind = "not_finite"
# hint.en = """
# exp of a large number is inf, and inf / inf is nan. torch.tanh and torch.sigmoid are written so
# that this does not happen."""
# hint.es = """
# exp de un número grande es inf, e inf / inf es nan. torch.tanh y torch.sigmoid están escritas para
# que eso no ocurra."""
# ///
"""The hyperbolic tangent is computed from exponentials."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    g = (torch.exp(g) - torch.exp(-g)) / (torch.exp(g) + torch.exp(-g))
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * g
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
