# /// wrong answer
# check = "test_tower_values"
# kind = "wrong_value"
# hint.en = """
# Your second hidden layer has weight 1, so its step is flat. It has the weight w too: σ(w·(… -
# 3/2))."""
# hint.es = """
# Tu segunda capa oculta tiene peso 1, así que su escalón es plano. También lleva el peso w: σ(w·(…
# - 3/2))."""
# ///
"""The second layer has weight 1."""


def tower2d(x: Tensor, s: Tensor, t: Tensor, h: float, w: float) -> Tensor:
    bumps = torch.sigmoid(w * (x - s)) - torch.sigmoid(w * (x - t))
    return h * torch.sigmoid(bumps.sum(dim=1) - 1.5)
