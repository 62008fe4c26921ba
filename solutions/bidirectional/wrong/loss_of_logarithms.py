# /// wrong answer
# check = "test_loss_large"
# kind = "not_finite"
# hint.en = """
# With logits of ±1000 the sigmoid is exactly 0 or 1, and its logarithm infinite, or 0 times
# infinity: look for a form without the logarithm of a probability."""
# hint.es = """
# Con logits de ±1000 la sigmoide es exactamente 0 o 1, y su logaritmo es infinito, o 0 por
# infinito: busca una forma sin el logaritmo de una probabilidad."""
# ///
"""Logarithms of the sigmoid."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    p, y = logits[real].sigmoid(), targets[real]
    return -(y * p.log() + (1 - y) * (1 - p).log()).mean()
