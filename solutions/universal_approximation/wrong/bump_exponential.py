# /// wrong answer
# check = "test_bump_steep"
# kind = "not_finite"
# hint.en = """
# exp(z) / (1 + exp(z)) is inf/inf as soon as exp overflows, at z = 710. torch.sigmoid is written so
# that this does not happen."""
# hint.es = """
# exp(z) / (1 + exp(z)) es inf/inf en cuanto exp se desborda, en z = 710. torch.sigmoid está escrita
# para que eso no ocurra."""
# ///
"""The sigmoid is written out with exp above and below."""


def bump(x: Tensor, s: float, t: float, h: float, w: float) -> Tensor:
    def sigmoid(z: Tensor) -> Tensor:
        return torch.exp(z) / (1 + torch.exp(z))

    return h * (sigmoid(w * (x - s)) - sigmoid(w * (x - t)))
