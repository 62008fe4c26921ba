# /// wrong answer
# check = "test_bound_values"
# kind = "wrong_value"
# hint.en = """
# The last term has the wrong sign: - q ln q is positive, and it raises the bound."""
# hint.es = """
# El último término lleva el signo cambiado: - q ln q es positivo y sube la cota."""
# ///
"""The entropy is subtracted."""


def bound(v: Tensor, q: Tensor, layers: list[Machine]) -> Tensor:
    return (q * log_joint(v, layers) - torch.special.entr(q)).sum(dim=1)
