# /// wrong answer
# check = "test_bump_steep"
# kind = "not_finite"
# ///
"""The sigmoid is written out with exp above and below."""


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    def sigmoid(z: Tensor) -> Tensor:
        return torch.exp(z) / (1 + torch.exp(z))

    return h * (sigmoid(w * (x - s)) - sigmoid(w * (x - t)))
