# /// wrong answer
# check = "test_tower_values"
# kind = "wrong_value"
# hint.en = """
# Your threshold is 1/2, which a single bump passes: a cross comes out. Only where both bumps are 1
# their sum passes 3/2."""
# hint.es = """
# Tu umbral es 1/2, y una sola meseta lo supera: sale una cruz. Solo donde ambas mesetas valen 1 su
# suma supera 3/2."""
# ///
"""The threshold is 1/2: a cross instead of a rectangle."""


def tower2d(x: Tensor, s: Tensor, t: Tensor, h: float, w: float) -> Tensor:
    bumps = torch.sigmoid(w * (x - s)) - torch.sigmoid(w * (x - t))
    return h * torch.sigmoid(w * (bumps.sum(dim=1) - 0.5))
