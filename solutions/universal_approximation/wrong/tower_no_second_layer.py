# /// wrong answer
# check = "test_tower_values"
# kind = "wrong_value"
# hint.en = """
# You add the two bumps up and stop: that is a tower with four walls beside it, at half its height.
# The second hidden layer cuts the walls off."""
# hint.es = """
# Sumas las dos mesetas y ahí te quedas: eso es una torre con cuatro muros al lado, de la mitad de
# su altura. La segunda capa oculta recorta los muros."""
# ///
"""The sum of both bumps, without a second hidden layer."""


def tower2d(x: Tensor, s: Tensor, t: Tensor, h: float, w: float) -> Tensor:
    bumps = torch.sigmoid(w * (x - s)) - torch.sigmoid(w * (x - t))
    return h * bumps.sum(dim=1) / 2
