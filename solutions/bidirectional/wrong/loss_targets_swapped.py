# /// wrong answer
# check = "test_loss_values"
# kind = "wrong_value"
# hint.en = """
# Marks and no marks are swapped: y multiplies the logarithm of σ(z), 1 - y that of 1 - σ(z)."""
# hint.es = """
# Marca y sin marca están intercambiadas: y multiplica al logaritmo de σ(z), 1 - y al de 1 - σ(z)."""
# ///
"""y and 1 - y are swapped."""


def masked_bce(logits: Tensor, targets: Tensor, lengths: Tensor) -> Tensor:
    real = torch.arange(logits.shape[1]) < lengths[:, None]
    return F.binary_cross_entropy_with_logits(logits[real], 1 - targets[real])
