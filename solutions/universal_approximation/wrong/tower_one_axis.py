# /// wrong answer
# check = "test_tower_values"
# kind = "wrong_value"
# hint.en = """
# Both of your bumps are made of the first coordinate; the second one does not reach the result.
# Check the columns of x that you use."""
# hint.es = """
# Tus dos mesetas se forman con la primera coordenada; la segunda no llega al resultado. Revisa qué
# columnas de x usas."""
# ///
"""Both bumps are along the first axis."""


def tower2d(x: Tensor, s: Tensor, t: Tensor, h: float, w: float) -> Tensor:
    x = x[:, :1]
    bumps = torch.sigmoid(w * (x - s)) - torch.sigmoid(w * (x - t))
    return h * torch.sigmoid(w * (bumps.sum(dim=1) - 1.5))
