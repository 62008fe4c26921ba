# /// wrong answer
# check = "test_entropy_values"
# kind = "wrong_value"
# hint.en = """
# Those are nats: your logarithm is the natural one. Bits are counted with base 2, and a fair
# coin has exactly 1."""
# hint.es = """
# Eso son nats: tu logaritmo es el natural. Los bits se cuentan en base 2, y una moneda justa
# tiene exactamente 1."""
# ///
"""Natural logarithms."""


def entropy_bits(indices: Tensor) -> float:
    total = 0.0
    for entry in indices.T:
        counts = torch.unique(entry, return_counts=True)[1]
        p = counts.to(torch.float64) / len(entry)
        total -= (p * torch.log(p)).sum().item()
    return total
