# /// wrong answer
# check = "test_tower_steep"
# kind = "wrong_gradient"
# hint.en = """
# exp overflows when the walls are steep: the value may survive, but its derivative is inf/inf.
# torch.sigmoid is written so that this does not happen."""
# hint.es = """
# exp se desborda cuando los muros son empinados: el valor quizá se salva, pero su derivada es
# inf/inf. torch.sigmoid está escrita para que eso no ocurra."""
# ///
"""The sigmoid is written out with exp, which overflows."""


def tower2d(x: Tensor, s: Tensor, t: Tensor, h: float, w: float) -> Tensor:
    def sigmoid(z: Tensor) -> Tensor:
        return 1 / (1 + torch.exp(-z))

    bumps = sigmoid(w * (x - s)) - sigmoid(w * (x - t))
    return h * sigmoid(w * (bumps.sum(dim=1) - 1.5))
