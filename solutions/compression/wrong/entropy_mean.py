# /// wrong answer
# check = "test_entropy_values"
# kind = "wrong_value"
# hint.en = """
# You give the bits of an entry, averaged. A code is written entry after entry, so that their
# bits add up."""
# hint.es = """
# Das los bits de una entrada, en promedio. Un código se escribe entrada tras entrada, así que
# sus bits se suman."""
# ///
"""The mean over the entries."""


def entropy_bits(indices: Tensor) -> float:
    total = 0.0
    for entry in indices.T:
        counts = torch.unique(entry, return_counts=True)[1]
        p = counts.to(torch.float64) / len(entry)
        total -= (p * torch.log2(p)).sum().item()
    return total / indices.shape[1]
