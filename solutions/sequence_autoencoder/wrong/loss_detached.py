# /// wrong answer
# check = "test_loss_gradients"
# kind = "no_gradient"
# hint.en = "No gradient reaches the prediction."
# hint.es = "A la predicción no le llega ningún gradiente."
# ///
"""A part is detached."""


def sequence_loss(recon: Tensor, x: Tensor, pred: Tensor, y: Tensor, weight: float) -> Tensor:
    past, future = (recon - x).square().mean(), (pred.detach() - y).square().mean()
    return weight * past + (1 - weight) * future
