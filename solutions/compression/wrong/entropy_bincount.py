# /// wrong answer
# check = "test_entropy_any_numbers"
# kind = "raised"
# hint.en = """
# You use the numbers as places in a table, so that negative ones have none. Only how often each
# occurs counts, not which number it is."""
# hint.es = """
# Usas los números como lugares de una tabla, así que los negativos no tienen ninguno. Solo
# cuenta cuántas veces aparece cada uno, no qué número es."""
# ///
"""Numbers as places of a table."""


def entropy_bits(indices: Tensor) -> float:
    total = 0.0
    for entry in indices.T:
        p = torch.bincount(entry).to(torch.float64) / len(entry)
        total -= (p[p > 0] * torch.log2(p[p > 0])).sum().item()
    return total
