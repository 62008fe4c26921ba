# /// wrong answer
# check = "test_loss_gradients"
# kind = "no_gradient"
# hint.en = "A number came back: return the tensor, or nothing can be learnt from it."
# hint.es = "Volvió un número: devuelve el tensor, o no se podrá aprender de él."
# ///
"""A float."""


def sequence_loss(recon: Tensor, x: Tensor, pred: Tensor, y: Tensor, weight: float) -> Tensor:
    past, future = (recon - x).square().mean(), (pred - y).square().mean()
    return float(weight * past + (1 - weight) * future)
