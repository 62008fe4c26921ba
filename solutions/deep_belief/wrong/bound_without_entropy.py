# /// wrong answer
# check = "test_bound_values"
# kind = "wrong_value"
# hint.en = """
# The entropy of q is missing: without - ln q the bound never reaches ln p(v), unless q is
# sure."""
# hint.es = """
# Falta la entropía de q: sin - ln q la cota nunca alcanza ln p(v), salvo que q esté segura."""
# ///
"""Without the entropy of q."""


def bound(v: Tensor, q: Tensor, layers: list[Machine]) -> Tensor:
    return (q * log_joint(v, layers)).sum(dim=1)
