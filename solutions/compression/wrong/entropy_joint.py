# /// wrong answer
# check = "test_entropy_values"
# kind = "wrong_value"
# hint.en = """
# You count whole rows: that is the entropy of the code as a whole, which is smaller where the
# entries say the same. Asked for is what it costs to write the entries one by one."""
# hint.es = """
# Cuentas filas enteras: eso es la entropía del código en conjunto, menor donde las entradas
# dicen lo mismo. Se pide lo que cuesta escribir las entradas una por una."""
# ///
"""The entropy of whole rows."""


def entropy_bits(indices: Tensor) -> float:
    counts = torch.unique(indices, dim=0, return_counts=True)[1]
    p = counts.to(torch.float64) / len(indices)
    return -(p * torch.log2(p)).sum().item()
