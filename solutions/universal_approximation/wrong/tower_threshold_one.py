# /// wrong answer
# check = "test_tower_values"
# kind = "wrong_value"
# hint.en = """
# Your threshold is 1, which a single wall reaches, too. It has to lie between one wall and two."""
# hint.es = """
# Tu umbral es 1, al que también llega un solo muro. Tiene que estar entre un muro y dos."""
# ///
"""The threshold is the height of one wall."""


def tower2d(x: Tensor, s: Tensor, t: Tensor, h: float, w: float) -> Tensor:
    bumps = torch.sigmoid(w * (x - s)) - torch.sigmoid(w * (x - t))
    return h * torch.sigmoid(w * (bumps.sum(dim=1) - 1))
