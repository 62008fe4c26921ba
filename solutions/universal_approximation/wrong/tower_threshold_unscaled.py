# /// wrong answer
# check = "test_tower_values"
# kind = "wrong_value"
# hint.en = """
# The bias of your second layer is -3/2. Its step is at -b/w: to be at 3/2, the bias has to contain
# w."""
# hint.es = """
# El sesgo de tu segunda capa es -3/2. Su escalón está en -b/w: para que esté en 3/2, el sesgo tiene
# que contener a w."""
# ///
"""The threshold is not multiplied by the weight."""


def tower2d(x: Tensor, s: Tensor, t: Tensor, h: float, w: float) -> Tensor:
    bumps = torch.sigmoid(w * (x - s)) - torch.sigmoid(w * (x - t))
    return h * torch.sigmoid(w * bumps.sum(dim=1) - 1.5)
