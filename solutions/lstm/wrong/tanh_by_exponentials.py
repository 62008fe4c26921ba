# /// wrong answer
# check = "test_step_saturated"
# kind = "not_finite"
# ///
"""The hyperbolic tangent is computed from exponentials."""


def lstm_step(
    x: Tensor, h: Tensor, c: Tensor, Wx: Tensor, Wh: Tensor, b: Tensor
) -> tuple[Tensor, Tensor]:
    i, f, g, o = (x @ Wx + h @ Wh + b).chunk(4, dim=1)
    g = (torch.exp(g) - torch.exp(-g)) / (torch.exp(g) + torch.exp(-g))
    c_next = torch.sigmoid(f) * c + torch.sigmoid(i) * g
    return torch.sigmoid(o) * torch.tanh(c_next), c_next
