# /// wrong answer
# check = "test_dct"
# kind = "wrong_value"
# hint.en = """
# The row of frequency 0 is too long by √2: all its cosines are 1. Divide it, so that every row
# has the length 1."""
# hint.es = """
# La fila de frecuencia 0 es √2 veces demasiado larga: todos sus cosenos valen 1. Divídela, para
# que cada fila tenga longitud 1."""
# ///
"""The first row is too long."""


def dct_matrix(n: int) -> Tensor:
    k = torch.arange(n, dtype=torch.float64)
    return torch.cos(math.pi * k[:, None] * (2 * k + 1) / (2 * n)) * math.sqrt(2 / n)
