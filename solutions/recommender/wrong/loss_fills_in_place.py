# /// wrong answer
# check = "test_loss_empty"
# kind = "wrong_value"
# hint.en = """
# After your function the caller's ratings have zeros in their holes: something writes into r in
# place. What a function is given stays as it was, the holes too."""
# hint.es = """
# Después de tu función, las notas de quien la llama tienen ceros en los huecos: algo escribe en r.
# Lo que recibe una función queda como estaba, también los huecos."""
# ///
"""The holes of the ratings are filled in place."""


def masked_loss(pred: Tensor, r: Tensor, mask: Tensor) -> Tensor:
    r[~mask] = 0
    errors = torch.where(mask, pred - r, 0)
    return (errors**2).sum() / mask.sum().clamp(min=1)
