# /// wrong answer
# check = "test_auc_ties"
# kind = "wrong_value"
# hint.en = """
# You count scores that lie close together as equal. Only those that are exactly equal count one half."""
# hint.es = """
# Cuentas como iguales las puntuaciones que están cerca. Solo las exactamente iguales cuentan la mitad."""
# ///
"""Equal up to a tolerance."""


def roc_auc(scores: Tensor, labels: Tensor) -> float:
    fake, real = scores[labels == 1][:, None], scores[labels == 0]
    equal = torch.isclose(fake, real)
    won = ((fake > real) & ~equal).sum() + 0.5 * equal.sum()
    return won.item() / (fake.numel() * real.numel())
