# /// wrong answer
# check = "test_entropy_values"
# kind = "wrong_value"
# hint.en = """
# You count all entries of the codes together. Each entry has a table of its own: what is rare
# in one may be common in another."""
# hint.es = """
# Cuentas juntas todas las entradas de los códigos. Cada entrada tiene su propia tabla: lo que
# en una es raro en otra puede ser común."""
# ///
"""One table for all entries."""


def entropy_bits(indices: Tensor) -> float:
    p = torch.unique(indices, return_counts=True)[1].to(torch.float64) / indices.numel()
    return -indices.shape[1] * (p * torch.log2(p)).sum().item()
