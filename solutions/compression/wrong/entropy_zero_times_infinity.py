# /// wrong answer
# check = "test_entropy_values"
# kind = "not_finite"
# ///
"""0 · log 0 is nan."""


def entropy_bits(indices: Tensor) -> float:
    total = 0.0
    for entry in indices.T:
        p = torch.bincount(entry - entry.min()).to(torch.float64) / len(entry)
        total -= (p * torch.log2(p)).sum().item()
    return total
