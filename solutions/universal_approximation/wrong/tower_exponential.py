# /// wrong answer
# check = "test_tower_steep"
# kind = "wrong_gradient"
# ///
"""The sigmoid is written out with exp, which overflows."""


def tower2d(x: Tensor, s: Tensor, t: Tensor, h: float, w: float) -> Tensor:
    def sigmoid(z: Tensor) -> Tensor:
        return 1 / (1 + torch.exp(-z))

    bumps = sigmoid(w * (x - s)) - sigmoid(w * (x - t))
    return h * sigmoid(w * (bumps.sum(dim=1) - 1.5))
