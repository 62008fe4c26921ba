# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You return the sum of the squares, which grows with the number of ratings. It has to be their
# mean."""
# hint.es = """
# Devuelves la suma de los cuadrados, que crece con el número de notas. Tiene que ser su media."""
# ///
"""The sum."""


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    # The unknown is taken out before the square, whose gradient there is 0 · nan.
    errors = torch.where(mask, pred - r, 0)
    return (errors**2).sum()
