# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = "These are roots of mean squares: no root here."
# hint.es = "Son raíces de medias de cuadrados: aquí no hay raíz."
# ///
"""Root mean squares."""


def sequence_loss(recon: Tensor, x: Tensor, pred: Tensor, y: Tensor, weight: float) -> Tensor:
    past, future = (recon - x).square().mean().sqrt(), (pred - y).square().mean().sqrt()
    return weight * past + (1 - weight) * future
