# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# You divide by all cells of the table. Divide by the ratings that are known, or an empty table
# looks easy."""
# hint.es = """
# Divides entre todas las casillas de la tabla. Divide entre las notas que se conocen, o una tabla
# vacía parecerá fácil."""
# ///
"""The mean over all cells."""


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    # The unknown is taken out before the square, whose gradient there is 0 · nan.
    errors = torch.where(mask, pred - r, 0)
    return (errors**2).sum() / mask.numel()
