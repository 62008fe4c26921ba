# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You take the mean of every user first, and then the mean of these. Here every known rating
# weighs the same, so that who rates more counts more."""
# hint.es = """
# Sacas antes la media de cada usuario, y luego la media de esas. Aquí todas las notas conocidas
# pesan lo mismo, así que quien valora más cuenta más."""
# ///
"""The mean over users of the means of each."""


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    # The unknown is taken out before the square, whose gradient there is 0 · nan.
    errors = torch.where(mask, pred - r, 0)
    counts = mask.sum(1)
    means = (errors**2).sum(1) / counts.clamp(min=1)
    return means.sum() / (counts > 0).sum().clamp(min=1)
