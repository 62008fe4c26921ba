# /// wrong answer
# check = "test_tower_values"
# kind = "wrong_value"
# hint.en = """
# You give the height h to the bumps of the first layer. Here they have height 1, whatever h is, and
# h is the output weight of the second layer."""
# hint.es = """
# Les das la altura h a las mesetas de la primera capa. Aquí tienen altura 1, valga lo que valga h,
# y h es el peso de salida de la segunda capa."""
# ///
"""The bumps have the height h already, as in towers with threshold 3h/2."""


def tower2d(x: Tensor, s: Tensor, t: Tensor, h: float, w: float) -> Tensor:
    bumps = h * (torch.sigmoid(w * (x - s)) - torch.sigmoid(w * (x - t)))
    return h * torch.sigmoid(w * (bumps.sum(dim=1) - 1.5 * h))
