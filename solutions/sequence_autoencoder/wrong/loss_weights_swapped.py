# /// wrong answer
# check = "test_loss"
# kind = "wrong_value"
# hint.en = "The weight is on the other part: weight belongs to the past."
# hint.es = "El peso está en la otra parte: weight es del pasado."
# ///
"""Weights swapped."""


def sequence_loss(recon: Tensor, x: Tensor, pred: Tensor, y: Tensor, weight: float) -> Tensor:
    past, future = (recon - x).square().mean(), (pred - y).square().mean()
    return (1 - weight) * past + weight * future
