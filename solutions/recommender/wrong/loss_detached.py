# /// wrong answer
# check = "test_loss_gradients"
# kind = "wrong_value"
# hint.en = """
# No gradient reaches the predictions: your loss is made anew from a number. Without it a network
# learns nothing."""
# hint.es = """
# Ningún gradiente llega a las predicciones: tu pérdida se crea de nuevo a partir de un número.
# Sin él una red no aprende nada."""
# ///
"""The loss has no graph."""


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    # The unknown is taken out before the square, whose gradient there is 0 · nan.
    errors = torch.where(mask, pred - r, 0)
    return torch.tensor(((errors**2).sum() / mask.sum().clamp(min=1)).item(), dtype=pred.dtype)
